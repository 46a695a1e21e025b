"""SedonaDB on two threads: geographies on a sphere for pairs, plain geometry for countries.

Tables with points lie in memory beforehand; it has no lasting index. Pairs are counted, not handed over.
"""

import os
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import sedonadb

from benchmarks.answers import Answer
from benchmarks.data import Floats
from benchmarks.peers.case import Case, Solver

THREADS = 2


def prepare(case: Case) -> Solver:
    """Load the tables."""
    return (_Country if case.workload.task == "country" else _Pairs)(case)


class _Sedona:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.engine = sedonadb.connect()
        self._table(f"SET datafusion.execution.target_partitions = {THREADS}")

    def processes(self) -> list[int]:
        return [os.getpid()]

    def run(self, rows: int) -> Any:
        return self._table(f"SELECT {self._figures()} FROM ({self._query(rows)})")

    def answer(self, rows: int) -> Answer:
        found = self._table(f"{self._query(rows)} ORDER BY point, target")
        return self._answer({name: found[name].to_numpy() for name in found.column_names}, rows)

    def _query(self, rows: int) -> str:
        raise NotImplementedError

    def _figures(self) -> str:
        return "count(*)"

    def _answer(self, found: dict[str, Any], rows: int) -> Answer:
        raise NotImplementedError

    def _table(self, query: str) -> pa.Table:
        return pa.table(self.engine.sql(query))

    def _load(self, name: str, points: Floats, maker: str) -> None:
        frame = pd.DataFrame({"id": np.arange(len(points)), "lon": points[:, 0], "lat": points[:, 1]})
        self.engine.create_data_frame(frame).to_view(f"{name}_raw")
        self.engine.sql(f"SELECT id, {maker} AS g FROM {name}_raw").to_memtable().to_view(name)


class _Pairs(_Sedona):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._load("points", case.inputs.points, "ST_GeogPoint(lon, lat)")
        self._load("targets", case.inputs.targets, "ST_GeogPoint(lon, lat)")

    def _query(self, rows: int) -> str:
        metres = ", ST_Distance(p.g, t.g) AS metres" if self.case.workload.distances else ""
        return (
            f"SELECT p.id AS point, t.id AS target{metres} FROM (SELECT * FROM points WHERE id < {rows}) p "
            f"JOIN targets t ON ST_DWithin(p.g, t.g, {self.case.workload.radius_m})"
        )

    def _figures(self) -> str:
        return "count(*), sum(metres)" if self.case.workload.distances else "count(*)"

    def _answer(self, found: dict[str, Any], rows: int) -> Answer:
        return Answer(found["point"], found["target"], found.get("metres"))


class _Country(_Sedona):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._load("points", case.inputs.points, "ST_SetSRID(ST_Point(lon, lat), 4326)")
        areas = gpd.GeoDataFrame(geometry=case.inputs.targets, crs="EPSG:4326")
        areas["id"] = np.arange(len(areas))
        self.engine.create_data_frame(areas).to_memtable().to_view("areas")

    def _query(self, rows: int) -> str:
        return (
            f"SELECT p.id AS point, a.id AS target FROM (SELECT * FROM points WHERE id < {rows}) p "
            "JOIN areas a ON ST_Intersects(a.geometry, p.g)"
        )

    def _answer(self, found: dict[str, Any], rows: int) -> Answer:
        first = np.full(rows, -1, dtype=np.int64)
        # In order of target, so that written backwards the first one stays.
        first[found["point"][::-1]] = found["target"][::-1]
        return Answer.one_each(first)
