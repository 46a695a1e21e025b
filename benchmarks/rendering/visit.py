"""Opens a page in a browser of its own, and takes times and memory while it is dragged, zoomed and asked."""

import math
import os
import shutil
import signal
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import TimeoutError as BrowserTimeout

from benchmarks.answers import NotThere
from benchmarks.memory import current_mb
from benchmarks.rendering.build import PATIENCE_S

WIDTH, HEIGHT = 1440, 900
DRAG_S: Final = 2.0
DRAG_PX: Final = 300.0
NOTCHES: Final = 4
STEPS: Final = 5
READY: Final = "bench: ready after"
POINTS: Final = 50
ENOUGH_S: Final = 30.0
"""A map that is asked for so long is asked no more."""
VISIT_S: Final = 180.0
"""A map that keeps its browser busy for longer is left, with what was measured by then."""
SCRIPTS: Final = tuple(Path(__file__).parent / "page" / name for name in ("bench.js", "hooks.js", "exact.js"))
OPTIONS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",  # so that deck.gl finds WebGL where there is no GPU
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one visit of a page took.

    Parameters
    ----------
    interactive_s : float
        From the navigation to the frame after which the map answers.
    heap_mb, buffers_mb : float
        JavaScript's heap, and array buffers outside of it, after a collection.
    process_mb : float, optional
        Resident memory of the page's process.
    frames_ms : tuple of float
        Between the frames while the map was dragged and zoomed.
    filter_ms, point_ms : float, optional
        Medians; None where the map has no such thing.
    was_left : bool
        Whether the map was left before all was measured.
    """

    interactive_s: float
    heap_mb: float
    buffers_mb: float
    process_mb: float | None
    frames_ms: tuple[float, ...] = ()
    filter_ms: float | None = None
    point_ms: float | None = None
    was_left: bool = False

    def frame_ms(self, percent: float) -> float | None:
        """Give a percentile of the frames; None where none was seen."""
        return float(np.percentile(self.frames_ms, percent)) if self.frames_ms else None


def chromium_path() -> str | None:
    """Find the browser."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def opened(address: str, hooks: str) -> Iterator[tuple[Page, float]]:
    """Open a page in a new browser; yields it with the seconds until it answered.

    Raises
    ------
    NotThere
        Where there is no Chromium, or the map does not get ready.
    """
    path = chromium_path()
    if path is None:
        raise NotThere("no Chromium: install Debian's package chromium, or set CHROMIUM to its path")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(OPTIONS))
        try:
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.set_default_timeout(PATIENCE_S * 1000)
            for script in SCRIPTS:
                page.add_init_script(path=script)
            page.add_init_script(
                f"bench.interactive(benchHooks.{hooks}).then(ms => console.debug('{READY}', ms));"
            )
            yield page, _open(page, address)
        except BrowserError as error:
            raise NotThere(f"the browser gave up: {str(error).splitlines()[0][:120]}") from error
        finally:
            with suppress(BrowserError):  # it may have ended
                browser.close()


def _open(page: Page, address: str) -> float:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error).splitlines()[0][:120]))
    try:
        with page.expect_console_message(lambda said: said.text.startswith(READY)) as heard:
            page.goto(address, wait_until="commit")
    except BrowserTimeout as error:
        said = f" ({errors[0]})" if errors else ""
        raise NotThere(f"not ready after {PATIENCE_S:.0f} s{said}") from error
    ready_ms = heard.value.text.removeprefix(READY).strip()
    if ready_ms == "null":
        raise NotThere("the page said that it could not be drawn")
    return float(ready_ms) / 1000


def visit(address: str, hooks: str, *, most_s: float = VISIT_S) -> Seen:
    """Open a page, measure its memory, drag and zoom it, filter it, point at it.

    Raises
    ------
    NotThere
        Where it does not get ready.
    """
    with opened(address, hooks) as (page, interactive_s):
        heap_mb, buffers_mb = _memory(page.context.new_cdp_session(page))
        seen = Seen(interactive_s, heap_mb, buffers_mb, _process_mb(page.context.browser))
        try:
            with _left_after(page, most_s):
                for act in (_drag, _zoom):
                    seen = replace(seen, frames_ms=(*seen.frames_ms, *_watched(page, act)))
                filter_ms = _median(page, hooks, "filter", [[step] for step in range(STEPS)])
                seen = replace(seen, filter_ms=filter_ms)
                return replace(seen, point_ms=_median(page, hooks, "point", _places()))
        except BrowserError:
            return replace(seen, was_left=True)


@contextmanager
def _left_after(page: Page, seconds: float) -> Iterator[None]:
    """End the browser if it takes longer: it may be too busy to be asked to stop."""
    (browser,) = (one["id"] for one in _processes(page.context.browser) if one["type"] == "browser")
    timer = threading.Timer(seconds, os.kill, (int(browser), signal.SIGKILL))
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _places() -> list[list[float]]:
    """Where the pointer is moved to: the same places on every map."""
    random = np.random.default_rng(5)
    low, high = (WIDTH / 4, HEIGHT / 4), (WIDTH * 0.6, HEIGHT * 0.7)
    places: list[list[float]] = random.uniform(low, high, (POINTS, 2)).round().tolist()
    return places


def _memory(devtools: CDPSession) -> tuple[float, float]:
    devtools.send("HeapProfiler.collectGarbage")
    usage = devtools.send("Runtime.getHeapUsage")
    return usage["usedSize"] / 1e6, usage.get("backingStorageSize", 0) / 1e6


def _process_mb(browser: Browser | None) -> float | None:
    """Give the memory of the largest renderer: the page's, as others are idle."""
    sizes = [current_mb([int(one["id"])]) or 0.0 for one in _processes(browser) if one["type"] == "renderer"]
    return max(sizes, default=None)


def _processes(browser: Browser | None) -> list[dict[str, Any]]:
    if browser is None:
        return []
    found: list[dict[str, Any]] = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")[
        "processInfo"
    ]
    return found


def _watched(page: Page, act: Any) -> tuple[float, ...]:
    """Do something, and give the times between the frames meanwhile and half a second longer."""
    page.evaluate("bench.watchFrames()")
    act(page)
    time.sleep(0.5)
    return tuple(page.evaluate("bench.frames()"))


def _drag(page: Page) -> None:
    """Drag the map to the right and back, twice, at the pace of a hand."""
    page.mouse.move(WIDTH / 2, HEIGHT / 2)
    page.mouse.down()
    begun = time.perf_counter()
    while (passed := time.perf_counter() - begun) < DRAG_S:
        turn = 2 * math.pi * 2 * passed / DRAG_S
        page.mouse.move(WIDTH / 2 + DRAG_PX * math.sin(turn), HEIGHT / 2 + DRAG_PX / 3 * math.sin(turn / 2))
        time.sleep(1 / 120)
    page.mouse.up()


def _zoom(page: Page) -> None:
    """Turn the wheel in and out again."""
    page.mouse.move(WIDTH / 2, HEIGHT / 2)
    for notch in range(2 * NOTCHES):
        page.mouse.wheel(0, -120 if notch < NOTCHES else 120)
        time.sleep(0.35)


def _median(page: Page, hooks: str, what: str, arguments: list[list[float]]) -> float | None:
    """Ask several times and give the median milliseconds; the first is to warm up, if more follow."""
    if not page.evaluate(f"Boolean(benchHooks.{hooks}.{what})"):
        return None
    ask = f"given => bench.{what}(benchHooks.{hooks}, ...given)"
    taken: list[float] = []
    begun = time.perf_counter()
    while len(taken) < len(arguments) and (not taken or time.perf_counter() - begun < ENOUGH_S):
        taken.append(float(page.evaluate(ask, arguments[len(taken)])))
    return statistics.median(taken[1:] or taken)
