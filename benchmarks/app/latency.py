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

_WATCH_KEYS: Final = """() => addEventListener("keydown", ({ key }) => {
  if (key === "Enter") window.pressed = performance.timeOrigin + performance.now();
}, true)"""

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
        page.evaluate(_WATCH_KEYS)
        frame.evaluate(_WATCH_MAP)
        mark = frame.evaluate("window.mark")
        beside = [_beside(page, frame, turn) for turn in range(changes + 1)]
        page.wait_for_timeout(1000)
        in_map = [_in_map(page, frame) for _ in range(changes + 1 if legend else 1) if legend]
        return Waits(beside[1:], in_map[1:], int(frame.evaluate("window.mark") != mark))


def first_paint_s(address: str, *, times: int) -> list[float]:
    """Come to the app with an empty cache; give the seconds until map and table were there, by visit."""
    with _browser() as browser:
        found = []
        for _ in range(times):
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            begun = monotonic()
            _drawn(context.new_page(), address)
            found.append(monotonic() - begun)
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
    """Add a kind of report to the filter, or take it out, by keyboard."""
    frame.evaluate("window.shown = null")
    box = page.locator(".stMultiSelect input").first
    box.focus()
    if turn % 2:
        page.evaluate("window.pressed = performance.timeOrigin + performance.now()")
        page.keyboard.press("Backspace")
    else:
        box.fill("Fire")
        page.keyboard.press("Enter")
    frame.wait_for_function("() => window.shown")
    return float(frame.evaluate("window.shown")) - float(page.evaluate("window.pressed"))


def _in_map(page: Page, frame: Frame) -> float:
    """Switch a kind of report off in the legend, or on; the app follows before the next turn."""
    frame.evaluate("window.shown = null")
    frame.evaluate(_SWITCH)
    frame.wait_for_function("() => window.shown")
    taken = float(frame.evaluate("window.shown")) - float(frame.evaluate("window.pressed"))
    page.wait_for_timeout(700)
    return taken
