"""Places on a grid of 1e-5 degrees, and their keys along the Morton curve. Pure.

A key holds the bits of x at its even places and those of y at its odd ones, so places that are near each
other mostly have keys that are near each other (Morton 1966).
"""

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Keys = npt.NDArray[np.uint64]

STEPS_PER_DEGREE: Final = 100_000
"""Steps of the grid in a degree: one is at most 1.1 m wide."""

_SPREAD: Final = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)
"""Shifts and masks that move the bits of a number apart."""


def morton_keys(lon: Floats, lat: Floats) -> Keys:
    """Give the key of each place.

    Parameters
    ----------
    lon, lat : array of float, shape (n,)
        Degrees; longitudes beyond -180..180 are brought back round the Earth, latitudes beyond a pole to it.

    Returns
    -------
    array of uint64, shape (n,)
        Keys below 2**52.

    Examples
    --------
    >>> morton_keys(np.array([-180.0, -179.99999]), np.array([-90.0, -89.99999])).tolist()
    [0, 3]
    """
    x = np.rint((around(lon) + 180.0) * STEPS_PER_DEGREE).astype(np.uint64)
    y = np.rint((np.clip(lat, -90.0, 90.0) + 90.0) * STEPS_PER_DEGREE).astype(np.uint64)
    return interleaved(x, y)


def places(keys: Keys) -> tuple[Floats, Floats]:
    """Give the longitude and latitude of keys.

    Parameters
    ----------
    keys : array of uint64, shape (n,)
        As `morton_keys` gives them.

    Returns
    -------
    tuple of array of float, shape (n,)
        Longitude and latitude, each the number nearest to its five decimal digits.

    Examples
    --------
    >>> lon, lat = places(morton_keys(np.array([37.44]), np.array([44.86])))
    >>> lon.tolist(), lat.tolist()
    ([37.44], [44.86])
    """
    x, y = (part.astype(np.int64) for part in parted(keys))
    # One division of whole numbers: it gives the same float as reading the five decimal digits does.
    return (x - 180 * STEPS_PER_DEGREE) / STEPS_PER_DEGREE, (y - 90 * STEPS_PER_DEGREE) / STEPS_PER_DEGREE


def interleaved(x: Keys, y: Keys) -> Keys:
    """Give numbers whose even bits are those of x and whose odd ones those of y.

    Examples
    --------
    >>> interleaved(np.array([3], dtype=np.uint64), np.array([0], dtype=np.uint64)).tolist()
    [5]
    """
    return _spread(x) | (_spread(y) << np.uint64(1))


def parted(keys: Keys) -> tuple[Keys, Keys]:
    """Give back the two numbers that `interleaved` put together.

    Examples
    --------
    >>> [one.tolist() for one in parted(np.array([5], dtype=np.uint64))]
    [[3], [0]]
    """
    return _gather(keys), _gather(keys >> np.uint64(1))


def around(lon: Floats) -> Floats:
    """Bring longitudes into -180..180; those within stay as they are, both ends too.

    Examples
    --------
    >>> around(np.array([-180.0, 180.0, 190.0])).tolist()
    [-180.0, 180.0, -170.0]
    """
    return np.where(np.abs(lon) <= 180.0, lon, np.mod(lon + 180.0, 360.0) - 180.0)


def _spread(numbers: Keys) -> Keys:
    """Move bit i to bit 2i."""
    for shift, mask in _SPREAD:
        numbers = (numbers | (numbers << np.uint64(shift))) & np.uint64(mask)
    return numbers


def _gather(numbers: Keys) -> Keys:
    """Move bit 2i to bit i; odd bits are lost."""
    numbers = numbers & np.uint64(_SPREAD[-1][1])
    masks = [mask for _, mask in _SPREAD[-2::-1]] + [0x00000000FFFFFFFF]
    for (shift, _), mask in zip(reversed(_SPREAD), masks, strict=True):
        numbers = (numbers | (numbers >> np.uint64(shift))) & np.uint64(mask)
    return numbers
