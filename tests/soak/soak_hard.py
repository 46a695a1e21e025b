"""Hard places by the thousand: circles, ties, lines of any size anywhere, meeting, near poles, antipodes."""

from functools import cache

import numpy as np
import pytest
import shapely

from geodata.geodesy import nearest, within
from tests.geodesy.brute_force import (
    GEOD,
    LINES_M,
    POINTS_M,
    library_distance_m,
    matrix_m,
    ring_of_targets,
    wrong_rows,
)
from tests.geodesy.certified import table

pytestmark = pytest.mark.usefixtures("path")


def anywhere(random, count):
    return np.column_stack(
        [random.uniform(-180, 180, count), np.degrees(np.arcsin(random.uniform(-1, 1, count)))]
    )


@pytest.mark.parametrize("radius_m", [80_000, 1_500_000, 8_000_000])
def test_four_hundred_facilities_on_a_circle(radius_m, tell):
    random = np.random.default_rng(50)
    wrong, worst_m = 0, 0.0
    centres = np.r_[
        anywhere(random, 190), [(lon, lat) for lon in (0, 180) for lat in (90, -90, 0, 89.99, 49)]
    ]
    for seed, centre in enumerate(centres):
        targets = ring_of_targets(*centre, radius_m, count=400, spread_m=1e-3, seed=seed)
        points = np.r_[[centre], centre + random.normal(size=(4, 2)) * 1e-9]
        points[:, 1] = np.clip(points[:, 1], -90, 90)
        metres, found = matrix_m(points, targets), nearest(points, targets)
        wrong += len(wrong_rows(found.index, metres))
        expected = library_distance_m(*centre, *targets[found.index[0]])
        worst_m = max(worst_m, abs(found.distance_m[0] - expected))
    tell(circles=len(centres), wrong_ids=wrong, worst_error_m=worst_m)
    assert wrong == 0
    assert worst_m <= POINTS_M


@pytest.mark.parametrize("shift_m", [0.5e-6, 2e-6])
def test_two_facilities_nearly_as_far(shift_m, tell):
    random = np.random.default_rng(51)
    wrong = 0
    for centre in anywhere(random, 1500):
        radius_m = 10 ** random.uniform(-1, 7.29)
        x, y, _ = GEOD.fwd(
            *np.tile(centre, (2, 1)).T, random.uniform(0, 360, 2), radius_m + random.permutation([0, shift_m])
        )
        targets = np.column_stack([x, y])
        wrong += len(wrong_rows(nearest([centre], targets).index, matrix_m([centre], targets)))
    tell(pairs=1500, wrong_ids=wrong)
    assert wrong == 0


def test_the_edge_of_a_radius(tell):
    random = np.random.default_rng(52)
    wrong = 0
    for centre in anywhere(random, 300):
        radius_m = 10 ** random.uniform(-1, 7.29)
        off_m = np.repeat([-1e-6, 1e-6], 50)
        x, y, _ = GEOD.fwd(*np.tile(centre, (100, 1)).T, random.uniform(0, 360, 100), radius_m + off_m)
        inside = np.zeros(100, dtype=bool)
        inside[within([centre], np.column_stack([x, y]), radius_m=radius_m).target] = True
        wrong += int((inside != (off_m < 0)).sum())
    tell(facilities=30_000, wrong=wrong)
    assert wrong == 0


@cache
def sets_of_lines(kind):
    """Sets of lines and points of one kind, each with its reference."""
    random = np.random.default_rng(53)
    sets = []
    for _ in range(250):
        centre, scale = SHAPES[kind](random)
        lines = []
        for count in random.integers(2, 6, 3):
            vertices = centre + np.cumsum(random.normal(size=(count, 2)), axis=0) * scale
            lines.append(shapely.LineString(_inside(vertices)))
        points = centre + random.normal(size=(20, 2)) * scale * 10 ** random.uniform(-3, 1, (20, 1))
        if kind == "towards the antipode":
            points = points * [1, -1] + [180, 0]
        points = _inside(points)
        sets.append((points, lines, table(points, lines)))
    return sets


def _inside(vertices):
    return np.column_stack([vertices[:, 0], np.clip(vertices[:, 1], -90, 90)])


def _scale(random):
    return 10 ** random.uniform(-6, 1)


SHAPES = {
    "anywhere": lambda random: (anywhere(random, 1)[0], _scale(random)),
    "at the antimeridian": lambda random: (np.array([180, random.uniform(-80, 80)]), _scale(random)),
    "near a pole": lambda random: (
        np.array([random.uniform(-180, 180), random.choice([-1, 1]) * (90 - 10 ** random.uniform(-4, 0))]),
        np.array([10 ** random.uniform(-1, 2), 10 ** random.uniform(-5, 0)]),
    ),
    "towards the antipode": lambda random: (anywhere(random, 1)[0], 10 ** random.uniform(-4, 0)),
}


@pytest.mark.parametrize("kind", SHAPES)
def test_lines_of_any_size(kind, tell):
    wrong, worst_m, count = 0, 0.0, 0
    for points, lines, expected in sets_of_lines(kind):
        found = nearest(points, lines)
        wrong += len(expected.wrong_rows(found.index))
        worst_m = max(worst_m, np.abs(found.distance_m - expected.least_m(len(points))).max())
        count += len(points)
    tell(points=count, wrong_ids=wrong, worst_error_m=worst_m)
    assert wrong == 0
    assert worst_m <= LINES_M
