import numpy as np
import pytest
import shapely

from geodata.errors import InvalidArgument
from geodata.geodesy import containing, distance_to, nearest

pytestmark = pytest.mark.usefixtures("path")

RING = shapely.Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [[(4, 4), (6, 4), (6, 6), (4, 6)]])


def test_distance_is_zero_inside_and_on_the_outline():
    assert distance_to([(1, 1), (0, 5), (10, 10)], RING).tolist() == [0, 0, 0]


def test_inside_an_area_the_foot_is_the_point_itself():
    found = nearest([(1.0, 2.0)], [RING])
    assert (found.foot_lon[0], found.foot_lat[0]) == (1.0, 2.0)


def test_in_a_hole_the_distance_is_to_its_edge():
    hole = shapely.LineString([(4, 4), (6, 4), (6, 6), (4, 6), (4, 4)])
    assert distance_to([(5, 4.5)], RING)[0] == pytest.approx(distance_to([(5, 4.5)], hole)[0])
    assert distance_to([(5, 4.5)], RING)[0] > 50_000


def test_where_areas_overlap_the_lowest_row_wins():
    squares = [shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3)]
    assert containing([(1.5, 1.5), (2.5, 2.5)], squares).tolist() == [0, 1]
    assert nearest([(1.5, 1.5)], squares).index.tolist() == [0]


def test_on_a_common_outline_the_lowest_row_wins():
    assert containing([(1.0, 0.5)], [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]).tolist() == [0]


def test_what_lies_in_no_area_gets_minus_one():
    assert containing([None, shapely.Point(50, 50)], [RING]).tolist() == [-1, -1]


def test_an_area_cut_at_the_antimeridian_contains_both_of_its_sides():
    cut = shapely.MultiPolygon([shapely.box(170, 0, 180, 10), shapely.box(-180, 0, -170, 10)])
    assert containing([(175, 5), (-175, 5), (180, 5), (-180, 5), (0, 5)], [cut]).tolist() == [0, 0, 0, 0, -1]


@pytest.mark.parametrize("ring", [[170, 190, 190, 170], [170, -170, -170, 170], [-190, -170, -170, -190]])
def test_an_uncut_area_across_the_antimeridian_contains_both_of_its_sides(ring):
    area = shapely.Polygon(list(zip(ring, [0, 0, 10, 10], strict=True)))
    assert containing([(175, 5), (-175, 5), (185, 5), (0, 5)], [area]).tolist() == [0, 0, 0, -1]
    assert distance_to([(175, 5), (-175, 5)], area).tolist() == [0, 0]


def test_a_hole_across_the_antimeridian_stays_a_hole():
    area = shapely.Polygon(
        [(170, 0), (-170, 0), (-170, 10), (170, 10)], [[(-179, 4), (-177, 4), (-177, 6), (-179, 6)]]
    )
    assert containing([(-178, 5), (-175, 5), (175, 5)], [area]).tolist() == [-1, 0, 0]


def test_a_ring_around_a_pole_asks_to_be_cut():
    cap = shapely.Polygon([(-120, 80), (0, 80), (120, 80), (-170, 80)])
    with pytest.raises(InvalidArgument, match="row 1: a ring runs around a pole"):
        containing([(0, 85)], [RING, cap])


def test_a_polar_area_closed_along_the_pole_contains_the_pole():
    cap = shapely.box(-180, 80, 180, 90)
    assert containing([(0, 90), (77, 90), (180, 85), (0, 79)], [cap]).tolist() == [0, 0, 0, -1]


def test_the_boundary_along_a_parallel_is_not_a_geodesic():
    area = shapely.box(-123, 40, -95, 49)
    points = np.array([(-109.0, 49.01), (-109.0, 48.99)])
    assert containing(points, [area]).tolist() == [-1, 0]
    assert distance_to(points[:1], area)[0] == pytest.approx(1112.2, abs=0.5)
