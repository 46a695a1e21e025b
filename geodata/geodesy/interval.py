"""The interval of a distance whose ends are uncertain. Pure."""

import numpy as np
import numpy.typing as npt

from geodata.errors import InvalidArgument
from geodata.geodesy.ellipsoid import Floats


def interval_m(distance_m: npt.ArrayLike, *uncertainties_m: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Bounds of a distance, each end of which may lie anywhere in a circle.

    Parameters
    ----------
    distance_m : array_like
        Metres.
    *uncertainties_m : array_like
        Radius of the circle around each end, in metres; NaN where unknown.

    Returns
    -------
    low, high : ndarray
        ``max(0, d - sum)`` and ``d + sum``. Where an uncertainty is unknown both are NaN: an unknown
        uncertainty is not zero, and no bound can be stated.

    Raises
    ------
    InvalidArgument
        When an uncertainty is negative.

    Examples
    --------
    >>> interval_m([5000.0, 300.0, 900.0], [1000.0, 500.0, np.nan])
    (array([4000.,    0.,   nan]), array([6000.,  800.,   nan]))
    """
    distance = np.asarray(distance_m, dtype=np.float64)
    total = np.zeros(())
    for number, given in enumerate(uncertainties_m):
        radius = np.asarray(given, dtype=np.float64)
        if (radius < 0).any():
            row = int(np.argmax(np.ravel(radius < 0)))
            raise InvalidArgument(
                f"uncertainties_m, number {number}, row {row}: got {np.ravel(radius)[row]} m, "
                f"expected 0 or more, or NaN where unknown"
            )
        total = total + radius
    return np.maximum(distance - total, 0.0), distance + total
