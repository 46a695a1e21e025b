"""Engines side by side: ``python -m benchmarks.engines [--rows 4000000] [--rounds 3]``.

Measures the same partitioned GeoParquet in this process, with one Dask worker and with two, in turn, to
partitioned GeoParquet; then with two workers of which one is killed on the way. All results must be equal,
byte for byte. Prints a table: seconds of each step (medians), the ratio to one worker, and peak memory of all
processes together.
"""

import argparse
import os
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np
import psutil

from benchmarks.data import REGION, scattered
from benchmarks.machine import describe
from benchmarks.memory import current_mb
from benchmarks.table import aligned, number
from geodata.engines import DaskEngine, Engine, Job, LocalEngine, Progress, run
from geodata.engines.tables import open_facilities, open_incidents

STEPS = ("Checking", "Sorting", "Measuring")
PART_ROWS = 500_000
GROUP_ROWS = 100_000
MUST_RATIO = 1.7

ENGINES: dict[str, Callable[[], Engine]] = {
    "this process, all cores": LocalEngine,
    "one worker": lambda: DaskEngine(workers=1),
    "two workers": lambda: DaskEngine(workers=2),
}


@dataclass
class Took:
    """Seconds of one run by step, and the most memory that all processes took together."""

    start_s: float = 0.0
    steps_s: dict[str, float] = field(default_factory=dict)
    run_s: float = 0.0
    peak_mb: float = 0.0


def write_places(path: Path, count: int, *, seed: int, kind: str, first: int = 0) -> None:
    """Write generated places as GeoParquet."""
    ids = np.char.add(f"{kind}-", np.arange(first, first + count).astype(str)).astype(object)
    points = gpd.points_from_xy(*scattered(count, REGION, seed=seed).T)
    table = gpd.GeoDataFrame({"id": ids, "uncertainty_m": 500.0}, geometry=points, crs="OGC:CRS84")
    table.to_parquet(path, row_group_size=GROUP_ROWS)


def write_source(folder: Path, rows: int) -> Path:
    """Write incidents as part files, in no order of place."""
    folder.mkdir()
    for number_, first in enumerate(range(0, rows, PART_ROWS)):
        count = min(PART_ROWS, rows - first)
        write_places(folder / f"part-{number_:03d}.parquet", count, seed=10 + number_, kind="i", first=first)
    return folder


@contextmanager
def watched_memory(took: Took) -> Iterator[None]:
    """Look at the memory of this process and its children ten times a second."""
    done = threading.Event()

    def look() -> None:
        while not done.wait(0.1):
            here = psutil.Process()
            took.peak_mb = max(took.peak_mb, current_mb([here.pid, *_workers()]) or 0.0)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _workers() -> list[int]:
    return [child.pid for child in psutil.Process().children(recursive=True)]


def timed(job: Job, engine: Engine, *, kill_after: int | None = None) -> Took:
    """Run a job with an engine that is opened for it; a worker is killed after so many parts."""
    took, begun = Took(), time.perf_counter()
    ends: dict[str, float] = {}

    def watch(progress: Progress) -> None:
        nonlocal kill_after
        ends[progress.step] = time.perf_counter()
        if progress.step == "Measuring" and progress.done == kill_after:
            kill_after = None
            (_, process), *_ = engine.run(os.getpid, {"who": ()})
            os.kill(process, signal.SIGKILL)

    with watched_memory(took), engine:
        opened = time.perf_counter()
        run(job, engine, watch=watch)
        took.run_s = time.perf_counter() - opened
    took.start_s = opened - begun
    for step, before in zip(STEPS, (opened, *(ends[step] for step in STEPS)), strict=False):
        took.steps_s[step] = ends[step] - before
    return took


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files with the same bytes."""
    names = sorted(file.name for file in one.iterdir())
    return names == sorted(file.name for file in other.iterdir()) and all(
        (one / name).read_bytes() == (other / name).read_bytes() for name in names
    )


def row(name: str, runs: Sequence[Took], alone_s: float, equal: bool) -> list[str]:
    """One line of the table."""
    run_s = statistics.median(took.run_s for took in runs)
    steps = [number(statistics.median(took.steps_s[step] for took in runs)) for step in STEPS]
    start = number(statistics.median(took.start_s for took in runs))
    peak = f"{max(took.peak_mb for took in runs):,.0f}"
    return [name, start, *steps, number(run_s), f"{alone_s / run_s:.2f}×", peak, "yes" if equal else "NO"]


def main() -> None:
    """Run all engines and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=4_000_000)
    parser.add_argument("--facilities", type=int, default=35_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-engines-") as folder:
        base = Path(folder)
        source = open_incidents(write_source(base / "incidents", options.rows))
        write_places(base / "f.parquet", options.facilities, seed=2, kind="f")
        facilities = open_facilities(base / "f.parquet")
        jobs = {name: Job(source, facilities, base / name) for name in (*ENGINES, "one of two killed")}
        runs: dict[str, list[Took]] = {name: [] for name in jobs}
        for _ in range(options.rounds):
            for name, engine in ENGINES.items():
                runs[name].append(timed(jobs[name], engine()))
        parts = jobs["one worker"].parts
        killed = timed(jobs["one of two killed"], DaskEngine(workers=2), kill_after=parts // 3)
        runs["one of two killed"].append(killed)
        alone_s = statistics.median(took.run_s for took in runs["one worker"])
        whole = jobs["one worker"].target
        lines = [row(name, taken, alone_s, same(jobs[name].target, whole)) for name, taken in runs.items()]
    print(f"{options.rows:,} incidents, {options.facilities:,} facilities, {parts} parts\n")
    heads = (
        "engine",
        "start s",
        *(f"{step.lower()} s" for step in STEPS),
        "all s",
        "ratio",
        "peak MB",
        "equal",
    )
    print("\n".join(aligned([heads, *lines])), "", *describe(), sep="\n")
    print(f"\nGoal: two workers at least {MUST_RATIO}× one.")


if __name__ == "__main__":
    main()
