"""Linear rings: size, closure and winding (RFC 7946 section 3.1.6). Pure."""

from typing import Any

import numpy as np

from geodata.geojson.positions import Positions, read_positions
from geodata.geojson.remarks import Fault, Remarks


def read_ring(value: Any, pointer: str, remarks: Remarks) -> Positions:
    """Read a linear ring and close it where it is open.

    Parameters
    ----------
    value, pointer, remarks
        As for `read_positions`.

    Returns
    -------
    numpy.ndarray
        ``(n, 2)`` or ``(n, 3)``, n at least 4, the last position equal to the first.

    Raises
    ------
    Fault
        It has fewer than four positions, or one that cannot be read.

    Examples
    --------
    >>> read_ring([[0, 0], [1, 0], [1, 1], [0, 1]], "/coordinates/0", Remarks()).tolist()[-1]
    [0.0, 0.0]
    """
    ring = read_positions(value, pointer, remarks)
    if len(ring) < 4:
        message = f"the ring has {len(ring)} positions, but needs 4."
        raise Fault("ring-size", pointer, message, "A ring ends with the position with which it begins.")
    if value[0] != value[-1] and not np.array_equal(ring[0], ring[-1], equal_nan=True):
        same_place = np.array_equal(ring[0, :2], ring[-1, :2])
        message = "the ring does not end with its first position; it is closed"
        remarks.repair("ring-not-closed", pointer, message, "Repeat the first position at the end.")
        ring = np.vstack([ring[:-1] if same_place else ring, ring[:1]])
    return ring


def wind(ring: Positions, pointer: str, remarks: Remarks, *, hole: bool) -> Positions:
    """Turn a ring so that it follows the right-hand rule: outer rings anticlockwise, holes clockwise.

    A ring without area, but for rounding, has no winding and stays as it is.

    Parameters
    ----------
    ring : numpy.ndarray
        ``(n, 2)`` or ``(n, 3)``, closed.
    pointer : str
        Where it stands.
    remarks : Remarks
        Receives the repair.
    hole : bool
        Whether it is a hole.

    Returns
    -------
    numpy.ndarray
        The ring, perhaps reversed.

    Examples
    --------
    >>> import numpy as np
    >>> clockwise = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 0.0]])
    >>> wind(clockwise, "/coordinates/0", Remarks(), hole=False).tolist()
    [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]
    """
    area = twice_the_area(ring)
    if (area < 0) == hole or abs(area) <= rounding_error(ring):
        return ring
    due = "a hole clockwise" if hole else "an outer ring anticlockwise"
    message = f"the ring is wound the wrong way ({due}); it is reversed"
    remarks.repair("ring-winding", pointer, message, "Follow the right-hand rule (RFC 7946 section 3.1.6).")
    return ring[::-1]


def twice_the_area(ring: Positions) -> float:
    """Give twice a closed ring's signed area in square degrees; anticlockwise is positive.

    Parameters
    ----------
    ring : numpy.ndarray
        ``(n, 2)`` or ``(n, 3)``, closed.

    Returns
    -------
    float
        Square degrees.

    Examples
    --------
    >>> twice_the_area(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]))
    1.0
    """
    # Relative to the first position, so that a small ring far from 0,0 keeps its digits.
    x, y = (ring[:, :2] - ring[0, :2]).T
    return float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))


def rounding_error(ring: Positions) -> float:
    """Give how far `twice_the_area` moves when the coordinates move by their last digit.

    Parameters
    ----------
    ring : numpy.ndarray
        ``(n, 2)`` or ``(n, 3)``.

    Returns
    -------
    float
        Square degrees.

    Examples
    --------
    >>> rounding_error(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])) < 1e-15
    True
    """
    places = ring[:, :2]
    return float(np.spacing(np.abs(places).max()) * np.ptp(places, axis=0).sum())
