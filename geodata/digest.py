"""The digest of tables: SHA-256 over their columns in canonical JSON. Pure.

Equal content gives equal digests, whatever the order of rows and whatever kind of column holds the texts.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geodata.jsontext import to_json

_KEYS: Final = {"id": pa.large_string(), "incident_id": pa.large_string(), "number": pa.int64()}
"""The columns that name a row, in the order in which rows are sorted by them."""

_AT_ONCE: Final = 65_536
"""Rows that are written at a time. Part of the rule: another number gives other digests."""


def digest_of(tables: Mapping[str, pd.DataFrame]) -> str:
    """Give the digest of tables.

    Rows are sorted by what names them, columns by their names. What no row states, and what ``extra`` does
    not hold, counts as absent.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Tables of a Dataset by name, in a fixed order; unchanged.

    Returns
    -------
    str
        64 hexadecimal digits.

    References
    ----------
    NIST FIPS 180-4 (2015), Secure Hash Standard. doi:10.6028/NIST.FIPS.180-4

    Examples
    --------
    >>> table = pd.DataFrame({"id": ["a", "b"], "extra": [{}, {"ship": "Koala"}]})
    >>> digest_of({"sources": table}) == digest_of({"sources": table.iloc[::-1]})
    True
    """
    digest = hashlib.sha256()
    for name, table in tables.items():
        digest.update(to_json([name, len(table)]))
        order = _canonical_order(table)
        for column in sorted(map(str, table.columns)):
            if not _is_empty(table[column]):
                digest.update(to_json(column))
                for part in _parts(table[column], order):
                    digest.update(part)
    return digest.hexdigest()


def _parts(column: pd.Series, order: npt.NDArray[np.int64]) -> Iterator[bytes]:
    """Write a column in an order, part by part, so that little is held besides the table."""
    write = _write_shapes if column.name == "geometry" else _write_cells
    for begin in range(0, len(order), _AT_ONCE):
        yield write(column.take(order[begin : begin + _AT_ONCE]))


def _write_cells(column: pd.Series) -> bytes:
    if column.dtype.kind == "f":
        return to_json(column.to_numpy())
    cells = column.tolist()
    return to_json([cell or None for cell in cells] if column.name == "extra" else cells, sort_keys=True)


def _write_shapes(column: pd.Series) -> bytes:
    """Give the bytes of geometries: of points their coordinates, else WKB, little-endian both."""
    shapes = column.to_numpy()
    points = shapely.get_type_id(shapes) == 0
    if points.all() and not (shapely.has_z(shapes) | shapely.is_empty(shapes)).any():
        return b"points" + bytes(shapely.get_coordinates(shapes).astype("<f8").data)
    wkb = [shape or b"" for shape in shapely.to_wkb(shapes, byte_order=1)]
    return to_json(list(map(len, wkb))) + b"".join(wkb)


def _is_empty(column: pd.Series) -> bool:
    if column.dtype == object:
        cells = column.tolist()
        missing = cells.count({}) if column.name == "extra" else 0
        return missing + cells.count(None) == len(cells)
    return bool(column.isna().all())


def _canonical_order(table: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Give the rows in the order of their names; where names are missing or repeat, of all that they say."""
    names = [name for name in _KEYS if name in table]
    try:
        keys = pa.table({name: pa.array(table[name], _KEYS[name], from_pandas=True) for name in names})
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError):
        keys = pa.table({})
    if keys.num_columns and _ascends(keys):
        return np.arange(len(table))
    if keys.num_columns:
        order = pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in names])
        if _ascends(keys.take(order)):
            return np.asarray(order, dtype=np.int64)
    cells = (_each(table[name]) for name in sorted(table.columns))
    lines = [b"".join(row) for row in zip(*cells, strict=True)]
    return np.array(sorted(range(len(table)), key=lines.__getitem__), dtype=np.int64)


def _ascends(keys: pa.Table) -> bool:
    """Tell whether each row comes after the one before it, and none is missing a name."""
    above, below = keys.slice(1), keys.slice(0, max(0, len(keys) - 1))
    after: Any = pa.scalar(False)
    for name in reversed(keys.column_names):
        after = pc.or_(
            pc.greater(above[name], below[name]), pc.and_(pc.equal(above[name], below[name]), after)
        )
    return pc.all(after, skip_nulls=False, min_count=0).as_py() is True


def _each(column: pd.Series) -> Iterator[bytes]:
    """Write each cell of a column by itself."""
    return (next(_parts(column, np.array([row]))) for row in range(len(column)))
