"""Distances between points against geographiclib: random pairs, and pairs picked to be hard."""

import numpy as np
import pytest

from geodata.geodesy import distance_m
from tests.geodesy.brute_force import POINTS_M, library_distance_m
from tests.geodesy.pairs import KINDS, pairs_of_points


@pytest.mark.parametrize("kind", KINDS)
def test_distances_agree_with_geographiclib(kind):
    pairs = pairs_of_points(kind, 5000 // len(KINDS), seed=20)
    expected = np.array([library_distance_m(*pair) for pair in pairs])
    assert np.abs(distance_m(*pairs.T) - expected).max() <= POINTS_M


def test_every_kind_is_what_it_says():
    pairs = {kind: pairs_of_points(kind, 200, seed=1) for kind in KINDS}
    metres = {kind: distance_m(*given.T) for kind, given in pairs.items()}
    assert metres["antipodes"].min() > 19_000_000
    assert metres["at the same place"].max() < 1e-6
    assert 0 < np.median(metres["a billionth of a degree apart"]) < 1e-3
    assert (np.abs(pairs["poles"][:, 1]) > 89.9).all()
    assert (pairs["along a meridian"][:, 0] == pairs["along a meridian"][:, 2]).all()
    assert (pairs["along the equator"][:, [1, 3]] == 0).all()
    crossing = pairs["across the antimeridian"]
    assert (np.abs(crossing[:, 0] - crossing[:, 2]) > 180).any()


def test_every_shape_of_arguments_gives_its_own_shape():
    assert distance_m(0, 0, 1, 1).shape == ()
    assert distance_m([], [], [], []).shape == (0,)
    assert distance_m(np.zeros((3, 1)), 0, np.ones((1, 4)), 0).shape == (3, 4)
