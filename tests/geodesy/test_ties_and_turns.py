"""Ties where lines cross and areas meet, whole turns of longitude, and arguments of no use at all."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geodata.errors import InvalidArgument
from geodata.geodesy import containing, distance_to, nearest, within
from tests.geodesy.certified import table

pytestmark = pytest.mark.usefixtures("path")


def crossing_lines(random):
    """Three lines through one place that is a vertex of none, and the place."""
    place = np.array([random.uniform(-180, 180), random.uniform(-65, 65)])
    ways = random.normal(size=(3, 2)) * 10 ** random.uniform(-3, 0.7)
    ends = [(place - way * random.uniform(0.1, 1), place + way * random.uniform(0.1, 1)) for way in ways]
    return place, [shapely.LineString(end) for end in ends]


def test_where_lines_cross_between_their_vertices_the_lowest_row_wins():
    random = np.random.default_rng(13)
    rows = []
    for _ in range(200):
        place, lines = crossing_lines(random)
        expected = table(place[None], lines)
        rows += expected.wrong_rows(nearest(place[None], lines).index)
    assert rows == []


def test_at_the_outline_of_two_areas_the_lower_row_wins():
    random = np.random.default_rng(14)
    wrong = []
    for _ in range(50):
        centre = np.array([random.uniform(-170, 170), random.uniform(-70, 70)])
        ends = centre + random.normal(size=(2, 2))
        areas = [shapely.Polygon([*ends, np.add(centre, (step, 0))]) for step in (5, -5)]
        points = ends[0] + (ends[1] - ends[0]) * random.random((20, 1))
        for given in (areas, areas[::-1], [*areas, shapely.Point(centre)]):
            wrong += table(points, given).wrong_rows(nearest(points, given).index)
    assert wrong == []


@pytest.mark.parametrize("turns", [-3, -2, -1, 0, 1, 2, 3])
def test_an_area_holds_its_points_however_many_turns_away_it_is_written(turns):
    area = shapely.box(10 + 360 * turns, 10, 20 + 360 * turns, 20)
    for of_points in (0, 1, -1, turns):
        points = np.add([(15.0, 15.0), (12.0, 18.0), (25.0, 15.0)], (360 * of_points, 0))
        assert containing(points, [area]).tolist() == [0, 0, -1]
        assert distance_to(points[:2], area).tolist() == [0, 0]


def test_the_outline_belongs_to_an_area_that_is_written_beyond_the_antimeridian():
    random = np.random.default_rng(17)
    for _ in range(100):
        west, east, south, north = random.uniform([170, 180.1, -80, 1], [180, 200, 0, 80])
        area = shapely.box(west, south, east, north)
        points = [(west, south), (east, south), (east, north), (west, north), (east, 0.5), (west, 0.5)]
        assert containing(points, [area]).tolist() == [0] * 6
        assert distance_to(points, area).tolist() == [0] * 6


@pytest.mark.parametrize(
    "points",
    [
        ["a", "b"],
        [("1", "b")],
        [(1, 2), (3,)],
        np.array([1, None], dtype=object),
        [(1, "x")],
        gpd.GeoDataFrame({"a": [1]}),
    ],
    ids=str,
)
def test_what_is_no_place_at_all_is_refused_by_name(points):
    with pytest.raises(InvalidArgument, match=r"^points"):
        nearest(points, [shapely.box(0, 0, 1, 1)])


@pytest.mark.parametrize("radius_m", ["5", None, [1, 2]])
def test_a_radius_that_is_no_number_is_refused_by_name(radius_m):
    with pytest.raises(InvalidArgument, match=r"^radius_m: got"):
        within([(0, 0)], [(0, 0)], radius_m=radius_m)


def test_an_empty_geometry_is_named_as_the_argument_that_it_is():
    with pytest.raises(InvalidArgument, match=r"^geometry"):
        distance_to([(0, 0)], shapely.Point())
