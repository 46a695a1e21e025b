"""The compiled searches, in threads; what they leave undecided is decided through numpy. Pure."""

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from geodata.geodesy.compiled.blocks import Tree
from geodata.geodesy.compiled.tree import one_type
from geodata.geodesy.ellipsoid import Floats, most_chord_m
from geodata.geodesy.foot import feet
from geodata.geodesy.index import Targets
from geodata.geodesy.pieces import Indices
from geodata.geodesy.results import Nearest
from geodata.geodesy.search import least_of_pairs
from geodata.geodesy.threads import over_slices

SLACK_M: Final = 1e-5
"""Covers the rounding of chords."""
DOUBT_M: Final = 2e-7
"""Covers the error of compiled distances, twice."""


class Found(NamedTuple):
    """Where a compiled search for the nearest writes; `Nearest`, and whether each row is certain."""

    target: npt.NDArray[np.int64]
    metres: Floats
    lon: Floats
    lat: Floats
    settled: npt.NDArray[np.bool_]


def search_compiled(
    kernels: Any, found: Nearest, index: Targets, lonlat: Floats, rows: Indices, reach_m: float
) -> Indices:
    """Set the nearest line, outline or point of each row.

    Parameters
    ----------
    kernels : module
        `geodata.geodesy.compiled.kernels`.
    found : Nearest
        Written to.
    index : Targets
        What is sought.
    lonlat : ndarray (n, 2)
        Degrees.
    rows : ndarray (k,)
        Which points to look up.
    reach_m : float
        Targets farther away do not count; may be infinite.

    Returns
    -------
    ndarray (u,)
        The rows that are not settled; nothing is set for them.
    """
    tree, lonlat = index.tree, one_type(lonlat)
    order = kernels.curve_order(lonlat, rows)
    settled = np.zeros(len(lonlat), dtype=bool)
    out = Found(found.index, found.distance_m, found.foot_lon, found.foot_lat, settled)
    find = kernels.nearest_points if only_points(tree) else kernels.nearest_pieces
    over_slices(lambda start, stop: find(lonlat, order, start, stop, tree, float(reach_m), out), len(order))
    unsettled = rows[~settled[rows]]
    found.index[unsettled] = -1
    for column in (found.distance_m, found.foot_lon, found.foot_lat):
        column[unsettled] = np.nan
    return unsettled


def pairs_within_compiled(
    kernels: Any, index: Targets, lonlat: Floats, radius_m: float
) -> tuple[Indices, Indices, Floats]:
    """Find all pairs of a point and a target within a radius.

    Parameters
    ----------
    kernels : module
        `geodata.geodesy.compiled.kernels`.
    index : Targets
        What is sought.
    lonlat : ndarray (n, 2)
        Degrees.
    radius_m : float
        Metres.

    Returns
    -------
    point, target : ndarray (k,)
        Rows.
    distance_m : ndarray (k,)
        Metres; 0 inside an area. Pairs are sorted by point, distance and target.
    """
    lonlat, tree = one_type(lonlat), index.tree
    held, holder = index.holding(lonlat)
    found: dict[int, tuple[Indices, Indices, Floats]] = {}
    limit2 = float(most_chord_m(np.array(radius_m)) + 2 * tree.off_chord_m + SLACK_M) ** 2

    def part(start: int, stop: int) -> None:
        some = lonlat[start:stop]
        offset = np.zeros(stop - start + 1, dtype=np.int64)
        kernels.slots_within(some, tree, limit2, offset, np.empty(0, dtype=np.int32))
        slots = np.empty(max(int(offset[-1]), 1), dtype=np.int32)
        kernels.slots_within(some, tree, limit2, offset, slots)
        metres = np.empty(offset[-1])
        kernels.metres_of(some, tree, offset, slots, metres)
        piece = tree.piece.ravel()[slots[: offset[-1]]]
        doubt = np.flatnonzero(~(np.abs(metres - radius_m) > DOUBT_M))
        point = np.searchsorted(offset, doubt, side="right") - 1
        metres[doubt] = feet(some[point], tree.begin[piece[doubt]], tree.end[piece[doubt]]).distance_m
        target = tree.target[piece]
        kept = kernels.nearest_first(offset, target, metres, radius_m)
        listed = np.arange(offset[-1]) < np.repeat(offset[:-1] + kept, np.diff(offset))
        found[start] = (start + np.repeat(np.arange(stop - start), kept), target[listed], metres[listed])

    over_slices(part, len(lonlat))
    if len(held):  # what lies in an area is at distance 0 from it, wherever the outline is
        found[-1] = (held, holder, np.zeros(len(held)))
        point, target, metres = least_of_pairs(*_joined(found), radius_m)
        order = np.lexsort((target, metres, point))
        return point[order], target[order], metres[order]
    return _joined(found)


def _joined(found: dict[int, tuple[Indices, Indices, Floats]]) -> tuple[Indices, Indices, Floats]:
    """Put the slices together in the order of their rows."""
    if not found:
        return np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0)
    point, target, metres = (
        np.concatenate(column) for column in zip(*(found[start] for start in sorted(found)), strict=True)
    )
    return point, target, metres


def only_points(tree: Tree) -> bool:
    """Whether all pieces of a tree are points."""
    return bool(tree.shape.shape[1] == 3)
