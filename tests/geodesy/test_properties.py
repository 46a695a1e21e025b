"""What must hold whatever the input: symmetries, order, chunks, and inputs that stay as they were."""

import os

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.geodesy import containing, distance_m, distance_to, nearest, ring, within
from tests.geodesy.brute_force import LINES_M, TIE_M, library_distance_m

pytestmark = pytest.mark.usefixtures("path")

SPECIAL = [0.0, 90.0, -90.0, 180.0, -180.0, 179.9999, -179.9999]
LON = st.sampled_from(SPECIAL) | st.floats(-180, 180)
LAT = st.sampled_from([0.0, 90.0, -90.0, 89.9999]) | st.floats(-90, 90)
POINTS = st.lists(st.tuples(LON, LAT), min_size=1, max_size=6).map(np.array)
RADIUS_M = st.sampled_from([0.0, 1.0, 50_000.0, 2e6]) | st.floats(0, 2.1e7)
EASY = settings(deadline=None, max_examples=int(os.environ.get("EXAMPLES", "25")))


@st.composite
def geometries(draw):
    """A point, a line or an area near one place; no step is near half a turn, so that turning keeps it."""
    lon, lat = draw(st.floats(-179, 179)), draw(st.floats(-85, 85))
    kind = draw(st.sampled_from(["point", "line", "area", "points"]))
    reach = draw(st.sampled_from([1e-6, 0.01, 1.0, 30.0]))
    random = np.random.default_rng(draw(st.integers(0, 1000)))
    if kind == "area":
        width, height = random.uniform(0.1, 1, 2) * reach
        return shapely.box(lon, max(lat - height, -89), lon + width, min(lat + height, 89))
    places = np.array([lon, lat]) + np.cumsum(random.uniform(-reach, reach, (3, 2)), axis=0)
    places[:, 1] = np.clip(places[:, 1], -90, 90)
    if kind == "line":
        return shapely.LineString(places)
    return shapely.Point(places[0]) if kind == "point" else shapely.MultiPoint(places)


TARGETS = st.lists(geometries(), min_size=1, max_size=6).map(lambda found: np.array(found, dtype=object))


def moved(targets, change):
    return shapely.transform(targets, change)


def assert_same(points, targets, found, index, metres):
    """The same distances, and the same rows but where another row is as near."""
    assert np.abs(found.distance_m - metres).max() <= LINES_M + TIE_M
    for row in np.flatnonzero(found.index != index):
        other_m = distance_to(points[row][None], targets[index[row]])[0]
        assert other_m <= found.distance_m[row] + 2 * LINES_M


@EASY
@given(LON, LAT, LON, LAT)
def test_distance_is_symmetric_and_that_of_geographiclib(lon1, lat1, lon2, lat2):
    there, back = distance_m(lon1, lat1, lon2, lat2), distance_m(lon2, lat2, lon1, lat1)
    assert there == pytest.approx(back, abs=TIE_M)
    assert there == pytest.approx(library_distance_m(lon1, lat1, lon2, lat2), abs=TIE_M)


@EASY
@given(POINTS, TARGETS, st.floats(-175, 175))
def test_turning_the_globe_changes_neither_ids_nor_metres(points, targets, turn):
    before = nearest(points, targets)
    around = np.array([turn, 0.0])
    after = nearest(points + around, moved(targets, lambda place: place + around))
    assert_same(points, targets, before, after.index, after.distance_m)


@EASY
@given(POINTS, TARGETS, st.integers(-5, 5))
def test_whole_turns_of_the_points_change_neither_ids_nor_metres(points, targets, turns):
    before, after = nearest(points, targets), nearest(points + np.array([360.0 * turns, 0]), targets)
    assert_same(points, targets, before, after.index, after.distance_m)


@EASY
@given(POINTS, TARGETS)
def test_mirroring_north_and_south_changes_neither_ids_nor_metres(points, targets):
    mirror = np.array([1.0, -1.0])
    before = nearest(points, targets)
    after = nearest(points * mirror, moved(targets, lambda place: place * mirror))
    assert_same(points, targets, before, after.index, after.distance_m)


@EASY
@given(POINTS, TARGETS)
def test_mirroring_east_and_west_changes_neither_ids_nor_metres(points, targets):
    mirror = np.array([-1.0, 1.0])
    before = nearest(points, targets)
    after = nearest(points * mirror, moved(targets, lambda place: place * mirror))
    assert_same(points, targets, before, after.index, after.distance_m)


@EASY
@given(POINTS, TARGETS, st.randoms(use_true_random=False))
def test_shuffling_the_targets_only_renames_them(points, targets, random):
    order = np.array(random.sample(range(len(targets)), len(targets)))
    before, after = nearest(points, targets), nearest(points, targets[order])
    assert_same(points, targets, before, order[after.index], after.distance_m)


@EASY
@given(POINTS, TARGETS, RADIUS_M, st.randoms(use_true_random=False))
def test_shuffling_the_points_shuffles_the_answers(points, targets, radius_m, random):
    order = np.array(random.sample(range(len(points)), len(points)))
    before, after = nearest(points, targets), nearest(points[order], targets)
    assert (after.index == before.index[order]).all()
    assert (after.distance_m == before.distance_m[order]).all()
    assert (containing(points[order], targets) == containing(points, targets)[order]).all()
    pairs, shuffled = (
        within(points, targets, radius_m=radius_m),
        within(points[order], targets, radius_m=radius_m),
    )
    assert set(zip(pairs.point, pairs.target, pairs.distance_m, strict=True)) == set(
        zip(order[shuffled.point], shuffled.target, shuffled.distance_m, strict=True)
    )


@EASY
@given(st.lists(st.tuples(LON, LAT), min_size=2, max_size=40).map(np.array), TARGETS, st.integers(1, 39))
def test_chunks_of_points_give_what_the_whole_gives(points, targets, at):
    whole, chunks = nearest(points, targets), [nearest(part, targets) for part in (points[:at], points[at:])]
    for name in ("index", "distance_m", "foot_lon", "foot_lat"):
        parts = np.concatenate([getattr(chunk, name) for chunk in chunks])
        assert np.array_equal(getattr(whole, name), parts, equal_nan=True)


@EASY
@given(POINTS, TARGETS)
def test_the_nearest_is_the_least_of_all_within(points, targets):
    found, pairs = nearest(points, targets), within(points, targets, radius_m=2.1e7)
    assert len(pairs.point) == len(points) * len(targets)
    metres = np.full((len(points), len(targets)), np.nan)
    metres[pairs.point, pairs.target] = pairs.distance_m
    assert np.abs(metres.min(axis=1) - found.distance_m).max() <= LINES_M
    assert np.abs(metres[np.arange(len(points)), found.index] - found.distance_m).max() <= LINES_M


@EASY
@given(POINTS, TARGETS, RADIUS_M, RADIUS_M)
def test_a_larger_radius_finds_the_same_pairs_and_more(points, targets, one, other):
    small, large = (within(points, targets, radius_m=radius) for radius in sorted([one, other]))
    wide = dict(zip(zip(large.point, large.target, strict=True), large.distance_m, strict=True))
    narrow = dict(zip(zip(small.point, small.target, strict=True), small.distance_m, strict=True))
    assert set(narrow) <= set(wide)
    for pair, metres in wide.items():
        if pair in narrow:
            assert narrow[pair] <= min(one, other)
            assert narrow[pair] == pytest.approx(metres, abs=TIE_M)
        else:
            assert metres > min(one, other) - TIE_M


@EASY
@given(POINTS, TARGETS, RADIUS_M)
def test_a_reach_keeps_what_is_inside_it_and_nothing_else(points, targets, reach_m):
    free, bound = nearest(points, targets), nearest(points, targets, within_m=reach_m)
    inside = free.distance_m <= reach_m - TIE_M
    assert (bound.index[inside] == free.index[inside]).all()
    assert (bound.distance_m[bound.index >= 0] <= reach_m).all()
    assert (bound.index[free.distance_m > reach_m + TIE_M] == -1).all()
    assert np.isnan(bound.distance_m[bound.index < 0]).all()


@EASY
@given(POINTS, TARGETS)
def test_no_input_is_changed(points, targets):
    as_points = gpd.GeoDataFrame({"id": range(len(points))}, geometry=gpd.points_from_xy(*points.T), crs=4326)
    as_targets = gpd.GeoSeries(targets, crs=4326)
    before = points.tobytes(), as_points.to_wkb().to_csv(), as_targets.to_wkb().tolist(), list(targets)
    for given_points, given_targets in ((points, targets), (as_points, as_targets)):
        nearest(given_points, given_targets)
        within(given_points, given_targets, radius_m=1e6)
        containing(given_points, given_targets)
    after = points.tobytes(), as_points.to_wkb().to_csv(), as_targets.to_wkb().tolist(), list(targets)
    assert before == after


@pytest.mark.parametrize("writeable", [True, False])
def test_arrays_that_cannot_be_written_to_and_odd_memory_layouts_are_read_all_the_same(writeable):
    points = np.random.default_rng(1).uniform(-80, 80, (40, 2))
    odd = np.asfortranarray(np.repeat(points, 2, axis=0))[::2]
    odd.flags.writeable = writeable
    targets = np.random.default_rng(2).uniform(-80, 80, (30, 2)).astype(np.float32)
    targets.flags.writeable = writeable
    expected = nearest(points, targets.astype(np.float64))
    assert (nearest(odd, targets).index == expected.index).all()
    assert (nearest(odd, targets).distance_m == expected.distance_m).all()


@EASY
@given(LON, LAT, st.floats(1, 9.9e6))
def test_the_vertices_of_a_ring_lie_at_its_radius(lon, lat, radius_m):
    for part in shapely.get_parts(ring(lon, lat, radius_m, tolerance_m=max(1.0, radius_m / 1e4))):
        vertices = shapely.get_coordinates(part.exterior)
        # At the antimeridian and at a pole a ring is cut, inside the circle.
        free = vertices[(np.abs(np.abs(vertices[:, 0]) - 180) > 1e-9) & (np.abs(vertices[:, 1]) < 90)]
        metres = distance_m(lon, lat, free[:, 0], free[:, 1])
        assert np.abs(metres - radius_m).max(initial=0) <= TIE_M
