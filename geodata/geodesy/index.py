"""An index over targets: short pieces in a tree, and the polygons of areas. Pure."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from geodata.geodesy.areas import area_polygons, holding
from geodata.geodesy.ellipsoid import Floats
from geodata.geodesy.inputs import Geometries, TargetsLike, as_geometries
from geodata.geodesy.pieces import Indices, Pieces, cut


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """Targets prepared for many queries.

    Every piece has a node at each end; a node knows the one or two pieces that meet there. No part of a
    piece of length L is nearer than sqrt(c² - L²/4) less its distance off the chord, when both its ends
    are at straight-line distance c or more: so the nodes near a point give all pieces that can matter.

    Parameters
    ----------
    count : int
        Number of rows, null and empty ones included.
    pieces : Pieces
        Lines, outlines and points.
    tree : cKDTree
        Over the nodes, earth-centred.
    node : ndarray (k, 2)
        Longitude and latitude of each node.
    node_pieces : ndarray (k, 2)
        Pieces that meet at each node; -1 for none.
    polygons, polygon_row : ndarray
        Single polygons of areas, and the row of each.
    only_areas : bool
        Whether every row is an area, so that a point inside one needs no further search.
    """

    count: int
    pieces: Pieces
    tree: Any
    node: Floats
    node_pieces: Indices
    polygons: Geometries
    polygon_row: Indices
    only_areas: bool

    def holding(self, lonlat: Floats) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Pairs of a point and the row of an area that it lies in or on."""
        return holding(lonlat, self.polygons, self.polygon_row)


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
    polygons, row = area_polygons(geometries)
    count = len(pieces.target)
    # A piece that begins where the one before it ends shares that node with it.
    follows = np.zeros(count, dtype=bool)
    follows[1:] = (pieces.begin_xyz[1:] == pieces.end_xyz[:-1]).all(axis=1)
    moves = (pieces.begin != pieces.end).any(axis=1)
    last = np.flatnonzero(~np.r_[follows[1:], False] & moves)
    number = np.arange(count)
    begins = np.column_stack([number, np.where(follows, number - 1, -1)])
    ends = np.column_stack([last, np.full(len(last), -1)])
    return Targets(
        count=len(geometries),
        pieces=pieces,
        tree=cKDTree(np.r_[pieces.begin_xyz, pieces.end_xyz[last]], balanced_tree=False, compact_nodes=False),
        node=np.r_[pieces.begin, pieces.end[last]],
        node_pieces=np.r_[begins, ends],
        polygons=polygons,
        polygon_row=row,
        only_areas=bool(len(polygons)) and bool(np.isin(pieces.target, row).all()),
    )
