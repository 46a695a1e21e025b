"""Cells of foreign tables → values of fields. Pure.

Each function takes cells as they stand in a file, none of them empty, and raises `BadCell` for one that it
cannot read: nothing is guessed.
"""

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Any, Final

import shapely

from geodata.dates import is_iso_date
from geodata.errors import GeoDataError

_EXCEL_EPOCH: Final = dt.date(1899, 12, 30)
_SERIAL: Final = range(20_000, 80_000)
"""Days of a spreadsheet's calendar that are taken for dates: from 1954 to 2119."""

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_MONTH_YEAR: Final = re.compile(r"(\d{1,2})[ \-]([A-Za-z]{3})[a-z]*\.?[ \-,]+(\d{4})")
_MONTH_DAY_YEAR: Final = re.compile(r"([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})")
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED: Final = re.compile(r"(\d{1,2})[/\-](\d{1,2})[/\-](\d{4})")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_WITH_TIME: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?"
)
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")


class BadCell(GeoDataError, ValueError):
    """A cell that cannot be read; the message says what was expected, as the end of a sentence."""


def text(cell: Any) -> str:
    """Give a cell as text.

    Examples
    --------
    >>> text("Orenburg"), text(1951), text(1951.0)
    ('Orenburg', '1951', '1951')
    """
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def number(cell: Any) -> float:
    """Read a number; a comma can be the decimal sign where it cannot part thousands.

    Raises
    ------
    BadCell
        If it is none, or can be read in two ways.

    Examples
    --------
    >>> number("51,5"), number("1 234.5"), number(7)
    (51.5, 1234.5, 7.0)
    """
    if isinstance(cell, str) and _GROUPED.fullmatch(cell.strip()) and "," in cell:
        raise BadCell("can be a decimal comma or a thousand; write it without one")
    return _number(cell)


def longitude(cell: Any) -> float:
    """Read a longitude.

    Raises
    ------
    BadCell
        If it is no number from -180 to 180.

    Examples
    --------
    >>> longitude("53,617")
    53.617
    """
    return _degrees(cell, 180, "longitude")


def latitude(cell: Any) -> float:
    """Read a latitude.

    Raises
    ------
    BadCell
        If it is no number from -90 to 90.

    Examples
    --------
    >>> latitude("51.5")
    51.5
    """
    return _degrees(cell, 90, "latitude")


def point(lon: Any, lat: Any) -> Any:
    """Build a point; None where either cell is empty or both say 0, as tools write what they do not know.

    Raises
    ------
    BadCell
        If one is no number in its range.

    Examples
    --------
    >>> point("53.6", "51.5")
    <POINT (53.6 51.5)>
    """
    if lon is None or lat is None:
        return None
    where = longitude(lon), latitude(lat)
    return None if where == (0, 0) else shapely.Point(where)


def date(cell: Any) -> str:
    """Read a date or time as ISO 8601.

    Known are ISO 8601, 20250217, 17 February 2025, February 17, 2025, 17.02.2025, and days of a spreadsheet's
    calendar. 17/02/2025 is read where only one order is possible.

    Raises
    ------
    BadCell
        If it is none of these, does not exist, or can be read in two ways.

    Examples
    --------
    >>> [date(cell) for cell in ("20250217", "17 Feb 2025", "17.02.2025", "2025-02-17 03:40", 45705)]
    ['2025-02-17', '2025-02-17', '2025-02-17', '2025-02-17T03:40', '2025-02-17']
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(cell)
    given = text(cell)
    if found := _WITH_TIME.fullmatch(given):
        day, time, zone = found.groups()
        return _existing(f"{day}T{time}{zone or ''}", given)
    if is_iso_date(given) and not _COMPACT.fullmatch(given):
        return given
    if _ISO_DAY.fullmatch(given):
        return _existing(given, given)
    if found := _COMPACT.fullmatch(given):
        return _day(*found.groups())
    if found := _DAY_MONTH_YEAR.fullmatch(given):
        day, month, year = found.groups()
        return _day(year, _month(month), day)
    if found := _MONTH_DAY_YEAR.fullmatch(given):
        month, day, year = found.groups()
        return _day(year, _month(month), day)
    if found := _DOTTED.fullmatch(given):
        day, month, year = found.groups()
        return _day(year, month, day)
    if found := _SLASHED.fullmatch(given):
        return _either_order(*found.groups())
    if re.fullmatch(r"\d{5}(\.\d+)?", given):
        return _serial(float(given))
    raise BadCell("is no date that is known here; expected one like 2025-02-17")


def day(cell: Any) -> str:
    """Read a date as `date` does, without a time of day.

    Raises
    ------
    BadCell
        If it is no date.

    Examples
    --------
    >>> day("2025-10-19 00:00:00.000")
    '2025-10-19'
    """
    return date(cell)[: len("2025-10-19")]


def american_date(cell: Any) -> str:
    """Read a date in the order month, day, year; all else as `date` does.

    Raises
    ------
    BadCell
        If it is no date.

    Examples
    --------
    >>> american_date("2/17/2025"), american_date("2025-02-17")
    ('2025-02-17', '2025-02-17')
    """
    if found := _SLASHED.fullmatch(text(cell)):
        month, day, year = found.groups()
        return _day(year, month, day)
    return date(cell)


def european_date(cell: Any) -> str:
    """Read a date in the order day, month, year; all else as `date` does.

    Raises
    ------
    BadCell
        If it is no date.

    Examples
    --------
    >>> european_date("05-02-2025")
    '2025-02-05'
    """
    if found := _SLASHED.fullmatch(text(cell)):
        day, month, year = found.groups()
        return _day(year, month, day)
    return date(cell)


def one_of(cell: Any, words: Mapping[str, Any]) -> Any:
    """Look a cell up in a table of words, whatever its capitals.

    Raises
    ------
    BadCell
        If it is not there; the message lists what is.

    Examples
    --------
    >>> one_of("Exact", {"exact": 1000})
    1000
    """
    found = words.get(text(cell).casefold())
    if found is None:
        known = ", ".join(words)
        listed = known if len(known) < 200 else f"{known[:199]}…"
        raise BadCell(f"is none of the words that are known here: {listed}")
    return found


def items(cell: Any, *, signs: str = ";|") -> list[str]:
    """Part a cell into its items.

    Examples
    --------
    >>> items("Thailand; Malaysia")
    ['Thailand', 'Malaysia']
    """
    if isinstance(cell, list | tuple):
        return [text(item) for item in cell if item is not None]
    return [part.strip() for part in re.split(f"[{re.escape(signs)}]", text(cell)) if part.strip()]


def _number(cell: Any) -> float:
    if isinstance(cell, bool):
        raise BadCell("is no number")
    try:
        value = float(cell) if isinstance(cell, int | float) else float(_plain_number(str(cell)))
    except (ValueError, OverflowError):
        raise BadCell("is no number") from None
    if not math.isfinite(value):
        raise BadCell("is no number")
    return value


def _plain_number(given: str) -> str:
    """Write a number without signs between thousands, and with a point before its decimals."""
    plain = re.sub(r"[\s\u00a0\u202f']", "", given).replace("\u2212", "-")
    if "_" in plain:
        raise ValueError(given)
    if "," in plain and "." in plain:
        last = max(plain.rindex(","), plain.rindex("."))
        whole = plain[:last].replace(",", "").replace(".", "")
        return f"{whole}.{plain[last + 1 :]}"
    return plain.replace(",", ".") if plain.count(",") == 1 else plain


def _degrees(cell: Any, most: int, what: str) -> float:
    try:
        value = _number(cell)
    except BadCell:
        raise BadCell(f"is no number; expected a {what} in decimal degrees") from None
    if not -most <= value <= most:
        swapped = "; were longitude and latitude swapped?" if abs(value) <= 180 else ""
        raise BadCell(f"is outside {-most}..{most}, where a {what} lies{swapped}")
    return value


def _serial(cell: float) -> str:
    if int(cell) in _SERIAL:
        return (_EXCEL_EPOCH + dt.timedelta(days=int(cell))).isoformat()
    raise BadCell("is no date; expected one like 2025-02-17")


def _month(name: str) -> str:
    try:
        return str(_MONTHS.index(name.casefold()) + 1)
    except ValueError:
        raise BadCell("names no month") from None


def _day(year: str, month: str, day: str) -> str:
    return _existing(f"{year}-{int(month):02}-{int(day):02}", f"{day}.{month}.{year}")


def _existing(iso: str, given: str) -> str:
    if not is_iso_date(iso):
        raise BadCell(f"is a day that does not exist ({given})")
    return iso


def _either_order(one: str, other: str, year: str) -> str:
    if int(one) > 12:
        return _day(year, other, one)
    if int(other) > 12 or one == other:
        return _day(year, one, other)
    raise BadCell("can be read as day/month or month/day; say which in a mapping file, or write 2025-02-17")
