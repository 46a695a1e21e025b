"""Point facilities placed to be hard: on circles, at ties, poles, antimeridian, antipodes."""

import numpy as np
import pytest
import shapely

from geodata.geodesy import nearest, within
from tests.geodesy.brute_force import (
    GEOD,
    POINTS_M,
    library_distance_m,
    matrix_m,
    ring_of_targets,
    wrong_rows,
)

pytestmark = pytest.mark.usefixtures("path")

CENTRES = {
    "in the region": (55.1, 51.8),
    "at the antimeridian": (179.999, 65.2),
    "near the pole": (10.0, 89.9),
    "at the pole": (0.0, -90.0),
    "on the equator": (12.0, 0.0),
    "in the south": (-60.0, -45.0),
}
RADII_M = [80_000, 500_000, 1_500_000, 8_000_000, 15_000_000]
SHIFTS_M = [-2e-6, -0.5e-6, 0.0, 0.5e-6, 2e-6]
"""Between distances that differ by the second and the fourth of these the lowest row decides."""


def faults(points, targets):
    """Points with a wrong target, and those with a wrong distance to it, by the full matrix."""
    metres = matrix_m(points, targets)
    found = nearest(points, targets)
    far_off = np.abs(found.distance_m - metres[np.arange(len(metres)), found.index]) > POINTS_M
    return wrong_rows(found.index, metres).tolist(), np.flatnonzero(far_off).tolist()


@pytest.mark.parametrize("radius_m", RADII_M)
@pytest.mark.parametrize("centre", CENTRES)
def test_of_four_hundred_facilities_on_a_circle_the_nearest_by_a_hair_is_found(centre, radius_m):
    targets = ring_of_targets(*CENTRES[centre], radius_m, count=400, spread_m=1e-3, seed=1)
    near = np.random.default_rng(2).normal(size=(10, 2)) * 1e-8
    points = np.r_[[CENTRES[centre]], CENTRES[centre] + near]
    points[:, 1] = np.clip(points[:, 1], -90, 90)
    assert faults(points, targets) == ([], [])
    assert (
        abs(library_distance_m(*points[0], *targets[nearest(points, targets).index[0]]) - radius_m) < 1.1e-3
    )


@pytest.mark.parametrize("radius_m", [1, 1_000, 100_000, 300_000, 700_000, 1_000_000, 3e6, 1.2e7, 1.9e7])
def test_a_micrometre_decides_and_half_of_one_does_not(radius_m):
    random = np.random.default_rng(int(radius_m))
    for _ in range(8):
        centre = np.array([random.uniform(-180, 180), np.degrees(np.arcsin(random.uniform(-1, 1)))])
        metres = radius_m + random.permutation(SHIFTS_M)
        x, y, _ = GEOD.fwd(*np.tile(centre, (5, 1)).T, random.uniform(0, 360, 5), metres)
        targets = np.column_stack([x, y])
        for chosen in ([0, 1], [1, 0], [2, 3], [3, 2], [0, 1, 2, 3, 4]):
            assert faults(centre[None], targets[chosen]) == ([], [])


@pytest.mark.parametrize("radius_m", [0.5, 1_000, 50_000, 120_000, 400_000, 900_000, 5e6, 1.6e7])
def test_two_micrometres_decide_whether_a_facility_is_within_the_radius(radius_m):
    random = np.random.default_rng(int(radius_m))
    for centre in CENTRES.values():
        off_m = np.repeat([-2e-6, 2e-6], 50)
        x, y, _ = GEOD.fwd(*np.tile(centre, (100, 1)).T, random.uniform(0, 360, 100), radius_m + off_m)
        pairs = within([centre], np.column_stack([x, y]), radius_m=radius_m)
        assert sorted(pairs.target.tolist()) == list(range(50))
        apart = nearest([centre], np.column_stack([x, y])[50:], within_m=radius_m)
        assert apart.index.tolist() == [-1]


def test_the_first_of_many_facilities_at_the_same_place_is_the_nearest():
    random = np.random.default_rng(3)
    places = np.column_stack([random.uniform(-180, 180, 40), random.uniform(-90, 90, 40)])
    targets = places[random.integers(0, 40, 2000)]
    points = np.r_[places, places + random.normal(size=(40, 2)) * [1, 0.01]]
    points[:, 1] = np.clip(points[:, 1], -90, 90)
    assert faults(points, targets) == ([], [])
    first = [int(np.flatnonzero((targets == place).all(axis=1))[0]) for place in places]
    assert nearest(places, targets).index.tolist() == first
    assert len(within(places[:1], targets, radius_m=0).target) == (targets == places[0]).all(axis=1).sum()


def test_the_same_place_written_with_other_longitudes_is_the_same_place():
    targets = [(180.0, 5.0), (-180.0, 5.0), (540.0, 5.0), (0.0, 5.0)]
    found = nearest([(-180.0, 5.0), (180.0, 5.0), (179.99999, 5.0), (-900.0, 5.0)], targets)
    assert found.index.tolist() == [0, 0, 0, 0]
    assert found.distance_m[[0, 1, 3]].max() <= POINTS_M


def test_all_longitudes_of_a_pole_are_one_place():
    targets = [(lon, 90.0) for lon in (33.0, -120.0, 180.0)]
    found = nearest([(lon, lat) for lon in (0.0, 77.0, -180.0) for lat in (90.0, 89.5)], targets)
    assert found.index.tolist() == [0] * 6
    assert found.distance_m[::2].max() <= POINTS_M


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize("off", [1e-7, 1e-3, 1.0])
def test_round_a_pole_every_id_is_right(side, off):
    random = np.random.default_rng(4)
    points, targets = (
        np.column_stack([random.uniform(-180, 180, n), side * (90 - off * random.random(n))])
        for n in (200, 300)
    )
    assert faults(points, targets) == ([], [])


def test_across_the_antimeridian_every_id_is_right():
    random = np.random.default_rng(5)
    off = [np.where(random.random(n) < 0.1, 0, 10 ** random.uniform(-9, 0.5, n)) for n in (200, 300)]
    points, targets = (
        np.column_stack([random.choice([-1, 1], len(o)) * (180 - o), random.uniform(-3, 3, len(o))])
        for o in off
    )
    assert faults(points, targets) == ([], [])
    assert faults(points + np.array([360, 0]), targets) == ([], [])


@pytest.mark.parametrize("lat", [0.0, 0.2, 30.0, -63.0, 90.0])
def test_at_the_antipode_every_id_is_right(lat):
    random = np.random.default_rng(6)
    targets = np.array([10.0, lat]) + random.normal(size=(60, 2)) * 10 ** random.uniform(-6, 0, (60, 1))
    points = np.array([-170.0, -lat]) + random.normal(size=(60, 2)) * 10 ** random.uniform(-6, 0, (60, 1))
    points[:, 1], targets[:, 1] = np.clip(points[:, 1], -90, 90), np.clip(targets[:, 1], -90, 90)
    assert faults(points, targets) == ([], [])
    pairs = within(points, targets, radius_m=1.995e7)
    mask = np.zeros((60, 60), dtype=bool)
    mask[pairs.point, pairs.target] = True
    assert (mask == (matrix_m(points, targets) <= 1.995e7)).all()


def test_one_facility_is_the_nearest_of_every_point():
    random = np.random.default_rng(7)
    points = np.column_stack([random.uniform(-180, 180, 300), random.uniform(-90, 90, 300)])
    assert faults(points, np.array([(55.1, 51.8)])) == ([], [])


def test_points_that_are_all_the_same_get_the_same_answer():
    targets = np.random.default_rng(8).uniform(-80, 80, (50, 2))
    found = nearest(np.tile([12.5, 41.9], (500, 1)), targets)
    assert faults(np.array([[12.5, 41.9]]), targets) == ([], [])
    assert (found.index == found.index[0]).all()
    assert (found.distance_m == found.distance_m[0]).all()


@pytest.mark.parametrize("count", [0, 1])
def test_few_points_give_as_many_answers(count):
    points = np.tile([1.0, 2.0], (count, 1))
    found = nearest(points, [(1.0, 2.0)])
    assert found.index.tolist() == [0] * count
    assert found.distance_m.tolist() == [0.0] * count
    assert within(points, [(1.0, 2.0)], radius_m=5).point.tolist() == [0] * count


def test_multipoints_count_by_their_nearest_point():
    random = np.random.default_rng(9)
    targets = np.column_stack([random.uniform(-180, 180, 90), random.uniform(-89, 89, 90)])
    points = np.column_stack([random.uniform(-180, 180, 200), random.uniform(-89, 89, 200)])
    grouped = [shapely.MultiPoint(targets[row : row + 3]) for row in range(0, 90, 3)]
    metres = matrix_m(points, targets).reshape(200, 30, 3).min(axis=2)
    found = nearest(points, [None, *grouped])
    assert wrong_rows(found.index - 1, metres).tolist() == []
    assert np.abs(found.distance_m - metres.min(axis=1)).max() <= POINTS_M
