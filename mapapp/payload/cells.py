"""Columns of a table, ready to be cut to some of its rows. Pure.

Texts stay in Arrow's memory until they are written, so that a million of them cost no object each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True, slots=True)
class Always:
    """A column that says one thing for all rows."""

    value: Any


Varied: TypeAlias = npt.NDArray[Any] | pa.LargeStringArray
"""A column: floats, texts, or objects with None where a row states nothing."""

Cells: TypeAlias = Varied | Always

AS_THEY_ARE: Final = frozenset({str, bool, int, type(None)})
"""Types that JSON takes as they are."""


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
        Floats as they are, texts as Arrow's, all else as objects; `Always` where all rows say the same.
    """
    found = {name: _cells(table[name]) for name in names if name in table}
    return {name: _shortened(cells) for name, cells in found.items() if cells is not None}


def _shortened(cells: Varied) -> Cells:
    if isinstance(cells, np.ndarray) and cells.dtype.kind == "f":
        return cells
    same = once(cells if isinstance(cells, pa.Array) else cells.tolist())
    return Always(same["all"]) if isinstance(same, dict) else cells


def _cells(column: pd.Series) -> Varied | None:
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
    if gaps or not set(map(type, values)) <= AS_THEY_ARE:
        missing = pd.isna(cells)
        if missing.all():
            return None
        if int(missing.sum()) > gaps:
            cells = cells.copy()
            cells[missing] = None
    return cells


def texts_of(values: Any) -> Varied | None:
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


def fields_of(objects: list[Any]) -> dict[str, Varied]:
    """Give the columns of objects that all have the same keys.

    Parameters
    ----------
    objects : list
        Dicts, and what is none.

    Returns
    -------
    dict of str to array, shape (n,)
        By key, texts as Arrow's, all else as objects; empty where the keys differ.

    Examples
    --------
    >>> {key: cells.tolist() for key, cells in fields_of([{"tide": 1}, {"tide": "low"}]).items()}
    {'tide': [1, 'low']}
    >>> fields_of([{"tide": 1}, {"ship": "Koala"}])
    {}
    """
    if set(map(type, objects)) != {dict} or len(set(map(tuple, objects))) != 1:
        return {}
    return {key: _objects([item[key] for item in objects]) for key in objects[0]}


def _objects(values: list[Any]) -> Varied:
    is_text = set(map(type, values)) == {str}
    texts = texts_of(values) if is_text else None
    return np.fromiter(values, dtype=object, count=len(values)) if texts is None else texts


def cut(cells: Varied, rows: Any) -> Varied:
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
        return cells[rows] if isinstance(rows, slice) else cells.take(pa.array(rows, pa.int64()))
    return cells[rows]


def listed(values: Any) -> list[Any]:
    """Give values as a list.

    Examples
    --------
    >>> listed(texts_of(["fire", None]))
    ['fire', None]
    """
    return list(values.to_numpy(zero_copy_only=False).tolist()) if isinstance(values, pa.Array) else values


def values_of(cells: Cells, rows: Any) -> list[Any]:
    """Give what some rows of a column say, at least once each.

    Examples
    --------
    >>> values_of(Always("s1"), [0, 1]), values_of(texts_of(["s1", "s2"]), [1])
    (['s1'], ['s2'])
    """
    return [cells.value] if isinstance(cells, Always) else _listed_cells(cut(cells, rows))


def _listed_cells(cells: Any) -> list[Any]:
    return listed(cells) if isinstance(cells, pa.Array) else list(cells.tolist())


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
        return {"all": None} if texts.null_count == len(texts) else texts
    return {"all": texts[0].as_py()} if pc.all(pc.equal(texts, texts[0])).as_py() else texts
