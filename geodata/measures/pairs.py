"""Distances between given incidents and facilities. Pure."""

from typing import Final

import numpy as np

from geodata.geodesy import Targets, distance_m
from geodata.geodesy.ellipsoid import Floats, ecef, least_distance_m, most_chord_m, most_distance_m
from geodata.geodesy.foot import feet
from geodata.measures.located import Located
from geodata.measures.prepared import FacilityIndex
from geodata.measures.rows import Rows

MOST_AT_ONCE: Final = 200_000
"""Pieces of lines that are looked at in one go."""
SLACK_M: Final = 1e-5
"""Covers the rounding of the bounds."""


def distances_of_pairs(located: Located, facilities: FacilityIndex, incident: Rows, facility: Rows) -> Floats:
    """Distance between incidents and facilities, in metres.

    Parameters
    ----------
    located : Located
        The incidents.
    facilities : FacilityIndex
        The facilities.
    incident, facility : ndarray (k,) of int
        Rows; -1 for no facility.

    Returns
    -------
    ndarray (k,)
        0 inside an area; NaN where either has no location.
    """
    metres = np.full(len(incident), np.nan)
    here, there = located.lonlat[incident], facilities.lonlat[facility]
    placed = np.isfinite(here[:, 0])
    points = np.flatnonzero(placed & np.isfinite(there[:, 0]))
    metres[points] = distance_m(*here[points].T, *there[points].T)
    extended = np.flatnonzero(placed & facilities.extended[facility])
    if facilities.targets is not None and len(extended):
        metres[extended] = _to_extended(here[extended], facilities.targets, facility[extended])
    return metres


def _to_extended(lonlat: Floats, targets: Targets, row: Rows) -> Floats:
    """Distance from each point to the line or area in the row given for it."""
    first, last = (np.searchsorted(targets.pieces.target, row, side) for side in ("left", "right"))
    metres = np.empty(len(row))
    batch = np.cumsum(last - first) // MOST_AT_ONCE
    for number in np.unique(batch):
        pairs = np.flatnonzero(batch == number)
        metres[pairs] = _to_outline(lonlat[pairs], targets, first[pairs], last[pairs])
    point, holder = targets.holding(lonlat)
    metres[point[holder == row[point]]] = 0.0
    return metres


def _to_outline(lonlat: Floats, targets: Targets, first: Rows, last: Rows) -> Floats:
    """Distance from each point to the nearest of the pieces from ``first`` to before ``last``.

    The straight line to the beginning of a piece bounds the distance to all of it, that to its chord
    bounds it closely, and what is left is measured.
    """
    pieces, xyz = targets.pieces, ecef(lonlat)
    count = last - first
    pair = np.repeat(np.arange(len(count)), count)
    piece = np.arange(len(pair)) + np.repeat(last - np.cumsum(count), count)
    chord_m = _length_m(xyz[pair] - pieces.begin_xyz[piece])
    reach_m = most_chord_m(most_distance_m(_least(chord_m, pair))) + pieces.longest_m + SLACK_M
    near = chord_m <= reach_m[pair]
    pair, piece = pair[near], piece[near]
    chord_m = _off_chord_m(xyz[pair], pieces.begin_xyz[piece], pieces.end_xyz[piece])
    most_m = most_distance_m(_least(chord_m, pair) + pieces.off_chord_m)
    near = least_distance_m(np.maximum(chord_m - pieces.off_chord_m, 0.0)) <= most_m[pair] + SLACK_M
    pair, piece = pair[near], piece[near]
    return _least(feet(lonlat[pair], pieces.begin[piece], pieces.end[piece]).distance_m, pair)


def _least(values: Floats, pair: Rows) -> Floats:
    """Least value of each pair; equal pairs stand together, in order."""
    starts = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1]])
    return np.asarray(np.minimum.reduceat(values, starts))


def _off_chord_m(xyz: Floats, begin: Floats, end: Floats) -> Floats:
    """Straight-line distance from points to chords."""
    along, away = end - begin, xyz - begin
    length2 = np.einsum("ij,ij->i", along, along)
    share = np.einsum("ij,ij->i", away, along) / np.where(length2 > 0, length2, 1.0)
    return _length_m(away - np.clip(share, 0, 1)[:, None] * along)


def _length_m(vectors: Floats) -> Floats:
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)))
