"""An independent reference for points: geographiclib, and the full matrix of distances by `pyproj.Geod`."""

import numpy as np
from geographiclib.geodesic import Geodesic
from pyproj import Geod

WGS84 = Geodesic.WGS84
GEOD = Geod(ellps="WGS84")

TIE_M = 1e-6
"""Distances that differ by less are equal, as the documentation says; the lowest row wins."""
NOISE_M = 5e-8
"""Two exact implementations differ by less; within it of a tie's edge, either answer is right."""
POINTS_M = 1e-6
"""Greatest error of a distance between points that a test lets pass; the promise is a millimetre."""
LINES_M = 1e-5
"""The same for the distance to a line or an area."""
AT_ONCE = 2_000_000


def library_distance_m(lon1, lat1, lon2, lat2):
    """The distance by the pure Python package geographiclib."""
    return WGS84.Inverse(lat1, lon1, lat2, lon2)["s12"]


def geod_distance_m(begin, end):
    """Distances between the rows of two arrays of longitudes and latitudes."""
    return np.asarray(GEOD.inv(begin[:, 0], begin[:, 1], end[:, 0], end[:, 1])[2])


def matrix_m(points, targets):
    """Distances of every point, a row, to every target, a column."""
    points, targets = np.asarray(points, dtype=float), np.asarray(targets, dtype=float)
    rows = max(1, AT_ONCE // max(1, len(targets)))
    parts = [np.empty((0, len(targets)))]
    for first in range(0, len(points), rows):
        chunk = points[first : first + rows]
        left, right = np.repeat(chunk, len(targets), axis=0), np.tile(targets, (len(chunk), 1))
        parts.append(geod_distance_m(left, right).reshape(len(chunk), len(targets)))
    return np.concatenate(parts)


def ring_of_targets(lon, lat, radius_m, *, count, spread_m, seed):
    """Places on a geodesic circle, each off it by at most `spread_m`."""
    random = np.random.default_rng(seed)
    metres = radius_m + random.uniform(-spread_m, spread_m, count)
    x, y, _ = GEOD.fwd(np.full(count, lon), np.full(count, lat), random.uniform(0, 360, count), metres)
    return np.column_stack([x, y])


def wrong_rows(index, metres):
    """Rows of a matrix of distances whose answer is not the nearest column, of equal ones the lowest.

    Where a distance lies on the very edge of a tie, the answers on both of its sides are right.
    """
    index = np.asarray(index)
    got, least = metres[np.arange(len(index)), index], metres.min(axis=1)
    lowest = (metres <= least[:, None] + TIE_M - NOISE_M).argmax(axis=1)
    right = (index == lowest) | ((index < lowest) & (got <= least + TIE_M + NOISE_M))
    return np.flatnonzero(~right | (index < 0))
