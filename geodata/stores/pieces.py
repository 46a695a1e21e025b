"""Rows of GeoParquet files, read when they are asked for and no sooner. Knows no measure."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geodata.errors import UnreadableFile
from geodata.stores.columns import GEOMETRY, as_type
from geodata.stores.geometa import GeoColumn
from geodata.stores.wkb import geometries, to_wkb

_BATCH_ROWS: Final = 16_384


@dataclass(frozen=True, slots=True)
class GeoFile:
    """What the footer of one file says.

    Parameters
    ----------
    path : Path
        Where it is.
    geometry : GeoColumn
        Its geometry.
    columns : frozenset of str
        All its columns.
    group_rows : tuple of int
        Rows of each row group.
    """

    path: Path
    geometry: GeoColumn
    columns: frozenset[str]
    group_rows: tuple[int, ...]

    @property
    def rows(self) -> int:
        """Rows of the file."""
        return sum(self.group_rows)


@dataclass(frozen=True, slots=True)
class Span:
    """Rows of one file, from `start` to before `stop`."""

    file: GeoFile
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class ParquetPiece:
    """Rows that follow each other, in one file or more. Small: it can be sent to another process.

    Parameters
    ----------
    spans : tuple of Span
        Where they are.
    first_row : int
        Position of the first among all rows.
    columns : mapping of str to DataType
        The columns to read and their types.
    """

    spans: tuple[Span, ...]
    first_row: int
    columns: Mapping[str, Any]

    @property
    def rows(self) -> int:
        """How many they are."""
        return sum(span.stop - span.start for span in self.spans)

    def place(self, row: int) -> str:
        """Say where a row of this piece stands, for messages.

        Parameters
        ----------
        row : int
            Counted from the first row of the piece.

        Returns
        -------
        str
        """
        for span in self.spans:
            if row < span.stop - span.start:
                return f"{span.file.path.name}, row {span.start + row}"
            row -= span.stop - span.start
        return f"row {self.first_row + row}"

    def table(self, names: Sequence[str] | None = None) -> pa.Table:
        """Read the rows. One without an id is named by its position, as in GeoJSON: ``feature-17``.

        Parameters
        ----------
        names : sequence of str, optional
            The columns to read, beside the geometry; all that are known where not given.

        Returns
        -------
        pyarrow.Table
            The columns that any of the files has, and ``geometry`` as WKB.

        Raises
        ------
        UnreadableFile
            When a file is damaged or a column is of another type; the message names both.
        """
        chosen = {name: type_ for name, type_ in self.columns.items() if names is None or name in names}
        schema = pa.schema([*chosen.items(), (GEOMETRY, pa.binary())])
        parts = [schema.empty_table(), *(_read_span(span, chosen) for span in self.spans)]
        table = pa.concat_tables(parts).combine_chunks()
        return _with_ids(table, self.first_row) if "id" in chosen else table

    def frame(self) -> gpd.GeoDataFrame:
        """Read the rows as a frame.

        Returns
        -------
        GeoDataFrame
            In OGC:CRS84.

        Raises
        ------
        UnreadableFile
            As `table`, and when a geometry is damaged.
        """
        table = self.table()
        return frame_of(table, geometries(array_of(table, GEOMETRY), self.place))


def frame_of(table: pa.Table, shapes: Any) -> gpd.GeoDataFrame:
    """Turn a table and its geometries into a frame.

    Parameters
    ----------
    table : pyarrow.Table
        As a piece gives it.
    shapes : ndarray (n,) of Geometry or None
        The geometries of its rows.

    Returns
    -------
    GeoDataFrame
        In OGC:CRS84.
    """
    plain = table.drop_columns([GEOMETRY]).to_pandas(use_threads=False)
    return gpd.GeoDataFrame(plain, geometry=shapes, crs="OGC:CRS84")


def array_of(table: pa.Table, name: str) -> pa.Array:
    """Give a column of a table in one piece.

    Parameters
    ----------
    table : pyarrow.Table
        Any table.
    name : str
        Of the column.

    Returns
    -------
    pyarrow.Array
    """
    column = table.column(name)
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Put a file's name before what is wrong with it.

    Parameters
    ----------
    path : Path
        The file that is read within the block.

    Raises
    ------
    UnreadableFile
        In place of what Arrow or the system raises.
    """
    try:
        yield
    except UnreadableFile as error:
        raise UnreadableFile(f"{path}: {error}") from None
    except (pa.ArrowException, OSError) as error:
        reason = str(error).splitlines()[0][:200]
        raise UnreadableFile(f"{path}: could not be read as Parquet ({reason}).") from error


def _read_span(span: Span, columns: Mapping[str, Any]) -> pa.Table:
    """Read some rows of a file: whole batches of their row groups, of which the rest is dropped at once."""
    there = [name for name in columns if name in span.file.columns]
    ends = np.cumsum(span.file.group_rows)
    groups = np.flatnonzero((ends > span.start) & (ends - span.file.group_rows < span.stop))
    offset = int(ends[groups[0]] - span.file.group_rows[groups[0]])
    batches = []
    with reading(span.file.path), pq.ParquetFile(span.file.path) as file:
        names = [*there, span.file.geometry.name]
        for batch in file.iter_batches(_BATCH_ROWS, groups.tolist(), names, use_threads=False):
            first, last = max(span.start - offset, 0), min(span.stop - offset, len(batch))
            if first < last:
                batches.append(batch.slice(first, last - first))
            offset += len(batch)
            if offset >= span.stop:
                break
        table = pa.Table.from_batches(batches).combine_chunks()
        arrays = [_column(table, name, type_) for name, type_ in columns.items()]
        return pa.table([*arrays, _as_wkb(table, span.file.geometry)], names=[*columns, GEOMETRY])


def _column(table: pa.Table, name: str, type_: Any) -> pa.Array:
    if name not in table.column_names:
        return pa.nulls(len(table), type_)
    try:
        return as_type(array_of(table, name), type_)
    except UnreadableFile as error:
        raise UnreadableFile(f"column {name!r} {error}") from None


def _as_wkb(table: pa.Table, geometry: GeoColumn) -> pa.Array:
    column = array_of(table, geometry.name)
    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    if geometry.encoding == "WKB":
        return column.cast(pa.binary())
    named = {b"ARROW:extension:name": f"geoarrow.{geometry.encoding}".encode()}
    field = pa.field(GEOMETRY, column.type, metadata=named)
    return to_wkb(gpd.GeoDataFrame.from_arrow(pa.table([column], schema=pa.schema([field]))).geometry)


def _with_ids(table: pa.Table, first_row: int) -> pa.Table:
    ids = array_of(table, "id")
    missing = pc.fill_null(pc.equal(ids, ""), True)
    if not pc.any(missing).as_py():
        return table
    names = pa.array([f"feature-{first_row + row}" for row in range(len(table))], type=pa.string())
    return table.set_column(table.column_names.index("id"), "id", pc.if_else(missing, names, ids))
