"""From a filter that is set beside the map to the map that shows it, in a real browser."""

from typing import Final

from playwright.sync_api import Frame, Page, sync_playwright

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


def filter_ms(address: str, *, changes: int) -> tuple[list[float], int]:
    """Set filters in the app; give the milliseconds until the map showed each, and how often it was loaded.

    Parameters
    ----------
    address : str
        Where the app answers.
    changes : int
        How many filters to set.

    Returns
    -------
    tuple of list of float and int
        Milliseconds of each change but the first, and reloads of the document.

    Raises
    ------
    NotThere
        Where there is no Chromium.
    """
    path = chromium_path()
    if path is None:
        raise NotThere("no Chromium: install Debian's package chromium, or set CHROMIUM to its path")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(OPTIONS))
        try:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.set_default_timeout(READY_MS)
            page.goto(address)
            frame = _drawn(page)
            page.evaluate(_WATCH_KEYS)
            frame.evaluate(_WATCH_MAP)
            mark = frame.evaluate("window.mark")
            taken = [_change(page, frame, turn) for turn in range(changes + 1)]
            return taken[1:], int(frame.evaluate("window.mark") != mark)
        finally:
            browser.close()


def _drawn(page: Page) -> Frame:
    element = page.wait_for_selector("iframe[title=Map]")
    frame = element.content_frame() if element else None
    if frame is None:
        raise NotThere("the app shows no map")
    frame.wait_for_selector('html[data-ready="true"]')
    page.locator("[data-testid=stDataFrame]").first.wait_for()
    return frame


def _change(page: Page, frame: Frame, turn: int) -> float:
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
