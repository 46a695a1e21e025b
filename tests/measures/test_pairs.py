"""Distances of given pairs, against a reference that has nothing in common with them."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.measures import pairs
from geodata.measures.located import locate
from geodata.measures.pairs import distances_of_pairs
from geodata.measures.prepared import index_facilities
from tests.geodesy.certified import least_m

SHAPES = [
    shapely.Point(10, 5),
    shapely.LineString([(0, 0), (20, 3), (25, 30)]),
    shapely.box(5, 5, 12, 9).difference(shapely.box(7, 6, 8, 7)),
    None,
    shapely.MultiPoint([(1, 1), (40, 40)]),
    shapely.LineString([(175, 60), (-175, 65)]),
    shapely.GeometryCollection([shapely.Point(-60, -70), shapely.box(-100, -20, -90, -10)]),
    shapely.Polygon([(170, -10), (-170, -10), (-170, 10), (170, 10)]),
    shapely.Point(),
    shapely.LineString([(-180, 89), (180, 89)]),
]
FACILITIES = index_facilities(gpd.GeoDataFrame(geometry=SHAPES))
places = st.lists(st.tuples(st.floats(-180, 180), st.floats(-89, 89)), min_size=1, max_size=4)


def distances(lonlat):
    """From every point to every shape, by one call each way."""
    located = locate(gpd.GeoDataFrame(geometry=[None, *shapely.points(lonlat)]))
    incident = np.repeat(np.arange(len(lonlat) + 1), len(SHAPES) + 1)
    facility = np.tile(np.arange(-1, len(SHAPES)), len(lonlat) + 1)
    return distances_of_pairs(located, FACILITIES, incident, facility).reshape(-1, len(SHAPES) + 1)


def check(lonlat):
    found = distances(lonlat)
    assert np.isnan(found[0]).all()
    assert np.isnan(found[:, [0, 4, 9]]).all()
    for row, shape in enumerate(SHAPES):
        if shape is not None and not shape.is_empty:
            expected = least_m(lonlat, shape, tolerance_m=1e-6)
            np.testing.assert_allclose(found[1:, row + 1], expected, rtol=0, atol=1e-5)


@settings(deadline=None, max_examples=60)
@given(places)
def test_each_pair_is_as_far_apart_as_the_reference_finds(lonlat):
    check(lonlat)


HARD = [(10, 5), (10, 3), (7.5, 6.5), (6, 6), (180, 0), (-180, 62.5), (3, 89.99), (3, -89.9), (-170, -5)]


@pytest.mark.parametrize("place", HARD)
def test_places_on_and_in_the_shapes_are_right(place):
    check([place])


def test_pairs_are_the_same_in_pieces_of_any_size(monkeypatch):
    rng = np.random.default_rng(1)
    lonlat = np.column_stack([rng.uniform(-180, 180, 30), rng.uniform(-90, 90, 30)])
    whole = distances(lonlat)
    monkeypatch.setattr(pairs, "MOST_AT_ONCE", 1)
    np.testing.assert_array_equal(distances(lonlat), whole)


def test_without_pairs_there_is_nothing():
    located = locate(gpd.GeoDataFrame(geometry=[shapely.Point(0, 0)]))
    none = np.empty(0, dtype=np.int64)
    assert distances_of_pairs(located, FACILITIES, none, none).shape == (0,)


def test_without_facilities_every_distance_is_unknown():
    located = locate(gpd.GeoDataFrame(geometry=[shapely.Point(0, 0)]))
    empty = index_facilities(gpd.GeoDataFrame(geometry=[]))
    assert np.isnan(distances_of_pairs(located, empty, np.array([0]), np.array([-1]))).all()
