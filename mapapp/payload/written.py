"""Columns → values for JSON: tables by columns, as blocks of text hold them. Pure.

A column that says one thing for all rows is written once, as ``{"all": value}``.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any, Final

import numpy as np
import pyarrow as pa

from mapapp.payload.cells import AS_THEY_ARE, Always, Cells, Varied, cut, once
from mapapp.records import plain

Table = dict[str, Any]
"""By name, a list or array with a cell per row, or ``{"all": value}``."""

_EXACT: Final = 2.0**53
"""Below it, floats hold all whole numbers."""


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
        if isinstance(cells, Always):
            found[name] = {"all": cells.value}
            continue
        values = _written(cut(cells, rows), _whole)
        if not _all_missing(values):
            found[name] = values if name in listed else once(values)
    return found


def derived(
    columns: Mapping[str, Cells], rows: Any, *, names: Iterable[str], digits: Callable[[str], int | None]
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
        By a column's name, the digits that its floats are rounded to; None where they stay.

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
        cells, kept = columns[name], digits(name)
        if isinstance(cells, Always):
            found[name] = {"all": plain(cells.value, digits=kept)}
            continue
        part = cut(cells, rows)
        if isinstance(part, np.ndarray) and part.dtype.kind == "f":
            found[name] = once(_written(part if kept is None else _rounded(part, kept), float))
        else:
            found[name] = once(_written(part, partial(plain, digits=kept)))
    return found


def _rounded(values: Any, digits: int) -> Any:
    """Round floats; those that are too large for that have no decimals."""
    with np.errstate(over="ignore"):
        rounded = np.round(values, digits)
    return np.where(np.isfinite(rounded), rounded, values)


def _written(cells: Varied, write: Callable[[Any], Any]) -> Any:
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
    types = set(map(type, values)) if any(values) else AS_THEY_ARE
    if types <= AS_THEY_ARE or (write is _whole and float not in types):
        return values
    return [value if type(value) in AS_THEY_ARE else write(value) for value in values]


def _all_missing(values: Any) -> bool:
    gaps = values.null_count if isinstance(values, pa.Array) else values.count(None)
    return bool(gaps == len(values))


def _whole(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT else plain(value)
    return value
