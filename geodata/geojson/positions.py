"""Positions: ``[longitude, latitude]`` or ``[longitude, latitude, height]`` (RFC 7946 section 3.1.1). Pure.

Well-formed arrays are checked whole; only where something is wrong are positions looked at one by one, to
say which and why.
"""

import math
import re
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.geojson.remarks import Fault, Remarks, describe, step

Positions = npt.NDArray[np.float64]
"""Positions as ``(n, 2)`` or ``(n, 3)``: longitude and latitude in degrees, height in metres."""

_NUMBERS = frozenset((int, float))
_DECIMAL_COMMA = re.compile(r"\s*[+-]?\d+,\d+\s*")
_ORDER = "Write each position as [longitude, latitude] in degrees."


def read_position(value: Any, pointer: str, remarks: Remarks) -> tuple[float, ...]:
    """Read one position.

    Parameters
    ----------
    value : object
        What the file has.
    pointer : str
        Where.
    remarks : Remarks
        Receives the repairs.

    Returns
    -------
    tuple of float
        Longitude and latitude in degrees and, where given, height; the longitude may still pass 180.

    Raises
    ------
    Fault
        It is not an array of two or three numbers in range.

    Examples
    --------
    >>> read_position([30.5, 50.4], "/coordinates", Remarks())
    (30.5, 50.4)
    """
    if not isinstance(value, list):
        raise _misnested(
            f"a position [longitude, latitude] is expected, but this is {describe(value)}.", pointer
        )
    for element in value:
        if type(element) not in _NUMBERS:
            raise _not_a_number(element, pointer)
    if len(value) < 2:
        raise Fault("position-size", pointer, f"the position has {len(value)} numbers, but needs 2.", _ORDER)
    if len(value) > 3:
        _look_at_extra_numbers(value, pointer, remarks)
    try:
        position = tuple(map(float, value[:3]))
    except OverflowError:
        raise _too_large(pointer) from None
    check_range(position, pointer)
    return position


def read_positions(value: Any, pointer: str, remarks: Remarks) -> Positions:
    """Read an array of positions.

    Parameters
    ----------
    value, pointer, remarks
        As for `read_position`.

    Returns
    -------
    numpy.ndarray
        ``(n, 2)`` or ``(n, 3)``; a height is NaN where only other positions have one.

    Raises
    ------
    Fault
        It is not an array, or one of its positions cannot be read.

    Examples
    --------
    >>> read_positions([[30, 50], [31, 51]], "/coordinates", Remarks()).shape
    (2, 2)
    """
    positions = _at_once(value)
    if positions is not None:
        return positions
    rows = [
        read_position(item, step(pointer, i), remarks) for i, item in enumerate(require_array(value, pointer))
    ]
    if len({len(row) for row in rows}) > 1:
        rows = [(*row, math.nan)[:3] for row in rows]
    return np.array(rows, dtype=np.float64)


def require_array(value: Any, pointer: str) -> list[Any]:
    """Return `value` where it is an array.

    Parameters
    ----------
    value : object
        What the file has.
    pointer : str
        Where it stands.

    Returns
    -------
    list
        The value itself.

    Raises
    ------
    Fault
        It is not.

    Examples
    --------
    >>> require_array([[1, 2]], "/coordinates")
    [[1, 2]]
    """
    if isinstance(value, list):
        return value
    raise _misnested(f"an array of coordinates is expected, but this is {describe(value)}.", pointer)


def check_range(position: tuple[float, ...], pointer: str) -> None:
    """Refuse a position outside the world; a longitude may pass 180 up to one turn.

    Parameters
    ----------
    position : tuple of float
        Longitude, latitude and perhaps height.
    pointer : str
        Where it stands.

    Raises
    ------
    Fault
        The position is not on the globe.

    Examples
    --------
    >>> check_range((30.5, 50.4), "/coordinates")
    """
    lon, lat = position[:2]
    if abs(lat) <= 90 and abs(lon) <= 360 and (len(position) == 2 or math.isfinite(position[2])):
        return
    if not all(map(math.isfinite, position)):
        raise _too_large(pointer)
    if abs(lat) > 90:
        rule, message = "latitude-range", f"latitude {lat:.10g} is outside -90..90;"
    else:
        rule, message = "longitude-range", f"longitude {lon:.10g} is outside -180..180;"
    if max(abs(lon), abs(lat)) > 1000:
        hint = "Reproject the data to longitude and latitude on WGS 84 (EPSG:4326)."
        raise Fault(rule, pointer, f"{message} are these metres of a projected system?", hint)
    question = "were longitude and latitude swapped?" if abs(lon) <= 90 else "is the number mistyped?"
    raise Fault(rule, pointer, f"{message} {question}", _ORDER)


def _at_once(value: Any) -> Positions | None:
    """Read an array in which nothing is unusual; None for any other."""
    if not isinstance(value, list) or not value or set(map(type, value)) != {list}:
        return None
    if set(map(len, value)) not in ({2}, {3}) or not set(map(type, chain.from_iterable(value))) <= _NUMBERS:
        return None
    try:
        positions = np.array(value, dtype=np.float64)
    except OverflowError:
        return None
    low, high = positions.min(axis=0).tolist(), positions.max(axis=0).tolist()
    inside = low[0] >= -360 and high[0] <= 360 and low[1] >= -90 and high[1] <= 90
    return positions if inside and all(map(math.isfinite, low + high)) else None


def _misnested(message: str, pointer: str) -> Fault:
    return Fault("coordinates-nesting", pointer, message, "Compare the coordinates with the geometry's type.")


def _too_large(pointer: str) -> Fault:
    return Fault("number-size", pointer, "a coordinate is beyond the range of a double.")


def _not_a_number(element: Any, pointer: str) -> Fault:
    if isinstance(element, list):
        message = "a position is expected, but its elements are arrays: one level of brackets too many."
        return _misnested(message, pointer)
    message = f"a coordinate is {describe(element)}, not a number."
    hint = "Write coordinates as numbers, without quotes."
    if isinstance(element, str) and _DECIMAL_COMMA.fullmatch(element):
        hint = "Write coordinates as numbers, without quotes and with a decimal point: 37.5, not 37,5."
    return Fault("not-a-number", pointer, message, hint)


def _look_at_extra_numbers(value: list[Any], pointer: str, remarks: Remarks) -> None:
    """Leave out numbers after the third, unless they are halves of numbers with a decimal comma."""
    fractions = [value[1], value[3]] if len(value) == 4 and set(map(type, value)) == {int} else []
    if fractions and min(fractions) >= 10:
        message = f"the position has four whole numbers, {value}; are these two numbers with decimal commas?"
        raise Fault("decimal-comma", pointer, message, "Write a decimal point: 37.5, not 37,5.")
    message = f"the position has {len(value)} numbers; those after the third are left out"
    remarks.repair("extra-coordinates", pointer, message, "Put measures into the properties.")
