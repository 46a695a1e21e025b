"""Rows in order of the Morton curve. Pure; needs numba.

References
----------
Morton, G. M. (1966). A computer oriented geodetic data base and a new technique in file sequencing. IBM.
"""

from typing import Any, Final

import numpy as np

from geodata.geodesy.compiled.kernels.jit import njit
from geodata.geodesy.ellipsoid import Floats

CELLS: Final = 1 << 16
"""Of longitude and of latitude."""
DIGIT: Final = 11
"""Bits that one pass of the sort looks at; three passes see all 32."""


@njit
def curve_order(lonlat: Floats, rows: Any) -> Any:
    """Sort rows so that those that follow each other lie near each other; equal keys keep their order."""
    count = len(rows)
    keys = np.empty(count, np.uint32)
    for i in range(count):
        east = lonlat[rows[i], 0] + 180
        if east < 0 or east >= 360:  # the remainder takes long, and is rarely needed
            east = east % 360
        x = np.uint32(east * ((CELLS - 1) / 360))
        y = np.uint32((lonlat[rows[i], 1] + 90) * ((CELLS - 1) / 180))
        keys[i] = _spread(x) | (_spread(y) << np.uint32(1))
    order, sorted_keys = rows.copy(), np.empty_like(keys)
    sorted_order = np.empty_like(order)
    for shift in range(0, 32, DIGIT):
        start = np.zeros((1 << DIGIT) + 1, np.int64)
        for key in keys:
            start[((key >> np.uint32(shift)) & np.uint32((1 << DIGIT) - 1)) + 1] += 1
        start = np.cumsum(start)
        for i in range(count):
            digit = (keys[i] >> np.uint32(shift)) & np.uint32((1 << DIGIT) - 1)
            to = start[digit]
            start[digit] += 1
            sorted_keys[to], sorted_order[to] = keys[i], order[i]
        keys, sorted_keys = sorted_keys, keys
        order, sorted_order = sorted_order, order
    return order


@njit
def _spread(bits: Any) -> Any:
    """Put a zero before each of the lower 16 bits."""
    bits = (bits | (bits << np.uint32(8))) & np.uint32(0x00FF00FF)
    bits = (bits | (bits << np.uint32(4))) & np.uint32(0x0F0F0F0F)
    bits = (bits | (bits << np.uint32(2))) & np.uint32(0x33333333)
    return (bits | (bits << np.uint32(1))) & np.uint32(0x55555555)
