"""The workloads of `docs/performance.md` in numbers that brute force can still answer: region and globe."""

from functools import cache

import numpy as np
import pytest
import shapely

from geodata.borders import load_borders
from geodata.geodesy import containing, count_within, index_targets, nearest, radius_join, within
from tests.geodesy.brute_force import LINES_M, POINTS_M, library_distance_m, matrix_m
from tests.geodesy.certified import MARGIN_M, Table, holds, table
from tests.geodesy.workloads import BOXES, facilities, places, places_near

pytestmark = [pytest.mark.usefixtures("path"), pytest.mark.parametrize("box", BOXES)]


@cache
def points_to_points(box):
    points, targets = places(2000, box, 31), places(35_000, box, 32)
    found = []
    for first in range(0, len(points), 100):
        metres = matrix_m(points[first : first + 100], targets)
        point, target = np.nonzero(metres <= metres.min(axis=1, keepdims=True) + MARGIN_M)
        found.append((point + first, target, metres[point, target]))
    return points, targets, Table(*(np.concatenate(column) for column in zip(*found, strict=True)))


@cache
def points_to_mixed(box, count, pipelines):
    targets = facilities(count, box, 33, pipelines=pipelines)
    points = np.r_[places(200, box, 34), places_near(targets, 300, 35)]
    return points, targets, table(points, targets)


@cache
def points_to_borders(box, pair):
    lines = load_borders().lines
    lines = lines.geometry.to_numpy()[(lines["pair"] == pair) | (pair is None)]
    points = np.r_[places(800, box, 36), places_near(lines, 1200, 37)]
    return points, lines, table(points, lines)


@cache
def points_to_countries(box):
    countries = load_borders().countries.geometry.to_numpy()
    vertices = shapely.get_coordinates(countries)
    on_outline = vertices[np.random.default_rng(40).integers(0, len(vertices), 20_000)]
    points = np.r_[places(150_000, box, 41), places_near(countries, 50_000, 42), on_outline]
    expected = np.full(len(points), -1)
    for row in range(len(countries) - 1, -1, -1):
        expected[holds(countries[row], points)] = row
    return points, countries, expected


def test_nearest_of_point_facilities(box, tell):
    points, targets, expected = points_to_points(box)
    found = nearest(points, targets)
    wrong = expected.wrong_rows(found.index)
    off_m = np.abs(found.distance_m - expected.least_m(len(points))).max()
    by_library = [library_distance_m(*p, *targets[row]) for p, row in zip(points, found.index, strict=True)]
    library_off_m = np.abs(found.distance_m - by_library).max()
    pairs = len(points) * len(targets)
    tell(pairs=pairs, wrong_ids=len(wrong), worst_error_m=off_m, by_geographiclib_m=library_off_m)
    assert wrong == []
    assert max(off_m, library_off_m) <= POINTS_M


@pytest.mark.parametrize(("count", "pipelines"), [(1000, 0.3), (35_000, 0.1)])
def test_nearest_of_points_and_pipelines(box, count, pipelines, tell):
    points, targets, expected = points_to_mixed(box, count, pipelines)
    check_nearest(points, targets, expected, tell)


@pytest.mark.parametrize("pair", [None, "KZ-RU"])
def test_nearest_border(box, pair, tell):
    check_nearest(*points_to_borders(box, pair), tell)


def check_nearest(points, targets, expected, tell):
    found = nearest(points, index_targets(targets))
    wrong = expected.wrong_rows(found.index)
    off_m = np.abs(found.distance_m - expected.least_m(len(points)))
    vertices = int(shapely.get_num_coordinates(targets).sum())
    tell(points=len(points), vertices=vertices, wrong_ids=len(wrong), worst_error_m=off_m.max())
    assert wrong == []
    assert off_m.max() <= LINES_M


def test_all_pairs_within_a_radius(box, tell):
    targets = places(1000, box, 38)
    count, wrong, worst_m = 0, 0, 0.0
    for seed in range(10):
        points = places(1000, box, 39 + seed)
        points[:20] = targets[:20]
        metres = matrix_m(points, targets)
        for radius_m in (0.0, 100.0, 50_000.0, 700_000.0):
            found = within(points, targets, radius_m=radius_m)
            mask = np.zeros(metres.shape, dtype=bool)
            mask[found.point, found.target] = True
            wrong += int((mask != (metres <= radius_m)).sum()) + len(found.point) - int(mask.sum())
            count += len(found.point)
            off_m = np.abs(found.distance_m - metres[found.point, found.target])
            worst_m = max(worst_m, off_m.max(initial=0.0))
    tell(pairs=count, wrong_pairs=wrong, worst_error_m=worst_m)
    assert wrong == 0
    assert worst_m <= POINTS_M


def test_all_points_of_each_target(box, tell):
    points, targets = places(15_000, box, 50), places(400, box, 51)
    radii_m = (100.0, 50_000.0, 2_000_000.0)
    joins = [radius_join(points, targets, radius_m=radius_m, distances=True) for radius_m in radii_m]
    wrong, worst_m = 0, 0.0
    for row, target in enumerate(targets):
        metres = matrix_m(target[None], points)[0]
        for radius_m, found in zip(radii_m, joins, strict=True):
            part = slice(found.offset[row], found.offset[row + 1])
            wrong += len(np.setxor1d(found.point[part], np.flatnonzero(metres <= radius_m)))
            off_m = np.abs(found.distance_m[part] - metres[found.point[part]])
            worst_m = max(worst_m, off_m.max(initial=0.0))
    tell(pairs=sum(len(found.point) for found in joins), wrong_pairs=wrong, worst_error_m=worst_m)
    assert wrong == 0
    assert worst_m <= POINTS_M
    for radius_m, found in zip(radii_m, joins, strict=True):
        assert (count_within(points, targets, radius_m=radius_m) == np.diff(found.offset)).all()


def test_all_points_and_pipelines_within_a_radius(box, tell):
    points, targets, _ = points_to_mixed(box, 1000, 0.3)
    expected = table(points, targets, within_m=50_000)
    found = within(points, targets, radius_m=50_000)
    order = np.lexsort((found.target, found.point))
    assert found.point[order].tolist() == expected.point.tolist()
    assert found.target[order].tolist() == expected.target.tolist()
    worst_m = np.abs(found.distance_m[order] - expected.metres).max()
    tell(pairs=len(order), worst_error_m=worst_m)
    assert worst_m <= LINES_M


def test_country_of_each_point(box, tell):
    points, countries, expected = points_to_countries(box)
    wrong = np.flatnonzero(containing(points, countries) != expected)
    tell(points=len(points), on_an_outline=20_000, in_a_country=int((expected >= 0).sum()), wrong=len(wrong))
    assert len(wrong) == 0
