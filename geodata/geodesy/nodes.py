"""The ends of pieces, and which lie near a point: sorted for few points, in a k-d tree for many. Pure."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from geodata.geodesy.ellipsoid import Floats
from geodata.geodesy.pieces import Indices, Pieces

FEW: Final = 500
"""Points up to which a sorted list answers sooner than SciPy is imported and a tree is built."""

_FIRST: Final = 128
"""Nodes on either side that are looked at for a first bound of the nearest."""


@dataclass(frozen=True, eq=False)
class Nodes:
    """The ends of pieces, to be searched by straight-line distance.

    Every piece has a node at each end; a node knows the one or two pieces that meet there. No part of a
    piece of length L is nearer than sqrt(c² - L²/4) less its distance off the chord, when both its ends
    are at straight-line distance c or more: so the nodes near a point give all pieces that can matter.

    Parameters
    ----------
    xyz : ndarray (k, 3)
        The nodes, earth-centred.
    lonlat : ndarray (k, 2)
        Longitude and latitude of each node.
    pieces : ndarray (k, 2)
        Pieces that meet at each node; -1 for none.
    """

    xyz: Floats
    lonlat: Floats
    pieces: Indices
    _built: dict[str, Any] = field(default_factory=dict, repr=False)

    def nearest(self, xyz: Floats) -> Indices:
        """Give the node nearest to each point, shape (n,).

        Parameters
        ----------
        xyz : ndarray (n, 3)
            Points, earth-centred.

        Returns
        -------
        ndarray (n,)
            Numbers of nodes; of equally near ones any.
        """
        if self._sorts(len(xyz)):
            return np.array([self._nearest_one(point) for point in xyz], dtype=np.intp)
        found: Indices = self._tree.query(xyz)[1]
        return found

    def counts_within(self, xyz: Floats, chord_m: Floats) -> Indices:
        """Count the nodes within a straight-line distance of each point, shape (n,)."""
        if self._sorts(len(xyz)):
            near = (len(self._within_one(*one)) for one in zip(xyz, chord_m, strict=True))
            return np.fromiter(near, dtype=np.intp, count=len(xyz))
        found: Indices = self._tree.query_ball_point(xyz, chord_m, return_length=True)
        return found

    def within(self, xyz: Floats, chord_m: Floats) -> Indices:
        """Give the nodes within a straight-line distance of each point, those of one point after another."""
        if self._sorts(len(xyz)):
            near = [self._within_one(*one) for one in zip(xyz, chord_m, strict=True)]
        else:
            near = self._tree.query_ball_point(xyz, chord_m, return_sorted=False)
        return np.concatenate([np.asarray(nodes, dtype=np.intp) for nodes in near])

    def _sorts(self, points: int) -> bool:
        return points <= FEW and "tree" not in self._built

    @property
    def _tree(self) -> Any:
        if "tree" not in self._built:
            from scipy.spatial import cKDTree  # takes a quarter of a second, and few points need no tree

            self._built["tree"] = cKDTree(self.xyz, balanced_tree=False, compact_nodes=False)
        return self._built["tree"]

    @cached_property
    def _sorted(self) -> tuple[Indices, Floats]:
        """The nodes by the coordinate in which they lie farthest apart, and their places in that order."""
        axis = int(np.argmax(np.ptp(self.xyz, axis=0)))
        order = np.argsort(self.xyz[:, axis], kind="stable")
        places = np.roll(self.xyz[order], -axis, axis=1)
        self._built["axis"] = axis
        return order, places

    def _slice(self, point: Floats, chord_m: float) -> tuple[Indices, Floats]:
        """Give the nodes between two planes around a point, and the squares of their distances."""
        order, places = self._sorted
        at = np.roll(point, -self._built["axis"])
        begin, end = np.searchsorted(places[:, 0], [at[0] - chord_m, at[0] + chord_m], side="left")
        apart = places[begin : end + 1] - at
        return order[begin : end + 1], np.einsum("ij,ij->i", apart, apart)

    def _nearest_one(self, point: Floats) -> int:
        _, places = self._sorted
        at = np.roll(point, -self._built["axis"])
        middle = int(np.searchsorted(places[:, 0], at[0]))
        apart = places[max(0, middle - _FIRST) : middle + _FIRST] - at
        bound_m = float(np.sqrt(np.einsum("ij,ij->i", apart, apart).min()))
        nodes, squares = self._slice(point, bound_m)
        return int(nodes[np.argmin(squares)])

    def _within_one(self, point: Floats, chord_m: float) -> Indices:
        nodes, squares = self._slice(point, chord_m)
        near: npt.NDArray[np.bool_] = squares <= chord_m**2
        return nodes[near]


def nodes_of(pieces: Pieces) -> Nodes:
    """Give the nodes of pieces.

    Parameters
    ----------
    pieces : Pieces
        Lines, outlines and points, in short pieces.

    Returns
    -------
    Nodes
    """
    count = len(pieces.target)
    # A piece that begins where the one before it ends shares that node with it.
    follows = np.zeros(count, dtype=bool)
    follows[1:] = (pieces.begin_xyz[1:] == pieces.end_xyz[:-1]).all(axis=1)
    moves = (pieces.begin != pieces.end).any(axis=1)
    last = np.flatnonzero(~np.r_[follows[1:], False] & moves)
    number = np.arange(count)
    begins = np.column_stack([number, np.where(follows, number - 1, -1)])
    ends = np.column_stack([last, np.full(len(last), -1)])
    return Nodes(
        xyz=np.r_[pieces.begin_xyz, pieces.end_xyz[last]],
        lonlat=np.r_[pieces.begin, pieces.end[last]],
        pieces=np.r_[begins, ends],
    )
