"""The right answers, from `pyproj.Geod` and GEOS alone; nothing of ours is asked.

A sphere only says which targets cannot matter: its distances lie within 0.6 % of the ellipsoid's
(`SLACK` allows more), so that every target that can be the nearest is kept. Of these each is measured.
"""

from typing import Final

import numpy as np
import shapely
from scipy.spatial import cKDTree

from benchmarks.answers import Truth
from benchmarks.data import WGS84, Floats, Geometries, Ints, Segments, segments
from benchmarks.workloads import Inputs, Workload

RADIUS_M: Final = 6_371_008.8
SLACK: Final = 1.007
PIECE_M: Final = 2_000.0
TIE_M: Final = {False: 1e-6, True: 1e-3}
"""Distances that differ by less are equal: of points a micrometre, of lines what we promise."""
GOLDEN: Final = (5**0.5 - 1) / 2
STEPS: Final = 45
"""Golden sections of 2 km down to micrometres."""
SAMPLE: Final = {"nearest": 100_000, "pairs": 20_000, "country": 100_000}
SAMPLE_OF_LINES: Final = 10_000


def sample_size(workload: Workload) -> int:
    """How many of the incidents, from the first on, are compared with the truth."""
    lines = workload.task == "nearest" and (workload.line_share or workload.targets != "facilities")
    return min(workload.rows, SAMPLE_OF_LINES if lines else SAMPLE[workload.task])


def find_truth(workload: Workload, inputs: Inputs, rows: int) -> Truth:
    """Answer for the first rows."""
    points = inputs.points[:rows]
    if workload.task == "country":
        return true_countries(points, inputs.targets)
    if workload.task == "pairs":
        return true_pairs(points, inputs.targets, workload.radius_m)
    return true_nearest(points, segments(inputs.targets))


def true_nearest(points: Floats, targets: Segments) -> Truth:
    """All nearest targets of each point, more than one only where they are equally near."""
    pieces = targets.split(PIECE_M)
    half_m = pieces.length_m() / 2
    middle = (pieces.begin + pieces.end) / 2
    tree = cKDTree(_on_sphere(middle))
    asked = _on_sphere(points)
    nearest_m = _arc_m(tree.query(asked)[0])
    reach_m = (SLACK * nearest_m + half_m.max()) * SLACK
    point, piece = _around(tree, asked, reach_m)

    metres = _metres(points[point], middle[piece])
    most_m = _least(len(points), point, metres)
    kept = metres - half_m[piece] <= most_m[point] + 1e-3
    point, piece, metres = point[kept], piece[kept], metres[kept]

    long = np.flatnonzero(half_m[piece] > 0)
    metres[long] = _to_segments(points[point[long]], pieces.begin[piece[long]], pieces.end[piece[long]])
    best = _least(len(points), point, metres)
    equal = metres <= best[point] + TIE_M[bool(len(long))]
    return Truth(point[equal], pieces.row[piece[equal]], best[point[equal]], len(points))


def true_pairs(points: Floats, targets: Floats, radius_m: float) -> Truth:
    """All pairs of points within a radius."""
    reach_m = np.full(len(points), radius_m * SLACK)
    point, target = _around(cKDTree(_on_sphere(targets)), _on_sphere(points), reach_m)
    metres = _metres(points[point], targets[target])
    near = metres <= radius_m
    return Truth(point[near], target[near], metres[near], len(points), all_pairs=True)


def true_countries(points: Floats, areas: Geometries) -> Truth:
    """Name the area that each point lies in or on; the first of several, -1 for none."""
    area, point = shapely.STRtree(shapely.points(points)).query(areas, predicate="intersects")
    first = np.full(len(points), len(areas))
    np.minimum.at(first, point, area)
    first[first == len(areas)] = -1
    return Truth(np.arange(len(points)), first.astype(np.int64), None, len(points))


def _on_sphere(lonlat: Floats) -> Floats:
    lon, lat = np.radians(lonlat).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _arc_m(chord: Floats) -> Floats:
    return np.asarray(2 * RADIUS_M * np.arcsin(np.minimum(chord / 2, 1)))


def _around(tree: cKDTree, asked: Floats, reach_m: Floats) -> tuple[Ints, Ints]:
    """Pairs of a row asked and a row of the tree that lie within reach."""
    chord = 2 * np.sin(np.minimum(reach_m / (2 * RADIUS_M), np.pi / 2)) + 1e-12
    found = tree.query_ball_point(asked, chord)
    count = np.array([len(rows) for rows in found])
    flat = np.concatenate([np.asarray(rows, dtype=np.int64) for rows in found])
    return np.repeat(np.arange(len(asked)), count), flat


def _metres(a: Floats, b: Floats) -> Floats:
    return np.asarray(WGS84.inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2])


def _least(count: int, group: Ints, values: Floats) -> Floats:
    least = np.full(count, np.inf)
    np.minimum.at(least, group, values)
    return least


def _to_segments(points: Floats, begin: Floats, end: Floats) -> Floats:
    """Least distance from each point to its segment, by golden section and at both ends."""

    def at(share: Floats) -> Floats:
        return _metres(points, begin + (end - begin) * share[:, None])

    low, high = np.zeros(len(points)), np.ones(len(points))
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = at(left), at(right)
    for _ in range(STEPS):
        nearer_left = at_left < at_right
        low, high = np.where(nearer_left, low, left), np.where(nearer_left, right, high)
        kept, at_kept = np.where(nearer_left, left, right), np.where(nearer_left, at_left, at_right)
        new = np.where(nearer_left, high - GOLDEN * (high - low), low + GOLDEN * (high - low))
        at_new = at(new)
        left, right = np.where(nearer_left, new, kept), np.where(nearer_left, kept, new)
        at_left = np.where(nearer_left, at_new, at_kept)
        at_right = np.where(nearer_left, at_kept, at_new)
    ends = np.minimum(at(np.zeros(len(points))), at(np.ones(len(points))))
    return np.minimum(ends, np.minimum(at_left, at_right))
