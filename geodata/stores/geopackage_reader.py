"""Reads the GeoPackages that `geodata.stores.geopackage` writes, through SQLite alone.

The file may come from anybody. Nothing is read but tables and their spatial index, so that no view, trigger
or generated column of it is ever run.

References
----------
OGC GeoPackage 1.3, https://www.geopackage.org/spec131/ (geometry: clause 2.1.3)
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from geodata.dataset import Dataset
from geodata.days import to_iso
from geodata.errors import UnreadableFile
from geodata.stores.columns import GEOMETRY
from geodata.stores.flat import arrow_types, encodes
from geodata.stores.geopackage_file import columns_of, opened, tables_of
from geodata.stores.selection import Selection, cut
from geodata.stores.tabular import FIRST_DAY, LAST_DAY, RECORDS, check_layout, from_tables, opened_json

ABOUT: Final = "dataset"
"""The table of what the dataset says about itself."""

FID: Final = "fid"
INCIDENT_FID: Final = "incident_fid"

_ROWS: Final = 16_384

_OWN: Final = frozenset({FID, INCIDENT_FID, FIRST_DAY, LAST_DAY})
"""Columns by which rows are picked; no part of a dataset."""

_ENVELOPES: Final = (0, 32, 48, 48, 64)
"""Bytes of the box before a geometry, by its code."""


def read_geopackage(path: str | Path, selection: Selection) -> Dataset:
    """Read a dataset from a GeoPackage.

    Parameters
    ----------
    path : path
        A file that `write_geopackage` wrote.
    selection : Selection
        Which incidents are read.

    Returns
    -------
    Dataset

    Raises
    ------
    UnreadableFile
        If the file is missing, damaged, of another kind, or of a newer layout; the message says which.
    """
    file = Path(path)
    with opened(file) as connection:
        texts = _about(connection)
        picked, values = _picked(connection, selection)
        claims = f"{INCIDENT_FID} IS NULL OR {INCIDENT_FID} IN (SELECT {FID} FROM incidents WHERE {picked})"
        wanted = {"incidents": picked, "claims": claims} if picked else {}
        tables = {
            name: _read_table(connection, name, wanted.get(name, ""), values if name in wanted else ())
            for name in RECORDS
        }
        described = opened_json(texts["metadata"]), opened_json(texts.get("changes"))
    whole = from_tables(tables, *described, name=lambda table: f"{path} ({table})")
    return cut(whole, selection)


def is_ours(path: Path) -> bool:
    """Tell whether a file is a GeoPackage that holds a dataset, of whatever layout."""
    try:
        with opened(path) as connection:
            return ABOUT in tables_of(connection)
    except UnreadableFile:
        return False


def _about(connection: sqlite3.Connection) -> dict[str, Any]:
    """Read what the dataset says about itself, and make sure that its layout is known."""
    texts: dict[str, Any] = {}
    columns = columns_of(connection, ABOUT) if ABOUT in tables_of(connection) else []
    if {"name", "content"} <= set(columns):
        texts = dict(connection.execute(f"SELECT name, content FROM {ABOUT}").fetchall())
    check_layout(opened_json(texts.get("metadata")))
    if missing := sorted(RECORDS.keys() - tables_of(connection)):
        raise UnreadableFile(f"the table {missing[0]!r} is missing; write the dataset anew")
    return texts


def _picked(connection: sqlite3.Connection, selection: Selection) -> tuple[str, tuple[Any, ...]]:
    """Say in SQL which incidents may be wanted; a little more than are, never less."""
    there = columns_of(connection, "incidents")
    parts: list[str] = []
    values: list[Any] = []
    if selection.days is not None and {FIRST_DAY, LAST_DAY} <= set(there):
        first, last = map(to_iso, selection.days)
        parts.append(f"({FIRST_DAY} IS NULL OR ({LAST_DAY} >= ? AND {FIRST_DAY} <= ?))")
        values += [first, last]
    if selection.kinds is not None and "kind" in there:
        kinds = list(filter(encodes, selection.kinds))
        parts.append(f"(kind IS NULL OR kind IN ({', '.join('?' * len(kinds))}))")
        values += kinds
    if selection.bbox is not None and _has_tree(connection):
        box = "(maxx >= ? AND maxy >= ? AND minx <= ? AND miny <= ?)"
        boxes = " OR ".join([box] * len(selection.boxes))
        parts.append(f"{FID} IN (SELECT id FROM {_TREE} WHERE {boxes})")
        values += [side for box in selection.boxes for side in box]
    return " AND ".join(parts), tuple(values)


_TREE: Final = f"rtree_incidents_{GEOMETRY}"


def _has_tree(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (_TREE,)).fetchone()
    return found is not None and "USING rtree(" in str(found[0])


def _read_table(connection: sqlite3.Connection, name: str, where: str, values: Sequence[Any]) -> pa.Table:
    """Read rows in their order, some thousands at a time."""
    types = arrow_types(RECORDS[name], lists=False)
    names = [column for column in columns_of(connection, name) if column not in _OWN]
    if name in ("facilities", "incidents") and GEOMETRY not in names:
        raise UnreadableFile(f"the layer {name!r} has no column {GEOMETRY!r}")
    listed = ", ".join(f'"{column.replace(chr(34), 2 * chr(34))}"' for column in names)
    order = f" ORDER BY {FID}" if FID in columns_of(connection, name) else ""
    condition = f" WHERE {where}" if where else ""
    cursor = connection.execute(f"SELECT {listed} FROM {name}{condition}{order}", values)
    schema = pa.schema([(column, _type(types, column)) for column in names])
    parts = [schema.empty_table()]
    while rows := cursor.fetchmany(_ROWS):
        columns = zip(*rows, strict=True)
        arrays = [
            _array(cells, name, field.name, field.type) for cells, field in zip(columns, schema, strict=True)
        ]
        parts.append(pa.table(arrays, schema=schema))
    return pa.concat_tables(parts)


def _type(types: dict[str, Any], column: str) -> Any:
    return pa.binary() if column == GEOMETRY else types.get(column, pa.string())


def _array(cells: Sequence[Any], table: str, column: str, type_: Any) -> pa.Array:
    """Turn what SQLite gives into a column: it has no true and false, and keeps any value in any column."""
    if pa.types.is_binary(type_):
        return pa.array([None if cell is None else _wkb(cell) for cell in cells], type_)
    if pa.types.is_boolean(type_):
        cells = [bool(cell) if cell in (0, 1) else cell for cell in cells]
    elif column not in _KNOWN[table]:
        cells = [cell if cell is None or isinstance(cell, str) else _as_text(cell) for cell in cells]
    try:
        return pa.array(cells, type_)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        odd = next(cell for cell in cells if not _is(cell, type_))
        got = f"{type(odd).__name__} {odd!r:.40}"
        raise UnreadableFile(
            f"the table {table!r} has {got} in the column {column!r}, expected {type_}"
        ) from None


def _is(cell: Any, type_: Any) -> bool:
    try:
        pa.array([cell], type_)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        return False
    return True


_KNOWN: Final = {name: frozenset(arrow_types(record, lists=False)) for name, record in RECORDS.items()}


def _as_text(cell: Any) -> str:
    """Write a value of a column that the schema does not know."""
    return cell.hex() if isinstance(cell, bytes) else str(cell)


def _wkb(cell: Any) -> bytes:
    """Take the header off a geometry: two letters, version, flags, reference system, box."""
    if not isinstance(cell, bytes) or cell[:2] != b"GP" or len(cell) < 13:
        raise UnreadableFile("a geometry does not begin as one of a GeoPackage")
    code = cell[3] >> 1 & 7
    if code >= len(_ENVELOPES) or cell[3] & 32:
        raise UnreadableFile("a geometry is of a kind that this program does not know")
    return cell[8 + _ENVELOPES[code] :]
