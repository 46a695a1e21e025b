"""The tree of the compiled searches, built over pieces in threads. Pure."""

from typing import Any

import numpy as np

from geodata.geodesy.compiled.blocks import WIDTH, Tree, nodes_over
from geodata.geodesy.ellipsoid import Floats
from geodata.geodesy.pieces import Pieces
from geodata.geodesy.threads import over_slices


def build_tree(kernels: Any, pieces: Pieces) -> Tree:
    """Build the tree over pieces.

    Parameters
    ----------
    kernels : module
        `geodata.geodesy.compiled.kernels`.
    pieces : Pieces
        At least one.

    Returns
    -------
    Tree
    """
    begin, end = one_type(pieces.begin), one_type(pieces.end)
    middle = begin if pieces.longest_m == 0 else (begin + end) / 2
    order = kernels.curve_order(middle, np.arange(len(begin)))
    blocks = -(-len(begin) // WIDTH)
    shape = np.empty((blocks, 3 if pieces.longest_m == 0 else 10, WIDTH))
    box, piece = np.empty((blocks, 6)), np.empty((blocks, WIDTH), dtype=np.int32)
    over_slices(
        lambda start, stop: kernels.fill_blocks(begin, end, order, start, stop, shape, box, piece), blocks
    )
    return Tree(
        *nodes_over(box[:, :3], box[:, 3:]),
        shape=shape,
        piece=piece,
        used=len(order),
        begin=begin,
        end=end,
        target=np.require(pieces.target, np.int64, ["C", "W"]),
        off_chord_m=float(pieces.off_chord_m),
    )


def one_type(lonlat: Floats) -> Floats:
    """Coordinates in the one memory layout that the searches are compiled for."""
    return np.require(lonlat, np.float64, ["C", "W"])
