"""The borders and coasts that the base map is drawn from: two blocks, shared by two layers.

From afar the page draws Natural Earth 1:50m, near by 1:10m. The finer set keeps all its vertices around the
data and every tenth elsewhere, which takes its block to a third.
"""

from functools import cache, lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from geodata.borders import VIEWPOINT_LABELS, BorderArcs, border_arcs
from mapapp.blocks import encode_block

FINE_ARCS: Final = "arcs-near"
"""The block of the finer set."""

_AROUND: Final = 4.0
"""Degrees around the data within which the finer set is whole."""

_ELSEWHERE: Final = 10
"""Of how many vertices one is kept elsewhere."""

_EXTENTS: Final = 8
"""So many blocks of the finer set are kept: the app draws the same data again and again."""


@cache
def coarse_arcs() -> str:
    """Give the coarse set of arcs, with what is land, coast, and border under each viewpoint.

    Returns
    -------
    str
        The text of a block: ``scale`` and ``translate`` (degrees per step, and of step 0), ``arcs`` (start,
        then steps), ``land`` (rings as arc numbers, ``~i`` backwards), ``coast`` (arc numbers) and
        ``viewpoints`` (arc numbers of agreed and disputed borders).
    """
    arcs = border_arcs("50m")
    return encode_block(_described(arcs, np.ones(len(arcs.deltas), dtype=np.bool_)))


@lru_cache(maxsize=_EXTENTS)
def fine_arcs(extent: tuple[float, float, float, float]) -> str:
    """Give the fine set, whole around the data and thinned elsewhere.

    Parameters
    ----------
    extent : tuple of float
        West, south, east, north of the data, in degrees.

    Returns
    -------
    str
        As `coarse_arcs` does.
    """
    arcs = border_arcs("10m")
    return encode_block(_described(arcs, _kept(arcs, extent)))


def _kept(arcs: BorderArcs, extent: tuple[float, float, float, float]) -> npt.NDArray[np.bool_]:
    """Mark the vertices to keep: the ends of arcs, all around the data, and every tenth elsewhere."""
    west, south, east, north = extent
    lon, lat = arcs.degrees().T
    around_lon = (lon >= west - _AROUND) & (lon <= east + _AROUND)
    around_lat = (lat >= south - _AROUND) & (lat <= north + _AROUND)
    kept: npt.NDArray[np.bool_] = around_lon & around_lat
    kept[::_ELSEWHERE] = True
    kept[arcs.arc_offsets[:-1]] = True
    kept[arcs.arc_offsets[1:] - 1] = True
    return kept


def _described(arcs: BorderArcs, kept: npt.NDArray[np.bool_]) -> dict[str, Any]:
    one_sided = (arcs.arc_units[:, 1] < 0) & ~arcs.seam
    return {
        "scale": arcs.step,
        "translate": arcs.origin,
        "arcs": _coded(arcs, kept),
        "land": [part.tolist() for part in np.split(arcs.ring_arcs, arcs.ring_offsets[1:-1])],
        "coast": np.flatnonzero(one_sided).tolist(),
        "viewpoints": {name: _borders(arcs, name) for name in VIEWPOINT_LABELS},
    }


def _borders(arcs: BorderArcs, viewpoint: str) -> dict[str, list[int]]:
    is_border = np.array([pair is not None for pair in arcs.arc_pairs(viewpoint)])
    return {
        "agreed": np.flatnonzero(is_border & ~arcs.disputed).tolist(),
        "disputed": np.flatnonzero(is_border & arcs.disputed).tolist(),
    }


def _coded(arcs: BorderArcs, kept: npt.NDArray[np.bool_]) -> list[list[int]]:
    """Give each arc as a flat list: its first vertex, then the steps to each next one, on the grid."""
    owner = np.repeat(np.arange(len(arcs.starts)), np.diff(arcs.arc_offsets))[kept]
    grid = arcs.grid()[kept]
    steps = np.diff(grid, axis=0, prepend=grid[:1])
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    steps[first] = grid[first]
    return [part.ravel().tolist() for part in np.split(steps, first[1:])]
