"""The app as tests meet it: run in this process, or as a real server with a real browser."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT, Visit, Window
from tests.hostile import hostile_sample

MAIN = ROOT / "mapapp" / "app" / "main.py"
PATIENCE_S = 120


@pytest.fixture(autouse=True, scope="session")
def own_settings() -> None:
    """In this process, too, the app runs with the settings beside it."""
    settings = tomllib.loads(MAIN.parent.joinpath(".streamlit", "config.toml").read_text(encoding="utf-8"))
    for section in settings.keys() - {"theme"}:
        for name, value in settings[section].items():
            config.set_option(f"{section}.{name}", value)


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Streamlit runs as the main module, and leaves it to processes that are started later."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run the app in this process, started with some arguments."""

    def started(*arguments: object) -> AppTest:
        monkeypatch.setattr(sys, "argv", [str(MAIN), *map(str, arguments)])
        return AppTest.from_file(MAIN, default_timeout=PATIENCE_S).run()

    return started


def one_page(name):
    """What runs as the app: one page."""
    from mapapp.app.desk import desk
    from mapapp.app.pages import PAGES, show_page

    if (open_desk := desk()) is not None:
        show_page(open_desk, PAGES[name], run=lambda: PAGES[name].show(open_desk))


@pytest.fixture
def page(monkeypatch):
    """Run a page, started with some dataset and come to by some link."""

    def run(name, *arguments, **link):
        monkeypatch.setattr(sys, "argv", [str(MAIN), *map(str, arguments)])
        app = AppTest.from_function(one_page, kwargs={"name": name}, default_timeout=PATIENCE_S)
        for key, text in link.items():
            app.query_params[key] = text
        return app.run()

    return run


def texts(app: AppTest) -> str:
    """All that the app wrote as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def choose(app: AppTest, name: str, values: list[str]) -> AppTest:
    """Choose values of a list, as its component has Python do."""
    beside = app.radio[0].key.removesuffix("viewpoint")
    app.session_state[f"{beside}{name}"] = tuple(values)
    return app.run()


def component(app: AppTest, part: str) -> dict:
    """What Python sends to the component whose data has some part."""
    found = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    (data,) = [one for one in found if part in one]
    return data


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled dataset with the payloads in every text and as a key of every object."""
    return hostile_sample(tmp_path_factory.mktemp("hostile"))


def server(
    dataset: Path | None = None, *, port: int | None = None, behind: str | None = None
) -> AbstractContextManager[str]:
    """Serve the app as its own process, and give its address."""
    path = f"Path({str(dataset)!r})" if dataset else "None"
    code = (
        "from pathlib import Path; from mapapp.app.serve import serve; "
        f"serve({path}, port={port or _free()}, behind={behind!r})"
    )
    return _process([sys.executable, "-c", code], said="(?:map is|reaches it) at", cwd=ROOT)


def conventional(folder: Path) -> AbstractContextManager[str]:
    """Start the app by Streamlit's own command, from some folder."""
    command = [sys.executable, "-m", "streamlit", "run", str(MAIN), "--server.port", str(_free())]
    return _process(command, said="URL:", cwd=folder)


@contextmanager
def _process(command: list[str], *, said: str, cwd: Path) -> Iterator[str]:
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield _address(process, said)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        process.stdout.close()


def _address(process: subprocess.Popen[str], said: str) -> str:
    lines = []
    for line in process.stdout:
        lines.append(line)
        if match := re.search(rf"{said}.*(http://[\w.]+:\d+)", line):
            return match[1]
    raise AssertionError(f"the app did not start:\n{''.join(lines)}")


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of the app on the bundled dataset."""
    with server() as address:
        yield address


@pytest.fixture(scope="session")
def window(chromium) -> Iterator[Window]:
    """A browser that has seen the app: what Streamlit loads comes from its cache from the second test on."""
    window = Window(chromium.new_context())
    yield window
    window.context.close()


@pytest.fixture
def visit(window) -> Iterator[Callable[..., Visit]]:
    """Open the app in a tab of its own; at the end nobody but the app was asked for anything."""
    tabs = []

    def go(
        address: str,
        *,
        allow: tuple[str, ...] = (),
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
    ) -> Visit:
        seen = window.open_tab(width=width, height=height, dark=dark)
        tabs.append((seen, (address, *allow)))
        seen.page.goto(address)
        return seen

    yield go
    strangers = [
        url for seen, allow in tabs for url in seen.requests if not url.startswith((*allow, "data:", "blob:"))
    ]
    window.close_tabs()
    assert strangers == []
