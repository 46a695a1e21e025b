"""The compiled look-up of areas, in threads. Pure."""

from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.geodesy.compiled.tree import one_type
from geodata.geodesy.ellipsoid import Floats
from geodata.geodesy.labels import UNSURE
from geodata.geodesy.outlines import Outlines
from geodata.geodesy.threads import over_slices


def look_up(
    kernels: Any,
    lonlat: Floats,
    labels: npt.NDArray[np.int32],
    outlines: Outlines,
    found: npt.NDArray[np.int64],
) -> None:
    """Write the first area that holds each point.

    Parameters
    ----------
    kernels : module
        `geodata.geodesy.compiled.kernels`.
    lonlat : ndarray (n, 2)
        Degrees; rows with NaN are left as they are.
    labels : ndarray (1800, 3600) of int32
        The grid.
    outlines : Outlines
        Of its touched cells.
    found : ndarray (n,) of int64
        Written to: the row of the area, -1 outside all, `UNSURE` for points too close to an outline.
    """
    points = one_type(lonlat)

    def part(start: int, stop: int) -> None:
        kernels.areas_at(points, start, stop, labels, outlines, UNSURE, found)

    over_slices(part, len(points))
