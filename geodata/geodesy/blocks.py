"""A tree of boxes over pieces, eight by eight along a space-filling curve, for the compiled searches. Pure.

Pieces that follow each other on the curve lie near each other: eight of them make a block, eight blocks a
node, eight nodes a node above. So the tree is built by sorting, and its arrays suit a processor that handles
eight numbers at a time.
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from geodata.geodesy.ellipsoid import Floats, ecef
from geodata.geodesy.pieces import Indices, Pieces

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


def tree_of(pieces: Pieces, order: Indices) -> Tree:
    """Build the tree over pieces.

    Parameters
    ----------
    pieces : Pieces
        At least one.
    order : ndarray (pieces,)
        Their rows along a space-filling curve.

    Returns
    -------
    Tree
    """
    filled = np.pad(order, (0, -len(order) % WIDTH), mode="edge").reshape(-1, WIDTH)
    begin, end = pieces.begin_xyz[filled], pieces.end_xyz[filled]
    box, child, slot, span = _nodes(np.minimum(begin, end).min(axis=1), np.maximum(begin, end).max(axis=1))
    return Tree(
        box=box,
        child=child,
        slot=slot,
        span=span,
        shape=_shapes(pieces, filled),
        piece=filled.astype(np.int32),
        used=len(order),
        begin=np.require(pieces.begin, np.float64, ["C", "W"]),
        end=np.require(pieces.end, np.float64, ["C", "W"]),
        target=np.require(pieces.target, np.int64, ["C", "W"]),
        off_chord_m=float(pieces.off_chord_m),
    )


def _shapes(pieces: Pieces, rows: Indices) -> Floats:
    begin = pieces.begin_xyz[rows]
    if pieces.longest_m == 0:
        return np.ascontiguousarray(begin.transpose(0, 2, 1))
    way = pieces.end_xyz[rows] - begin
    middle = ecef(((pieces.begin + pieces.end) / 2)[rows.ravel()]).reshape(begin.shape)
    length2 = (way**2).sum(axis=2, keepdims=True)
    bend = np.where(length2 > 0, 4 * (middle - begin - way / 2), 0.0)
    per_length2 = np.divide(1.0, length2, out=np.zeros_like(length2), where=length2 > 0)
    return np.ascontiguousarray(np.concatenate([begin, way, bend, per_length2], axis=2).transpose(0, 2, 1))


def _nodes(low: Floats, high: Floats) -> tuple[Floats, npt.NDArray[np.int32], Indices, Indices]:
    """Boxes of all nodes from those of the blocks, first child, first slot and slots per child of each."""
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
    return np.concatenate(levels), child.astype(np.int32), number * span * WIDTH, span
