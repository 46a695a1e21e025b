"""Starting the app: on this machine only, on a free port, without importing Streamlit before it is needed."""

import socket
import subprocess
import sys
import tomllib

import pytest

from mapapp.app.serve import NoFreePort, free_port
from tests.app.conftest import MAIN, conventional, server
from tests.conftest import ROOT


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_free_port_is_used_as_it_is():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert free_port(port) == port


def test_the_next_port_is_used_where_one_is_taken(taken):
    assert taken < free_port(taken) < taken + 50


def test_no_free_port_is_said(monkeypatch):
    monkeypatch.setattr(socket.socket, "bind", lambda *_: (_ for _ in ()).throw(OSError("in use")))
    with pytest.raises(NoFreePort, match=r"no port is free on 127\.0\.0\.1 from 8501 to 8550"):
        free_port(8501)


def test_the_command_line_can_import_it_without_streamlit():
    code = "import sys, mapapp.app.serve; print('streamlit' in sys.modules, 'geopandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_the_settings_beside_the_script_are_safe():
    settings = tomllib.loads(MAIN.parent.joinpath(".streamlit", "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["enableXsrfProtection"]
    assert settings["server"]["enableCORS"]
    assert settings["server"]["maxUploadSize"] <= 50
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"


def test_the_conventional_way_is_as_safe_from_any_folder(tmp_path):
    with conventional(tmp_path) as address:
        port = int(address.rsplit(":", 1)[1])
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", port), timeout=2)


def test_the_packages_are_found_where_they_are_not_installed(tmp_path):
    code = f"""
import runpy, sys
sys.path = [place for place in sys.path if place not in ("", {str(ROOT)!r})]
sys.meta_path = [finder for finder in sys.meta_path if "editable" not in repr(finder)]
try:
    import mapapp
except ImportError:
    runpy.run_path({str(MAIN)!r})
    print("ran")
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.strip() == "ran", done.stderr


def test_only_this_machine_is_listened_to(address):
    port = int(address.rsplit(":", 1)[1])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), timeout=2)


def test_a_browser_that_was_led_here_by_another_name_is_refused(address):
    host, port = address.removeprefix("http://").split(":")
    asked = (
        "GET /_stcore/stream HTTP/1.1\r\nHost: evil.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=10) as caller:
        caller.sendall(asked.encode())
        assert caller.recv(100).split()[1] == b"403"


def test_a_taken_port_is_said(taken):
    with server(port=taken) as address:
        assert not address.endswith(f":{taken}")
