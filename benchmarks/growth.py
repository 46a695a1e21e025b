"""Ours alone: whether the time for one incident stays the same, and the memory that the command takes.

Times are taken in a process of its own, all sizes in turn in each round.
"""

import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np

from benchmarks.data import REGION, Floats, scattered
from benchmarks.memory import peak_mb
from benchmarks.table import MISSING, aligned, number
from benchmarks.workloads import facilities

SIZES: Final = (10_000, 100_000, 1_000_000)
FACILITIES: Final = 35_000
MUST_GROWTH: Final = 1.3
MUST_PEAK_MB: Final = 2_000.0


def growth_table(rows: int | None, *, rounds: int) -> str:
    """Heading, table and what the command took."""
    sizes = [size for size in SIZES if rows is None or size <= rows] or [rows or SIZES[0]]
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        times = pool.apply(_times, (sizes, rounds))
    head = ["µs for one incident", *(f"{size:,}" for size in sizes), "growth", f"must (below {MUST_GROWTH}×)"]
    body = [_row(name, sizes, seconds) for name, seconds in times.items()]
    command = command_sentence(sizes[-1])
    title = f"### Growth: ours from {sizes[0]:,} to {sizes[-1]:,} incidents, {FACILITIES:,} facilities"
    return "\n".join([title, "", *aligned([head, *body]), "", f"- {command}"]) + "\n"


def _row(name: str, sizes: Sequence[int], seconds: Sequence[Sequence[float]] | str) -> list[str]:
    if isinstance(seconds, str):
        return [name, *[MISSING] * (len(sizes) + 1), seconds]
    each_us = [1e6 * statistics.median(taken) / size for taken, size in zip(seconds, sizes, strict=True)]
    if len(sizes) == 1:
        return [name, *map(number, each_us), MISSING, MISSING]
    grown = each_us[-1] / each_us[0]
    verdict = "pass" if grown < MUST_GROWTH else "miss"
    return [name, *map(number, each_us), f"{grown:.2f}×", verdict]


def _times(sizes: Sequence[int], rounds: int) -> dict[str, list[list[float]] | str]:
    """Seconds of each case, size and round; a sentence for a case that fails."""
    points = scattered(max(sizes), REGION, seed=1)
    return {name: _in_turn(points, run, sizes, rounds) for name, run in _cases(points).items()}


def _cases(points: Floats) -> dict[str, Callable[[int], Any]]:
    from geodata.borders import load_borders
    from geodata.geodesy import index_targets, nearest
    from geodata.measures import measure

    places = facilities(FACILITIES, REGION)
    index, borders = index_targets(places), load_borders()
    incidents, targets = _frame(points, "incident"), _frame(places, "facility")
    return {
        "nearest, index built beforehand": lambda rows: nearest(points[:rows], index),
        "nearest, index build included": lambda rows: nearest(points[:rows], places),
        "all measures": lambda rows: measure(incidents.iloc[:rows], targets, borders),
    }


def _in_turn(
    points: Floats, run: Callable[[int], Any], sizes: Sequence[int], rounds: int
) -> list[list[float]] | str:
    try:
        run(len(points))  # compiles, or loads what was compiled
    except Exception as error:  # noqa: BLE001 (a measure that fails becomes a row of the table)
        return f"failed with {type(error).__name__}: {error}"
    seconds: list[list[float]] = [[] for _ in sizes]
    for _ in range(rounds):
        for taken, rows in zip(seconds, sizes, strict=True):
            begun = time.perf_counter()
            run(rows)
            taken.append(time.perf_counter() - begun)
    return seconds


def _frame(points: Floats, kind: str) -> gpd.GeoDataFrame:
    """Make a table as a user has it."""
    ids = np.char.add(f"{kind}-", np.arange(len(points)).astype(str)).astype(object)
    columns = {"id": ids, "title": ids, "name": ids, "start": "2025-03-24", "uncertainty_m": 500.0}
    return gpd.GeoDataFrame(columns, geometry=gpd.points_from_xy(*points.T), crs="OGC:CRS84")


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds, peak memory and outcome of a command."""

    seconds: float
    peak_mb: float
    failure: str | None


def command_sentence(rows: int) -> str:
    """Measure a file in full through the command line, and say what that took."""
    what = f"`mapapp measure`, {rows:,} incidents and {FACILITIES:,} facilities from and to GeoParquet"
    with tempfile.TemporaryDirectory(prefix="bench-measure-") as folder:
        incidents, places, output = (Path(folder, f"{name}.parquet") for name in ("i", "f", "o"))
        _frame(scattered(rows, REGION, seed=1), "incident").to_parquet(incidents)
        _frame(scattered(FACILITIES, REGION, seed=2), "facility").to_parquet(places)
        took = _take("measure", incidents, "--facilities", places, "-o", output)
    if took.failure is not None:
        return f"{what}: not there ({took.failure})."
    verdict = "pass" if took.peak_mb <= MUST_PEAK_MB else "miss"
    return (
        f"{what}: {number(took.seconds)} s, peak memory {took.peak_mb:.0f} MB "
        f"(must: {MUST_PEAK_MB:.0f} MB, {verdict})."
    )


def _take(*arguments: str | Path) -> Took:
    """Run a command of ours and watch its memory; the system keeps its peak, so few looks are enough."""
    command = [sys.executable, "-c", "from mapapp.cli import main; main()", *map(str, arguments)]
    begun, most_mb = time.perf_counter(), 0.0
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        try:
            while process.poll() is None:
                most_mb = max(most_mb, peak_mb([process.pid]) or 0.0)
                time.sleep(0.02)
        finally:
            process.kill()
        seconds = time.perf_counter() - begun
        said.seek(0)
        lines = said.read().strip().splitlines()
    return Took(seconds, most_mb, (lines or ["no message"])[-1] if process.returncode else None)
