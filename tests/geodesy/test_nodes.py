"""The nodes near a point are the same from the sorted list, from the tree and from trying all."""

import numpy as np
import pytest

from geodata.geodesy.index import index_targets
from geodata.geodesy.nodes import FEW

RANDOM = np.random.default_rng(5)
TARGETS = np.column_stack([RANDOM.uniform(-180, 180, 3000), RANDOM.uniform(-90, 90, 3000)])
POINTS = RANDOM.normal(size=(60, 3))
POINTS *= 6.37e6 / np.linalg.norm(POINTS, axis=1)[:, None]
CHORD_M = RANDOM.uniform(0, 2e6, 60)
CHORD_M[:3] = 0, 1, 2e7


@pytest.fixture(params=["sorted", "tree"])
def nodes(request):
    found = index_targets(TARGETS).nodes
    if request.param == "tree":
        found.nearest(np.repeat(POINTS, FEW, axis=0)[: FEW + 1])
        assert "tree" in vars(found)["_built"]
    return found


def test_the_nearest_node_is_the_nearest(nodes):
    apart = np.linalg.norm(POINTS[:, None] - nodes.xyz[None], axis=2)
    found = nodes.nearest(POINTS)
    assert np.array_equal(apart[np.arange(60), found], apart.min(axis=1))


def test_the_nodes_within_a_chord_are_all_of_them(nodes):
    apart = np.linalg.norm(POINTS[:, None] - nodes.xyz[None], axis=2)
    counts = nodes.counts_within(POINTS, CHORD_M)
    assert np.array_equal(counts, (apart <= CHORD_M[:, None]).sum(axis=1))
    parts = np.split(nodes.within(POINTS, CHORD_M), np.cumsum(counts)[:-1])
    for row, part in enumerate(parts):
        assert np.array_equal(np.sort(part), np.flatnonzero(apart[row] <= CHORD_M[row]))


def test_few_points_do_not_need_scipy(nodes):
    few = index_targets(TARGETS).nodes
    few.nearest(POINTS)
    assert "tree" not in vars(few)["_built"]
