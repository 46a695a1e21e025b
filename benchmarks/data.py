"""Generated incidents, facilities and pipelines: the same numbers in every process and run.

Incidents lie in clusters around the places where facilities lie, a fifth of them anywhere, as reports do.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Geometries = npt.NDArray[Any]
"""Shapely geometries; object arrays carry no finer type."""

WGS84 = Geod(ellps="WGS84")
CLUSTERS = 200
UNIFORM_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the Earth, in degrees; `globe` where east meets west."""

    name: str
    west: float
    east: float
    south: float
    north: float

    @property
    def globe(self) -> bool:
        """Whether it runs all the way round."""
        return self.east - self.west >= 360


REGION = Box("region", 22, 88, 43, 66)
GLOBE = Box("globe", -180, 180, -60, 75)


def scattered(count: int, box: Box, *, seed: int) -> Floats:
    """Points in clusters, whose places depend on the box alone, and a fifth of them anywhere; (count, 2)."""
    places = np.random.default_rng(2013)
    low, high = np.array([box.west, box.south]), np.array([box.east, box.north])
    centre = places.uniform(low, high, (CLUSTERS, 2))
    weight = places.pareto(1.2, CLUSTERS) + 0.1
    spread = places.lognormal(-1.0, 0.9, (CLUSTERS, 1)) * [1.0, 0.6]

    draws = np.random.default_rng(seed)
    cluster = draws.choice(CLUSTERS, count, p=weight / weight.sum())
    points = centre[cluster] + draws.standard_normal((count, 2)) * spread[cluster]
    anywhere = draws.random(count) < UNIFORM_SHARE
    points[anywhere] = draws.uniform(low, high, (int(anywhere.sum()), 2))
    return _folded(points, low, high, around=box.globe)


def _folded(points: Floats, low: Floats, high: Floats, *, around: bool) -> Floats:
    """Bring what fell outside back in, mirrored at the edge; longitudes of the globe go round instead."""
    size = high - low
    beyond = np.mod(points - low, 2 * size)
    inside = low + np.where(beyond > size, 2 * size - beyond, beyond)
    if around:
        inside[:, 0] = np.mod(points[:, 0] - low[0], size[0]) + low[0]
    return inside


def pipelines(count: int, box: Box, *, seed: int) -> Geometries:
    """Lines of 50 to 500 vertices some 3 km apart that wander; none crosses the antimeridian."""
    draws = np.random.default_rng(seed)
    vertices = draws.integers(50, 501, count)
    step_m = draws.lognormal(np.log(3_000), 0.6, count)
    azimuth = draws.uniform(0, 360, count)
    way = np.empty((500, count, 2))
    way[0] = scattered(count, box, seed=seed + 1)
    for number in range(1, 500):
        azimuth += draws.normal(0, 12, count)
        metres = step_m * draws.uniform(0.3, 1.7, count)
        lon, lat, _ = WGS84.fwd(way[number - 1, :, 0], way[number - 1, :, 1], azimuth, metres)
        way[number] = np.column_stack([lon, lat])
    lines = [way[:length, line] for line, length in enumerate(vertices)]
    # Peers on a plane would draw a line across the antimeridian all around the Earth.
    kept = [line for line in lines if np.abs(np.diff(line[:, 0])).max() < 180]
    return np.array([shapely.LineString(line) for line in kept], dtype=object)


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Straight pieces of targets; a point is a segment that ends where it begins.

    Parameters
    ----------
    begin, end : ndarray (k, 2)
        Longitude and latitude.
    row : ndarray (k,)
        The target that each belongs to.
    """

    begin: Floats
    end: Floats
    row: Ints

    @property
    def is_point(self) -> npt.NDArray[np.bool_]:
        """Which of them have no length."""
        return np.asarray((self.begin == self.end).all(axis=1))

    def length_m(self) -> Floats:
        """At least the length of each along its straight line in longitude and latitude."""
        a, e2 = WGS84.a, WGS84.es
        widest = np.minimum(np.abs(self.begin[:, 1]), np.abs(self.end[:, 1]))
        widest = np.where(self.begin[:, 1] * self.end[:, 1] < 0, 0, widest)
        highest = np.maximum(np.abs(self.begin[:, 1]), np.abs(self.end[:, 1]))
        prime = a / np.sqrt(1 - e2 * np.sin(np.radians(highest)) ** 2)
        meridian = a * (1 - e2) / (1 - e2 * np.sin(np.radians(highest)) ** 2) ** 1.5
        lon, lat = np.radians(self.end - self.begin).T
        return np.asarray(np.hypot(prime * np.cos(np.radians(widest)) * lon, meridian * lat))

    def split(self, longest_m: float) -> "Segments":
        """Cut into equal parts, none longer than this."""
        parts = np.maximum(1, np.ceil(self.length_m() / longest_m)).astype(np.int64)
        one = np.repeat(np.arange(len(parts)), parts)
        number = np.arange(len(one)) - np.repeat(np.cumsum(parts) - parts, parts)
        begin, step = self.begin[one], (self.end - self.begin)[one] / parts[one, None]
        return Segments(begin + step * number[:, None], begin + step * (number[:, None] + 1), self.row[one])


def segments(targets: Floats | Geometries) -> Segments:
    """Take points or lines apart."""
    if targets.dtype != object:
        return Segments(targets, targets, np.arange(len(targets)))
    parts, row = shapely.get_parts(targets, return_index=True)
    position, part = shapely.get_coordinates(parts, return_index=True)
    same = part[1:] == part[:-1]
    single = np.flatnonzero(np.bincount(part)[part] == 1)
    begin = np.r_[position[:-1][same], position[single]]
    end = np.r_[position[1:][same], position[single]]
    of = np.r_[row[part[1:][same]], row[part[single]]]
    moves = np.r_[(position[1:] != position[:-1]).any(axis=1)[same], np.ones(len(single), dtype=bool)]
    order = np.flatnonzero(moves)[np.argsort(of[moves], kind="stable")]
    return Segments(begin[order], end[order], of[order].astype(np.int64))
