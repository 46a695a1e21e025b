"""An index over targets: short pieces in trees, and the polygons of areas. Pure."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from geodata.geodesy.areas import Areas, areas_of
from geodata.geodesy.compiled import load_kernels
from geodata.geodesy.compiled.blocks import Tree
from geodata.geodesy.compiled.tree import build_tree
from geodata.geodesy.ellipsoid import Floats
from geodata.geodesy.inputs import TargetsLike, as_geometries
from geodata.geodesy.pieces import Indices, Pieces, cut


@dataclass(frozen=True, eq=False)
class Nodes:
    """The ends of pieces in a k-d tree.

    Every piece has a node at each end; a node knows the one or two pieces that meet there. No part of a
    piece of length L is nearer than sqrt(c² - L²/4) less its distance off the chord, when both its ends
    are at straight-line distance c or more: so the nodes near a point give all pieces that can matter.

    Parameters
    ----------
    tree : cKDTree
        Over the nodes, earth-centred.
    lonlat : ndarray (k, 2)
        Longitude and latitude of each node.
    pieces : ndarray (k, 2)
        Pieces that meet at each node; -1 for none.
    """

    tree: Any
    lonlat: Floats
    pieces: Indices


@dataclass(frozen=True, eq=False)
class Targets:
    """Targets prepared for many queries; can be sent to another process.

    Parameters
    ----------
    count : int
        Number of rows, null and empty ones included.
    pieces : Pieces
        Lines, outlines and points.
    areas : Areas
        The polygons of those that are areas.
    """

    count: int
    pieces: Pieces
    areas: Areas

    @cached_property
    def nodes(self) -> Nodes:
        """The tree of the search through numpy, built when it is first asked for."""
        return _nodes_of(self.pieces)

    @cached_property
    def tree(self) -> Tree:
        """The tree of the compiled searches, built when it is first asked for."""
        return build_tree(load_kernels(), self.pieces)

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the trees: they are built again sooner than sent."""
        return {name: value for name, value in self.__dict__.items() if name not in ("nodes", "tree")}

    def holding(self, lonlat: Floats) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Pairs of a point and the row of an area that it lies in or on."""
        return self.areas.holding(lonlat)


def index_targets(targets: TargetsLike | Targets) -> Targets:
    """Prepare targets for many calls of `nearest` and `within`.

    Parameters
    ----------
    targets : TargetsLike or Targets
        Geometries of any kind; already prepared ones are returned as they are.

    Returns
    -------
    Targets

    Raises
    ------
    InvalidArgument
        For no usable geometry, bad coordinates or a wrong reference system.

    Examples
    --------
    >>> index_targets([(55.1, 51.8), (55.2, 51.9)]).count
    2
    """
    if isinstance(targets, Targets):
        return targets
    geometries = as_geometries(targets)
    pieces = cut(geometries)
    areas = areas_of(geometries)
    return Targets(
        count=len(geometries),
        pieces=pieces,
        areas=areas,
    )


def _nodes_of(pieces: Pieces) -> Nodes:
    count = len(pieces.target)
    # A piece that begins where the one before it ends shares that node with it.
    follows = np.zeros(count, dtype=bool)
    follows[1:] = (pieces.begin_xyz[1:] == pieces.end_xyz[:-1]).all(axis=1)
    moves = (pieces.begin != pieces.end).any(axis=1)
    last = np.flatnonzero(~np.r_[follows[1:], False] & moves)
    number = np.arange(count)
    begins = np.column_stack([number, np.where(follows, number - 1, -1)])
    ends = np.column_stack([last, np.full(len(last), -1)])
    xyz = np.r_[pieces.begin_xyz, pieces.end_xyz[last]]
    return Nodes(
        tree=cKDTree(xyz, balanced_tree=False, compact_nodes=False),
        lonlat=np.r_[pieces.begin, pieces.end[last]],
        pieces=np.r_[begins, ends],
    )
