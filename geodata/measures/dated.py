"""When a row of a table happened, as the first and the last day on which it can have. Pure."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.dates import days, interval
from geodata.errors import InvalidArgument
from geodata.measures.rows import column, row_name

Days = npt.NDArray[np.datetime64]

_WHOLE: Final = {"week": ("datetime64[W]", 3), "month": ("datetime64[M]", 0), "year": ("datetime64[Y]", 0)}
"""The unit of each coarse precision, and days to add before rounding: NumPy's weeks begin on Thursday."""


@dataclass(frozen=True, slots=True, eq=False)
class Dated:
    """One interval of days per row.

    Parameters
    ----------
    first, last : ndarray (n,) of datetime64[D]
        Both included; NaT where there is no date.
    """

    first: Days
    last: Days


def date_rows(frame: pd.DataFrame) -> Dated:
    """Give the days on which each row can have happened.

    The interval is that of `start` and `end`. Where these name a single day, but `date_precision` says
    that only the week, the month or the year is known, it is all of that.

    Parameters
    ----------
    frame : DataFrame
        With `start`, `end` (ISO 8601) and `date_precision` where known.

    Returns
    -------
    Dated

    Raises
    ------
    InvalidArgument
        For a date that is none; it names the row.

    Examples
    --------
    >>> dated = date_rows(pd.DataFrame({"start": ["2025-02", "2025-03-05"], "date_precision": "month"}))
    >>> dated.first.astype(str), dated.last.astype(str)
    (array(['2025-02-01', '2025-03-01'], dtype='<U28'), array(['2025-02-28', '2025-03-31'], dtype='<U28'))
    """
    known: dict[tuple[Any, Any], Any] = {(None, None): (None, None)}
    stated = list(zip(column(frame, "start"), column(frame, "end"), strict=True))
    for row, pair in enumerate(stated):
        if pair not in known:
            known[pair] = _interval(frame, row, pair)
    bounds = np.array([known[pair] for pair in stated], dtype="datetime64[D]").reshape(-1, 2)
    first, last = bounds.T.copy()
    precision = column(frame, "date_precision")
    single = first == last
    for name, (unit, shift) in _WHOLE.items():
        rows = single & (precision == name)
        whole = (first[rows] + shift).astype(unit)
        first[rows] = whole.astype("datetime64[D]") - shift
        last[rows] = (whole + 1).astype("datetime64[D]") - shift - 1
    return Dated(first, last)


def given_days(name: str, text: str) -> tuple[dt.date, dt.date]:
    """Give the first and the last day of a date that a caller names.

    Parameters
    ----------
    name : str
        The argument, for the message.
    text : str
        ISO 8601.

    Returns
    -------
    tuple of datetime.date

    Raises
    ------
    InvalidArgument
        When it is no date.

    Examples
    --------
    >>> given_days("until", "2025-02")[1]
    datetime.date(2025, 2, 28)
    """
    try:
        return days(text)
    except InvalidArgument as error:
        raise InvalidArgument(f"{name}: {error}") from None


def _interval(frame: pd.DataFrame, row: int, pair: tuple[Any, Any]) -> Any:
    start, end = (None if value is None else str(value) for value in pair)
    try:
        return interval(start, end) or (None, None)
    except InvalidArgument as error:
        raise InvalidArgument(f"{row_name(frame, row, 'incidents')}: {error}") from None
