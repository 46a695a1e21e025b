"""Columns of a table as lists for JSON, cut to some of its rows. Pure.

A column that says one thing for all rows is written once, as ``{"all": value}``.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from mapapp.records import plain

Cells = npt.NDArray[Any]
"""A column: floats, or objects with None where a row states nothing."""

Table = dict[str, Any]
"""By name, a list with a cell per row, or ``{"all": value}``."""

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
        Floats as they are, all else as objects.
    """
    found = {name: _cells(table[name]) for name in names if name in table}
    return {name: cells for name, cells in found.items() if cells is not None}


def _cells(column: pd.Series) -> Cells | None:
    is_float = pd.api.types.is_float_dtype(column.dtype)
    cells = column.to_numpy(dtype=np.float64, na_value=np.nan) if is_float else column.to_numpy(dtype=object)
    missing = pd.isna(cells)
    if missing.all():
        return None
    if missing.any() and not is_float:
        cells = cells.copy()
        cells[missing] = None
    return cells


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
        The columns as lists.

    Examples
    --------
    >>> stated({"id": np.array(["a", "b"]), "end": np.array([None, None])}, slice(2))
    {'id': ['a', 'b']}
    """
    found = {}
    for name, cells in columns.items():
        values = _written(cells[rows], _whole)
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
        The columns as lists.

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
        cut, kept = columns[name][rows], digits(name)
        if cut.dtype.kind == "f":
            values = _written(np.round(cut, kept), float)
        else:
            values = _written(cut, partial(plain, digits=kept))
        found[name] = once(values)
    return found


def once(values: list[Any]) -> Any:
    """Write a list of equal values once.

    Examples
    --------
    >>> once(["RU", "RU"]), once(["RU", "KZ"]), once(["RU"])
    ({'all': 'RU'}, ['RU', 'KZ'], ['RU'])
    """
    first = values[0] if values else None
    if len(values) < 2 or first != values[-1] or values.count(first) != len(values):
        return values
    # 1 equals 1.0 and true, but is not written like them.
    alike = len(set(map(type, values))) == 1 and (not first or isinstance(first, str | int | float))
    return {"all": first} if alike or len(set(map(repr, values))) == 1 else values


def _written(cells: Cells, write: Callable[[Any], Any]) -> list[Any]:
    """Give cells as a list, those that JSON would not take as they are through a function."""
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


def _all_missing(values: list[Any]) -> bool:
    return values.count(None) == len(values)


def _whole(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT else plain(value)
    return value
