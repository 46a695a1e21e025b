"""The nearest of targets that are all points. Pure; needs numba."""

import math
from typing import Any

import numpy as np

from geodata.geodesy.compiled.blocks import WIDTH, Tree
from geodata.geodesy.compiled.kernels.ellipsoid import DOUBT_M, distance_m, ecef, wrapped
from geodata.geodesy.compiled.kernels.jit import inlined, njit
from geodata.geodesy.compiled.kernels.walk import STACK, limit2_of, push
from geodata.geodesy.ellipsoid import Floats


@njit
def nearest_points(
    lonlat: Floats, order: Any, start: int, stop: int, tree: Tree, reach_m: float, out: Any
) -> None:
    """Write the nearest point of each of the rows ``order[start:stop]``.

    Where a second point may be as near, or the reach is met too closely to tell, the row is not settled.
    """
    # Arrays are taken out of their tuples once: a tuple handed on is counted as used, each time.
    box, child, shape, piece = tree.box, tree.child, tree.shape, tree.piece.ravel()
    begin, target, settled = tree.begin, tree.target, out.settled
    found, metres, out_lon, out_lat = out.target, out.metres, out.lon, out.lat
    nodes, near2, eight = np.empty(STACK, np.int32), np.empty(STACK), np.empty(WIDTH)
    reach2 = limit2_of(reach_m, 0.0)
    best = 0
    for i in range(start, stop):
        row = order[i]
        lon, lat = lonlat[row, 0], lonlat[row, 1]
        px, py, pz = ecef(lon, lat)
        best, unsure = _nearest(box, child, shape, piece, px, py, pz, best, reach2, nodes, near2, eight)
        block, k = best // WIDTH, best % WIDTH
        at_lon, at_lat = begin[piece[best], 0], begin[piece[best], 1]
        at = shape[block, 0, k], shape[block, 1, k], shape[block, 2, k]
        apart_m = distance_m(lon, lat, at_lon, at_lat, (px, py, pz), at)
        beyond = apart_m > reach_m + DOUBT_M
        settled[row] = beyond or (not unsure and apart_m < reach_m - DOUBT_M)  # false where it is NaN
        if not beyond:
            found[row], metres[row] = target[piece[best]], apart_m
            out_lon[row], out_lat[row] = wrapped(at_lon), at_lat


@inlined
def _nearest(
    box: Floats,
    child: Any,
    shape: Floats,
    piece: Any,
    px: float,
    py: float,
    pz: float,
    best: int,
    reach2: float,
    nodes: Any,
    near2: Floats,
    eight: Floats,
) -> tuple[int, bool]:
    """Find the slot with the least chord, from a first guess, and whether another may be as near."""
    best2, second2 = _apart2(shape, best // WIDTH, best % WIDTH, px, py, pz), math.inf
    limit2 = min(limit2_of(math.sqrt(best2), 0.0), reach2)
    nodes[0], near2[0], top = 0, 0.0, 1
    while top:
        top -= 1
        if near2[top] > limit2:
            continue
        if nodes[top] >= 0:
            top = push(box, child, nodes[top], px, py, pz, limit2, nodes, near2, eight, top)
            continue
        block = ~nodes[top]
        for k in range(WIDTH):
            eight[k] = _apart2(shape, block, k, px, py, pz)
        for k in range(WIDTH):
            slot = block * WIDTH + k
            if eight[k] > best2:
                second2 = min(second2, eight[k])
            elif _same(shape, block, k, best // WIDTH, best % WIDTH):
                best = slot if piece[slot] < piece[best] else best
            else:
                best, best2, second2 = slot, eight[k], best2
                limit2 = min(limit2_of(math.sqrt(best2), 0.0), reach2)
    return best, second2 <= limit2


@inlined
def _apart2(shape: Floats, block: int, k: int, px: float, py: float, pz: float) -> float:
    """Square of the chord to a point."""
    dx, dy, dz = shape[block, 0, k] - px, shape[block, 1, k] - py, shape[block, 2, k] - pz
    return float(dx * dx + dy * dy + dz * dz)


@inlined
def _same(shape: Floats, block: int, k: int, other: int, j: int) -> bool:
    """Whether two points are in the very same place."""
    x, y, z = shape[block, 0, k], shape[block, 1, k], shape[block, 2, k]
    return bool(x == shape[other, 0, j] and y == shape[other, 1, j] and z == shape[other, 2, j])
