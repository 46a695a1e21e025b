import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import InvalidArgument
from geodata.geodesy import distance_m, nearest, within
from tests.geodesy.brute_force import library_distance_m

pytestmark = pytest.mark.usefixtures("path")

LON = st.floats(-180, 180)
LAT = st.floats(-90, 90)

HAND_PICKED = [
    (0, 0, 0, 0),
    (0, 0, 180, 0),
    (0, 0, 179.5, 0.1),
    (0, 0.3, 179.7, -0.3),
    (-180, 12, 180, 12),
    (179.999, 65, -179.999, 65),
    (0, 90, 0, -90),
    (10, 90, 190, 90),
    (55.1, 51.8, 55.1, 51.8),
    (55.1, 51.8, 55.1 + 1e-9, 51.8),
    (37.44, 44.86, 53.6, 51.4),
    (0, 89.9999, 180, 89.9999),
    (-60, -45, 120, 45),
    (1000, 10, 280, 10),
]


def pairs_of_points():
    random = np.random.default_rng(20)
    lon = random.uniform(-180, 180, (186, 2))
    lat = np.degrees(np.arcsin(random.uniform(-1, 1, (186, 2))))
    return np.r_[np.array(HAND_PICKED, dtype=float), np.c_[lon[:, 0], lat[:, 0], lon[:, 1], lat[:, 1]]]


def test_two_hundred_pairs_agree_with_geographiclib_to_a_millimetre():
    pairs = pairs_of_points()
    assert len(pairs) == 200
    expected = [library_distance_m(*pair) for pair in pairs]
    assert np.abs(distance_m(*pairs.T) - expected).max() < 1e-3


@given(LON, LAT, LON, LAT)
def test_distance_is_the_same_both_ways(lon1, lat1, lon2, lat2):
    there = distance_m(lon1, lat1, lon2, lat2)
    assert abs(there - distance_m(lon2, lat2, lon1, lat1)) < 1e-6


@given(LON, LAT, LON, LAT, st.floats(-360, 360))
def test_turning_both_points_around_the_axis_changes_nothing(lon1, lat1, lon2, lat2, turn):
    before = distance_m(lon1, lat1, lon2, lat2)
    assert abs(before - distance_m(lon1 + turn, lat1, lon2 + turn, lat2)) < 1e-5


def test_a_latitude_beyond_the_pole_names_argument_and_row():
    with pytest.raises(InvalidArgument, match=r"lat2, row 1: latitude 91.0 is outside"):
        distance_m([0, 1], [0, 1], [0, 1], [2, 91])


def test_an_infinite_longitude_names_argument_and_row():
    with pytest.raises(InvalidArgument, match=r"lon1, row 0: got inf"):
        distance_m(np.inf, 0, 0, 0)


def everyone_to_everyone(points, targets):
    return np.array([distance_m(lon, lat, targets[:, 0], targets[:, 1]) for lon, lat in points])


@pytest.mark.parametrize("count", [1, 2, 7, 400])
def test_nearest_of_points_agrees_with_asking_all_of_them(count):
    random = np.random.default_rng(count)
    points = np.c_[random.uniform(-180, 180, 300), np.degrees(np.arcsin(random.uniform(-1, 1, 300)))]
    targets = np.c_[random.uniform(-180, 180, count), np.degrees(np.arcsin(random.uniform(-1, 1, count)))]
    table = everyone_to_everyone(points, targets)
    found = nearest(points, targets)
    assert (found.index == table.argmin(axis=1)).all()
    assert np.abs(found.distance_m - table.min(axis=1)).max() < 1e-6


def test_nearest_is_right_at_poles_and_antimeridian():
    random = np.random.default_rng(5)
    near_pole = np.sign(random.uniform(-1, 1, 200)) * (90 - 10.0 ** random.uniform(-6, 1, 200))
    lon = np.r_[random.uniform(-180, 180, 200), random.choice([-180, 180, 179.9999, -179.9999], 100)]
    points = np.c_[lon, np.r_[near_pole, random.uniform(-80, 80, 100)]]
    targets = points[::-1][:150] + random.normal(0, 1e-3, (150, 2)) * np.array([1, 0])
    table = everyone_to_everyone(points, targets)
    found = nearest(points, targets)
    assert np.abs(found.distance_m - table.min(axis=1)).max() < 1e-6


def test_nearest_is_right_for_points_at_the_antipode():
    random = np.random.default_rng(6)
    points = np.c_[180 + random.uniform(-1, 1, 50), random.uniform(-1, 1, 50)]
    targets = np.array([(0.0, 0.0), (0.3, 0.1), (-0.2, 0.2)])
    table = everyone_to_everyone(points, targets)
    assert np.abs(nearest(points, targets).distance_m - table.min(axis=1)).max() < 1e-6


def test_between_equal_targets_the_lowest_row_wins():
    found = nearest([(0.0, 0.0)], [(5.0, 5.0), (1.0, 1.0), (1.0, 1.0), (-1.0, 1.0)])
    assert found.index.tolist() == [1]


def test_a_point_on_its_target_is_at_distance_zero():
    found = nearest([(55.1, 51.8)], [(0.0, 0.0), (55.1, 51.8)])
    assert (found.index[0], found.distance_m[0], found.foot_lon[0]) == (1, 0.0, 55.1)


def test_targets_beyond_the_reach_do_not_count():
    found = nearest([(0.0, 0.0), (0.0, 9.0)], [(0.0, 1.0)], within_m=120_000)
    assert found.index.tolist() == [0, -1]
    assert np.isnan(found.distance_m).tolist() == [False, True]


def test_within_gives_the_same_pairs_as_asking_all_of_them():
    random = np.random.default_rng(8)
    points = random.uniform([22, 43], [88, 66], (120, 2))
    targets = random.uniform([22, 43], [88, 66], (200, 2))
    table = everyone_to_everyone(points, targets)
    pairs = within(points, targets, radius_m=300_000)
    assert set(zip(pairs.point.tolist(), pairs.target.tolist(), strict=True)) == set(
        zip(*(axis.tolist() for axis in np.nonzero(table <= 300_000)), strict=True)
    )
    assert np.abs(pairs.distance_m - table[pairs.point, pairs.target]).max() < 1e-6


def test_within_sorts_by_point_then_distance_then_target():
    pairs = within([(0, 0), (0, 0)], [(0, 2), (0, 1), (0, -1)], radius_m=1e6)
    assert pairs.point.tolist() == [0, 0, 0, 1, 1, 1]
    assert pairs.target.tolist() == [1, 2, 0, 1, 2, 0]


def test_within_radius_zero_finds_only_what_coincides():
    pairs = within([(1.0, 1.0)], [(1.0, 1.0), (1.0, 1.1)], radius_m=0)
    assert pairs.target.tolist() == [0]
