"""Arrow tables into a database and out of it by COPY, as CSV, which Arrow writes and reads without Python.

Texts are quoted and what is missing is not, on both ways, so that an empty text stays one.
"""

import binascii
import io
from collections.abc import Mapping
from typing import Any, Final, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv
from psycopg import Connection as Psycopg
from psycopg import sql
from sqlalchemy import Connection
from sqlalchemy.sql import ClauseElement

_AT_ONCE: Final = 50_000
"""Rows that are written at a time."""

_WGS84: Final = "e6100000"
"""EPSG:4326 as WKB has it: four bytes, the least first."""

_BLOCK: Final = 1 << 24
"""Bytes that are read at a time; at least two of the longest row."""


def copy_in(connection: Connection, name: str, table: pa.Table) -> None:
    """Write an Arrow table into a table of the database.

    Parameters
    ----------
    connection : Connection
        With a transaction begun.
    name : str
        A table of the database; it has all columns of `table`.
    table : pyarrow.Table (n rows)
        Texts, numbers, true and false; lists of text; WKB.
    """
    columns = sql.SQL(", ").join(map(sql.Identifier, table.column_names))
    command = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(sql.Identifier(name), columns)
    options = csv.WriteOptions(include_header=False, batch_size=_AT_ONCE)
    with _driver(connection).cursor() as cursor, cursor.copy(command) as copy:
        for batch in table.to_batches(max_chunksize=_AT_ONCE):
            flat = pa.table([_as_text(column) for column in batch.columns], names=table.column_names)
            lines = pa.BufferOutputStream()
            csv.write_csv(flat, lines, options)
            copy.write(memoryview(lines.getvalue()))


def copy_out(connection: Connection, query: ClauseElement, types: Mapping[str, Any]) -> pa.Table:
    """Read what a query gives as an Arrow table.

    Parameters
    ----------
    connection : Connection
        With a transaction begun.
    query : ClauseElement
        Gives texts, numbers, true and false; bytes as hexadecimal digits.
    types : mapping of str to DataType
        The columns of the query, in order; of type binary where it gives digits.

    Returns
    -------
    pyarrow.Table
    """
    compiled = query.compile(connection, compile_kwargs={"render_postcompile": True})
    command = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(sql.SQL(str(compiled)))
    lines, longest = io.BytesIO(), 0
    with _driver(connection).cursor() as cursor, cursor.copy(command, compiled.params) as copy:
        for line in copy:
            longest = max(longest, lines.write(line))
    if not longest:
        return pa.table({name: pa.array([], type_) for name, type_ in types.items()})
    texts = {name: pa.string() if pa.types.is_binary(type_) else type_ for name, type_ in types.items()}
    lines.seek(0)
    table = csv.read_csv(
        lines,
        csv.ReadOptions(column_names=list(types), block_size=max(_BLOCK, 2 * longest)),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(
            column_types=texts,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            true_values=["t"],
            false_values=["f"],
        ),
    )
    columns = {
        name: _from_hex(table[name].combine_chunks()) if pa.types.is_binary(type_) else table[name]
        for name, type_ in types.items()
    }
    return pa.table(columns)


def _driver(connection: Connection) -> Psycopg[Any]:
    return cast("Psycopg[Any]", connection.connection.driver_connection)


def _as_text(column: pa.Array) -> pa.Array:
    """Write lists as PostgreSQL writes arrays, and bytes as hexadecimal digits."""
    if pa.types.is_list(column.type):
        return _as_arrays(column)
    return _to_hex(column) if pa.types.is_binary(column.type) else column


def _as_arrays(column: pa.Array) -> pa.Array:
    texts = pc.replace_substring(column.flatten(), "\\", "\\\\")
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(texts, '"', '\\"'), '"', "")
    lengths = pc.fill_null(pc.list_value_length(column), 0)
    offsets = pa.array(np.concatenate([[0], np.cumsum(lengths.to_numpy())]), pa.int32())
    lists = pa.ListArray.from_arrays(offsets, quoted)
    joined = pc.binary_join_element_wise("{", pc.binary_join(lists, ","), "}", "")
    return pc.if_else(column.is_valid(), joined, pa.scalar(None, pa.string()))


def _to_hex(column: pa.Array) -> pa.Array:
    """Write geometries in hexadecimal digits, all at once, each with its reference system."""
    offsets, data = _laid_out(column)
    begin, end = int(offsets[0]), int(offsets[-1])
    digits = binascii.hexlify(memoryview(data)[begin:end]) if end > begin else b""
    plain = _rebuilt(pa.string(), (offsets - begin) * 2, digits, column)
    # PostGIS's own extension of WKB: a flag in the fourth byte of the type, beside that of a height.
    for flag, with_system in (("00", "20"), ("80", "a0")):
        plain = pc.replace_substring_regex(plain, f"^(01.{{6}}){flag}", rf"\1{with_system}{_WGS84}")
    return plain


def _from_hex(column: pa.Array) -> pa.Array:
    offsets, data = _laid_out(column)
    begin, end = int(offsets[0]), int(offsets[-1])
    found = binascii.unhexlify(memoryview(data)[begin:end]) if end > begin else b""
    return _rebuilt(pa.binary(), (offsets - begin) // 2, found, column)


def _laid_out(column: pa.Array) -> tuple[Any, Any]:
    """Give where each value of a column begins, and the bytes of all."""
    if not len(column):
        return np.zeros(1, dtype=np.int64), b""
    _, offsets, data = column.buffers()
    places = np.frombuffer(offsets, dtype=np.int32)[column.offset : column.offset + len(column) + 1]
    return places.astype(np.int64), data if data is not None else b""


def _rebuilt(type_: Any, offsets: Any, data: bytes, like: pa.Array) -> pa.Array:
    buffers = [pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(data)]
    whole = pa.Array.from_buffers(type_, len(like), [None, *buffers])
    return pc.if_else(like.is_valid(), whole, pa.scalar(None, type_)) if like.null_count else whole
