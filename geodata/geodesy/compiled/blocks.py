"""A tree of boxes over pieces, eight by eight along a space-filling curve, for the compiled searches. Pure.

Pieces that follow each other on the curve lie near each other: eight of them make a block, eight blocks a
node, eight nodes a node above. So the tree is built by sorting, and its arrays suit a processor that handles
eight numbers at a time.
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from geodata.geodesy.ellipsoid import Floats

WIDTH: Final = 8


class Tree(NamedTuple):
    """Arrays that the compiled searches walk through. A slot is a place in a block, counted through.

    Parameters
    ----------
    box : ndarray (nodes, 6, 8)
        Least x, y, z, then greatest x, y, z of the chords below each child, earth-centred, in metres. The
        root comes first.
    child : ndarray (nodes,) of int32
        The first of a node's eight children: a node, or, where it is negative, block ``~child``.
    slot, span : ndarray (nodes,) of int64
        First slot below a node, and number of slots below each of its children.
    shape : ndarray (blocks, 3 or 10, 8)
        Of each piece the begin and, unless all are points, way from begin to end, bend (x, y, z each) and
        1 / length². A place at share t is ``begin + t way + t (1 - t) bend``, to a part of a millimetre.
    piece : ndarray (blocks, 8) of int32
        Row of the piece in each slot. The last block is filled up with copies of the last piece.
    used : int
        Number of slots without these copies.
    begin, end : ndarray (pieces, 2)
        Longitude and latitude of both ends.
    target : ndarray (pieces,) of int64
        Row of the target.
    off_chord_m : float
        Greatest distance between a piece and its chord.
    """

    box: Floats
    child: npt.NDArray[np.int32]
    slot: npt.NDArray[np.int64]
    span: npt.NDArray[np.int64]
    shape: Floats
    piece: npt.NDArray[np.int32]
    used: int
    begin: Floats
    end: Floats
    target: npt.NDArray[np.int64]
    off_chord_m: float


class Nodes(NamedTuple):
    """The parts of a `Tree` that describe its nodes."""

    box: Floats
    child: npt.NDArray[np.int32]
    slot: npt.NDArray[np.int64]
    span: npt.NDArray[np.int64]


def nodes_over(low: Floats, high: Floats) -> Nodes:
    """Build the nodes over blocks.

    Parameters
    ----------
    low, high : ndarray (blocks, 3)
        Least and greatest x, y, z of each block, in metres.

    Returns
    -------
    Nodes
    """
    levels: list[Floats] = []
    while not levels or len(low) > 1:
        gap = ((0, -len(low) % WIDTH), (0, 0))
        low = np.pad(low, gap, constant_values=np.inf).reshape(-1, WIDTH, 3)
        high = np.pad(high, gap, constant_values=-np.inf).reshape(-1, WIDTH, 3)
        levels.insert(0, np.concatenate([low, high], axis=2).transpose(0, 2, 1))
        low, high = low.min(axis=1), high.max(axis=1)
    sizes = [len(level) for level in levels]
    number = np.concatenate([np.arange(size) for size in sizes])
    below = np.repeat(np.cumsum(sizes), sizes)
    child = np.where(below < len(number), below + WIDTH * number, ~(WIDTH * number))
    span = np.repeat(WIDTH ** np.arange(len(sizes), 0, -1), sizes)
    return Nodes(np.concatenate(levels), child.astype(np.int32), number * span * WIDTH, span)
