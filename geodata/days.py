"""Texts of dates as numbers of days: the first and last day on which each event can lie. Pure."""

import datetime as dt
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.dates import days

Days = npt.NDArray[np.int64]
"""Days since 1970-01-01."""

_EPOCH: Final = dt.date(1970, 1, 1).toordinal()

_DAY: Final = len("2025-02-17")
"""Signs of a date that name its day; what follows is the time of day."""


def first_and_last_days(starts: pd.Series, ends: pd.Series) -> tuple[Days, Days]:
    """Give the first and last day of each interval, as `geodata.dates.interval` does, for columns.

    Parameters
    ----------
    starts, ends : Series of str
        ISO 8601 dates. Where one is missing, the other stands for both.

    Returns
    -------
    tuple of array of int64, shape (n,)
        Days since 1970-01-01; where both dates are missing the last lies before the first.

    Raises
    ------
    InvalidArgument
        If a date is given that does not exist.

    Examples
    --------
    >>> first_and_last_days(pd.Series(["1970-01-02", None]), pd.Series([None, "1970-02"]))
    (array([ 1, 31]), array([ 1, 58]))
    """
    (first, last), (other_first, other_last) = _bounds(starts), _bounds(ends)
    return np.minimum(first, other_first), np.maximum(last, other_last)


def to_iso(day: int) -> str:
    """Write a day as ISO 8601.

    Examples
    --------
    >>> to_iso(20000)
    '2024-10-04'
    """
    return dt.date.fromordinal(int(day) + _EPOCH).isoformat()


def from_iso(day: str) -> int:
    """Read a day that `to_iso` wrote.

    Examples
    --------
    >>> from_iso("2024-10-04")
    20000
    """
    return dt.date.fromisoformat(day).toordinal() - _EPOCH


def _bounds(texts: pd.Series) -> tuple[Days, Days]:
    """Give the days that each text can mean; each different text is read once."""
    codes, distinct = pd.factorize(texts)
    meant = [days(text[:_DAY]) for text in distinct]
    missing = np.iinfo(np.int64)  # the code of what is missing is -1: the last
    first = np.array([*(one.toordinal() - _EPOCH for one, _ in meant), missing.max], dtype=np.int64)
    last = np.array([*(one.toordinal() - _EPOCH for _, one in meant), missing.min], dtype=np.int64)
    return first[codes], last[codes]
