"""A GeoParquet file, opened with Arrow."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from geodata.formats.vector.child.answer import Header, NoSuchLayer, Refused
from geodata.formats.vector.task import shown

_ENCODINGS: Final = ("point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon")
_ROWS: Final = 1_000


@contextmanager
def opened(file: str, name: str, layer: str | None, max_rows: int) -> Iterator[tuple[Header, Any, Any]]:
    """Open a file.

    Parameters
    ----------
    file : str
        Its name in this folder.
    name : str
        What its only layer is called.
    layer : str or None
        The layer that is asked for.
    max_rows : int
        How many rows it may have.

    Yields
    ------
    tuple of Header, Schema and iterator of RecordBatch

    Raises
    ------
    Refused
        It is damaged, has no geometry or too many rows.
    NoSuchLayer
        The layer has another name.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if layer not in (None, name):
        raise NoSuchLayer([name])
    try:
        with pq.ParquetFile(file) as table:
            if table.metadata.num_rows > max_rows:
                rows = table.metadata.num_rows
                raise Refused(
                    f"it says that it has {rows:,} rows, and {max_rows:,} are read at most. Split it."
                )
            geo = _geo(table.metadata.metadata)
            header = _header(geo, name, table.schema_arrow, table.metadata.num_rows)
            extents = _extents(geo, header.geometry)
            schema = pa.schema([one for one in table.schema_arrow if one.name not in extents])
            yield header, schema, table.iter_batches(_ROWS, columns=schema.names, use_threads=False)
    except MemoryError:  # Arrow's is one of its own exceptions as well
        raise
    except (pa.ArrowException, OSError, UnicodeError) as error:
        reason = shown(error)
        raise Refused(
            f"it could not be read as Parquet ({reason}). The file is damaged; copy it again."
        ) from None


def _geo(metadata: dict[bytes, bytes] | None) -> Any:
    """Read what the file says of its geometry."""
    if not metadata or b"geo" not in metadata:
        raise Refused("this is Parquet without geometry: expected GeoParquet, with its 'geo' metadata.")
    try:
        return json.loads(metadata[b"geo"])
    except (ValueError, RecursionError):
        return None


def _extents(geo: Any, column: str | None) -> frozenset[str]:
    """Name the columns that only repeat the extent of the geometry (GeoParquet 1.1, "covering")."""
    try:
        sides = geo["columns"][column]["covering"]["bbox"].values()
        return frozenset(str(side[0]) for side in sides if isinstance(side, list) and len(side) > 1)
    except (LookupError, TypeError, AttributeError):
        return frozenset()


def _header(geo: Any, name: str, schema: Any, rows: int) -> Header:
    try:
        column = geo["primary_column"]
        about = geo["columns"][column]
        encoding, crs, epoch = str(about["encoding"]), about.get("crs", "OGC:CRS84"), about.get("epoch")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("its 'geo' metadata name no geometry column. Write the file anew.") from None
    if encoding.lower() not in ("wkb", *_ENCODINGS) or schema.names.count(column) != 1:
        raise Refused(f"its geometry column {shown(column)!r} cannot be read. Write it as WKB.")
    notes = []
    if about.get("edges", "planar") != "planar":
        notes.append("edges between vertices follow great circles there; here they are straight")
    if isinstance(epoch, int | float):
        notes.append(f"coordinates are of the epoch {epoch:g}, and are not moved to another")
    others = [other for other in geo["columns"] if other != column and other in schema.names]
    if others:
        notes.append(f"geometry is read from {shown(column)!r}, not from {shown(', '.join(others))}")
    shape = "WKB" if encoding.lower() == "wkb" else encoding.lower()
    return Header(name, [name], column, shape, crs, notes, rows)
