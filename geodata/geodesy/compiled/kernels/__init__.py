"""Compiled searches: the inner loops of `nearest`, `within` and `radius_join`. Pure.

The only package that imports numba, and itself only imported for large searches, by `compiled`. Points come
in slices, and the interpreter's lock is released, so that slices run in threads. Chords (straight lines
through the Earth) bound geodesics from both sides and prune the tree; what remains is measured. What cannot
be decided for certain is handed back as such, and decided by the search through numpy.
"""

from geodata.geodesy.compiled.kernels.build import fill_blocks
from geodata.geodesy.compiled.kernels.curve import curve_order
from geodata.geodesy.compiled.kernels.join import metres_between, rows_within
from geodata.geodesy.compiled.kernels.labels import areas_at
from geodata.geodesy.compiled.kernels.pieces import nearest_pieces
from geodata.geodesy.compiled.kernels.points import nearest_points
from geodata.geodesy.compiled.kernels.within import metres_of, nearest_first, slots_within

__all__ = [
    "areas_at",
    "curve_order",
    "fill_blocks",
    "metres_between",
    "metres_of",
    "nearest_first",
    "nearest_pieces",
    "nearest_points",
    "rows_within",
    "slots_within",
]
