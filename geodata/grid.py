"""Places rounded to a grid on the ellipsoid, and how far that can move one. Pure.

The grid has rows of one height, from pole to pole, and in each row cells of one width, all near one size in
metres. A place is rounded to the middle of its cell.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from geodata.errors import InvalidArgument
from geodata.geodesy.ellipsoid import (
    ECCENTRICITY2,
    GREATEST_DISTANCE_M,
    SEMI_MAJOR_M,
    Floats,
    distance_m,
    wrapped,
)

LEAST_M: Final = 10.0
MOST_M: Final = 500_000.0
"""Between which sizes a grid can have its cells."""

_DEGREE_M: Final = 111_320.0


@dataclass(frozen=True, slots=True)
class Rounded:
    """Places on a grid.

    Parameters
    ----------
    lon, lat : array, shape (n,)
        The middle of each place's cell, in degrees.
    shift_m : array, shape (n,)
        How far the middle is from the farthest corner of its cell: no place in it was moved farther. It says
        nothing of where in the cell a place was.
    """

    lon: Floats
    lat: Floats
    shift_m: Floats


def round_places(lon: Floats, lat: Floats, *, size_m: float) -> Rounded:
    """Round places to a grid.

    Parameters
    ----------
    lon, lat : array, shape (n,)
        Degrees.
    size_m : float
        About how wide and high a cell is, in metres.

    Returns
    -------
    Rounded
        Rounding again changes nothing.

    Raises
    ------
    InvalidArgument
        If the size lies outside `LEAST_M` to `MOST_M`.

    Examples
    --------
    >>> found = round_places(np.array([37.4412]), np.array([44.8613]), size_m=1000)
    >>> found.lon, found.lat, found.shift_m
    (array([37.4436]), array([44.8605]), array([710.]))
    """
    if not LEAST_M <= size_m <= MOST_M:
        raise InvalidArgument(
            f"a grid of {size_m:g} m cannot be had; give between {LEAST_M:g} m and {MOST_M / 1000:g} km"
        )
    height = 180 / round(GREATEST_DISTANCE_M / size_m)
    row = np.clip(np.floor((lat + 90) / height), 0, round(180 / height) - 1)
    south = row * height - 90
    width = _width(south + height / 2, size_m)
    around = np.round(360 / width)
    west = np.floor((wrapped(lon) + 180) / width) % around * width - 180
    # Digits that say as much as the grid does: a hundredth of a cell.
    digits = max(0, math.ceil(math.log10(_DEGREE_M / size_m)) + 1)
    middle, level = np.round(west + width / 2, digits), np.round(south + height / 2, digits)
    corners = [
        distance_m(middle, level, west + east * width, np.clip(south + north * height, -90, 90))
        for east in (0, 1)
        for north in (0, 1)
    ]
    shift = np.ceil(np.max(corners, axis=0)) if len(lon) else np.zeros(0)
    return Rounded(middle, level, shift)


def _width(lat: Floats, size_m: float) -> Floats:
    """Give the width of the cells of a row in degrees, such that whole cells go around."""
    radians = np.radians(lat)
    parallel = SEMI_MAJOR_M * np.cos(radians) / np.sqrt(1 - ECCENTRICITY2 * np.sin(radians) ** 2)
    width: Floats = 360 / np.maximum(1, np.round(2 * np.pi * parallel / size_m))
    return width
