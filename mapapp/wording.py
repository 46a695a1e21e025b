"""Numbers, distances, names of countries and texts in the form people read. Pure.

The page's script writes them in the same form (`mapapp/web/src/format.js`); a test holds the two together.
"""

import datetime as dt
import math
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from geodata.checks.text import DIRECTION_SIGNS
from mapapp.names import country_names

_THIN: Final = "\u202f"

_UNSEEN: Final = re.compile(f"{DIRECTION_SIGNS.pattern}|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

_MOST_WRITTEN_OUT: Final = 1e21
"""Numbers from here on are written as powers of ten, as JavaScript does it."""

_AT_M: Final = 1.0
"""Metres below which one was placed at the other: not measured from it, but mapped by it."""


def number(value: float, *, digits: int = 0) -> str:
    """Write a number with thin spaces between thousands.

    Parameters
    ----------
    value : float
        A finite number.
    digits : int
        Digits after the point.

    Returns
    -------
    str
        The number; a minus is a true minus sign.

    Examples
    --------
    >>> number(35500).replace("\u202f", " "), number(-0.25, digits=1), number(1e300)
    ('35 500', '−0.3', '1e+300')
    """
    sign = "−" if value < 0 else ""
    if abs(value) >= _MOST_WRITTEN_OUT:
        return sign + repr(abs(float(value)))
    step = Decimal(1).scaleb(-digits)
    rounded = Decimal(abs(value)).quantize(step, rounding=ROUND_HALF_UP)
    return sign + f"{rounded:,}".replace(",", _THIN)


def distance(metres: float) -> str:
    """Write metres in the unit that fits.

    Examples
    --------
    >>> distance(4.2), distance(848), distance(7_400), distance(312_400)
    ('4 m', '850 m', '7.4 km', '312 km')
    """
    if metres < 995:
        return f"{number(metres if metres < 10 else math.floor(metres / 10 + 0.5) * 10)} m"
    km = metres / 1000
    return f"{number(km, digits=1 if km < 99.95 else 0)} km"


def interval(metres: float, low: float, high: float) -> str:
    """Write what is known of a distance beyond the distance itself.

    Parameters
    ----------
    metres, low, high : float
        The distance and the ends of its interval; NaN where unknown.

    Returns
    -------
    str
        "± 9 km", "within location error (0 to 16 km)", "placed there" where the distance is none because one
        was mapped at the other, or what is missing. Empty where the distance is exact or not measured.

    Examples
    --------
    >>> interval(84_200, 75_200, 93_200), interval(3_000, 0, 16_000)
    ('± 9 km', 'within location error (0 to 16 km)')
    >>> interval(0, 0, 16_000)
    'placed there, location error up to 16 km'
    """
    if math.isnan(metres):
        return ""
    if metres < _AT_M:
        error = "unknown" if math.isnan(high) else f"up to {_spread(high)}"
        return "placed there" if high - metres < 0.5 else f"placed there, location error {error}"
    if math.isnan(low) or math.isnan(high):
        return "location error unknown"
    if low <= 0:
        return f"within location error (0 to {_spread(high)})"
    return "" if high - metres < 0.5 else f"± {_spread(high - metres)}"


def distance_with_interval(metres: float, low: float, high: float) -> str:
    """Write a distance with its interval.

    Parameters
    ----------
    metres, low, high : float
        The distance and the ends of its interval; NaN where unknown.

    Returns
    -------
    str
        One line of text.

    Examples
    --------
    >>> distance_with_interval(84_200, 75_200, 93_200)
    '84.2 km ± 9 km'
    >>> distance_with_interval(0, 0, 16_000)
    'placed there, location error up to 16 km'
    """
    if math.isnan(metres):
        return "not measured"
    beyond = interval(metres, low, high)
    if beyond.startswith("placed"):
        return beyond
    if beyond == "location error unknown":
        return f"{distance(metres)} ({beyond})"
    if beyond.startswith("within"):
        return f"{distance(metres)}, {beyond}"
    return f"{distance(metres)} {beyond}".rstrip()


def _spread(metres: float) -> str:
    """Write a spread in at most two digits: 12 km, 8.5 km, 300 m."""
    if metres < 995:
        return distance(metres)
    km = metres / 1000
    fine = number(km, digits=1)
    return f"{fine if km < 9.95 and not fine.endswith('.0') else number(km)} km"


def day_in_words(day: dt.date) -> str:
    """Write a day as a text has it.

    Examples
    --------
    >>> day_in_words(dt.date(2025, 2, 17))
    '17 February 2025'
    """
    return f"{day.day} {day:%B %Y}"


def visible(text: str) -> str:
    r"""Write signs that cannot be seen by their code: a text cannot look like another, and has bytes.

    These are the signs of direction, the control signs but for tabs and line breaks, and halves of surrogate
    pairs, which UTF-8 cannot say.

    Examples
    --------
    >>> visible("depot\u202egnp"), visible("\ud800"), visible("de\0pot")
    ('depot[U+202E]gnp', '[U+D800]', 'de[U+0000]pot')
    """
    return _UNSEEN.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)


def country_label(code: str) -> str:
    """Give the English name of a country; a code that nobody knows stays as it is.

    Examples
    --------
    >>> country_label("KZ"), country_label("ZZ-1")
    ('Kazakhstan', 'ZZ-1')
    """
    return country_names("en").get(code, code)
