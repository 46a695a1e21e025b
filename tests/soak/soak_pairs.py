"""A hundred thousand pairs of points against geographiclib."""

import numpy as np
import pytest

from geodata.geodesy import distance_m
from tests.geodesy.brute_force import POINTS_M, geod_distance_m, library_distance_m
from tests.geodesy.certified import SPHERE_ERROR, SPHERE_M
from tests.geodesy.pairs import KINDS, pairs_of_points


@pytest.mark.parametrize("kind", KINDS)
def test_distances_agree_with_geographiclib(kind, tell):
    pairs = pairs_of_points(kind, 100_000 // len(KINDS), seed=21)
    expected = np.array([library_distance_m(*pair) for pair in pairs])
    off_m = np.abs(distance_m(*pairs.T) - expected)
    tell(pairs=len(pairs), worst_error_m=off_m.max(), greatest_distance_m=expected.max())
    assert off_m.max() <= POINTS_M


def test_the_sphere_is_as_near_as_the_reference_for_lines_believes(tell):
    pairs = np.concatenate([pairs_of_points(kind, 100_000, seed=22) for kind in KINDS])
    lon, lat, lon2, lat2 = np.radians(pairs).T
    half = np.sin((lat2 - lat) / 2) ** 2 + np.cos(lat) * np.cos(lat2) * np.sin((lon2 - lon) / 2) ** 2
    sphere_m = 2 * SPHERE_M * np.arcsin(np.sqrt(np.minimum(half, 1)))
    exact_m = geod_distance_m(pairs[:, :2], pairs[:, 2:])
    far = exact_m > 0.01
    worst = np.abs(sphere_m[far] / exact_m[far] - 1).max()
    tell(pairs=len(pairs), worst_share=worst)
    assert worst < SPHERE_ERROR * 0.6
