"""Builds every map, opens all of them in turn, round by round, and collects what that took."""

import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from benchmarks.answers import NotThere
from benchmarks.rendering.build import Built, build
from benchmarks.rendering.exact import Exact, look_for
from benchmarks.rendering.implementations import OURS, Implementation
from benchmarks.rendering.incidents import make_incidents
from benchmarks.rendering.serve import MODULES, localised, served
from benchmarks.rendering.visit import Seen, visit

SLOW_S: Final = 30.0
"""What takes longer in the first round has no others."""

_COLUMNS = re.compile(r'data-block="incidents">([^<]*)<')


@dataclass(frozen=True, slots=True)
class Result:
    """One map of one size: a row of the table.

    Parameters
    ----------
    implementation : Implementation
        Which.
    count : int
        Incidents on it.
    built, exact : optional
        As far as they could be taken.
    seen : tuple of Seen
        Of each round.
    absent : str, optional
        Why there are no more figures.
    """

    implementation: Implementation
    count: int
    built: Built | None = None
    seen: tuple[Seen, ...] = ()
    exact: Exact | None = None
    absent: str | None = None

    def median(self, of: Callable[[Seen], float | None]) -> float | None:
        """Give the median of the rounds."""
        values = [value for one in self.seen if (value := of(one)) is not None]
        return statistics.median(values) if values else None


def compare(
    count: int,
    implementations: Iterable[Implementation],
    *,
    rounds: int,
    sample: int,
    say: Callable[[str], None],
) -> list[Result]:
    """Build, open and measure all maps of one size; one that fails becomes a row that says so."""
    with tempfile.TemporaryDirectory(prefix="bench-rendering-") as name:
        folder = Path(name)
        table = make_incidents(count)
        table.to_parquet(folder / "incidents.parquet")
        with served(folder) as address:
            runs = [_Run(one, count, folder, address, say) for one in implementations]
            for run in runs:
                run.attempt("building", lambda run=run: run.build(rounds))
            for number in range(rounds):
                for run in runs:
                    run.attempt(f"opening, round {number + 1} of {rounds}", run.open)
            for run in runs:
                if run.result.implementation.is_ours:
                    run.attempt("looking for incidents", lambda run=run: run.examine(table, sample))
    return [run.result for run in runs]


class _Run:
    """One map on its way."""

    def __init__(
        self, one: Implementation, count: int, folder: Path, address: str, say: Callable[[str], None]
    ) -> None:
        self.result = Result(one, count)
        self.folder, self.address, self.say = folder, address, say

    def attempt(self, what: str, step: Callable[[], None]) -> None:
        """Take a step, unless an earlier one failed."""
        if self.result.absent is not None:
            return
        self.say(f"{self.result.count:,}: {what}: {self.result.implementation.name}")
        try:
            step()
        except NotThere as error:
            self._add(absent=str(error))

    def build(self, rounds: int) -> None:
        one, table = self.result.implementation, self.folder / "incidents.parquet"
        page, bare = self.folder / f"{one.key}.html", self.folder / "bare.html"
        if not one.is_ours and not MODULES.exists():
            raise NotThere(
                "what its page loads from elsewhere is not installed (`npm ci` in benchmarks/rendering)"
            )
        built = build(one, table, page, rounds=rounds, most_s=SLOW_S)
        self._add(built=built)
        text = page.read_text("utf-8")
        if one.is_ours:
            bare_bytes = sum(len(block) for block in _COLUMNS.findall(text))
        else:
            bare_bytes = build(one, table, bare, rounds=1, bare=True).file_bytes
        self._add(built=replace(built, bare_bytes=bare_bytes))
        page.write_text(localised(text), "utf-8")

    def open(self) -> None:
        if self.result.seen and (self.result.seen[0].interactive_s > SLOW_S or self.result.seen[0].was_left):
            return
        self._add(seen=(*self.result.seen, visit(self._page(), self.result.implementation.page_hooks)))

    def examine(self, table: pd.DataFrame, sample: int) -> None:
        one = self.result.implementation
        few = sample if one.key == OURS else max(1, sample // 10)  # its places are those of ours
        self._add(exact=look_for(self._page(), one.page_hooks, table, sample=few))

    def _page(self) -> str:
        return f"{self.address}{self.result.implementation.key}.html"

    def _add(self, **found: Any) -> None:
        self.result = replace(self.result, **found)


def sayer() -> Callable[[str], None]:
    """Make a function that prints a line with the time since now."""
    begun = time.perf_counter()
    return lambda what: print(f"[{time.perf_counter() - begun:6.1f} s] {what}", file=sys.stderr, flush=True)
