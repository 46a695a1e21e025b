"""The order of rows along a space-filling curve, and where to cut it. Pure."""

from typing import Final

import numpy as np
import numpy.typing as npt

from geodata.geodesy.ellipsoid import Floats

Order = npt.NDArray[np.uint64]
"""Place on the curve in the upper 32 bits, row in the lower: no two rows are equal."""

Cells = npt.NDArray[np.uint32]

LEVEL: Final = 16
"""The globe has 2¹⁶ × 2¹⁶ cells, of at most 0.0055° × 0.0028°."""

_NOWHERE: Final = np.uint64(2**32 - 1)
SAMPLE: Final = 2**20
"""About so many rows decide where the cuts lie; 8 MB."""


def hilbert(x: npt.ArrayLike, y: npt.ArrayLike, *, level: int = LEVEL) -> Order:
    """Place of cells on the Hilbert curve: cells that follow each other on it are neighbours.

    Parameters
    ----------
    x, y : array_like (n,) of int
        Column and row of each cell, from 0 to below ``2**level``.
    level : int
        How often the square is divided.

    Returns
    -------
    ndarray (n,) of uint64

    References
    ----------
    Warren (2013), Hacker's Delight, 2nd edition, chapter 16.

    Examples
    --------
    >>> hilbert([0, 0, 1, 1], [0, 1, 1, 0], level=1)
    array([0, 1, 2, 3], dtype=uint64)
    """
    east: Cells = np.array(x, dtype=np.uint32)
    north: Cells = np.array(y, dtype=np.uint32)
    one = np.uint32(1)
    found: Order = np.zeros(east.shape, dtype=np.uint64)
    for bit in reversed(range(level)):
        right, up = (east >> np.uint32(bit)) & one, (north >> np.uint32(bit)) & one
        found = (found << np.uint64(2)) | ((right << one) ^ right ^ up)
        # The lower two quarters are walked through with the axes swapped, the right one mirrored besides,
        # so that the ends meet. A mask of ones or zeros does for all cells what a condition does for one.
        mirrored = -(right & ~up)
        swapped = (east ^ north) & (up - one)
        east, north = east ^ swapped ^ mirrored, north ^ swapped ^ mirrored
    return found


def order_of(lonlat: Floats, first_row: int) -> Order:
    """Rank rows by their place on the curve, then by row; those without a place come last.

    Parameters
    ----------
    lonlat : ndarray (n, 2)
        Degrees; NaN where there is no location.
    first_row : int
        Position of the first among all rows.

    Returns
    -------
    ndarray (n,) of uint64

    Examples
    --------
    >>> ranked = order_of(np.array([[np.nan, np.nan], [53.6, 51.5], [53.6, 51.5]]), 7)
    >>> np.argsort(ranked), row_of(ranked)
    (array([1, 2, 0]), array([7, 8, 9]))
    """
    placed = np.isfinite(lonlat[:, 0])
    cells = (lonlat[placed] + (180.0, 90.0)) / (360.0, 180.0) * 2**LEVEL
    east, north = np.clip(cells, 0, 2**LEVEL - 1).astype(np.uint64).T
    place = np.full(len(lonlat), _NOWHERE)
    place[placed] = hilbert(east, north)
    row = np.arange(first_row, first_row + len(lonlat), dtype=np.uint64)
    return (place << np.uint64(32)) | row


def row_of(order: Order) -> npt.NDArray[np.int64]:
    """Position of each row in the source.

    Parameters
    ----------
    order : ndarray (n,) of uint64
        From `order_of`.

    Returns
    -------
    ndarray (n,) of int64
    """
    return (order & np.uint64(2**32 - 1)).astype(np.int64)


def cuts(sample: Order, parts: int) -> Order:
    """Choose where to cut the curve into parts of about as many rows each.

    Parameters
    ----------
    sample : ndarray (n,) of uint64
        Ranks of all rows, or of every k-th; in any order.
    parts : int
        How many parts.

    Returns
    -------
    ndarray (parts - 1,) of uint64
        The rank with which each part but the first begins.

    Examples
    --------
    >>> cuts(np.array([40, 10, 30, 20], dtype=np.uint64), 2)
    array([30], dtype=uint64)
    """
    ranked = np.sort(sample)
    at = np.arange(1, parts) * len(ranked) // parts
    return ranked[at]
