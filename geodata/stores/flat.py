"""Tables of a dataset as Arrow tables of plain cells, as files and databases keep them, and back. Pure.

Texts, numbers, true and false stand as they are; lists of text as lists, or as JSON where a store has no
lists; objects and what the schema does not know (``extra``) as JSON; geometry as WKB.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geodata.errors import UnreadableFile
from geodata.fields import Noter, is_plain_number, read_columns
from geodata.flatrows import EXTRA, TEXTS, is_json
from geodata.jsontext import from_json, to_json
from geodata.report import Finding
from geodata.schema import CLAIM, Field, Record, Type
from geodata.stores.columns import GEOMETRY
from geodata.stores.wkb import geometries, to_wkb

CLAIM_KEYS: Final = {"incident_id": pa.string(), "number": pa.int64()}
"""What tells which claim a row is: the incident, and the claim's number within it."""

_WGS84: Final = "OGC:CRS84"


def arrow_types(record: Record, *, lists: bool) -> dict[str, Any]:
    """Give the types of the columns that a record's table has in a store, without its geometry.

    Parameters
    ----------
    record : Record
        The kind of record.
    lists : bool
        Whether the store has lists of text; where not, they are JSON.

    Returns
    -------
    dict of str to DataType
        In the order of the schema; ``extra`` is the last.

    Examples
    --------
    >>> from geodata.schema import FLOW
    >>> types = arrow_types(FLOW, lists=True)
    >>> types["volume"], types["via"].value_type, types["extra"]
    (DataType(double), DataType(string), DataType(string))
    """
    keys = CLAIM_KEYS if record is CLAIM else {}
    fields = {field.name: _type(field, lists) for field in record.fields if field.name != "claims"}
    return {**keys, **fields, EXTRA: pa.string()}


def to_arrow(record: Record, table: pd.DataFrame, *, lists: bool) -> pa.Table:
    """Write a table of a dataset as an Arrow table.

    What a store cannot hold moves into ``extra``, which is JSON: a text with half of a surrogate pair or the
    character NUL; where there are no lists, as in SQLite, the number -0.0 too. `from_arrow` puts it back.

    Parameters
    ----------
    record : Record
        The kind of record that the table holds.
    table : DataFrame (n rows)
        A table of a Dataset; unchanged.
    lists : bool
        Whether the store has lists of text.

    Returns
    -------
    pyarrow.Table (n rows)
        The columns of `arrow_types`, and ``geometry`` where the table has one.

    Examples
    --------
    >>> from geodata.dataset import empty_dataset
    >>> from geodata.schema import INCIDENT
    >>> to_arrow(INCIDENT, empty_dataset().incidents, lists=False).column_names[-2:]
    ['extra', 'geometry']
    """
    moved: list[dict[str, Any] | None] = [None] * len(table)
    columns = {
        name: _numbers(table[name], name, moved)
        if pa.types.is_floating(type_) and not lists
        else _column(table[name], name, type_, moved)
        for name, type_ in arrow_types(record, lists=lists).items()
        if name != EXTRA
    }
    columns[EXTRA] = _extras(table[EXTRA], moved)
    if GEOMETRY in table:
        columns[GEOMETRY] = to_wkb(table[GEOMETRY].to_numpy())
    return pa.table(columns)


def from_arrow(record: Record, table: pa.Table, note: Noter) -> tuple[pd.DataFrame, list[Finding]]:
    """Read a table of a dataset from an Arrow table.

    Parameters
    ----------
    record : Record
        The kind of record that the table holds.
    table : pyarrow.Table (n rows)
        Columns of the record, as `to_arrow` writes them; those that are missing state nothing, those that the
        schema does not know are taken into ``extra``.
    note : Noter
        Builds a finding that names the place of a row's field.

    Returns
    -------
    table : DataFrame (n rows)
        As a Dataset holds it: a GeoDataFrame where there is a geometry.
    findings : list of Finding
        What was missing or did not fit its field.

    Raises
    ------
    UnreadableFile
        If a geometry is no well-known binary, or a claim has no number.
    """
    # The claims of incidents are a table of their own.
    fields = [field for field in record.fields if field.name != "claims"]
    known = {*CLAIM_KEYS, GEOMETRY, EXTRA, *(field.name for field in fields)}
    given = {field.name: _values(table, field) for field in fields}
    extras = _read_extras(table, [name for name in table.column_names if name not in known])
    keys = _keys(table) if record is CLAIM else {}
    _put_back({**given, **keys}, extras)
    nothing = {field.name: [None] * len(table) for field in record.fields if field.name not in given}
    frame, findings = read_columns(record, {**given, **nothing}, extras, note)
    frame = frame.drop(columns=list(nothing))
    for at, (name, values) in enumerate(keys.items()):
        frame.insert(at, name, pd.Series(values, dtype="int64" if name == "number" else "object"))
    if GEOMETRY in table.column_names:
        shapes = geometries(table[GEOMETRY].combine_chunks())
        frame = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, crs=_WGS84))
    return frame, findings


def _type(field: Field, lists: bool) -> Any:
    if is_plain_number(field):
        return pa.float64()
    if field.type is Type.BOOLEAN and not field.many:
        return pa.bool_()
    return pa.list_(pa.string()) if lists and field.many and field.type in TEXTS else pa.string()


def _column(cells: pd.Series, name: str, type_: Any, moved: list[dict[str, Any] | None]) -> pa.Array:
    """Write a column; what cannot stand in it is put into `moved`."""
    if not pa.types.is_string(type_):
        return _with_texts(cells.tolist(), name, type_, moved, _plain_list)
    values = cells.tolist()
    is_text = set(map(type, values)) <= {str, type(None)}
    return _with_texts(values, name, type_, moved, None if is_text else _as_json)


def _numbers(cells: pd.Series, name: str, moved: list[dict[str, Any] | None]) -> pa.Array:
    """Write numbers for a store that keeps no sign of zero; -0.0 is put into `moved`."""
    values = cells.to_numpy(dtype=np.float64)
    unsigned = (values == 0) & np.signbit(values)
    for row in np.flatnonzero(unsigned).tolist():
        moved[row] = {**(moved[row] or {}), name: -0.0}
    return pa.array(values, pa.float64(), mask=unsigned | np.isnan(values))


def _with_texts(
    cells: Sequence[Any],
    name: str,
    type_: Any,
    moved: list[dict[str, Any] | None],
    form: Callable[[Any], Any] | None,
) -> pa.Array:
    values = [None if cell is None else form(cell) for cell in cells] if form else cells
    try:
        column = pa.array(values, type_, from_pandas=True)
    except UnicodeEncodeError:
        column = None
    if column is not None and not _has_nul(column):
        return column
    kept = list(values)
    for row, cell in enumerate(cells):
        if cell is not None and not _holds(kept[row]):
            moved[row] = {**(moved[row] or {}), name: cell}
            kept[row] = None
    return pa.array(kept, type_, from_pandas=True)


def _has_nul(column: pa.Array) -> bool:
    texts = column.flatten() if pa.types.is_list(column.type) else column
    return pa.types.is_string(texts.type) and bool(pc.any(pc.match_substring(texts, "\0")).as_py())


def _holds(value: Any) -> bool:
    """Tell whether a store can hold a text, or each of a list."""
    texts = value if isinstance(value, list) else [value]
    return all("\0" not in text and encodes(text) for text in texts if isinstance(text, str))


def encodes(text: str) -> bool:
    r"""Tell whether UTF-8 has bytes for a text.

    Examples
    --------
    >>> encodes("Завод"), encodes("\ud800")
    (True, False)
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _plain_list(cell: Any) -> Any:
    return list(cell) if isinstance(cell, tuple) else cell


def _as_json(cell: Any) -> str:
    return to_json(cell).decode()


def _extras(cells: pd.Series, moved: Iterable[dict[str, Any] | None]) -> pa.Array:
    """Write what the schema does not know, and what was moved there, as JSON; nothing where there is none."""
    pairs = zip(cells.tolist(), moved, strict=True)
    whole = ({**(extra or {}), **(more or {})} if more else extra for extra, more in pairs)
    return pa.array([_as_json(extra) if extra else None for extra in whole], pa.string())


def _values(table: pa.Table, field: Field) -> list[Any]:
    """Read the values of a field; JSON is opened where the column is text and the field is not."""
    if field.name not in table.column_names:
        return [None] * table.num_rows
    column = table[field.name]
    cells: list[Any] = column.to_pylist()
    if is_json(field) and _is_text(column.type):
        return [None if cell is None else _opened(cell) for cell in cells]
    return cells


def _keys(table: pa.Table) -> dict[str, list[Any]]:
    """Read what tells which claim a row is."""
    for name in CLAIM_KEYS:
        if name not in table.column_names:
            raise UnreadableFile(f"there is no column {name!r}")
    if table["number"].null_count:
        raise UnreadableFile("a claim has no number; number those of an incident from 1")
    return {name: table[name].to_pylist() for name in CLAIM_KEYS}


def _is_text(type_: Any) -> bool:
    return bool(pa.types.is_string(type_) or pa.types.is_large_string(type_))


def _opened(cell: str) -> Any:
    """Read JSON; what is none stays text, which then does not fit its field and is said so."""
    try:
        return from_json(cell)
    except ValueError:
        return cell


def _read_extras(table: pa.Table, unknown: Sequence[str]) -> list[dict[str, Any]]:
    cells = table[EXTRA].to_pylist() if EXTRA in table.column_names else [None] * table.num_rows
    opened = [_opened(cell) if isinstance(cell, str) else {} for cell in cells]
    extras = [extra if isinstance(extra, dict) else {EXTRA: extra} for extra in opened]
    for name in unknown:
        for extra, value in zip(extras, table[name].to_pylist(), strict=True):
            if value is not None:
                extra[name] = value
    return extras


def _put_back(given: dict[str, list[Any]], extras: list[dict[str, Any]]) -> None:
    """Put what stands in ``extra`` under the name of a field into that field, where it is empty."""
    for row, extra in enumerate(extras):
        for name in given.keys() & extra.keys():
            if given[name][row] is None:
                given[name][row] = extra.pop(name)
