"""Looking up the area of points in the grid of labels. Pure; needs numba."""

import math
from typing import Any

from geodata.geodesy.compiled.kernels.jit import inlined, njit
from geodata.geodesy.ellipsoid import Floats


@njit
def areas_at(
    lonlat: Floats, start: int, stop: int, label: Any, outlines: Any, unsure: int, found: Any
) -> None:
    """Write the first area that holds each of the points ``start`` to ``stop``; ``unsure`` near an outline.

    In a cell that an outline touches, an area holds the point if it holds the middle of the cell and the way
    from there crosses its outline an even number of times, or does not hold it and the number is odd.
    """
    rows, columns = label.shape
    cell, entry = outlines.cell, outlines.entry
    area, held, edge = outlines.area, outlines.held, outlines.edge
    step = 360.0 / columns
    for i in range(start, stop):
        lon, lat = lonlat[i, 0], lonlat[i, 1]
        if math.isnan(lon):
            continue
        column = math.floor((lon + 180) / step) % columns
        row = min(max(int((lat + 90) / step), 0), rows - 1)
        known = label[row, column]
        if known >= -1:
            found[i] = known
            continue
        at = -2 - known
        middle_lon, middle_lat = (column + 0.5) * step - 180, (row + 0.5) * step - 90
        lon -= 360 * math.floor((lon - middle_lon) / 360 + 0.5)
        first = -1
        for k in range(cell[at], cell[at + 1]):
            if first >= 0 and area[k] >= first:
                continue
            crossings = 0
            for j in range(entry[k], entry[k + 1]):
                crossings += _crosses(
                    lon, lat, middle_lon, middle_lat, edge[j, 0], edge[j, 1], edge[j, 2], edge[j, 3]
                )
            if crossings < 0:
                first = unsure
                break
            if held[k] != (crossings % 2 == 1):
                first = area[k]
        found[i] = first


@inlined
def _crosses(px: float, py: float, qx: float, qy: float, ax: float, ay: float, bx: float, by: float) -> int:
    """Count 1 where the ways from p to q and from a to b cross; far below 0 where that is too close."""
    p, q = _side(ax, ay, bx, by, px, py), _side(ax, ay, bx, by, qx, qy)
    a, b = _side(px, py, qx, qy, ax, ay), _side(px, py, qx, qy, bx, by)
    crosses = 0
    if p == 0 or q == 0 or a == 0 or b == 0:
        crosses = -1_000_000
    elif p != q and a != b:
        crosses = 1
    return crosses


@njit
def _side(ax: float, ay: float, bx: float, by: float, x: float, y: float) -> int:
    """Side of the line from a to b on which a place lies; 0 where rounding leaves that open."""
    left, right = (bx - ax) * (y - ay), (by - ay) * (x - ax)
    if abs(left - right) <= 1e-11 * (abs(left) + abs(right)):
        return 0
    return 1 if left > right else -1
