"""All points within a radius of targets that are points, whole blocks at a time. Pure; needs numba."""

from typing import Any, Final

import numpy as np

from geodata.geodesy.compiled.blocks import WIDTH, Tree
from geodata.geodesy.compiled.kernels.ellipsoid import DOUBT_M, distance_m, ecef
from geodata.geodesy.compiled.kernels.jit import inlined, njit
from geodata.geodesy.compiled.kernels.walk import STACK
from geodata.geodesy.ellipsoid import Floats

OUTSIDE: Final = 0
INSIDE: Final = 1
DOUBT: Final = 2


@njit
def rows_within(
    centres: Floats,
    start: int,
    stop: int,
    tree: Tree,
    radius_m: float,
    bounds2: tuple[float, float],
    offset: Any,
    rows: Any,
    doubtful: Any,
) -> None:
    """List the points within a radius of each of the centres ``start`` to ``stop``.

    A chord of at most ``bounds2[0]``, squared, is within the radius, one of more than ``bounds2[1]`` is not:
    so most nodes are taken or left whole. Called twice: with no room in ``rows`` it counts, into
    ``offset[1:]``. Where a pair is too close to the radius to tell, it is listed and the centre doubtful.
    """
    box, child, first_slot, span = tree.box, tree.child, tree.slot, tree.span
    shape, lonlat, order, used = tree.shape, tree.begin, tree.piece.ravel(), tree.used
    nodes, near2, far2 = np.empty(STACK, np.int32), np.empty(WIDTH), np.empty(WIDTH)
    for centre in range(start, stop):
        lon, lat = centres[centre, 0], centres[centre, 1]
        p = ecef(lon, lat)
        at = offset[centre] if len(rows) else 0
        nodes[0], top = 0, 1
        while top:
            top -= 1
            node = nodes[top]
            _chords2(box, node, p[0], p[1], p[2], near2, far2)
            for k in range(WIDTH):
                if near2[k] > bounds2[1]:
                    continue
                first = first_slot[node] + k * span[node]
                last = min(first + span[node], used)
                if far2[k] <= bounds2[0]:
                    at = _take(order, first, last, rows, at)
                elif child[node] >= 0:
                    nodes[top] = child[node] + k
                    top += 1
                else:
                    for slot in range(first, last):
                        place = lonlat[order[slot], 0], lonlat[order[slot], 1]
                        verdict = _is_within(lon, lat, p, shape, slot, place, radius_m, bounds2)
                        doubtful[centre] |= verdict == DOUBT
                        if verdict != OUTSIDE:
                            at = _take(order, slot, slot + 1, rows, at)
        if not len(rows):
            offset[centre + 1] = at


@inlined
def _take(order: Any, first: int, last: int, rows: Any, at: int) -> int:
    """List a run of slots, or only count it; the place after it."""
    if len(rows):
        for slot in range(first, last):
            rows[at + slot - first] = order[slot]
    return at + last - first


@inlined
def _is_within(
    lon: float,
    lat: float,
    p: tuple[float, float, float],
    shape: Floats,
    slot: int,
    place: tuple[float, float],
    radius_m: float,
    bounds2: tuple[float, float],
) -> int:
    block, k = slot // WIDTH, slot % WIDTH
    q = shape[block, 0, k], shape[block, 1, k], shape[block, 2, k]
    dx, dy, dz = q[0] - p[0], q[1] - p[1], q[2] - p[2]
    apart2 = dx * dx + dy * dy + dz * dz
    verdict = INSIDE
    if apart2 > bounds2[1]:
        verdict = OUTSIDE
    elif apart2 > bounds2[0]:
        metres = distance_m(lon, lat, place[0], place[1], p, q)
        if metres > radius_m + DOUBT_M:
            verdict = OUTSIDE
        elif not metres < radius_m - DOUBT_M:
            verdict = DOUBT
    return verdict


@inlined
def _chords2(box: Floats, node: int, px: float, py: float, pz: float, near2: Floats, far2: Floats) -> None:
    """Least and greatest chord to the boxes of a node's children, squared."""
    for k in range(WIDTH):
        x0, x1 = box[node, 0, k] - px, box[node, 3, k] - px
        y0, y1 = box[node, 1, k] - py, box[node, 4, k] - py
        z0, z1 = box[node, 2, k] - pz, box[node, 5, k] - pz
        dx, dy, dz = max(max(x0, -x1), 0.0), max(max(y0, -y1), 0.0), max(max(z0, -z1), 0.0)
        near2[k] = dx * dx + dy * dy + dz * dz
        dx, dy, dz = max(x1, -x0), max(y1, -y0), max(z1, -z0)
        far2[k] = dx * dx + dy * dy + dz * dz


@njit
def metres_between(
    centres: Floats,
    lonlat: Floats,
    xyz: Floats,
    start: int,
    stop: int,
    offset: Any,
    rows: Any,
    metres: Floats,
) -> None:
    """Write the distance between each centre and the points listed for it; NaN near the antipode."""
    for centre in range(start, stop):
        lon, lat = centres[centre, 0], centres[centre, 1]
        p = ecef(lon, lat)
        for at in range(offset[centre], offset[centre + 1]):
            row = rows[at]
            q = xyz[row, 0], xyz[row, 1], xyz[row, 2]
            metres[at] = distance_m(lon, lat, lonlat[row, 0], lonlat[row, 1], p, q)
