"""Writes a map in a process of its own, and takes seconds, peak memory and bytes."""

import gc
import importlib.util
import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

import pandas as pd

from benchmarks.answers import NotThere
from benchmarks.memory import current_mb, forget_peak, peak_mb
from benchmarks.rendering.implementations import Implementation

PATIENCE_S: Final = 120.0
"""A map that takes longer to build, or to open, is given up."""
PREPARING_S: Final = 900.0
"""Reading the table, and analysing it where that is asked for, is not what is compared."""


@dataclass(frozen=True, slots=True)
class Built:
    """What it took to write a map.

    Parameters
    ----------
    seconds : tuple of float
        Of each round.
    analysis_s : float, optional
        Spent beforehand, by ours alone.
    before_mb, peak_mb : float, optional
        Memory of the process with the data loaded, and at most.
    file_bytes : int
        The page.
    bare_bytes : int, optional
        Place and time alone.
    """

    seconds: tuple[float, ...]
    analysis_s: float | None
    before_mb: float | None
    peak_mb: float | None
    file_bytes: int
    bare_bytes: int | None = None


def build(
    one: Implementation,
    table: Path,
    page: Path,
    *,
    rounds: int,
    bare: bool = False,
    most_s: float = PATIENCE_S,
) -> Built:
    """Write a map from a table in a Parquet file; a round that takes longer than `most_s` is the last.

    Raises
    ------
    NotThere
        Where that fails, or takes too long.
    """
    if one.package is not None and importlib.util.find_spec(one.package) is None:
        raise NotThere(f"{one.package} is not installed (requirements-bench.txt)")
    context = multiprocessing.get_context("spawn")
    pipe, far = context.Pipe()
    process = context.Process(target=_serve, args=(far, one, table, page, bare), daemon=True)
    process.start()
    far.close()
    try:
        analysis_s = _hear(pipe, PREPARING_S, "preparing the data")
        seconds = _rounds(pipe, rounds, most_s)
        before, peak = _ask(pipe, "memory")
    except (EOFError, OSError) as error:
        process.join(10)
        raise NotThere(f"its process ended with code {process.exitcode}") from error
    finally:
        pipe.close()
        process.kill()
        process.join()
    return Built(seconds, analysis_s, before, peak, page.stat().st_size)


def _rounds(pipe: Connection, rounds: int, most_s: float) -> tuple[float, ...]:
    taken: list[float] = []
    while len(taken) < rounds and (not taken or taken[0] <= most_s):
        taken.append(_ask(pipe, "round"))
    return tuple(taken)


def _ask(pipe: Connection, what: str) -> Any:
    pipe.send(what)
    return _hear(pipe, PATIENCE_S, "building")


def _hear(pipe: Connection, patience_s: float, what: str) -> Any:
    if not pipe.poll(patience_s):
        raise NotThere(f"{what} given up after {patience_s:.0f} s")
    went_well, value = pipe.recv()
    if not went_well:
        raise NotThere(value)
    return value


def _serve(pipe: Connection, one: Implementation, table: Path, page: Path, bare: bool) -> None:
    """Answer until the pipe is closed."""

    def answer(step: Callable[[], Any]) -> None:
        try:
            pipe.send((True, step()))
        except Exception as error:  # noqa: BLE001 (whatever a map fails of becomes a row of the table)
            lines = str(error).splitlines() or ["no message"]
            pipe.send((False, f"failed with {type(error).__name__}: {lines[0][:120]}"))

    far_end = _FarEnd(page)
    answer(lambda: far_end.prepare(one, table, bare))
    steps = {"round": far_end.round, "memory": far_end.memory}
    while True:
        try:
            answer(steps[pipe.recv()])
        except EOFError:
            return


class _FarEnd:
    """The far end: holds the data and writes the page."""

    def __init__(self, page: Path) -> None:
        self.page, self.maker, self.before_mb = page, None, None

    def prepare(self, one: Implementation, table: Path, bare: bool) -> float | None:
        self.maker: Any = one.load()(pd.read_parquet(table), bare=bare)
        gc.collect()
        self.before_mb: float | None = current_mb([os.getpid()])
        forget_peak([os.getpid()])
        analysis_s: float | None = self.maker.analysis_s
        return analysis_s

    def round(self) -> float:
        gc.collect()
        begun = time.perf_counter()
        self.maker.write(self.page)
        return time.perf_counter() - begun

    def memory(self) -> tuple[float | None, float | None]:
        return self.before_mb, peak_mb([os.getpid()])
