import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import InvalidArgument
from geodata.geodesy import containing, ring
from tests.geodesy.brute_force import GEOD, library_distance_m


def off_circle_m(circle, lon, lat, radius_m):
    """Greatest distance between a place on the outline and the circle, the cuts left out."""
    worst = 0.0
    for part in shapely.get_parts(circle):
        xy = shapely.get_coordinates(shapely.segmentize(part.exterior, 0.01))
        cut = (np.abs(np.abs(xy[:, 0]) - 180) < 1e-9) | (np.abs(xy[:, 1]) == 90)
        xy = xy[~cut]
        metres = GEOD.inv(np.full(len(xy), lon), np.full(len(xy), lat), xy[:, 0], xy[:, 1])[2]
        worst = max(worst, np.abs(metres - radius_m).max())
    return worst


CENTRES = [
    (55.1, 51.8, 50e3),
    (37.4, 44.9, 7e3),
    (0, 0, 1e6),
    (10, 89.9, 5e3),
    (100, 75, 1e6),
    (20, -60, 300),
]


@pytest.mark.parametrize(("lon", "lat", "radius_m"), CENTRES)
def test_the_outline_keeps_within_the_tolerance(lon, lat, radius_m):
    assert off_circle_m(ring(lon, lat, radius_m), lon, lat, radius_m) < 1.01


def test_a_finer_tolerance_gives_more_vertices():
    coarse, fine = (ring(55, 52, 50e3, tolerance_m=metres) for metres in (10, 0.1))
    assert shapely.get_num_coordinates(fine) > shapely.get_num_coordinates(coarse)
    assert off_circle_m(fine, 55, 52, 50e3) < 0.11


def test_a_vertex_lies_on_the_circle_by_geographiclib():
    x, y = shapely.get_coordinates(ring(55.1, 51.8, 50e3))[7]
    assert library_distance_m(55.1, 51.8, x, y) == pytest.approx(50e3, abs=1e-3)


def test_a_circle_across_the_antimeridian_is_cut_in_two():
    circle = ring(179.9, 60, 50e3)
    assert circle.geom_type == "MultiPolygon"
    assert len(circle.geoms) == 2
    assert circle.bounds[0] == -180
    assert circle.bounds[2] == 180
    assert off_circle_m(circle, 179.9, 60, 50e3) < 1.01


def test_a_circle_around_a_pole_contains_the_pole():
    circle = ring(10, 89, 300e3)
    assert circle.is_valid
    assert containing([(0, 90), (-170, 89.5), (10, 80)], [circle]).tolist() == [0, 0, -1]
    assert off_circle_m(circle, 10, 89, 300e3) < 1.01


def test_a_circle_around_the_south_pole_contains_it():
    assert containing([(77, -90), (0, -80)], [ring(0, -90, 500e3)]).tolist() == [0, -1]


@settings(deadline=None, max_examples=60)
@given(st.floats(-180, 180), st.floats(-90, 90), st.floats(10, 9.9e6))
def test_circles_anywhere_are_valid_and_inside_the_world(lon, lat, radius_m):
    circle = ring(lon, lat, radius_m, tolerance_m=max(1.0, radius_m / 1e4))
    assert circle.is_valid
    west, south, east, north = circle.bounds
    assert west >= -180
    assert east <= 180
    assert -90 <= south < north <= 90
    assert containing([(lon, lat)], [circle]).tolist() == [0]


@pytest.mark.parametrize("radius_m", [0, -1, np.nan, 1.1e7])
def test_a_radius_out_of_range_is_an_error(radius_m):
    with pytest.raises(InvalidArgument, match="radius_m: got"):
        ring(0, 0, radius_m)


def test_a_tolerance_of_zero_is_an_error():
    with pytest.raises(InvalidArgument, match="tolerance_m: got 0"):
        ring(0, 0, 1000, tolerance_m=0)
