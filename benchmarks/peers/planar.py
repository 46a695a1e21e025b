"""`geopandas.sjoin_nearest` in a projected reference system, and `sjoin` in longitude and latitude.

Frames in longitude and latitude are made beforehand; projecting and indexing are timed. Lines are taken
apart into segments beforehand, without which it is several times slower.
"""

import os
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from benchmarks.answers import Answer
from benchmarks.data import segments
from benchmarks.peers.case import Case, Solver

CRS = "OGC:CRS84"


def prepare(case: Case) -> Solver:
    """Make the frames."""
    return (_Country if case.workload.task == "country" else _Nearest)(case)


class _Planar:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*case.inputs.points.T, crs=CRS))
        self.targets = self._targets()

    def _targets(self) -> gpd.GeoDataFrame:
        return gpd.GeoDataFrame(
            {"target": np.arange(len(self.case.inputs.targets))}, geometry=self.case.inputs.targets, crs=CRS
        )

    def processes(self) -> list[int]:
        return [os.getpid()]


class _Nearest(_Planar):
    def _targets(self) -> gpd.GeoDataFrame:
        pieces = segments(self.case.inputs.targets)
        shapes = np.where(
            pieces.is_point,
            shapely.points(pieces.begin),
            shapely.linestrings(np.stack([pieces.begin, pieces.end], axis=1)),
        )
        return gpd.GeoDataFrame({"target": pieces.row}, geometry=shapes, crs=CRS)

    def run(self, rows: int) -> Any:
        crs = self.case.variant
        points, targets = self.points.iloc[:rows].to_crs(crs), self.targets.to_crs(crs)
        return gpd.sjoin_nearest(points, targets, distance_col="distance_m")

    def answer(self, rows: int) -> Answer:
        found = self.run(rows)
        # Where several are equally near, each gets a row.
        found = found[~found.index.duplicated()]
        return Answer.one_each(found["target"].to_numpy(), found["distance_m"].to_numpy())


class _Country(_Planar):
    def run(self, rows: int) -> Any:
        return gpd.sjoin(self.points.iloc[:rows], self.targets, predicate="within", how="left")

    def answer(self, rows: int) -> Answer:
        found = self.run(rows).sort_values("target", kind="stable")
        found = found[~found.index.duplicated()].sort_index()
        return Answer.one_each(found["target"].fillna(-1).to_numpy())
