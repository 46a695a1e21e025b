"""ISO 8601 dates of any precision, as whole days. Pure: imports only `errors`.

A time keeps the calendar day that the source wrote: ``2025-02-17T00:22+03:00`` lies on 17 February,
wherever the reader is.
"""

import calendar
import datetime as dt
import re
from typing import Final

from geodata.errors import InvalidArgument

_ISO: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?P<offset>Z|[+-]([01]\d|2[0-3]):[0-5]\d)?)?)?)?",
    re.ASCII,
)
_OFFSET: Final = re.compile(r"(Z|[+-]\d{2}:\d{2})$", re.ASCII)


def is_iso_date(text: str) -> bool:
    """Tell whether a text is an ISO 8601 year, month, day or time that exists.

    Examples
    --------
    >>> is_iso_date("2025-02"), is_iso_date("2025-02-30"), is_iso_date("17.02.2025")
    (True, False, False)
    """
    try:
        days(text)
    except InvalidArgument:
        return False
    return True


def days(text: str) -> tuple[dt.date, dt.date]:
    """Give the first and the last day that a date can mean.

    Parameters
    ----------
    text : str
        An ISO 8601 year, month, day or time.

    Returns
    -------
    tuple of datetime.date
        First and last day, both included.

    Raises
    ------
    InvalidArgument
        If the text is no such date, or no such day exists.

    Examples
    --------
    >>> days("2025-02")
    (datetime.date(2025, 2, 1), datetime.date(2025, 2, 28))
    >>> days("2025-02-17T00:22+03:00")[0]
    datetime.date(2025, 2, 17)
    """
    part = _parts(text)
    first = dt.date(part["year"], part.get("month", 1), part.get("day", 1))
    if "month" not in part:
        return first, dt.date(first.year, 12, 31)
    if "day" not in part:
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first, first


def _parts(text: str) -> dict[str, int]:
    """Give the numbers that a date names, each within its range."""
    match = _ISO.fullmatch(text)
    if match is None:
        raise InvalidArgument(f"{text!r} is not an ISO 8601 date; write 2025, 2025-02 or 2025-02-17")
    part = {name: int(value) for name, value in match.groupdict().items() if value and name != "offset"}
    if part.get("second") == 60:  # a leap second, which the standard library does not know
        part["second"] = 59
    try:
        dt.date(part["year"], part.get("month", 1), part.get("day", 1))
        dt.time(part.get("hour", 0), part.get("minute", 0), part.get("second", 0))
    except ValueError as error:
        raise InvalidArgument(f"{text!r} is not a date that exists: {error}") from None
    return part


def precision(text: str) -> str:
    """Give the precision that a date is written with: year, month, day or minute.

    Examples
    --------
    >>> precision("2025-02"), precision("2025-02-17T00:22Z")
    ('month', 'minute')
    """
    return {4: "year", 7: "month", 10: "day"}.get(len(text), "minute")


def interval(start: str | None, end: str | None) -> tuple[dt.date, dt.date] | None:
    """Give the first and last day of the interval in which an event lies.

    Parameters
    ----------
    start, end : str or None
        ISO 8601 dates. Where one is missing, the other stands for both.

    Returns
    -------
    tuple of datetime.date or None
        First and last day, both included and in order; None where both dates are missing.

    Raises
    ------
    InvalidArgument
        If a date is given that does not exist.

    Examples
    --------
    >>> interval("2025-02-28", "2025-03")
    (datetime.date(2025, 2, 28), datetime.date(2025, 3, 31))
    """
    given = [days(text) for text in (start, end) if text]
    if not given:
        return None
    return min(first for first, _ in given), max(last for _, last in given)


def is_before(one: str, other: str) -> bool:
    """Tell whether a date lies before another, whatever the day or minute that each can mean.

    Times are compared as times where both state their offset from UTC or neither does, else as days.

    Parameters
    ----------
    one, other : str
        ISO 8601 dates.

    Returns
    -------
    bool
        Whether the last moment of the one lies before the first of the other.

    Raises
    ------
    InvalidArgument
        If a text is no such date, or no such day exists.

    Examples
    --------
    >>> is_before("2025-02-17", "2025-02"), is_before("2025-02-17T00:22Z", "2025-02-17T01:10+02:00")
    (False, False)
    >>> is_before("2025-02-17T00:22Z", "2025-02-17T03:22+02:00")
    True
    """
    if precision(one) == precision(other) == "minute":
        moments = _moment(one), _moment(other)
        if (moments[0].tzinfo is None) == (moments[1].tzinfo is None):
            return moments[0] < moments[1]
    return days(one)[1] < days(other)[0]


def _moment(text: str) -> dt.datetime:
    offset = _OFFSET.search(text)
    zone = dt.datetime.fromisoformat(f"2000-01-01T00:00{offset[0]}").tzinfo if offset else None
    return dt.datetime(**_parts(text), tzinfo=zone)
