"""What the searches give. Pure."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geodata.geodesy.ellipsoid import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """The nearest target of each point.

    Parameters
    ----------
    index : ndarray (n,) of int64
        Row of the target; -1 where there is none.
    distance_m : ndarray (n,)
        Metres; 0 inside an area; NaN where there is none.
    foot_lon, foot_lat : ndarray (n,)
        The nearest place on the target, in degrees; the point itself inside an area.
    """

    index: npt.NDArray[np.int64]
    distance_m: Floats
    foot_lon: Floats
    foot_lat: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of a point and a target, sorted by point, then distance, then target.

    Parameters
    ----------
    point, target : ndarray (k,) of int64
        Rows.
    distance_m : ndarray (k,)
        Metres.
    """

    point: npt.NDArray[np.int64]
    target: npt.NDArray[np.int64]
    distance_m: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Join:
    """Points near targets, listed target by target.

    Parameters
    ----------
    offset : ndarray (m + 1,) of int64
        The points of target ``j`` are ``point[offset[j]:offset[j + 1]]``.
    point : ndarray (k,) of int32
        Rows, ascending within each target.
    distance_m : ndarray (k,) or None
        Metres, where they were asked for.
    """

    offset: npt.NDArray[np.int64]
    point: npt.NDArray[np.int32]
    distance_m: Floats | None = None
