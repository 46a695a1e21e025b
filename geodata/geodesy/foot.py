"""The nearest place on a piece: the true geodesic distance, minimised along it. Pure."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from geodata.geodesy.ellipsoid import ECCENTRICITY2, SEMI_MAJOR_M, Floats, inverse

STEP_M: Final = 1e-8
"""The search along a piece ends when its steps are shorter; far below the width of a tie."""
MOST_STEPS: Final = 40


@dataclass(frozen=True, slots=True, eq=False)
class Feet:
    """The nearest place on each piece: distance in metres, longitude and latitude in degrees, (n,)."""

    distance_m: Floats
    lon: Floats
    lat: Floats


def feet(points: Floats, begin: Floats, end: Floats) -> Feet:
    """Find the nearest place on one short piece for each point.

    Half the square of the distance has a derivative along the piece that is nearly linear; its zero is
    found by the Illinois variant of false position inside a bracket. Without a sign change the nearest
    place is an end.

    Parameters
    ----------
    points, begin, end : ndarray (n, 2)
        Longitude and latitude; point ``i`` belongs to the piece from ``begin[i]`` to ``end[i]``.

    Returns
    -------
    Feet

    References
    ----------
    Karney (2013), doi:10.1007/s00190-012-0578-z, for the distance and the azimuth at the foot.
    """
    share = np.zeros(len(points))
    low_m, low_slope = _slope(points, begin, end, share)
    high_m, high_slope = _slope(points, begin, end, share + 1)
    # Between ends that both fall towards the middle lies the foot; otherwise the nearer end is it.
    share[high_m < low_m] = 1.0
    metres = np.minimum(low_m, high_m)
    inner = np.flatnonzero((low_slope < 0) & (high_slope > 0))
    if len(inner):
        at, at_m = _zero(points[inner], begin[inner], end[inner], low_slope[inner], high_slope[inner])
        better = at_m < metres[inner]
        share[inner[better]], metres[inner[better]] = at[better], at_m[better]
    place = begin + (end - begin) * share[:, None]
    place = np.where(share[:, None] == 1, end, place)
    return Feet(metres, place[:, 0], place[:, 1])


def _zero(
    points: Floats, begin: Floats, end: Floats, low_slope: Floats, high_slope: Floats
) -> tuple[Floats, Floats]:
    """Share of the way at which the distance is least, and that distance."""
    low, high = np.zeros(len(points)), np.ones(len(points))
    share, metres = low.copy(), np.full(len(points), np.inf)
    side = np.zeros(len(points))
    speed = np.maximum(np.hypot(*_velocity(begin, end, low)), np.hypot(*_velocity(begin, end, high)))
    todo = np.arange(len(points))
    for _ in range(MOST_STEPS):
        guess = low[todo] - low_slope[todo] * (high[todo] - low[todo]) / (high_slope[todo] - low_slope[todo])
        moved_m = np.abs(guess - share[todo]) * speed[todo]
        share[todo] = guess
        metres[todo], slope = _slope(points[todo], begin[todo], end[todo], guess)
        down = slope < 0
        # An end that stays twice in a row has its slope halved, so that it moves next.
        high_slope[todo] = np.where(down & (side[todo] < 0), high_slope[todo] / 2, high_slope[todo])
        low_slope[todo] = np.where(~down & (side[todo] > 0), low_slope[todo] / 2, low_slope[todo])
        low[todo], low_slope[todo] = (
            np.where(down, guess, low[todo]),
            np.where(down, slope, low_slope[todo]),
        )
        high[todo], high_slope[todo] = (
            np.where(down, high[todo], guess),
            np.where(down, high_slope[todo], slope),
        )
        side[todo] = np.where(down, -1.0, 1.0)
        todo = todo[(moved_m > STEP_M) & (slope != 0)]
        if not len(todo):
            break
    return share, metres


def _slope(points: Floats, begin: Floats, end: Floats, share: Floats) -> tuple[Floats, Floats]:
    """Distance at a share of the way, and the derivative of half its square."""
    place = begin + (end - begin) * share[:, None]
    _, towards, metres = inverse(points[:, 0], points[:, 1], place[:, 0], place[:, 1])
    east, north = _velocity(begin, end, share)
    angle = np.radians(towards)
    return metres, -metres * (east * np.sin(angle) + north * np.cos(angle))


def _velocity(begin: Floats, end: Floats, share: Floats) -> tuple[Floats, Floats]:
    """Metres east and north per unit of share."""
    d_lon, d_lat = np.radians(end - begin).T
    lat = np.radians(begin[:, 1] + (end[:, 1] - begin[:, 1]) * share)
    root = np.sqrt(1 - ECCENTRICITY2 * np.sin(lat) ** 2)
    prime_vertical = SEMI_MAJOR_M / root
    meridian = SEMI_MAJOR_M * (1 - ECCENTRICITY2) / root**3
    return prime_vertical * np.cos(lat) * d_lon, meridian * d_lat
