"""An index over targets: short pieces in trees, and the polygons of areas. Pure."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.geodesy.areas import Areas, areas_of
from geodata.geodesy.compiled import load_kernels
from geodata.geodesy.compiled.blocks import Tree
from geodata.geodesy.compiled.tree import build_tree
from geodata.geodesy.ellipsoid import Floats
from geodata.geodesy.inputs import TargetsLike, as_geometries
from geodata.geodesy.nodes import Nodes, nodes_of
from geodata.geodesy.pieces import Pieces, cut


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
        """The nodes of the search through numpy, sought when they are first asked for."""
        return nodes_of(self.pieces)

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
