"""Ours, through the public functions of `geodata.geodesy`, as a caller has it: arrays in, arrays out."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.answers import Answer, NotThere
from benchmarks.peers.case import Case, Solver
from geodata import geodesy


def prepare(case: Case) -> Solver:
    """Build what the workload says is built beforehand; all else is timed."""
    kinds: dict[str, Callable[[Case], Solver]]
    kinds = {"nearest": _Nearest, "pairs": _Pairs, "country": _Country}
    return kinds[case.workload.task](case)


def _public(name: str) -> Any:
    """Look up a function by name: benchmarks also run where it is not there yet."""
    if not hasattr(geodesy, name):
        raise NotThere(f"`geodata.geodesy.{name}` is not there")
    return getattr(geodesy, name)


@dataclass
class _Ours:
    case: Case

    def processes(self) -> list[int]:
        return [os.getpid()]


class _Nearest(_Ours):
    def run(self, rows: int) -> geodesy.Nearest:
        return geodesy.nearest(self.case.inputs.points[:rows], self.case.inputs.targets)

    def answer(self, rows: int) -> Answer:
        found = self.run(rows)
        return Answer.one_each(found.index, found.distance_m)


class _Pairs(_Ours):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.join = _public("radius_join")

    def run(self, rows: int) -> Any:
        workload, inputs = self.case.workload, self.case.inputs
        return self.join(
            inputs.points[:rows], inputs.targets, radius_m=workload.radius_m, distances=workload.distances
        )

    def answer(self, rows: int) -> Answer:
        found = self.run(rows)
        target = np.repeat(np.arange(len(found.offset) - 1), np.diff(found.offset))
        return Answer(found.point, target, found.distance_m if self.case.workload.distances else None)


class _Country(_Ours):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.areas: Any = case.inputs.targets
        if case.workload.prebuilt:
            self.areas = _public("index_areas")(self.areas)

    def run(self, rows: int) -> Any:
        return geodesy.containing(self.case.inputs.points[:rows], self.areas)

    def answer(self, rows: int) -> Answer:
        return Answer.one_each(self.run(rows))
