"""The compiled searches, in threads; what they leave undecided is decided through numpy. Pure."""

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from geodata.geodesy.blocks import Tree
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
        `geodata.geodesy.kernels`.
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
    """Find all pairs of a point and a target within a radius; as `search.pairs_within`.

    Parameters
    ----------
    kernels : module
        `geodata.geodesy.kernels`.
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
        Metres; 0 inside an area.
    """
    lonlat, tree = one_type(lonlat), index.tree
    held, holder = index.holding(lonlat)
    found = {-1: (held, holder, np.zeros(len(held)))}
    limit2 = float(most_chord_m(np.array(radius_m)) + 2 * tree.off_chord_m + SLACK_M) ** 2

    def part(start: int, stop: int) -> None:
        offset = np.zeros(stop - start + 1, dtype=np.int64)
        kernels.slots_within(lonlat[start:stop], tree, limit2, offset, np.empty(0, np.int32))
        slots = np.empty(max(offset[-1], 1), dtype=np.int32)
        kernels.slots_within(lonlat[start:stop], tree, limit2, offset, slots)
        metres = np.empty(offset[-1])
        kernels.metres_of(lonlat[start:stop], tree, offset, slots, metres)
        piece = tree.piece.ravel()[slots[: offset[-1]]]
        point = start + np.repeat(np.arange(stop - start), np.diff(offset))
        doubt = np.flatnonzero(~(np.abs(metres - radius_m) > DOUBT_M))
        metres[doubt] = feet(
            lonlat[point[doubt]], tree.begin[piece[doubt]], tree.end[piece[doubt]]
        ).distance_m
        found[start] = least_of_pairs(point, tree.target[piece], metres, radius_m)

    over_slices(part, len(lonlat))
    point, target, metres = (np.concatenate(column) for column in zip(*found.values(), strict=True))
    return least_of_pairs(point, target, metres, radius_m)


def only_points(tree: Tree) -> bool:
    """Whether all pieces of a tree are points."""
    return bool(tree.shape.shape[1] == 3)


def one_type(lonlat: Floats) -> Floats:
    """Coordinates in the one memory layout that the searches are compiled for."""
    return np.require(lonlat, np.float64, ["C", "W"])
