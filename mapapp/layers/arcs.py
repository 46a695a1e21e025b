"""The borders and coasts that the base map is drawn from: two blocks of columns, shared by two layers.

From afar the page draws Natural Earth 1:50m, near by 1:10m. The finer set keeps all its vertices around the
data and every tenth elsewhere, which takes its block to a third.
"""

from functools import cache, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from geodata.borders import VIEWPOINT_LABELS, BorderArcs, border_arcs
from mapapp.blocks import encode
from mapapp.layers.outline import land_outline
from mapapp.payload.codes import Numbers, to_dictionary
from mapapp.payload.container import DICTIONARY, PLANES, Column, pack

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
        The text of a block. See ``docs/format.md``.
    """
    arcs = border_arcs("50m")
    return encode(_packed(arcs, np.ones(len(arcs.deltas), dtype=np.bool_)))


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
    return encode(_packed(arcs, _kept(arcs, extent)))


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


def _packed(arcs: BorderArcs, kept: npt.NDArray[np.bool_]) -> bytes:
    rings = land_outline(arcs)
    grid = arcs.grid()[kept].astype(np.int64)
    steps = grid - np.concatenate([np.zeros((1, 2), dtype=np.int64), grid[:-1]])
    columns = [
        Column("vertices", PLANES, np.add.reduceat(kept, arcs.arc_offsets[:-1], dtype=np.uint64)),
        Column("x", PLANES, _zigzag(steps[:, 0])),
        Column("y", PLANES, _zigzag(steps[:, 1])),
        Column("ring_edges", PLANES, np.array([len(ring) for ring in rings], dtype=np.uint64)),
        Column("edges", PLANES, _zigzag(np.concatenate(rings))),
        _words("shore", _shore(arcs, np.concatenate(rings))),
        *(_words(f"border:{name}", _border(arcs, name)) for name in VIEWPOINT_LABELS),
    ]
    return pack(columns, scale=arcs.step, translate=arcs.origin)


def _zigzag(numbers: npt.NDArray[np.int64]) -> Numbers:
    """Put numbers in the order 0, -1, 1, -2, 2, …, so that those near 0 are small."""
    return np.where(numbers < 0, -2 * numbers - 1, 2 * numbers).astype(np.uint64)


def _words(name: str, words: npt.NDArray[np.object_]) -> Column:
    return Column(name, DICTIONARY, *to_dictionary(words))


def _shore(arcs: BorderArcs, edges: npt.NDArray[np.int64]) -> npt.NDArray[np.object_]:
    """Say which arcs are coast, and along which the land's outline is cut though the land goes on."""
    words = np.full(len(arcs.starts), None, dtype=np.object_)
    words[np.where(edges < 0, ~edges, edges)] = "seam"
    words[(arcs.arc_units[:, 1] < 0) & ~arcs.seam] = "coast"
    return words


def _border(arcs: BorderArcs, viewpoint: str) -> npt.NDArray[np.object_]:
    """Say which arcs are land borders, and whether they are disputed."""
    pairs = arcs.arc_pairs(viewpoint)
    words = ["disputed" if disputed else "agreed" for disputed in arcs.disputed]
    return np.array(
        [word if pair else None for word, pair in zip(words, pairs, strict=True)], dtype=np.object_
    )
