"""All points within a radius of each target, as lists, counts and batches, against the full matrix."""

from functools import cache

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import InvalidArgument
from geodata.geodesy import count_within, index_points, radius_join, radius_join_in_batches, within
from tests.geodesy.brute_force import GEOD, LINES_M, POINTS_M, matrix_m
from tests.geodesy.certified import table
from tests.geodesy.workloads import BOXES, facilities, places, places_near

pytestmark = pytest.mark.usefixtures("path")

RADII_M = [0.0, 1.0, 500.0, 50_000.0, 700_000.0, 1.95e7, np.inf]


def mask_of(found, points, targets):
    """Pairs as a matrix of points by targets; the lists themselves are checked on the way."""
    assert found.offset.dtype == np.int64
    assert found.offset[0] == 0
    assert len(found.offset) == targets + 1
    assert found.offset[-1] == len(found.point)
    mask = np.zeros((points, targets), dtype=bool)
    for target in range(targets):
        rows = found.point[found.offset[target] : found.offset[target + 1]]
        assert (np.diff(rows) > 0).all()
        mask[rows, target] = True
    return mask


def assert_pairs(points, targets, expected, radius_m):
    """Lists and counts are those of the mask that is expected."""
    found = radius_join(points, targets, radius_m=radius_m)
    assert found.distance_m is None
    assert (mask_of(found, *expected.shape) == expected).all()
    assert count_within(points, targets, radius_m=radius_m).tolist() == expected.sum(axis=0).tolist()


@cache
def crowds(box):
    points, targets = places(500, box, 61), places(120, box, 62)
    points[:40] = targets[:40]
    return points, targets, matrix_m(points, targets)


@pytest.mark.parametrize("radius_m", RADII_M)
@pytest.mark.parametrize("box", BOXES)
def test_lists_and_counts_are_those_of_the_full_matrix(box, radius_m):
    points, targets, metres = crowds(box)
    assert_pairs(points, targets, metres <= radius_m, radius_m)


@pytest.mark.parametrize("radius_m", RADII_M)
def test_distances_are_those_of_the_full_matrix(radius_m):
    points, targets, metres = crowds("globe")
    found = radius_join(points, targets, radius_m=radius_m, distances=True)
    target = np.repeat(np.arange(len(targets)), np.diff(found.offset))
    assert len(found.distance_m) == len(found.point)
    assert np.abs(found.distance_m - metres[found.point, target]).max(initial=0) <= POINTS_M
    assert (found.distance_m <= radius_m).all()


@pytest.mark.parametrize("radius_m", [1.0, 800.0, 50_000.0, 199_999.0, 300_000.0, 2e6, 1.3e7, 1.95e7])
def test_two_micrometres_decide_whether_a_point_is_within_the_radius(radius_m):
    random = np.random.default_rng(int(radius_m))
    targets = np.r_[places(12, "globe", 63), [(180, 60), (-180, -5), (0, 90), (33, -90), (12, 0)]]
    off_m = np.where(random.random(60) < 0.5, -2e-6, 2e-6)
    circles = []
    for lon, lat in targets:
        x, y, _ = GEOD.fwd(np.full(60, lon), np.full(60, lat), random.uniform(0, 360, 60), radius_m + off_m)
        circles.append(np.column_stack([x, y]))
    # Crowded around the circles, so that blocks of points lie inside, outside and across them.
    points = np.concatenate([*circles, *(c[:20] + random.normal(size=(20, 2)) * 1e-4 for c in circles)])
    points[:, 1] = np.clip(points[:, 1], -90, 90)
    expected = matrix_m(points, targets) <= radius_m
    for number in range(len(targets)):
        expected[60 * number : 60 * (number + 1), number] = off_m < 0
    assert_pairs(points, targets, expected, radius_m)


@pytest.mark.parametrize(
    ("centre", "spread"),
    [
        ((77, 90), 1e-4),
        ((0, -90), 1.0),
        ((180, 12), 1e-6),
        ((-180, 70), 3.0),
        ((55, 52), 1e-9),
        ((5, 5), 0.0),
    ],
)
@pytest.mark.parametrize("share", [0.0, 0.5, 2.0])
def test_crowds_at_poles_at_the_antimeridian_and_at_one_place_are_joined_right(centre, spread, share):
    random = np.random.default_rng(64)
    points, targets = (np.array(centre) + random.normal(size=(n, 2)) * spread for n in (400, 50))
    points[:, 1], targets[:, 1] = np.clip(points[:, 1], -90, 90), np.clip(targets[:, 1], -90, 90)
    points[::2, 0] = (points[::2, 0] + 180) % 360 - 180
    metres = matrix_m(points, targets)
    radius_m = float(np.median(metres)) * share
    assert not (np.abs(metres - radius_m) < 1e-7)[metres > 0].any() or spread <= 1e-6
    assert_pairs(points, targets, within_edges(points, targets, metres, radius_m), radius_m)


def within_edges(points, targets, metres, radius_m):
    """What the matrix says; at the very edge of the radius, where either is right, what `within` says."""
    expected = metres <= radius_m
    at_edge = np.abs(metres - radius_m) < 1e-7
    pairs = within(points, targets, radius_m=radius_m)
    said = np.zeros(metres.shape, dtype=bool)
    said[pairs.point, pairs.target] = True
    return np.where(at_edge, said, expected)


def test_around_the_antipode_every_pair_is_right():
    random = np.random.default_rng(65)
    targets = np.array([10.0, 20.0]) + random.normal(size=(30, 2)) * 0.3
    points = np.array([-170.0, -20.0]) + random.normal(size=(150, 2)) * 0.3
    metres = matrix_m(points, targets)
    for radius_m in np.quantile(metres, [0.1, 0.5, 0.9]):
        assert_pairs(points, targets, metres <= radius_m + 1e-6, radius_m + 1e-6)


def test_points_lines_areas_collections_and_nothing_are_joined_right():
    targets = facilities(60, "region", 66, pipelines=0.4)
    targets[3], targets[7], targets[9] = None, shapely.Point(), shapely.box(40, 50, 45, 55)
    targets[11] = shapely.GeometryCollection([targets[12], shapely.box(60, 50, 61, 51)])
    targets[13] = shapely.MultiPoint(places(5, "region", 67))
    points = np.r_[places(150, "region", 68), places_near([one for one in targets if one], 150, 69)]
    expected = table(points, targets, within_m=50_000)
    mask = np.zeros((len(points), len(targets)), dtype=bool)
    mask[expected.point, expected.target] = True
    assert_pairs(points, targets, mask, 50_000)
    found = radius_join(points, targets, radius_m=50_000, distances=True)
    metres = np.full(mask.shape, np.nan)
    metres[expected.point, expected.target] = expected.metres
    target = np.repeat(np.arange(len(targets)), np.diff(found.offset))
    assert np.abs(found.distance_m - metres[found.point, target]).max() <= LINES_M


def test_points_that_are_null_or_empty_are_in_no_list():
    points = [None, shapely.Point(1, 1), shapely.Point(), shapely.Point(1, 1.001)]
    for targets in ([(1, 1), (50, 50)], [shapely.box(0, 0, 2, 2), shapely.Point(50, 50)]):
        found = radius_join(points, targets, radius_m=1000, distances=True)
        assert found.offset.tolist() == [0, 2, 2]
        assert found.point.tolist() == [1, 3]
        assert count_within(points, targets, radius_m=1000).tolist() == [2, 0]


@pytest.mark.parametrize("points", [[], [None, shapely.Point()]], ids=["none", "only null"])
def test_no_points_give_empty_lists(points):
    assert radius_join(points, [(0, 0), (1, 1)], radius_m=5).offset.tolist() == [0, 0, 0]
    assert count_within(points, [(0, 0), (1, 1)], radius_m=5).tolist() == [0, 0]
    assert sum(len(found.point) for _, found in radius_join_in_batches(points, [(0, 0)], radius_m=5)) == 0


@pytest.mark.parametrize("most_pairs", [1, 7, 1000, 10**9])
def test_batches_are_parts_of_the_whole(most_pairs):
    points, targets, _ = crowds("region")
    whole = radius_join(points, targets, radius_m=50_000, distances=True)
    at = 0
    for rows, found in radius_join_in_batches(
        points, targets, radius_m=50_000, distances=True, most_pairs=most_pairs
    ):
        assert rows.start == at
        at = rows.stop
        first, last = whole.offset[rows.start], whole.offset[rows.stop]
        assert (found.offset == whole.offset[rows.start : rows.stop + 1] - first).all()
        assert (found.point == whole.point[first:last]).all()
        assert (found.distance_m == whole.distance_m[first:last]).all()
        assert len(found.point) <= most_pairs or rows.stop - rows.start == 1
    assert at == len(targets)


def test_prepared_points_give_the_same_and_stay_as_they_were():
    points, targets, _ = crowds("globe")
    before, prepared = (points.tobytes(), targets.tobytes()), index_points(points)
    for radius_m in (0.0, 50_000.0, 2e6):
        one, other = (radius_join(given, targets, radius_m=radius_m) for given in (points, prepared))
        assert (one.point == other.point).all()
        assert (one.offset == other.offset).all()
    assert (points.tobytes(), targets.tobytes()) == before


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 60), st.integers(1, 20), st.integers(0, 10**6), st.floats(-6, 2), st.floats(0, 4))
def test_lists_are_the_pairs_of_within_target_by_target(points, targets, seed, scale, reach):
    random = np.random.default_rng(seed)
    centre = np.array([random.uniform(-180, 180), random.uniform(-90, 90)])
    points, targets = (centre + random.normal(size=(n, 2)) * 10**scale for n in (points, targets))
    points[:, 1], targets[:, 1] = np.clip(points[:, 1], -90, 90), np.clip(targets[:, 1], -90, 90)
    radius_m = 10**scale * 1e5 * reach
    found, pairs = radius_join(points, targets, radius_m=radius_m), within(points, targets, radius_m=radius_m)
    order = np.lexsort((pairs.point, pairs.target))
    assert found.point.tolist() == pairs.point[order].tolist()
    assert np.diff(found.offset).tolist() == np.bincount(pairs.target, minlength=len(targets)).tolist()


CALLS = {
    "radius_join": radius_join,
    "count_within": count_within,
    "radius_join_in_batches": lambda *given, **options: list(radius_join_in_batches(*given, **options)),
}


@pytest.mark.parametrize("name", CALLS)
def test_bad_input_names_the_argument_and_the_row(name):
    call = CALLS[name]
    with pytest.raises(InvalidArgument, match=r"^points, row 1: "):
        call([(0, 0), (0, np.nan)], [(0, 0)], radius_m=1)
    with pytest.raises(InvalidArgument, match=r"^targets, row 2: latitude 95"):
        call([(0, 0)], [(0, 0), (1, 1), (2, 95)], radius_m=1)
    with pytest.raises(InvalidArgument, match=r"^targets: is empty"):
        call([(0, 0)], [], radius_m=1)
    for radius_m in (-1, np.nan):
        with pytest.raises(InvalidArgument, match=r"^radius_m: got"):
            call([(0, 0)], [(0, 0)], radius_m=radius_m)
