"""Blocks of eight pieces, filled from their longitudes and latitudes. Pure; needs numba."""

import math
from typing import Any

from geodata.geodesy.compiled.blocks import WIDTH
from geodata.geodesy.compiled.kernels.ellipsoid import ecef
from geodata.geodesy.compiled.kernels.jit import njit
from geodata.geodesy.ellipsoid import Floats


@njit
def fill_blocks(
    begin: Floats, end: Floats, order: Any, start: int, stop: int, shape: Floats, box: Floats, piece: Any
) -> None:
    """Write the blocks ``start`` to ``stop``: shape and row of each piece, and the box around their chords.

    The last block is filled up with copies of the last piece.
    """
    points = shape.shape[1] == 3
    for block in range(start, stop):
        for i in range(3):
            box[block, i], box[block, 3 + i] = math.inf, -math.inf
        for k in range(WIDTH):
            row = order[min(block * WIDTH + k, len(order) - 1)]
            piece[block, k] = row
            a = ecef(begin[row, 0], begin[row, 1])
            b = a if points else ecef(end[row, 0], end[row, 1])
            for i in range(3):
                shape[block, i, k] = a[i]
                box[block, i] = min(box[block, i], a[i], b[i])
                box[block, 3 + i] = max(box[block, 3 + i], a[i], b[i])
            if not points:
                middle = ecef((begin[row, 0] + end[row, 0]) / 2, (begin[row, 1] + end[row, 1]) / 2)
                _bend(shape, block, k, a, b, middle)


@njit
def _bend(shape: Floats, block: int, k: int, a: Any, b: Any, middle: Any) -> None:
    """Write way, bend and 1 / length² of a piece; zeros where it is a point."""
    length2 = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2 + (b[2] - a[2]) ** 2
    for i in range(3):
        shape[block, 3 + i, k] = b[i] - a[i]
        shape[block, 6 + i, k] = 4 * (middle[i] - (a[i] + b[i]) / 2) if length2 > 0 else 0.0
    shape[block, 9, k] = 1 / length2 if length2 > 0 else 0.0
