"""PostGIS geography: `<->` for the nearest, `ST_DWithin` for pairs; subdivided geometry for countries.

Tables are loaded, indexed (GiST) and analysed beforehand; lines are taken apart into segments, without
which it is forty times slower. With several connections each has its share of the rows. What is found
is summed up in the server, not handed over.
"""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import psycopg
import shapely

from benchmarks.answers import Answer, NotThere
from benchmarks.data import Floats, segments
from benchmarks.peers.case import Case, Solver


def prepare(case: Case) -> Solver:
    """Connect, and load the tables unless another worker has."""
    if case.postgis is None:
        raise NotThere("no PostGIS server runs")
    kind: type[_PostGIS] = {"nearest": _Nearest, "pairs": _Pairs, "country": _Country}[case.workload.task]
    return kind(case, case.postgis)


class _PostGIS:
    def __init__(self, case: Case, address: str) -> None:
        self.case = case
        self.schema = case.workload.key
        self.connections = [psycopg.connect(address, autocommit=True) for _ in range(int(case.variant))]
        with self.connections[0].cursor() as cursor:
            cursor.execute("SELECT to_regnamespace(%s) IS NULL", [f'"{self.schema}"'])
            if cursor.fetchone() == (True,):
                cursor.execute(f'CREATE SCHEMA "{self.schema}"')
                cursor.execute(f'SET search_path = "{self.schema}", public')
                self._load(cursor)
        for connection in self.connections:
            connection.execute(f'SET search_path = "{self.schema}", public')
        self.pool = ThreadPoolExecutor(len(self.connections))

    def processes(self) -> list[int]:
        return [connection.info.backend_pid for connection in self.connections]

    def run(self, rows: int) -> Any:
        def part(connection: psycopg.Connection[Any], begin: int, end: int) -> Any:
            query = f"SELECT {self._figures()} FROM ({self._query(begin, end)}) q"
            return connection.execute(query).fetchall()

        bounds = np.linspace(0, rows, len(self.connections) + 1).astype(int).tolist()
        tasks = [
            self.pool.submit(part, connection, begin, end)
            for connection, (begin, end) in zip(self.connections, pairwise(bounds), strict=True)
        ]
        return [task.result() for task in tasks]

    def answer(self, rows: int) -> Answer:
        found = self.connections[0].execute(f"{self._query(0, rows)} ORDER BY point, target").fetchall()
        kinds = (np.int64, np.int64, np.float64)
        width = len(found[0]) if found else 2
        columns = [np.array([row[at] for row in found], dtype=kinds[at]) for at in range(width)]
        return self._answer(columns, rows)

    def _query(self, begin: int, end: int) -> str:
        """Rows of point, target and, where asked for, metres."""
        raise NotImplementedError

    def _figures(self) -> str:
        return "count(*), sum(metres)"

    def _answer(self, columns: list[Any], rows: int) -> Answer:
        del rows
        return Answer(*columns)

    def _load(self, cursor: psycopg.Cursor[Any]) -> None:
        _copy(cursor, "raw_points", _frame(self.case.inputs.points), "id int, x float8, y float8")
        cursor.execute(
            f"CREATE TABLE points AS SELECT id, {self._point()} AS g FROM raw_points ORDER BY id;"
            "ALTER TABLE points ADD PRIMARY KEY (id); DROP TABLE raw_points"
        )
        self._load_targets(cursor)
        cursor.execute("CREATE INDEX ON targets USING gist (g); ANALYZE points; ANALYZE targets")

    def _point(self) -> str:
        return "ST_SetSRID(ST_MakePoint(x, y), 4326)::geography"

    def _load_targets(self, cursor: psycopg.Cursor[Any]) -> None:
        _copy(cursor, "raw_targets", _frame(self.case.inputs.targets), "id int, x float8, y float8")
        cursor.execute(f"CREATE TABLE targets AS SELECT id, {self._point()} AS g FROM raw_targets")


class _Nearest(_PostGIS):
    def _query(self, begin: int, end: int) -> str:
        return (
            "SELECT p.id AS point, n.id AS target, n.metres FROM points p CROSS JOIN LATERAL ("
            "SELECT t.id, ST_Distance(p.g, t.g) AS metres FROM targets t ORDER BY p.g <-> t.g LIMIT 1"
            f") n WHERE p.id >= {begin} AND p.id < {end}"
        )

    def _load_targets(self, cursor: psycopg.Cursor[Any]) -> None:
        pieces = segments(self.case.inputs.targets)
        frame = pd.DataFrame(np.column_stack([pieces.begin, pieces.end]), columns=["x", "y", "u", "v"])
        frame.insert(0, "id", pieces.row)
        _copy(cursor, "raw_targets", frame, "id int, x float8, y float8, u float8, v float8")
        cursor.execute(
            "CREATE TABLE targets AS SELECT id, CASE WHEN x = u AND y = v THEN ST_MakePoint(x, y)"
            " ELSE ST_MakeLine(ST_MakePoint(x, y), ST_MakePoint(u, v)) END::geography AS g FROM raw_targets"
        )


class _Pairs(_PostGIS):
    def _query(self, begin: int, end: int) -> str:
        metres = ", ST_Distance(p.g, t.g) AS metres" if self.case.workload.distances else ""
        return (
            f"SELECT p.id AS point, t.id AS target{metres} FROM points p "
            f"JOIN targets t ON ST_DWithin(p.g, t.g, {self.case.workload.radius_m}) "
            f"WHERE p.id >= {begin} AND p.id < {end}"
        )

    def _figures(self) -> str:
        return "count(*), sum(metres)" if self.case.workload.distances else "count(*)"

    def _load_targets(self, cursor: psycopg.Cursor[Any]) -> None:
        super()._load_targets(cursor)
        # Either side may be the one that is searched.
        cursor.execute("CREATE INDEX ON points USING gist (g)")


class _Country(_PostGIS):
    def _query(self, begin: int, end: int) -> str:
        return (
            "SELECT p.id AS point, t.id AS target FROM points p JOIN targets t ON ST_Intersects(t.g, p.g) "
            f"WHERE p.id >= {begin} AND p.id < {end}"
        )

    def _figures(self) -> str:
        return "count(*)"

    def _point(self) -> str:
        return "ST_SetSRID(ST_MakePoint(x, y), 4326)"

    def _load_targets(self, cursor: psycopg.Cursor[Any]) -> None:
        shapes = pd.DataFrame({"wkb": shapely.to_wkb(self.case.inputs.targets, hex=True)})
        shapes.insert(0, "id", np.arange(len(shapes)))
        _copy(cursor, "raw_targets", shapes, "id int, wkb text")
        cursor.execute(
            "CREATE TABLE targets AS SELECT id, ST_Subdivide(ST_SetSRID(ST_GeomFromWKB(decode(wkb, 'hex')),"
            " 4326), 128) AS g FROM raw_targets"
        )

    def _answer(self, columns: list[Any], rows: int) -> Answer:
        point, target = columns
        first = np.full(rows, -1, dtype=np.int64)
        # In order of target, so that written backwards the first one stays.
        first[point[::-1]] = target[::-1]
        return Answer.one_each(first)


def _frame(points: Floats) -> pd.DataFrame:
    frame = pd.DataFrame(points, columns=["x", "y"])
    frame.insert(0, "id", np.arange(len(points)))
    return frame


def _copy(cursor: psycopg.Cursor[Any], table: str, frame: pd.DataFrame, columns: str) -> None:
    cursor.execute(f"CREATE UNLOGGED TABLE {table} ({columns})")
    with cursor.copy(f"COPY {table} FROM STDIN (FORMAT csv)") as copy:
        # Numbers are written so that they read back the same.
        copy.write(frame.to_csv(header=False, index=False))
