"""scikit-learn's BallTree with haversine distances, on a sphere; lines become a vertex every kilometre.

The vertices are made beforehand; the tree is built in the time.
"""

import os
from typing import Any

import numpy as np
from sklearn.neighbors import BallTree

from benchmarks.answers import Answer
from benchmarks.data import segments
from benchmarks.peers.case import Case, Solver
from benchmarks.truth import RADIUS_M

SPACING_M = 1_000.0


def prepare(case: Case) -> Solver:
    """Turn lines into vertices."""
    return (_Pairs if case.workload.task == "pairs" else _Nearest)(case)


class _Ball:
    def __init__(self, case: Case) -> None:
        pieces = segments(case.inputs.targets)
        if not pieces.is_point.all():
            pieces = pieces.split(SPACING_M)
        self.case = case
        self.vertices, self.row = pieces.begin, pieces.row
        self.points = case.inputs.points

    def processes(self) -> list[int]:
        return [os.getpid()]

    def _tree(self) -> BallTree:
        return BallTree(np.radians(self.vertices[:, ::-1]), metric="haversine")


class _Nearest(_Ball):
    def run(self, rows: int) -> Any:
        return self._tree().query(np.radians(self.points[:rows, ::-1]), k=1)

    def answer(self, rows: int) -> Answer:
        angle, vertex = self.run(rows)
        return Answer.one_each(self.row[vertex[:, 0]], angle[:, 0] * RADIUS_M)


class _Pairs(_Ball):
    def run(self, rows: int) -> Any:
        return self._tree().query_radius(
            np.radians(self.points[:rows, ::-1]),
            self.case.workload.radius_m / RADIUS_M,
            return_distance=self.case.workload.distances,
        )

    def answer(self, rows: int) -> Answer:
        found = self.run(rows)
        targets, angles = found if self.case.workload.distances else (found, None)
        point = np.repeat(np.arange(rows), [len(one) for one in targets])
        metres = None if angles is None else np.concatenate(angles) * RADIUS_M
        return Answer(point, np.concatenate(targets), metres)
