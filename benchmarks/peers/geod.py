"""`pyproj.Geod` from every point to every target: what exactness costs without an idea."""

import os

import numpy as np

from benchmarks.answers import Answer
from benchmarks.data import WGS84, Floats, Ints
from benchmarks.peers.case import Case, Solver

BATCH = 2_000_000


def prepare(case: Case) -> Solver:
    """Nothing is built beforehand."""
    return _Geod(case)


class _Geod:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.points, self.targets = case.inputs.points, case.inputs.targets

    def processes(self) -> list[int]:
        return [os.getpid()]

    def run(self, rows: int) -> Answer:
        step = max(1, BATCH // len(self.targets))
        parts = [self._part(start, min(rows, start + step)) for start in range(0, rows, step)]
        point, target, metres = (np.concatenate(column) for column in zip(*parts, strict=True))
        return Answer(point, target, metres)

    def answer(self, rows: int) -> Answer:
        return self.run(rows)

    def _part(self, start: int, end: int) -> tuple[Ints, Ints, Floats]:
        count = len(self.targets)
        lon, lat = np.repeat(self.points[start:end], count, axis=0).T
        away = np.tile(self.targets, (end - start, 1)).T
        metres = np.asarray(WGS84.inv(lon, lat, *away)[2]).reshape(end - start, count)
        if self.case.workload.task == "pairs":
            point, target = np.nonzero(metres <= self.case.workload.radius_m)
        else:
            point, target = np.arange(end - start), metres.argmin(axis=1)
        return point + start, target, metres[point, target]
