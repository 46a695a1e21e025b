import numpy as np
import pytest

from geodata.order import cuts, hilbert, order_of, row_of


@pytest.mark.parametrize("level", [1, 2, 5])
def test_cells_that_follow_each_other_on_the_curve_are_neighbours(level):
    x, y = (side.ravel() for side in np.mgrid[: 2**level, : 2**level])
    place = hilbert(x, y, level=level)
    assert sorted(place.tolist()) == list(range(4**level))
    walk = np.argsort(place)
    assert (np.abs(np.diff(x[walk])) + np.abs(np.diff(y[walk])) == 1).all()


def test_the_edges_of_the_world_have_a_place_on_the_curve():
    ranks = order_of(np.array([[-180.0, -90.0], [180.0, 90.0], [180.0, -90.0]]), 0)
    assert len(set((ranks >> np.uint64(32)).tolist())) == 3


def test_rows_at_one_place_keep_their_order_and_can_be_cut_apart():
    ranks = order_of(np.full((10, 2), 50.0), 100)
    assert row_of(ranks).tolist() == list(range(100, 110))
    assert np.searchsorted(ranks, cuts(ranks, 5)).tolist() == [2, 4, 6, 8]


def test_rows_without_a_place_come_last():
    ranks = order_of(np.array([[np.nan, np.nan], [179.9, -89.9]]), 0)
    assert np.argsort(ranks).tolist() == [1, 0]


def test_the_cuts_of_a_sample_part_the_rows_about_evenly():
    ranks = order_of(np.random.default_rng(1).uniform(40, 60, (10_000, 2)), 0)
    ends = np.searchsorted(np.sort(ranks), cuts(ranks[::3], 10))
    assert np.diff([0, *ends, 10_000]).min() > 850


def test_an_empty_table_has_one_part():
    assert len(cuts(np.empty(0, dtype=np.uint64), 1)) == 0
