"""A server that was really started, where all around it wants its settings to be others."""

import http.client
import json
import re
import socket
import time
from pathlib import Path

import pytest

from benchmarks.app.connection import TOO_LARGE, connected
from tests.app.running import get, running, talk

LOOSE = """
[server]
address = "0.0.0.0"
enableCORS = false
enableXsrfProtection = false
enableStaticServing = true
enableAgentApi = true
scriptHealthCheckEnabled = true
maxUploadSize = 900
allowedHosts = ["*"]
fileWatcherType = "poll"
runOnSave = true
[browser]
gatherUsageStats = true
[client]
showErrorDetails = "full"
toolbarMode = "developer"
allowedOrigins = ["https://evil.example"]
[global]
e2eTest = true
[logger]
enableRich = true
"""
STRANGERS = ("https://evil.example", "http://localhost:1", "null", "http://[", "http://127.0.0.1", "")
"""Origins of other pages, some of them on this machine."""
LOOSE_VARIABLES = {
    "STREAMLIT_SERVER_ADDRESS": "0.0.0.0",
    "STREAMLIT_SERVER_ENABLE_CORS": "false",
    "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": "false",
    "STREAMLIT_SERVER_ENABLE_STATIC_SERVING": "true",
    "STREAMLIT_SERVER_ENABLE_AGENT_API": "true",
    "STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED": "true",
    "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "900",
    "STREAMLIT_CLIENT_SHOW_ERROR_DETAILS": "full",
    "STREAMLIT_CLIENT_ALLOWED_ORIGINS": "https://evil.example",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "true",
    "STREAMLIT_LOGGER_ENABLE_RICH": "true",
    "STREAMLIT_GLOBAL_E2E_TEST": "true",
}
FAULT = """
import mapapp.link as link
read = link.read_link
def read_link(params, *rest, **more):
    if "fault" in params.get("text", ""):
        raise RuntimeError(params["text"])
    return read(params, *rest, **more)
link.read_link = read_link
"""
"""Something that nobody foresaw, with the reader's own words in its message."""


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory):
    """A home and a working folder whose settings are loose."""
    homes = [tmp_path_factory.mktemp(name) for name in ("home", "folder")]
    for home in homes:
        (home / ".streamlit").mkdir()
        (home / ".streamlit" / "config.toml").write_text(LOOSE)
    (homes[1] / "static").mkdir()
    (homes[1] / "static" / "secret.txt").write_text("canary of the folder")
    return homes


@pytest.fixture(scope="module", params=["by its command", "by Streamlit's"])
def app(request, surroundings, tmp_path_factory):
    home, folder = surroundings
    is_own = request.param == "by its command"
    with running(
        tmp_path_factory.mktemp("log"),
        code=FAULT if is_own else "",
        cwd=folder,
        conventional=not is_own,
        env={"HOME": str(home), **(LOOSE_VARIABLES if is_own else {})},
    ) as started:
        started.has_fault = is_own
        yield started


@pytest.fixture
def holds(tally):
    """Count whether a setting holds, then assert it."""

    def check(is_held, what):
        tally("settings", not is_held)
        assert is_held, what

    return check


def test_no_other_address_listens(app, holds):
    port = int(app.address.rsplit(":", 1)[1])
    texts = [Path("/proc/net", file).read_text() for file in ("tcp", "tcp6")]
    lines = [line.split() for line in "".join(texts).splitlines()]
    listening = [line[1] for line in lines if line[3] == "0A" and line[1].endswith(f":{port:04X}")]
    holds(listening == [f"0100007F:{port:04X}"], listening)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), timeout=2)


def test_no_other_page_may_read_or_steer(app, holds):
    told = json.loads(get(f"{app.address}/_stcore/host-config")[2])
    holds(told["allowedOrigins"] == [], told)
    holds(not told["enableCustomParentMessages"], told)
    holds(told["metricsUrl"] == "", told)
    for origin in STRANGERS:
        begun = time.monotonic()
        status, headers, _ = get(f"{app.address}/_stcore/host-config", Origin=origin)
        holds(status == 403 and "Access-Control-Allow-Origin" not in headers, origin)
        holds(time.monotonic() - begun < 0.5, "it asks somebody else before it answers")
    holds(get(f"{app.address}/_stcore/host-config", Origin=app.address)[0] == 200, "its own page")


def test_no_connection_from_another_page_or_under_another_name(app, holds):
    host = app.address.removeprefix("http://")
    for host, origin in (*((host, one) for one in STRANGERS), ("evil.example", app.address)):
        connection = http.client.HTTPConnection(app.address.removeprefix("http://"), timeout=20)
        upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
        key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
        connection.request(
            "GET", "/_stcore/stream", headers={"Host": host, "Origin": origin, **upgrade, **key}
        )
        holds(connection.getresponse().status == 403, origin)
        connection.close()
    assert not any("net_util" in line for line in app.lines)


def test_no_folder_is_served(app, holds):
    places = ["app/static/secret.txt", "static/secret.txt", "main.py", ".streamlit/config.toml"]
    places += ["app/static/%2e%2e/main.py", "static/..%2f..%2f..%2fpyproject.toml", "media/../../main.py"]
    for place in places:
        _, _, content = get(f"{app.address}/{place}")
        holds(not re.search(rb"canary|import streamlit|\[server\]|\[project\]", content), place)


def test_no_way_in_beside_the_pages(app, holds):
    _, _, content = get(f"{app.address}/_stcore/agent/openapi.json")
    holds(json.loads(content)["info"]["x-streamlit-agent-api"] == "disabled", content[:300])
    connection = http.client.HTTPConnection(app.address.removeprefix("http://"), timeout=20)
    body, kind = json.dumps({"actions": []}), {"Content-Type": "application/json"}
    connection.request("POST", "/_stcore/agent/interact", body=body, headers=kind)
    holds(connection.getresponse().status in (403, 404, 405), "agent")
    connection.close()
    status, _, content = get(f"{app.address}/_stcore/script-health-check")
    holds(b"<!DOCTYPE html>" in content or status == 404, content[:100])


def test_files_are_taken_from_the_page_alone_and_up_to_a_size(app, holds):
    async def ask():
        async with connected(app.address) as reader:
            await reader.run()
            place = f"/_stcore/upload_file/{reader.session}/00000000-0000-0000-0000-000000000000"
            return [await reader.put(place, "a.json", b"{}", token=token) for token in ("", "2|1|1|1")]

    for status in talk(ask()):
        holds(status == 403, status)


def test_a_file_beyond_the_limit_is_refused_with_a_sentence(app, holds):
    async def ask():
        async with connected(app.address) as reader:
            shown = await reader.run()
            return (
                reader.most_upload_mb,
                await reader.hand_over("a.json", b" " * (51 << 20)),
                shown.exceptions,
            )

    most, status, exceptions = talk(ask())
    holds((most, status, exceptions) == (50, TOO_LARGE, []), (most, status))
    connection = http.client.HTTPConnection(app.address.removeprefix("http://"), timeout=20)
    connection.request("GET", "/_stcore/health")
    answer = connection.getresponse()
    answer.read()
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    token = {"Cookie": cookie, "X-Xsrftoken": cookie.partition("=")[2]}
    connection.putrequest("PUT", "/_stcore/upload_file/none/none")
    for name, value in {**token, "Content-Length": str(51 << 20)}.items():
        connection.putheader(name, value)
    connection.endheaders()
    holds(connection.getresponse().status in (400, TOO_LARGE), "size")
    connection.close()


def test_what_nobody_foresaw_is_shown_without_its_inside(app, holds):
    async def ask():
        async with connected(app.address) as reader:
            return await reader.run(query="text=fault+zqmarked")

    shown = talk(ask())
    if app.has_fault:
        assert len(shown.exceptions) == 1
        holds(not any(re.search("zqmarked|RuntimeError|desk.py", one) for one in shown.exceptions), shown)
        holds(not any(b"read_link" in raw or b"RuntimeError" in raw for raw in shown.raw), "traceback")
        app.wait_for('"exception": "RuntimeError"')
    assert not any("zqmarked" in line for line in app.lines)


def test_a_server_does_not_start_where_variables_loosen_it(tmp_path, holds):
    with running(tmp_path, conventional=True, env=LOOSE_VARIABLES) as started:
        code = started.process.wait(30)
    said = "\n".join(started.lines)
    holds(code != 0 and "The app does not run with these settings." in said, said)
    for name in LOOSE_VARIABLES:
        option = name.removeprefix("STREAMLIT_").replace("_", "").lower()
        named = [line.partition(" is ")[0].replace(".", "").lower() for line in started.lines]
        holds(option in named, f"{option} not in {named}")
