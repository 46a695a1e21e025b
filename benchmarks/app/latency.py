"""How long a reader waits, in a real browser: for the app, and from a filter to the map that shows it."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

from playwright.sync_api import Browser, Frame, Page, sync_playwright

from benchmarks.answers import NotThere
from benchmarks.rendering.visit import OPTIONS, chromium_path

READY_MS: Final = 600_000
REST_MS: Final = 700
"""What a reader looks at the map before the next change; the app follows meanwhile."""

_WATCH_INPUT: Final = """() => {
  const note = () => { window.pressed = performance.timeOrigin + performance.now(); };
  addEventListener("keydown", ({ key }) => { if (key === "Enter" || key === "Backspace") note(); }, true);
  addEventListener("click", note, true);
}"""

_WATCH_MAP: Final = """() => {
  window.shown = null;
  window.mark ??= Math.random();
  const note = async () => {
    await atlas.painted();
    await new Promise(requestAnimationFrame);
    const { port1, port2 } = new MessageChannel(); // heard after the frame that it was sent in
    port1.onmessage = () => { window.shown = performance.timeOrigin + performance.now(); };
    port2.postMessage(0);
  };
  if (!window.isWatched) atlas.state.watch(["filter"], () => { if (window.isWatched) note(); });
  window.isWatched = true;
}"""

_PAINTED: Final = "performance.getEntriesByName('first-contentful-paint')[0].startTime"

_SWITCH: Final = """() => {
  const entry = document.querySelector("[id^=filter-kinds-]");
  window.pressed = performance.timeOrigin + performance.now();
  entry.click();
}"""


@dataclasses.dataclass(slots=True)
class Waits:
    """What a reader waited for.

    Parameters
    ----------
    beside_ms : list of float
        From a list beside the map to the map that shows it, one number a change.
    in_map_ms : list of float
        From an entry of the map's own legend, likewise.
    reloads : int
        How often the document was loaded anew meanwhile.
    """

    beside_ms: list[float]
    in_map_ms: list[float]
    reloads: int


def filters(address: str, *, changes: int, legend: bool = True) -> Waits:
    """Set filters in the app, beside the map and in its legend.

    Parameters
    ----------
    address : str
        Where the app answers.
    changes : int
        How many filters to set in each place, after one that does not count.
    legend : bool
        Whether the legend is asked, too.

    Returns
    -------
    Waits
        What it took.

    Raises
    ------
    NotThere
        Where there is no Chromium.
    """
    with _browser() as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        frame = _drawn(page, address)
        page.evaluate(_WATCH_INPUT)
        frame.evaluate(_WATCH_MAP)
        mark = frame.evaluate("window.mark")
        beside = [_beside(page, frame, turn) for turn in range(changes + 1)]
        page.wait_for_timeout(1000)
        in_map = [_in_map(page, frame) for _ in range(changes + 1 if legend else 1) if legend]
        return Waits(beside[1:], in_map[1:], int(frame.evaluate("window.mark") != mark))


def paints_s(address: str, *, times: int) -> list[tuple[float, float]]:
    """Come with an empty cache; give the seconds until it painted, and until all was drawn, by visit."""
    with _browser() as browser:
        found = []
        for _ in range(times):
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            page = context.new_page()
            begun = monotonic()
            _drawn(page, address)
            drawn = monotonic() - begun
            found.append((page.evaluate(_PAINTED) / 1000, drawn))
            context.close()
        return found


@contextmanager
def _browser() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        raise NotThere("no Chromium: install Debian's package chromium, or set CHROMIUM to its path")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


def _drawn(page: Page, address: str) -> Frame:
    page.set_default_timeout(READY_MS)
    page.goto(address)
    element = page.wait_for_selector("iframe[title=Map]")
    frame = element.content_frame() if element else None
    if frame is None:
        raise NotThere("the app shows no map")
    frame.wait_for_selector('html[data-ready="true"]')
    page.locator("[data-testid=stDataFrame]").first.wait_for()
    return frame


def _beside(page: Page, frame: Frame, turn: int) -> float:
    """Choose a kind of report in the list beside the map, or take it out."""
    frame.evaluate("window.shown = null")
    streamlits = page.locator(".stMultiSelect input")
    if not streamlits.count():
        page.locator(".facet-entry input").first.click()
    else:
        streamlits.first.focus()
        if turn % 2:
            page.keyboard.press("Backspace")
        else:
            streamlits.first.fill("Fire")
            page.keyboard.press("Enter")
    frame.wait_for_function("() => window.shown")
    taken = float(frame.evaluate("window.shown")) - float(page.evaluate("window.pressed"))
    page.wait_for_timeout(REST_MS)
    return taken


def _in_map(page: Page, frame: Frame) -> float:
    """Switch a kind of report off in the legend, or on; the app follows before the next turn."""
    frame.evaluate("window.shown = null")
    frame.evaluate(_SWITCH)
    frame.wait_for_function("() => window.shown")
    taken = float(frame.evaluate("window.shown")) - float(frame.evaluate("window.pressed"))
    page.wait_for_timeout(REST_MS)
    return taken
