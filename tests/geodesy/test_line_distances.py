import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.borders import load_borders
from geodata.geodesy import distance_m, distance_to, index_targets, nearest, within
from tests.geodesy.brute_force import LINES_M
from tests.geodesy.certified import least_m

pytestmark = pytest.mark.usefixtures("path")

LINES = {
    "the border along the 49th parallel": [(-123.0, 49.0), (-95.0, 49.0)],
    "a line along the equator": [(0.0, 0.0), (100.0, 0.0)],
    "a meridian across the equator": [(30.0, -20.0), (30.0, 60.0)],
    "a long slanting line": [(-20.0, -40.0), (60.0, 50.0)],
    "a line across the antimeridian": [(179.0, 60.0), (181.0, 65.0), (190.0, 66.0)],
    "a line around the north pole": [(0.0, 89.9), (90.0, 89.95), (179.0, 89.99)],
    "a line into the south pole": [(40.0, -85.0), (40.0, -90.0)],
    "a short zigzag": [(55.0, 51.0), (55.01, 51.02), (55.02, 51.0), (55.03, 51.02)],
}


def points_around(vertices, seed):
    """Points from a metre to the other side of the globe away from a line."""
    random = np.random.default_rng(seed)
    vertices = np.array(vertices)
    segment = random.integers(0, len(vertices) - 1, 14)
    share = random.random((14, 1))
    places = vertices[segment] + (vertices[segment + 1] - vertices[segment]) * share
    places = places + random.normal(size=(14, 2)) * 10.0 ** random.uniform(-5, 1, (14, 1))
    anywhere = np.c_[random.uniform(-180, 180, 6), random.uniform(-89, 89, 6)]
    points = np.r_[places, anywhere]
    return np.c_[points[:, 0], np.clip(points[:, 1], -90, 90)]


@pytest.mark.parametrize("name", LINES)
def test_distance_to_a_line_agrees_with_the_reference(name):
    line = shapely.LineString(LINES[name])
    points = points_around(LINES[name], len(name))
    assert np.abs(distance_to(points, line) - least_m(points, line)).max() <= LINES_M


@pytest.mark.parametrize("name", LINES)
def test_the_foot_lies_at_the_distance_that_is_given(name):
    points = points_around(LINES[name], 3)
    found = nearest(points, [shapely.LineString(LINES[name])])
    back = distance_m(points[:, 0], points[:, 1], found.foot_lon, found.foot_lat)
    assert np.abs(back - found.distance_m).max() < 1e-6


def test_distance_to_the_kazakh_russian_border_agrees_with_the_reference():
    border = load_borders().lines.set_index("pair").geometry["KZ-RU"]
    points = np.random.default_rng(4).uniform([46, 49], [87, 56], (25, 2))
    assert np.abs(distance_to(points, border) - least_m(points, border)).max() <= LINES_M


def test_a_parallel_is_followed_and_not_the_geodesic_between_its_ends():
    border = shapely.LineString([(-123.0, 49.0), (-95.0, 49.0)])
    found = nearest([(-109.0, 49.0)], [border])
    assert found.distance_m[0] < 1e-6
    assert found.foot_lat[0] == pytest.approx(49.0)


def test_a_step_over_the_antimeridian_is_read_the_short_way():
    line = shapely.LineString([(179.0, 10.0), (-179.0, 10.0)])
    assert distance_to([(180.0, 10.0)], line)[0] < 1e-6
    assert distance_to([(0.0, 10.0)], line)[0] > 1e7


def test_a_cut_line_and_an_uncut_line_give_the_same_distance():
    uncut = shapely.LineString([(179.0, 10.0), (181.0, 12.0)])
    cut = shapely.MultiLineString([[(179.0, 10.0), (180.0, 11.0)], [(-180.0, 11.0), (-179.0, 12.0)]])
    points = [(178.0, 12.0), (-179.5, 11.0), (180.0, 15.0)]
    assert np.abs(distance_to(points, uncut) - distance_to(points, cut)).max() < 1e-6


@settings(deadline=None, max_examples=40)
@given(st.floats(-360, 360), st.integers(0, 1000))
def test_turning_points_and_lines_around_the_axis_changes_nothing(turn, seed):
    random = np.random.default_rng(seed)
    vertices = random.uniform([20, -70], [60, 70], (4, 2))
    points = random.uniform([0, -85], [90, 85], (5, 2))
    before = distance_to(points, shapely.LineString(vertices))
    around = np.array([turn, 0])
    after = distance_to(points + around, shapely.LineString(vertices + around))
    assert np.abs(before - after).max() < 1e-4


def test_points_lines_and_areas_can_be_mixed():
    targets = [
        shapely.Point(10, 10),
        shapely.LineString([(20, 0), (20, 20)]),
        shapely.box(30, 0, 40, 10),
        shapely.GeometryCollection([shapely.Point(50, 5), shapely.LineString([(60, 0), (60, 9)])]),
        shapely.MultiPoint([(70, 5), (80, 5)]),
    ]
    found = nearest([(10, 11), (19, 5), (35, 5), (59, 5), (79, 5)], targets)
    assert found.index.tolist() == [0, 1, 2, 3, 4]
    assert found.distance_m[2] == 0


def test_null_and_empty_geometries_are_left_out():
    targets = [None, shapely.Point(), shapely.LineString([(0, 0), (1, 0)])]
    found = nearest([None, shapely.Point(), shapely.Point(0.5, 1)], targets)
    assert found.index.tolist() == [-1, -1, 2]
    assert np.isnan(found.distance_m).tolist() == [True, True, False]


def test_at_a_vertex_that_two_lines_share_the_lower_row_wins():
    lines = [shapely.LineString([(1, 1), (0, 0)]), shapely.LineString([(0, 0), (1, -1)])]
    assert nearest([(-1.0, 0.0)], lines).index.tolist() == [0]
    assert nearest([(-1.0, 0.0)], lines[::-1]).index.tolist() == [0]


def test_within_counts_a_line_once():
    line = shapely.LineString([(0, 0), (0.5, 0), (1, 0), (1, 1)])
    pairs = within([(0.5, 0.1)], [line], radius_m=200_000)
    assert pairs.target.tolist() == [0]
    assert pairs.distance_m[0] == pytest.approx(distance_to([(0.5, 0.1)], line)[0], abs=1e-6)


def test_an_index_gives_the_same_as_the_targets_themselves():
    lines = [shapely.LineString([(1, 1), (0, 0)]), shapely.LineString([(5, 0), (1, -1)])]
    points = np.random.default_rng(1).uniform(-5, 5, (30, 2))
    assert (nearest(points, index_targets(lines)).distance_m == nearest(points, lines).distance_m).all()


def test_the_input_stays_as_it_was():
    points = np.random.default_rng(1).uniform(-5, 5, (30, 2))
    targets = np.array([shapely.LineString([(179, 1), (-179, 0)]), shapely.box(-1, -1, 1, 1)])
    before = points.copy(), shapely.to_wkb(targets)
    nearest(points, targets)
    within(points, targets, radius_m=1e6)
    assert (points == before[0]).all()
    assert (shapely.to_wkb(targets) == before[1]).all()


def test_a_line_that_passes_between_its_vertices_is_nearer_than_a_point_farther_off():
    # Away are: the line's two vertices 2.4 km, the other target 2 km, the line itself 0.1 km.
    line = shapely.LineString([(0.0, 0.0), (0.0, 0.044)])
    point = shapely.Point(0.0, 0.022 + 0.018)
    found = nearest([(0.0009, 0.022)], [point, line])
    assert found.index.tolist() == [1]
    assert found.distance_m[0] == pytest.approx(100.2, abs=0.1)


def test_a_line_once_around_the_globe_is_near_everywhere_on_its_parallel():
    line = shapely.LineString([(-180.0, 10.0), (180.0, 10.0)])
    assert distance_to([(0.0, 10.0), (77.7, 10.0)], line).max() < 1e-6


def test_a_line_that_bends_around_the_pole_does_not_run_through_it():
    bend = shapely.LineString([(0.0, 89.99), (179.0, 89.99)])
    found = nearest([(0.0, 90.0)], [bend, shapely.Point(90.0, 89.995)])
    assert found.index.tolist() == [1]
    assert distance_to([(0.0, 90.0)], bend)[0] == pytest.approx(1117, abs=1)
