"""The nearest of targets of any kind, areas by their outlines. Pure; needs numba.

All pieces that can hold the nearest place are collected, then measured: the nearest place on a piece is first
sought with chords, which is enough up to 200 km, and beyond with the geodesic itself.
"""

import math
from typing import Any, Final

import numpy as np

from geodata.geodesy.compiled.blocks import WIDTH, Tree
from geodata.geodesy.compiled.kernels.ellipsoid import DOUBT_M, SHORT_M, ecef, wrapped
from geodata.geodesy.compiled.kernels.foot import chord2_of, foot_of, refined
from geodata.geodesy.compiled.kernels.jit import njit
from geodata.geodesy.compiled.kernels.walk import STACK, limit2_of, push
from geodata.geodesy.ellipsoid import TIE_M, Floats

MOST_CANDIDATES: Final = 512
FAR_M: Final = 9_000_000.0
"""Beyond, the distance to a piece may have no single least place."""


@njit
def nearest_pieces(
    lonlat: Floats, order: Any, start: int, stop: int, tree: Tree, reach_m: float, out: Any
) -> None:
    """Write the nearest place on any piece for each of the rows ``order[start:stop]``.

    Where there are too many candidates, or the nearest cannot be told for certain, the row is not settled.
    """
    # Arrays are taken out of their tuples once: a tuple handed on is counted as used, each time.
    box, child, shape, piece = tree.box, tree.child, tree.shape, tree.piece.ravel()
    begin, end, target, settled = tree.begin, tree.end, tree.target, out.settled
    found, metres, out_lon, out_lat = out.target, out.metres, out.lon, out.lat
    nodes, near2, eight = np.empty(STACK, np.int32), np.empty(STACK), np.empty(WIDTH)
    slots, chord2 = np.empty(MOST_CANDIDATES, np.int32), np.empty(MOST_CANDIDATES)
    places = np.empty((MOST_CANDIDATES, 3))  # distance, longitude and latitude of the nearest place
    reach2 = limit2_of(reach_m, tree.off_chord_m)
    off_m, guess = tree.off_chord_m, 0
    for i in range(start, stop):
        row = order[i]
        lon, lat = lonlat[row, 0], lonlat[row, 1]
        px, py, pz = ecef(lon, lat)
        count, guess = _gather(
            box, child, shape, off_m, px, py, pz, guess, reach2, nodes, near2, eight, slots, chord2
        )
        if count < 0:
            settled[row] = False
            continue
        sure = _measure(shape, begin, end, piece, lon, lat, px, py, pz, slots, places, count)
        best, tied = _first(target, piece, slots, places, count)
        least_m = places[best, 0] if count else math.inf
        settled[row] = (sure and not tied and abs(least_m - reach_m) > DOUBT_M) or count == 0
        if least_m <= reach_m:
            found[row], metres[row] = target[piece[slots[best]]], least_m
            out_lon[row], out_lat[row] = wrapped(places[best, 1]), places[best, 2]


@njit
def _gather(
    box: Floats,
    child: Any,
    shape: Floats,
    off_m: float,
    px: float,
    py: float,
    pz: float,
    guess: int,
    reach2: float,
    nodes: Any,
    near2: Floats,
    eight: Floats,
    slots: Any,
    chord2: Floats,
) -> tuple[int, int]:
    """Collect the slots of the pieces that can be nearest, from a first guess; -1 for too many."""
    best2 = chord2_of(shape, guess // WIDTH, guess % WIDTH, px, py, pz)[0]
    limit2 = min(limit2_of(math.sqrt(best2), off_m), reach2)
    nodes[0], near2[0], top, count = 0, 0.0, 1, 0
    while top:
        top -= 1
        if near2[top] > limit2:
            continue
        if nodes[top] >= 0:
            top = push(box, child, nodes[top], px, py, pz, limit2, nodes, near2, eight, top)
            continue
        block = ~nodes[top]
        for k in range(WIDTH):
            eight[k] = chord2_of(shape, block, k, px, py, pz)[0]
        for k in range(WIDTH):
            if eight[k] > limit2:
                continue
            if eight[k] < best2:
                guess, best2 = block * WIDTH + k, eight[k]
                limit2 = min(limit2_of(math.sqrt(best2), off_m), reach2)
            if count == MOST_CANDIDATES:
                count = _keep(slots, chord2, count, limit2)
                if count == MOST_CANDIDATES:
                    return -1, guess
            slots[count], chord2[count] = block * WIDTH + k, eight[k]
            count += 1
    return _keep(slots, chord2, count, limit2), guess


@njit
def _keep(slots: Any, chord2: Floats, count: int, limit2: float) -> int:
    """Drop the candidates beyond the limit."""
    kept = 0
    for at in range(count):
        if chord2[at] <= limit2:
            slots[kept], chord2[kept] = slots[at], chord2[at]
            kept += 1
    return kept


@njit
def _measure(
    shape: Floats,
    begin: Floats,
    end: Floats,
    piece: Any,
    lon: float,
    lat: float,
    px: float,
    py: float,
    pz: float,
    slots: Any,
    places: Floats,
    count: int,
) -> bool:
    """Set the distance and the nearest place of the candidates; whether they are certain."""
    least_m = math.inf
    for at in range(count):
        foot_lon, foot_lat, metres = foot_of(shape, begin, end, slots[at], piece[slots[at]], px, py, pz)
        if math.isnan(metres):
            places[:count, 0] = math.inf
            return False
        places[at, 0], places[at, 1], places[at, 2] = metres, foot_lon, foot_lat
        least_m = min(least_m, places[at, 0])
    if least_m < SHORT_M or least_m > FAR_M:
        return least_m < SHORT_M
    x = least_m / 1e6
    doubt_m = 1e-3 * x**5 * max(1.0, x * x)  # four times the greatest error of `short_m`, on both sides
    for at in range(count):
        if places[at, 0] > least_m + doubt_m:
            places[at, 0] = math.inf
            continue
        places[at, 0], places[at, 1], places[at, 2] = refined(
            begin, end, piece[slots[at]], lon, lat, places[at, 1], places[at, 2]
        )
    return True


@njit
def _first(target: Any, piece: Any, slots: Any, places: Floats, count: int) -> tuple[int, bool]:
    """Find the nearest candidate, of those tied that with the lowest row; and whether it is uncertain."""
    least_m = math.inf
    for at in range(count):
        least_m = min(least_m, places[at, 0])
    best, best_row, doubt = 0, np.int64(-1), False
    for at in range(count):
        over_m = places[at, 0] - least_m
        doubt = doubt or abs(over_m - TIE_M) < DOUBT_M
        if over_m > TIE_M:
            continue
        row = target[piece[slots[at]]]
        if best_row < 0 or row < best_row or (row == best_row and places[at, 0] < places[best, 0]):
            best, best_row = at, row
    return best, doubt
