"""The references themselves: what they promise holds, and they see a wrong id and a wrong tie."""

import numpy as np
import pytest
import shapely

from tests.geodesy import certified
from tests.geodesy.brute_force import GEOD, WGS84, geod_distance_m, matrix_m, wrong_rows
from tests.geodesy.certified import Table, holds, least_m, table

GOLDEN = (5**0.5 - 1) / 2


def golden_section_m(point, begin, end):
    """Least distance to a segment on which the distance falls and then rises, all by geographiclib."""

    def metres(share):
        lon, lat = begin + (end - begin) * share
        return WGS84.Inverse(point[1], point[0], lat, lon)["s12"]

    low, high = 0.0, 1.0
    for _ in range(60):
        left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        low, high = (low, right) if metres(left) < metres(right) else (left, high)
    return min(metres(0.0), metres((low + high) / 2), metres(1.0))


def random_segments(count, seed):
    """Segments from a metre to a quarter of the globe, anywhere, and a point for each."""
    random = np.random.default_rng(seed)
    begin = np.column_stack([random.uniform(-180, 180, count), random.uniform(-90, 90, count)])
    end = begin + random.normal(size=(count, 2)) * 10 ** random.uniform(-5, 1.5, (count, 1))
    point = begin + random.normal(size=(count, 2)) * 10 ** random.uniform(-5, 2, (count, 1))
    end[:, 1], point[:, 1] = np.clip(end[:, 1], -90, 90), np.clip(point[:, 1], -90, 90)
    return point, begin, end


def test_least_distances_agree_with_golden_section_on_geographiclib():
    random = np.random.default_rng(1)
    begin = np.column_stack([random.uniform(-180, 180, 60), random.uniform(-80, 80, 60)])
    end = begin + random.uniform(-1, 1, (60, 2))
    points = begin + random.uniform(-3, 3, (60, 2))
    for point, one, other in zip(points, begin, end, strict=True):
        got = least_m(point[None], shapely.LineString([one, other]))[0]
        assert got == pytest.approx(golden_section_m(point, one, other), abs=1e-7)


def test_nowhere_on_a_segment_is_a_place_nearer_than_the_least_distance():
    shares = np.linspace(0, 1, 401)[:, None]
    for point, begin, end in zip(*random_segments(200, 2), strict=True):
        place = begin + (end - begin) * shares
        sampled = geod_distance_m(np.tile(point, (401, 1)), place)
        assert least_m(point[None], shapely.LineString([begin, end]))[0] <= sampled.min() + 1e-9


@pytest.mark.parametrize("pieces", [1, 4, 32])
def test_the_parabola_is_a_bound_from_below(pieces):
    point, begin, end = random_segments(20_000, 3)
    random = np.random.default_rng(4)
    segments = certified.Segments(begin, end, np.arange(len(begin)))
    every = np.arange(len(begin))
    search = certified._Search(point, segments, every, every, None, 1e-7)
    low = random.integers(0, pieces, len(begin)) / pieces
    high = low + 1 / pieces
    low_m, high_m, inner_m = (search._metres(every, low + (high - low) * s) for s in (0, 1, random.random()))
    assert (search._least(every, low, high, low_m, high_m) <= inner_m + 1e-8).all()


def test_dropping_what_is_far_drops_nothing_near():
    points = np.column_stack([np.linspace(-180, 180, 25), np.linspace(-90, 90, 25)])
    targets = [shapely.Point(place) for place in np.c_[np.linspace(0, 170, 40), np.linspace(-80, 80, 40)]]
    expected = matrix_m(points, shapely.get_coordinates(targets))
    assert table(points, targets).least_m(25) == pytest.approx(expected.min(axis=1), abs=1e-9)
    pairs = table(points, targets, within_m=3e6)
    assert list(zip(pairs.point, pairs.target, strict=True)) == list(
        zip(*np.nonzero(expected <= 3e6), strict=True)
    )


def test_a_wrong_id_is_seen_and_so_is_a_wrong_tie():
    metres = np.array([[5.0, 4.0, 4.0 + 5e-7], [5.0, 4.0 + 5e-7, 4.0], [5.0, 4.0 + 2e-6, 4.0]])
    assert wrong_rows([1, 1, 2], metres).tolist() == []
    assert wrong_rows([2, 2, 1], metres).tolist() == [0, 1, 2]
    assert wrong_rows([0, -1, 2], metres).tolist() == [0, 1]


def test_a_tie_at_its_very_edge_is_right_both_ways():
    metres = np.array([[4.0 + 1e-6, 4.0]])
    assert [wrong_rows([index], metres).tolist() for index in (0, 1)] == [[], []]


def test_a_table_sees_a_wrong_id_and_a_wrong_tie():
    rows = Table(np.array([0, 0, 1, 1]), np.array([3, 7, 2, 5]), np.array([1.0 + 5e-7, 1.0, 1.0 + 2e-6, 1.0]))
    assert rows.wrong_rows(np.array([3, 5])) == []
    assert rows.wrong_rows(np.array([7, 2])) == [0, 1]
    assert rows.wrong_rows(np.array([-1, 4])) == [0, 1]
    assert rows.wrong_rows(np.array([3, 5, 0])) == [2]


def test_an_area_holds_its_inside_and_its_outline_also_across_the_antimeridian():
    area = shapely.Polygon(
        [(170, 0), (-170, 0), (-170, 10), (170, 10)], [[(179, 4), (-179, 4), (-179, 6), (179, 6)]]
    )
    points = np.array([(175.0, 5.0), (-175.0, 5.0), (180.0, 5.0), (170.0, 5.0), (179.0, 5.0), (0.0, 5.0)])
    assert holds(area, points).tolist() == [True, True, False, True, True, False]


def test_places_made_on_a_circle_lie_on_it():
    x, y, _ = GEOD.fwd(55.0, 52.0, 33.0, 80_000.0)
    assert WGS84.Inverse(52.0, 55.0, y, x)["s12"] == pytest.approx(80_000, abs=1e-8)
