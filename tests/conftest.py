"""What tests share: the bundled dataset, an exported map, and a real browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings

from geodata.analysis import Analysis, analyse
from geodata.dataset import Dataset
from geodata.sample import SAMPLE
from geodata.stores.folder import open_dataset
from mapapp.exporters.html import export_html
from mapapp.view import View
from tests.reliability.counting import Counting, Tally

ROOT = Path(__file__).parents[1]

settings.register_profile("calm", deadline=None)  # how long an example takes says how busy the machine is
settings.load_profile("calm")

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Options under which Chromium starts without a screen and asks for nothing by itself."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where skips must not happen, a skipped test has failed."""
    report = yield
    if report.skipped and os.environ.get("MAPAPP_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where no test may be: {report.longrepr}"
    return report


def pytest_addoption(parser):
    parser.addoption("--figures", action="store_true", help="write what was counted into docs/reliability.md")


def pytest_configure(config):
    if config.getoption("--figures") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Counting())


@pytest.fixture
def tally(request) -> Tally:
    """Counts for docs/reliability.md; call it before what is counted is asserted."""
    return Tally(request.node.user_properties)


@pytest.fixture(scope="session")
def sample() -> Dataset:
    return open_dataset(SAMPLE)


@pytest.fixture(scope="session")
def analysis(sample: Dataset) -> Analysis:
    return analyse(sample)


@pytest.fixture(scope="session")
def exported(analysis: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled dataset's map, as a file."""
    target = tmp_path_factory.mktemp("export") / "map.html"
    export_html(View(analysis), target)
    return target


@dataclass
class Visit:
    """A page in Chromium with everything that went wrong on it, and every address it asked for."""

    page: object
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def hear(self, message) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(message.text)


@pytest.fixture(scope="session")
def chromium():
    """A real browser. Its tests are skipped, saying so, where there is none."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium here: install Debian's package chromium, or set CHROMIUM to its path")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@dataclass
class Window:
    """A window for the pages of many tests: a new one, or a new tab, costs more than most pages."""

    context: object

    def __post_init__(self) -> None:
        self.first = self.context.new_page()
        self.is_free, self.heard = True, []

    def open_tab(self, *, width: int, height: int, dark: bool, own: bool = False) -> Visit:
        """Give a blank tab whose problems and requests are written down.

        The first tab is used again by each test, unless one wants its own.
        """
        page = self.first if self.is_free and not own else self.context.new_page()
        seen = Visit(page)
        page.bring_to_front()  # what stands behind another window is painted late
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="no-preference")
        heard = {
            "pageerror": lambda error: seen.problems.append(str(error)),
            "console": seen.hear,
            "request": lambda request: seen.requests.append(request.url),
        }
        for event, hear in heard.items():
            page.on(event, hear)
        if page is self.first:
            self.is_free, self.heard = False, list(heard.items())
        return seen

    def close_tabs(self) -> None:
        """Close all tabs, with those that pages have opened; the first is blank again."""
        for page in self.context.pages:
            if page is not self.first:
                page.close()
        for event, hear in self.heard:
            self.first.remove_listener(event, hear)
        self.first.unroute_all()
        self.first.goto("about:blank")
        self.is_free, self.heard = True, []


@pytest.fixture(scope="session")
def windows(chromium):
    """A window with scripts and one without; neither asks for anything but what a tab is allowed."""
    opened = {}

    def window(scripts: bool) -> Window:
        if scripts not in opened:
            context = chromium.new_context(java_script_enabled=scripts)
            context.route("**/*", lambda route: route.abort())
            opened[scripts] = Window(context)
        return opened[scripts]

    yield window
    for one in opened.values():
        one.context.close()


@pytest.fixture
def visit(windows) -> Iterator[Callable[..., Visit]]:
    """Open an address in a tab of its own, with the network blocked but for what the test allows."""
    used = []

    def go(
        address: str,
        *,
        width: int = 1440,
        height: int = 900,
        allow: str | None = None,
        dark: bool = False,
        before: str = "",
        scripts: bool = True,
    ) -> Visit:
        """Open it; `before` is a script that runs before those of the page."""
        used.append(windows(scripts))
        seen = used[-1].open_tab(width=width, height=height, dark=dark, own=bool(before))
        if before:
            seen.page.add_init_script(before)

        def sift(route):
            wanted = route.request.url
            allowed = wanted == address or (allow is not None and wanted.startswith(allow))
            route.continue_() if allowed else route.abort()

        seen.page.route("**/*", sift)
        seen.page.goto(address)
        return seen

    yield go
    for window in used:
        window.close_tabs()
