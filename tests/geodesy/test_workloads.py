"""The workloads of a large table, small: every id equals brute force, region and globe."""

from functools import cache

import numpy as np
import pytest
import shapely

from geodata.borders import load_borders
from geodata.geodesy import containing, index_areas, index_targets, nearest, within
from tests.geodesy.brute_force import LINES_M, POINTS_M, library_distance_m, matrix_m, wrong_rows
from tests.geodesy.certified import holds, table
from tests.geodesy.workloads import BOXES, facilities, places, places_near

pytestmark = [pytest.mark.usefixtures("path"), pytest.mark.parametrize("box", BOXES)]


@cache
def points_to_points(box):
    points, targets = places(150, box, 1), places(3000, box, 2)
    return points, targets, matrix_m(points, targets)


@cache
def points_to_mixed(box, count, pipelines):
    targets = facilities(count, box, 3, pipelines=pipelines)
    points = np.r_[places(100, box, 4), places_near(targets, 150, 5)]
    return points, targets, table(points, targets)


@cache
def points_to_borders(box):
    lines = load_borders().lines.geometry.to_numpy()
    points = np.r_[places(60, box, 6), places_near(lines, 60, 7)]
    return points, lines, table(points, lines)


@cache
def all_pairs(box):
    points, targets = places(500, box, 8), places(500, box, 9)
    return points, targets, matrix_m(points, targets)


def test_nearest_of_point_facilities_is_that_of_the_full_matrix(box):
    points, targets, metres = points_to_points(box)
    found = nearest(points, targets)
    assert wrong_rows(found.index, metres).tolist() == []
    assert np.abs(found.distance_m - metres.min(axis=1)).max() <= POINTS_M


def test_the_distance_to_the_nearest_facility_is_that_of_geographiclib(box):
    points, targets, _ = points_to_points(box)
    found = nearest(points, targets)
    expected = [library_distance_m(*p, *targets[row]) for p, row in zip(points, found.index, strict=True)]
    assert np.abs(found.distance_m - expected).max() <= POINTS_M


def test_a_reach_leaves_out_exactly_what_is_beyond_it(box):
    points, targets, metres = points_to_points(box)
    reach_m = float(np.median(metres.min(axis=1)))
    found = nearest(points, targets, within_m=reach_m)
    assert ((found.index < 0) == (metres.min(axis=1) > reach_m)).all()
    kept = found.index >= 0
    assert wrong_rows(found.index[kept], metres[kept]).tolist() == []


@pytest.mark.parametrize(("count", "pipelines"), [(200, 0.3), (1000, 0.1)])
def test_nearest_of_points_and_pipelines_is_that_of_the_reference(box, count, pipelines):
    points, targets, expected = points_to_mixed(box, count, pipelines)
    found = nearest(points, index_targets(targets))
    assert expected.wrong_rows(found.index) == []
    assert np.abs(found.distance_m - expected.least_m(len(points))).max() <= LINES_M


def test_the_foot_lies_on_the_target_at_the_distance_that_is_given(box):
    points, targets, _ = points_to_mixed(box, 200, 0.3)
    found = nearest(points, targets)
    feet = np.column_stack([found.foot_lon, found.foot_lat])
    back = [library_distance_m(*point, *foot) for point, foot in zip(points, feet, strict=True)]
    assert np.abs(found.distance_m - back).max() <= LINES_M
    on_target = table(feet, targets)
    assert on_target.least_m(len(feet)).max() <= LINES_M


def test_nearest_border_is_that_of_the_reference(box):
    points, lines, expected = points_to_borders(box)
    found = nearest(points, lines)
    assert expected.wrong_rows(found.index) == []
    assert np.abs(found.distance_m - expected.least_m(len(points))).max() <= LINES_M


def test_all_pairs_within_a_radius_are_those_of_the_full_matrix(box):
    points, targets, metres = all_pairs(box)
    found = within(points, targets, radius_m=50_000)
    mask = np.zeros(metres.shape, dtype=bool)
    mask[found.point, found.target] = True
    assert (mask == (metres <= 50_000)).all()
    assert len(found.point) == mask.sum() > 500
    assert np.abs(found.distance_m - metres[found.point, found.target]).max() <= POINTS_M


def test_all_pairs_of_points_and_pipelines_within_a_radius_are_those_of_the_reference(box):
    points, targets, _ = points_to_mixed(box, 200, 0.3)
    expected = table(points, targets, within_m=50_000)
    found = within(points, targets, radius_m=50_000)
    order = np.lexsort((found.target, found.point))
    assert found.point[order].tolist() == expected.point.tolist()
    assert found.target[order].tolist() == expected.target.tolist()
    assert np.abs(found.distance_m[order] - expected.metres).max() <= LINES_M


@cache
def points_to_countries(box):
    countries = load_borders().countries.geometry.to_numpy()
    vertices = shapely.get_coordinates(countries)
    on_outline = vertices[np.random.default_rng(10).integers(0, len(vertices), 1000)]
    points = np.r_[places(3000, box, 11), places_near(countries, 1500, 12), on_outline]
    expected = np.full(len(points), -1)
    for row in range(len(countries) - 1, -1, -1):
        expected[holds(countries[row], points)] = row
    return points, countries, index_areas(countries), expected


def test_the_country_is_the_first_whose_own_polygon_holds_the_point(box):
    points, countries, prepared, expected = points_to_countries(box)
    assert (containing(points, countries) == expected).all()
    assert (expected[-1000:] >= 0).all()
    # Again, for so many points that another way pays, and for few once that way is prepared.
    assert (containing(np.tile(points, (7, 1)), prepared) == np.tile(expected, 7)).all()
    assert (containing(points, prepared) == expected).all()
