"""All pieces within a radius of points, and their distances. Pure; needs numba."""

import math
from typing import Any

import numpy as np

from geodata.geodesy.compiled.blocks import WIDTH, Tree
from geodata.geodesy.compiled.kernels.ellipsoid import SHORT_M, distance_m, ecef
from geodata.geodesy.compiled.kernels.foot import chord2_of, foot_of, refined
from geodata.geodesy.compiled.kernels.jit import njit
from geodata.geodesy.compiled.kernels.pieces import FAR_M
from geodata.geodesy.compiled.kernels.walk import STACK, push
from geodata.geodesy.ellipsoid import Floats


@njit
def slots_within(lonlat: Floats, tree: Tree, limit2: float, offset: Any, slots: Any) -> None:
    """List the slots of all pieces whose chord lies within the limit, for each point.

    Called twice: with no room in ``slots`` it counts, so that ``offset[1:]`` become the ends of the lists.
    """
    box, child, shape, used = tree.box, tree.child, tree.shape, tree.used
    nodes, near2, eight = np.empty(STACK, np.int32), np.empty(STACK), np.empty(WIDTH)
    lines = shape.shape[1] > 3
    for row in range(len(lonlat)):
        px, py, pz = ecef(lonlat[row, 0], lonlat[row, 1])
        at = offset[row]
        nodes[0], top = 0, 1
        while top:
            top -= 1
            if nodes[top] >= 0:
                top = push(box, child, nodes[top], px, py, pz, limit2, nodes, near2, eight, top)
                continue
            block = ~nodes[top]
            for k in range(min(WIDTH, used - block * WIDTH)):
                if lines:
                    apart2 = chord2_of(shape, block, k, px, py, pz)[0]
                else:
                    dx, dy, dz = shape[block, 0, k] - px, shape[block, 1, k] - py, shape[block, 2, k] - pz
                    apart2 = dx * dx + dy * dy + dz * dz
                if apart2 <= limit2:
                    if len(slots):
                        slots[at] = block * WIDTH + k
                    at += 1
        if not len(slots):
            offset[row + 1] = at


@njit
def metres_of(lonlat: Floats, tree: Tree, offset: Any, slots: Any, metres: Floats) -> None:
    """Write the distance between each point and the pieces listed for it; NaN where it is uncertain."""
    shape, begin, end, pieces = tree.shape, tree.begin, tree.end, tree.piece.ravel()
    lines = shape.shape[1] > 3
    for row in range(len(lonlat)):
        lon, lat = lonlat[row, 0], lonlat[row, 1]
        p = ecef(lon, lat)
        for at in range(offset[row], offset[row + 1]):
            piece, block, k = pieces[slots[at]], slots[at] // WIDTH, slots[at] % WIDTH
            if not lines:
                q = shape[block, 0, k], shape[block, 1, k], shape[block, 2, k]
                metres[at] = distance_m(lon, lat, begin[piece, 0], begin[piece, 1], p, q)
                continue
            foot_lon, foot_lat, apart_m = foot_of(shape, begin, end, slots[at], piece, *p)
            if apart_m > SHORT_M:
                apart_m = refined(begin, end, piece, lon, lat, foot_lon, foot_lat)[0]
            metres[at] = apart_m if apart_m < FAR_M else math.nan


@njit
def nearest_first(offset: Any, target: Any, metres: Floats, radius_m: float) -> Any:
    """Keep the least distance of each target within the radius, and sort each point's list by distance.

    Lists are written over; the numbers of those kept are returned. Equal distances are in order of rows.
    """
    kept = np.zeros(len(offset) - 1, np.int64)
    for row in range(len(kept)):
        start, stop = offset[row], offset[row + 1]
        rows, values = target[start:stop].copy(), metres[start:stop].copy()
        by_target = np.argsort(rows, kind="mergesort")
        count = 0
        for at in by_target:
            if not values[at] <= radius_m:
                continue
            if count and target[start + count - 1] == rows[at]:
                metres[start + count - 1] = min(metres[start + count - 1], values[at])
                continue
            target[start + count], metres[start + count] = rows[at], values[at]
            count += 1
        rows, values = target[start : start + count].copy(), metres[start : start + count].copy()
        by_distance = np.argsort(values, kind="mergesort")
        for k in range(count):
            target[start + k], metres[start + k] = rows[by_distance[k]], values[by_distance[k]]
        kept[row] = count
    return kept
