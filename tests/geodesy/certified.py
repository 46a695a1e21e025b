"""An independent reference for lines and areas: least distances with a proof that nothing is nearer.

Along a segment that is straight in longitude and latitude, half the square of the distance d to a point has
a second derivative of at most V² + d·A, where V is the speed along the segment and A its acceleration on
the surface: the ellipsoid is curved outwards everywhere, so the Hessian of d²/2 is at most that of the plane
(Hessian comparison), and where the shortest way jumps from one side to the other, d² only bends down.
Between two known values the distance therefore cannot dip below a parabola. Intervals are halved until no
parabola that is left promises more than the tolerance. The distances themselves are those of `pyproj.Geod`.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from tests.geodesy.brute_force import GEOD, NOISE_M, TIE_M

A_M = 6_378_137.0
E2 = (2 - 1 / 298.257223563) / 298.257223563
SPHERE_M = 6_371_008.8
SPHERE_ERROR = 0.01
"""Distances on the sphere are within 0.6 % of those on the ellipsoid; `soak_pairs.py` measures it."""
TOLERANCE_M = 2e-8
MARGIN_M = 1e-3
"""Targets that are farther from a point than the nearest one by more are not resolved."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Distances of pairs of a point and a target, sorted by point and target."""

    point: np.ndarray
    target: np.ndarray
    metres: np.ndarray

    def least_m(self, count):
        """Distance of each point to its nearest target; NaN where the table holds none."""
        least = np.full(count, np.inf)
        np.minimum.at(least, self.point, self.metres)
        return np.where(np.isfinite(least), least, np.nan)

    def wrong_rows(self, index):
        """Points whose answer is not the nearest target, of equal ones the lowest; as in `brute_force`."""
        least = self.least_m(len(index))[self.point]
        lowest = np.full(len(index), -1)
        surely = np.flatnonzero(self.metres <= least + TIE_M - NOISE_M)[::-1]
        lowest[self.point[surely]] = self.target[surely]
        perhaps = self.metres <= least + TIE_M + NOISE_M
        allowed = set(zip(self.point[perhaps].tolist(), self.target[perhaps].tolist(), strict=True))
        return [
            row
            for row, (got, low) in enumerate(zip(index.tolist(), lowest.tolist(), strict=True))
            if not (got == low or (got < low and (row, got) in allowed))
        ]


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Segments, straight in longitude and latitude; a point is one of length 0."""

    begin: np.ndarray
    end: np.ndarray
    target: np.ndarray


def table(points, targets, *, within_m=None, tolerance_m=TOLERANCE_M):
    """Distances of points to the targets that are nearest, or to all within a radius.

    Parameters
    ----------
    points : array_like (n, 2)
        Longitude and latitude.
    targets : sequence of Geometry or None
        Points, lines, areas and collections of these.
    within_m : float, optional
        Give all pairs at most this far apart; otherwise each point's nearest target, with the ones that are
        farther by less than `MARGIN_M`.
    tolerance_m : float
        No distance is more than this above the true one.

    Returns
    -------
    Table
    """
    points = np.asarray(points, dtype=float)
    found = [_inside(points, targets)]
    segments = segments_of(targets)
    rows = max(1, 4_000_000 // max(1, len(segments.target)))
    for first in range(0, len(points), rows):
        part = points[first : first + rows]
        point, segment = _can_matter(part, segments, within_m)
        near = _Search(part, segments, point, segment, within_m, tolerance_m).table()
        found.append((near[0] + first, *near[1:]))
    point, target, metres = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((metres, target, point))
    point, target, metres = point[order], target[order], metres[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(point) != 0) | (np.diff(target) != 0)
    if within_m is not None:
        first &= metres <= within_m
    return Table(point[first], target[first], metres[first])


def least_m(points, geometry, *, tolerance_m=TOLERANCE_M):
    """Distance of each point to one geometry."""
    return table(points, [geometry], tolerance_m=tolerance_m).least_m(len(points))


def segments_of(targets):
    """All segments of all targets, outlines of areas included."""
    begin, end, target = [np.empty((0, 2))], [np.empty((0, 2))], [np.empty(0, dtype=int)]
    for row, geometry in enumerate(targets):
        for vertices in _vertex_runs(geometry):
            if len(vertices) == 1:
                vertices = np.repeat(vertices, 2, axis=0)
            ends = vertices[1:].copy()
            step = ends[:, 0] - vertices[:-1, 0]
            ends[:, 0] -= 360 * np.sign(step) * ((np.abs(step) > 180) & (np.abs(step) < 360))
            begin.append(vertices[:-1])
            end.append(ends)
            target.append(np.full(len(ends), row))
    return Segments(np.concatenate(begin), np.concatenate(end), np.concatenate(target))


def _vertex_runs(geometry):
    if geometry is None or geometry.is_empty:
        return
    if geometry.geom_type == "Polygon":
        yield from (np.asarray(ring.coords)[:, :2] for ring in (geometry.exterior, *geometry.interiors))
    elif hasattr(geometry, "geoms"):
        for part in geometry.geoms:
            yield from _vertex_runs(part)
    else:
        yield np.asarray(geometry.coords)[:, :2]


def holds(geometry, points):
    """Whether an area holds each point, by Shapely's own predicate; its outline belongs to it."""
    if geometry is None or geometry.is_empty:
        return np.zeros(len(points), dtype=bool)
    if geometry.geom_type in ("MultiPolygon", "GeometryCollection"):
        return np.logical_or.reduce([holds(part, points) for part in geometry.geoms])
    if geometry.geom_type != "Polygon":
        return np.zeros(len(points), dtype=bool)
    area = unwound(geometry)
    shapely.prepare(area)
    west, south, east, north = area.bounds
    inside = np.zeros(len(points), dtype=bool)
    for turn in (-720, -360, 0, 360, 720):
        lon, lat = points[:, 0] + turn, points[:, 1]
        near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
        inside[near] |= shapely.intersects_xy(area, lon[near], lat[near])
    return inside


def unwound(polygon):
    """The polygon with longitudes that run on across the antimeridian; holes follow their outline."""
    rings = []
    for ring in (polygon.exterior, *polygon.interiors):
        vertices = np.asarray(ring.coords)[:, :2].copy()
        step = np.diff(vertices[:, 0])
        for at in np.flatnonzero((np.abs(step) > 180) & (np.abs(step) < 360)):
            vertices[at + 1 :, 0] -= 360 * np.sign(step[at])
        rings.append(vertices)
    for hole in rings[1:]:
        hole[:, 0] += 360 * np.ceil((rings[0][:, 0].min() - hole[:, 0].min()) / 360)
    return shapely.Polygon(rings[0], rings[1:])


def _inside(points, targets):
    point, target = [np.empty(0, dtype=int)], [np.empty(0, dtype=int)]
    for row, geometry in enumerate(targets):
        held = np.flatnonzero(holds(geometry, points))
        point.append(held)
        target.append(np.full(len(held), row))
    point = np.concatenate(point)
    return point, np.concatenate(target), np.zeros(len(point))


def _can_matter(points, segments, within_m):
    """Pairs of a point and a segment that can be near enough: bounds from the sphere, with a wide margin."""
    begin, end = _unit(segments.begin), _unit(segments.end)
    length = _speed(segments.end - segments.begin, *_latitudes(segments.begin[:, 1], segments.end[:, 1]))
    place = _unit(points)
    to_begin, to_end = (SPHERE_M * np.arccos(np.clip(place @ ends.T, -1, 1)) for ends in (begin, end))
    least = ((1 - SPHERE_ERROR) * (to_begin + to_end) - 2 - length) / 2
    if within_m is None:
        most = (1 + SPHERE_ERROR) * np.minimum(to_begin, to_end).min(axis=1, keepdims=True) + 1
    else:
        most = within_m + 1
    return np.nonzero(least <= most)


class _Search:
    """Halving of intervals, for all pairs of a point and a segment at once."""

    def __init__(self, points, segments, point, segment, within_m, tolerance_m):
        self.point, self.target = point, segments.target[segment]
        self.place = points[point]
        self.begin, self.end = segments.begin[segment], segments.end[segment]
        self.tolerance_m = tolerance_m
        count = int(segments.target.max(initial=0)) + 1
        name, self.group = np.unique(point * count + self.target, return_inverse=True)
        self.group_point, self.group_target = np.divmod(name, count)
        self.best = np.full(len(name), np.inf)
        self.fixed_m = None if within_m is None else within_m + MARGIN_M
        self.points = len(points)

    def table(self):
        pair = np.arange(len(self.point))
        low, high = np.zeros(len(pair)), np.ones(len(pair))
        low_m, high_m = self._metres(pair, low), self._metres(pair, high)
        for _ in range(60):
            hope = self._least(pair, low, high, low_m, high_m)
            keep = hope < self.best[self.group[pair]] - self.tolerance_m
            keep &= hope < self._limit()[self.point[pair]]
            pair, low, high, low_m, high_m = (one[keep] for one in (pair, low, high, low_m, high_m))
            if not len(pair):
                limit = self._limit()[self.group_point]
                chosen = self.best <= limit
                return self.group_point[chosen], self.group_target[chosen], self.best[chosen]
            middle = (low + high) / 2
            middle_m = self._metres(pair, middle)
            pair = np.r_[pair, pair]
            low, high = np.r_[low, middle], np.r_[middle, high]
            low_m, high_m = np.r_[low_m, middle_m], np.r_[middle_m, high_m]
        raise AssertionError(f"{len(pair)} intervals are still open")

    def _limit(self):
        if self.fixed_m is not None:
            return np.full(self.points, self.fixed_m)
        limit = np.full(self.points, np.inf)
        np.minimum.at(limit, self.group_point, self.best + MARGIN_M)
        return limit

    def _metres(self, pair, share):
        """Distances at a share of the way; the best of each group is kept."""
        place = self.begin[pair] + (self.end[pair] - self.begin[pair]) * share[:, None]
        place = np.where(share[:, None] == 1, self.end[pair], place)
        metres = np.asarray(GEOD.inv(*self.place[pair].T, *place.T)[2])
        np.minimum.at(self.best, self.group[pair], metres)
        return metres

    def _least(self, pair, low, high, low_m, high_m):
        """What the distance cannot be below inside each interval."""
        step = (self.end[pair] - self.begin[pair]) * (high - low)[:, None]
        rise = self.end[pair, 1] - self.begin[pair, 1]
        latitudes = _latitudes(self.begin[pair, 1] + rise * low, self.begin[pair, 1] + rise * high)
        speed = _speed(step, *latitudes)
        bend = speed**2 + (low_m + high_m + speed) / 2 * _acceleration(step, *latitudes)
        low_half, high_half = low_m**2 / 2, high_m**2 / 2
        share = np.clip(0.5 - (high_half - low_half) / np.where(bend > 0, bend, 1), 0, 1)
        half = low_half + share * (high_half - low_half) - bend * share * (1 - share) / 2
        return np.sqrt(2 * np.maximum(half, 0))


def _unit(lonlat):
    lon, lat = np.radians(lonlat).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _latitudes(one, other):
    """Least and greatest distance of a stretch from the equator, in radians."""
    one, other = np.radians(one), np.radians(other)
    least = np.where(one * other <= 0, 0.0, np.minimum(np.abs(one), np.abs(other)))
    return least, np.maximum(np.abs(one), np.abs(other))


def _radii(least, most):
    """Greatest radius of the parallels, and of curvature of the meridians, on a stretch."""
    parallel = A_M * np.cos(least) / np.sqrt(1 - E2 * np.sin(least) ** 2)
    return parallel, A_M * (1 - E2) / (1 - E2 * np.sin(most) ** 2) ** 1.5


def _speed(step, least, most):
    """Greatest length of a step, in metres."""
    east, north = np.radians(np.abs(step)).T
    parallel, meridian = _radii(least, most)
    return np.hypot(parallel * east, meridian * north)


def _acceleration(step, least, most):
    """Greatest acceleration of a step on the surface, by the equations of its geodesics.

    North: M'·φ'² + N cos φ sin φ·λ'²; east: 2 M sin φ·φ'·λ'.
    """
    east, north = np.radians(np.abs(step)).T
    parallel, meridian = _radii(least, most)
    change = 1.5 * E2 / (1 - E2) * meridian
    return np.hypot(
        change * north**2 + parallel * np.sin(most) * east**2, 2 * meridian * np.sin(most) * north * east
    )
