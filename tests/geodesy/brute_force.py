"""An independent reference: dense sampling of straight longitude/latitude segments, and geographiclib."""

from itertools import pairwise

import numpy as np
from geographiclib.geodesic import Geodesic
from pyproj import Geod

WGS84 = Geodesic.WGS84
GEOD = Geod(ellps="WGS84")


def library_distance_m(lon1, lat1, lon2, lat2):
    """The distance by the pure Python package geographiclib."""
    return WGS84.Inverse(lat1, lon1, lat2, lon2)["s12"]


def _sampled(point, begin, end, shares):
    place = begin + (end - begin) * shares[:, None]
    metres = GEOD.inv(
        np.full(len(shares), point[0]), np.full(len(shares), point[1]), place[:, 0], place[:, 1]
    )[2]
    return metres, place


def line_distance_m(point, vertices):
    """Least distance to a line: every segment sampled, the best places sampled ever more densely."""
    best, foot = np.inf, None
    shares = np.linspace(0, 1, 201)
    segments = []
    for begin, end in pairwise(vertices):
        metres, _ = _sampled(point, begin, end, shares)
        segments.append((metres.min(), begin, end))
    least = min(segment[0] for segment in segments)
    for sampled, begin, end in segments:
        # A sample lies within half a step of any place on the segment.
        half_step = GEOD.inv(*begin, *end)[2] / 200 + 200_000
        if sampled > least + half_step:
            continue
        grid = shares
        for _ in range(7):
            metres, place = _sampled(point, begin, end, grid)
            at = int(metres.argmin())
            if metres[at] < best:
                best, foot = metres[at], place[at]
            step = grid[1] - grid[0]
            grid = np.linspace(max(0, grid[at] - 2 * step), min(1, grid[at] + 2 * step), 81)
    return WGS84.Inverse(point[1], point[0], foot[1], foot[0])["s12"]
