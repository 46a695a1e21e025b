"""Times of one store: saving a dataset, reading all of it, a month or a box; and the bytes that are read."""

import gc
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.memory import current_mb, forget_peak, peak_mb
from benchmarks.stores.made import BOX, MONTH
from benchmarks.table import aligned
from geodata.dataset import Dataset
from geodata.stores import load, save
from geodata.stores.selection import WHOLE, Selection, cut

READ: Final = {
    "one month": Selection(start=MONTH, end=MONTH),
    "a box of 2° by 1°": Selection(bbox=BOX),
    "all": WHOLE,
}
HEAD: Final = ("what", "seconds", "CPU s", "incidents", "MB read", "share", "memory MB")


@dataclass(frozen=True, slots=True)
class Step:
    """What a step took: seconds on the clock and of the processor, by round; bytes read; memory added."""

    seconds: tuple[float, ...]
    processor_s: tuple[float, ...]
    read: float | None
    memory_mb: float | None
    result: Any


def figures(dataset: Dataset, location: Path, rounds: int) -> str:
    """Measure a store and write what was found as a table and remarks.

    Raises
    ------
    AssertionError
        If something comes back that is not what was saved.
    """
    saved = _step(rounds, lambda: save(dataset, location))
    size = _size(location)
    rows = [("saved", *_cells(saved), f"{len(dataset.incidents):,}", "–", "–", _memory(saved))]
    for name, selection in READ.items():
        step = _step(rounds, lambda selection=selection: load(location, selection))  # type: ignore[misc]
        if step.result.digest != cut(dataset, selection).digest:
            raise AssertionError(f"{location}: {name} did not come back as it was")
        share = "–" if step.read is None else f"{step.read / size:.1%}"
        read = "–" if step.read is None else f"{step.read / 1e6:.1f}"
        rows.append((name, *_cells(step), f"{len(step.result.incidents):,}", read, share, _memory(step)))
    return "\n".join([f"{size / 1e6:,.0f} MB on disk.", "", *aligned([HEAD, *rows])])


def _step(rounds: int, step: Callable[[], Any]) -> Step:
    own = [os.getpid()]
    seconds, processor_s, result = [], [], None
    for _ in range(rounds):
        result = None
        gc.collect()
        forget_peak(own)
        before, read = current_mb(own), _bytes_read()
        begun, used = time.perf_counter(), time.process_time()
        result = step()
        seconds.append(time.perf_counter() - begun)
        processor_s.append(time.process_time() - used)
    after, peak = _bytes_read(), peak_mb(own)
    took = None if read is None or after is None else after - read
    added = None if before is None or peak is None else peak - before
    return Step(tuple(seconds), tuple(processor_s), took, added, result)


def _bytes_read() -> float | None:
    """Bytes that this process has asked the system for, from files or their cache, as Linux counts them."""
    file = Path("/proc/self/io")
    if not file.exists():
        return None
    return float(file.read_text().split("rchar: ", 1)[1].split()[0])


def _size(location: Path) -> int:
    files = location.iterdir() if location.is_dir() else [location]
    return sum(file.stat().st_size for file in files)


def _cells(step: Step) -> tuple[str, str]:
    middle = statistics.median(step.seconds)
    spread = f"{middle:.2f} ({min(step.seconds):.2f}..{max(step.seconds):.2f})"
    return spread, f"{statistics.median(step.processor_s):.2f}"


def _memory(step: Step) -> str:
    return "–" if step.memory_mb is None else f"{max(step.memory_mb, 0):+,.0f}"
