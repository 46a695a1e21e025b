"""Columns of a table as values for JSON, cut to some of its rows. Pure.

Texts stay in Arrow's memory until they are written, so that a million of them cost no object each. A column
that says one thing for all rows is written once, as ``{"all": value}``.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mapapp.records import plain

Cells: TypeAlias = npt.NDArray[Any] | pa.LargeStringArray
"""A column: floats, texts, or objects with None where a row states nothing."""

Table = dict[str, Any]
"""By name, a list or array with a cell per row, or ``{"all": value}``."""

_EXACT: Final = 2.0**53
"""Below it, floats hold all whole numbers."""

_AS_THEY_ARE: Final = frozenset({str, bool, int, type(None)})


def columns_of(table: pd.DataFrame, names: Iterable[str]) -> dict[str, Cells]:
    """Give columns of a table, ready to be cut.

    Parameters
    ----------
    table : DataFrame
        Any table; unchanged.
    names : iterable of str
        The columns, in order; those that the table lacks, and those that state nothing, are passed over.

    Returns
    -------
    dict of str to array, shape (n,)
        Floats as they are, texts as Arrow's, all else as objects.
    """
    found = {name: _cells(table[name]) for name in names if name in table}
    return {name: cells for name, cells in found.items() if cells is not None}


def _cells(column: pd.Series) -> Cells | None:
    if pd.api.types.is_float_dtype(column.dtype):
        cells = column.to_numpy(dtype=np.float64, na_value=np.nan)
        return None if np.isnan(cells).all() else cells
    if isinstance(column.dtype, pd.StringDtype):
        return texts_of(column)
    cells = column.to_numpy(dtype=object)
    values = cells.tolist()
    gaps = values.count(None)
    if gaps == len(values):
        return None
    if isinstance(next(value for value in values if value is not None), str):
        return texts_of(column)
    if gaps or not set(map(type, values)) <= _AS_THEY_ARE:
        missing = pd.isna(cells)
        if missing.all():
            return None
        if int(missing.sum()) > gaps:
            cells = cells.copy()
            cells[missing] = None
    return cells


def texts_of(values: Any) -> Cells | None:
    """Give texts as an array of Arrow's; as objects where one of them is no text of Unicode, or no text.

    Parameters
    ----------
    values : Series, array or list
        Texts, and what is missing.

    Returns
    -------
    array, shape (n,), or None
        None where all are missing.

    Examples
    --------
    >>> texts_of(["fire", None]).to_pylist(), texts_of([None]), texts_of(["fire", 2]).tolist()
    (['fire', None], None, ['fire', 2])
    """
    try:
        texts = pa.array(values, pa.large_string(), from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError):
        cells = np.fromiter(values, dtype=object, count=len(values))
        cells[pd.isna(cells)] = None
        return cells
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    return None if texts.null_count == len(texts) else texts


def cut(cells: Cells, rows: Any) -> Cells:
    """Give some rows of a column.

    Parameters
    ----------
    cells : array, shape (n,)
        A column.
    rows : slice or array of int, shape (m,)
        The rows, in order.

    Returns
    -------
    array, shape (m,)
        Of the same kind.
    """
    if isinstance(cells, pa.Array):
        return cells[rows] if isinstance(rows, slice) else cells.take(pa.array(rows))
    return cells[rows]


def listed(values: Any) -> list[Any]:
    """Give values as a list.

    Examples
    --------
    >>> listed(texts_of(["fire", None]))
    ['fire', None]
    """
    return list(values.to_numpy(zero_copy_only=False).tolist()) if isinstance(values, pa.Array) else values


def stated(columns: Mapping[str, Cells], rows: Any, *, listed: Collection[str] = ()) -> Table:
    """Cut columns of a record to rows: what no row states is left out, whole numbers have no point.

    Parameters
    ----------
    columns : mapping of str to array
        As `columns_of` gives them.
    rows : slice or array of int
        The rows to keep, in order.
    listed : collection of str
        Columns that stay lists, even where they say one thing for all rows.

    Returns
    -------
    dict
        The columns as lists, texts as arrays.

    Examples
    --------
    >>> stated({"year": np.array([2024.0, np.nan]), "end": np.array([None, None])}, slice(2))
    {'year': [2024, None]}
    """
    found = {}
    for name, cells in columns.items():
        values = _written(cut(cells, rows), _whole)
        if not _all_missing(values):
            found[name] = values if name in listed else once(values)
    return found


def derived(
    columns: Mapping[str, Cells], rows: Any, *, names: Iterable[str], digits: Callable[[str], int]
) -> Table:
    """Cut columns of what was computed to rows: every column stays, and floats are rounded.

    Parameters
    ----------
    columns : mapping of str to array
        As `columns_of` gives them.
    rows : slice or array of int
        The rows to keep, in order.
    names : iterable of str
        All columns there are; those that `columns` lacks say nothing of any row.
    digits : callable
        By a column's name, the digits that its floats are rounded to.

    Returns
    -------
    dict
        The columns as lists, texts as arrays.

    Examples
    --------
    >>> columns = {"border_m": np.array([1.23456, np.nan])}
    >>> derived(columns, slice(2), names=("border_m", "country"), digits=lambda name: 3)
    {'border_m': [1.235, None], 'country': {'all': None}}
    """
    found: Table = {}
    for name in names:
        if name not in columns:
            found[name] = {"all": None}
            continue
        part, kept = cut(columns[name], rows), digits(name)
        if isinstance(part, np.ndarray) and part.dtype.kind == "f":
            found[name] = once(_written(np.round(part, kept), float))
        else:
            found[name] = once(_written(part, partial(plain, digits=kept)))
    return found


def once(values: Any) -> Any:
    """Write a list or array of equal values once.

    Examples
    --------
    >>> once(["RU", "RU"]), once(["RU", "KZ"]), once(["RU"])
    ({'all': 'RU'}, ['RU', 'KZ'], ['RU'])
    """
    if isinstance(values, pa.Array):
        return _once_of_texts(values)
    first = values[0] if values else None
    if len(values) < 2 or first != values[-1] or values.count(first) != len(values):
        return values
    # 1 equals 1.0 and true, but is not written like them.
    alike = len(set(map(type, values))) == 1 and (not first or isinstance(first, str | int | float))
    return {"all": first} if alike or len(set(map(repr, values))) == 1 else values


def _once_of_texts(texts: pa.LargeStringArray) -> Any:
    if len(texts) < 2 or texts[0] != texts[-1]:
        return texts
    if texts.null_count:
        return {"all": None} if _all_missing(texts) else texts
    return {"all": texts[0].as_py()} if pc.all(pc.equal(texts, texts[0])).as_py() else texts


def _written(cells: Cells, write: Callable[[Any], Any]) -> Any:
    """Give cells as a list, those that JSON would not take as they are through a function; texts stay."""
    if isinstance(cells, pa.Array):
        return cells
    values: list[Any] = cells.tolist()
    if cells.dtype.kind == "f":
        if write is _whole and np.all(np.abs(cells) < _EXACT) and np.all(cells == np.floor(cells)):
            return list(cells.astype(np.int64).tolist())
        missing = ~np.isfinite(cells)
        if missing.all():
            return [None] * len(values)
        return [None if gap else write(value) for value, gap in zip(values, missing.tolist(), strict=True)]
    types = set(map(type, values)) if any(values) else _AS_THEY_ARE
    if types <= _AS_THEY_ARE or (write is _whole and float not in types):
        return values
    return [value if type(value) in _AS_THEY_ARE else write(value) for value in values]


def _all_missing(values: Any) -> bool:
    gaps = values.null_count if isinstance(values, pa.Array) else values.count(None)
    return bool(gaps == len(values))


def _whole(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT else plain(value)
    return value
