"""The right answers, held against `pyproj.Geod` from every point to everything."""

import numpy as np
import pytest
import shapely

from benchmarks.answers import Answer, Truth, errors
from benchmarks.data import GLOBE, REGION, WGS84, pipelines, scattered, segments
from benchmarks.truth import true_countries, true_nearest, true_pairs


def metres(points, targets):
    lon, lat = np.repeat(points, len(targets), axis=0).T
    away = np.tile(targets, (len(points), 1)).T
    return np.asarray(WGS84.inv(lon, lat, *away)[2]).reshape(len(points), len(targets))


@pytest.mark.parametrize("box", [REGION, GLOBE], ids=lambda box: box.name)
def test_the_nearest_points_are_those_of_brute_force(box):
    points, targets = scattered(300, box, seed=1), scattered(500, box, seed=2)
    every_m = metres(points, targets)
    truth = true_nearest(points, segments(targets))
    assert truth.target.tolist() == every_m.argmin(axis=1).tolist()
    assert truth.distance_m == pytest.approx(every_m.min(axis=1), abs=1e-9)


def test_the_nearest_of_lines_is_that_of_dense_brute_force():
    points, lines = scattered(40, REGION, seed=1), pipelines(4, REGION, seed=3)
    dense = segments(lines).split(100)
    every_m = metres(points, np.concatenate([dense.begin, dense.end]))
    truth = true_nearest(points, segments(lines))
    least_m = every_m.min(axis=1)[truth.point]
    assert (truth.distance_m <= least_m + 1e-6).all()
    # The foot lies at most 50 m along the line from a vertex.
    assert (truth.distance_m >= least_m - 50).all()
    assert (truth.distance_m - least_m)[least_m > 10_000] == pytest.approx(0, abs=0.2)


def test_equally_near_targets_are_all_right():
    truth = true_nearest(np.array([[0.0, 10.0]]), segments(np.array([[1.0, 10.0], [-1.0, 10.0], [9.0, 9.0]])))
    assert sorted(truth.target.tolist()) == [0, 1]


def test_pairs_are_those_of_brute_force():
    points, targets = scattered(200, REGION, seed=1), scattered(100, REGION, seed=2)
    near = metres(points, targets) <= 80_000
    truth = true_pairs(points, targets, 80_000)
    assert sorted(zip(truth.point, truth.target, strict=True)) == sorted(zip(*np.nonzero(near), strict=True))


def test_a_point_in_two_areas_belongs_to_the_first():
    areas = np.array([shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3)])
    truth = true_countries(np.array([[2.5, 2.5], [1.5, 1.5], [9.0, 9.0]]), areas)
    assert truth.target.tolist() == [1, 0, -1]


def one_each(*target, metres=None):
    return Answer.one_each(np.array(target), None if metres is None else np.array(metres))


def test_errors_of_nearest_targets():
    truth = Truth(np.array([0, 1, 1, 2]), np.array([5, 6, 7, 8]), np.array([1.0, 2.0, 2.0, 3.0]), rows=3)
    found = errors(one_each(5, 7, 9, metres=[1.0, 2.5, 4.0]), truth)
    assert (found.median_m, found.max_m, found.sample) == (0.5, 1.0, 3)
    assert found.wrong_share == pytest.approx(1 / 3)


def test_errors_of_countries_have_no_metres():
    truth = Truth(np.arange(2), np.array([3, -1]), None, rows=2)
    found = errors(one_each(3, 0), truth)
    assert np.isnan(found.median_m)
    assert found.wrong_share == 0.5


def test_errors_of_pairs_count_missing_and_surplus():
    truth = Truth(np.array([0, 0, 1, 2]), np.array([1, 2, 1, 1]), np.array([1.0, 2, 3, 4]), 3, all_pairs=True)
    answer = Answer(np.array([1, 0, 1]), np.array([1, 1, 7]), np.array([3.25, 1.0, 9.0]))
    found = errors(answer, truth)
    assert found.wrong_share == pytest.approx((1 + 2) / 4)
    assert found.max_m == 0.25


def test_a_subset_is_compared_with_its_own_truth():
    truth = Truth(np.array([0, 1, 2]), np.array([5, 6, 7]), None, rows=3)
    assert errors(one_each(5, 6), truth.first(2)).wrong_share == 0
