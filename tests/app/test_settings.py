"""The server's settings: safe however it is started, and no other way; behind a proxy by an option."""

import http.client
import re
from urllib.parse import urlsplit

import pytest
from streamlit import config

from mapapp.app.settings import BadAddress, base_path, options_of, strayed
from tests.app.conftest import server, texts


@pytest.fixture
def setting():
    """Set options of Streamlit for a while."""
    before = {}

    def change(name, value):
        before.setdefault(name, config.get_option(name))
        config.set_option(name, value)

    yield change
    for name, value in before.items():
        config.set_option(name, value)


def test_the_settings_beside_the_script_hold():
    assert list(strayed()) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("browser.gatherUsageStats", True),
        ("client.showErrorDetails", "full"),
        ("server.enableCORS", False),
        ("server.enableXsrfProtection", False),
        ("server.enableStaticServing", True),
        ("server.address", "0.0.0.0"),
        ("server.address", None),
        ("server.maxUploadSize", 5000),
        ("server.maxUploadSize", 0),
        ("server.maxMessageSize", 1000),
        ("server.disconnectedSessionTTL", 100_000),
        ("server.allowedHosts", []),
        ("server.allowedHosts", ["*"]),
        ("server.corsAllowedOrigins", ["https://evil.example"]),
        ("client.allowedOrigins", ["https://evil.example"]),
        ("server.enableAgentApi", True),
        ("logger.enableRich", True),
        ("global.e2eTest", True),
    ],
)
def test_the_app_does_not_run_with_a_setting_that_strayed(run, setting, name, value):
    setting(name, value)
    app = run()
    assert not app.exception
    said = texts(app)
    assert "The app does not run with these settings." in said
    assert re.search(rf"{re.escape(name)} is .+, expected .+: .+\.", said)
    assert "incidents shown" not in said
    assert not app.get("bidi_component")


def test_listening_to_others_needs_a_proxy():
    with pytest.raises(BadAddress, match=r"listening on 0\.0\.0\.0 opens the app to others"):
        options_of(8501, listen="0.0.0.0")
    options = options_of(8501, listen="0.0.0.0", behind="https://maps.example.org")
    assert options["server.address"] == ["0.0.0.0"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "maps.example.org",
        "ftp://maps.example.org",
        "https://",
        "https://a.example:port/",
        "https://a.example/?x=1",
    ],
)
def test_what_is_no_address_of_a_proxy_is_said(address):
    with pytest.raises(BadAddress, match="expected the address under which a proxy serves the app"):
        options_of(8501, behind=address)


def test_a_proxy_is_let_in_and_nobody_else():
    options = options_of(8501, behind="https://maps.example.org/strikes/")
    assert options["server.allowedHosts"] == ["127.0.0.1", "localhost", "maps.example.org"]
    assert options["server.corsAllowedOrigins"] == ["https://maps.example.org"]
    assert options["browser.serverPort"] == ["443"]
    assert base_path("https://maps.example.org/strikes/") == "/strikes"


def test_the_app_answers_a_proxy_below_its_path():
    with server(behind="https://maps.example.org/strikes") as address:
        assert _status(address, "/strikes/", "maps.example.org") == 200
        assert _status(address, "/strikes/_stcore/health", "maps.example.org") == 200
        assert _status(address, "/strikes/health", "maps.example.org") in (200, 503)
        assert (
            _status(address, "/strikes/health", "maps.example.org", origin="https://maps.example.org:1")
            == 403
        )
        stream = "/strikes/_stcore/stream"
        assert _status(address, stream, "maps.example.org", origin="https://maps.example.org") == 101
        assert _status(address, stream, "maps.example.org", origin="https://evil.example") == 403
        assert _status(address, stream, "evil.example", origin="https://maps.example.org") == 403


def _status(address, path, host, origin=None):
    """Ask for a path as a proxy would; with an origin, as a browser opens the app's connection."""
    headers = {"Host": host}
    if origin:
        headers |= {
            "Origin": origin,
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version": "13",
        }
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()
