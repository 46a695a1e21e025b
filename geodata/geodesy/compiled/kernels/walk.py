"""Steps down the tree of boxes, and the bound that prunes it. Pure; needs numba."""

import math
from typing import Any, Final

from geodata.geodesy.compiled.blocks import WIDTH
from geodata.geodesy.compiled.kernels.ellipsoid import DOUBT_M
from geodata.geodesy.compiled.kernels.jit import inlined, njit
from geodata.geodesy.ellipsoid import GREATEST_RADIUS_M, LEAST_RADIUS_M, TIE_M, Floats

STACK: Final = 512
"""More than eight times the levels of any tree."""
EVERYTHING2: Final = 1e15
"""Square of more than any chord; less than infinity, which is how far children that do not exist are."""
# Up to 1,000 km the two bounds of a geodesic of chord c differ by less than this times c³.
_BAND: Final = 1.07 * (LEAST_RADIUS_M**-2 - GREATEST_RADIUS_M**-2) / 24


@njit
def limit2_of(chord_m: float, off_m: float) -> float:
    """Square of the chord within which a piece may be as near as one that is ``chord_m`` away.

    ``off_m`` is the greatest distance of a piece from its chord.
    """
    most_m = chord_m + off_m
    if most_m < 1e6:
        most_m += _BAND * most_m**3
    elif most_m < 1.9 * LEAST_RADIUS_M:
        angle = LEAST_RADIUS_M * math.asin(most_m / (2 * LEAST_RADIUS_M)) / GREATEST_RADIUS_M
        most_m = 2 * GREATEST_RADIUS_M * math.sin(angle)
    else:
        return EVERYTHING2
    return (most_m + off_m + TIE_M + 2 * DOUBT_M) ** 2


@inlined
def push(
    box: Floats,
    child: Any,
    node: int,
    px: float,
    py: float,
    pz: float,
    limit2: float,
    nodes: Any,
    near2: Floats,
    eight: Floats,
    top: int,
) -> int:
    """Put the children of a node that lie within the limit on the stack, the nearest last."""
    for k in range(WIDTH):  # a loop without branches, for vector instructions
        dx = max(max(box[node, 0, k] - px, px - box[node, 3, k]), 0.0)
        dy = max(max(box[node, 1, k] - py, py - box[node, 4, k]), 0.0)
        dz = max(max(box[node, 2, k] - pz, pz - box[node, 5, k]), 0.0)
        eight[k] = dx * dx + dy * dy + dz * dz
    first, base = child[node], top
    for k in range(WIDTH):
        if eight[k] <= limit2:
            at = top
            while at > base and near2[at - 1] < eight[k]:
                nodes[at], near2[at] = nodes[at - 1], near2[at - 1]
                at -= 1
            nodes[at], near2[at] = (first + k if first >= 0 else first - k), eight[k]
            top += 1
    return top
