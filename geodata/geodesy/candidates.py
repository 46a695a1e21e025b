"""Which pieces can hold the nearest place of which point: provable bounds, no approximation. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from geodata.geodesy.ellipsoid import Floats, least_distance_m, most_chord_m, most_distance_m
from geodata.geodesy.index import Targets
from geodata.geodesy.pieces import Indices

SLACK_M: Final = 1e-5
"""Covers the rounding of the bounds."""
MOST_AT_ONCE: Final = 2_000_000
"""Pairs of point and node held in memory at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Pairs of a point and a piece, with bounds of their distance in metres."""

    point: Indices
    piece: Indices
    least_m: Floats
    most_m: Floats

    def only(self, keep: "Indices | np.ndarray[tuple[int], np.dtype[np.bool_]]") -> "Candidates":
        """Return the chosen pairs."""
        return Candidates(self.point[keep], self.piece[keep], self.least_m[keep], self.most_m[keep])


def candidates(targets: Targets, xyz: Floats, reach_m: Floats) -> Iterator[Candidates]:
    """Give every piece that can lie within reach of its point, in batches of whole points.

    Parameters
    ----------
    targets : Targets
        The pieces.
    xyz : ndarray (n, 3)
        Points, earth-centred.
    reach_m : ndarray (n,)
        Distance within which pieces are wanted.

    Yields
    ------
    Candidates
    """
    pieces = targets.pieces
    chord_m = most_chord_m(reach_m) + pieces.off_chord_m + SLACK_M
    node_chord_m = np.sqrt(chord_m**2 + pieces.longest_m**2 / 4) + SLACK_M
    count = targets.nodes.counts_within(xyz, node_chord_m)
    batch = np.cumsum(count) // MOST_AT_ONCE
    for number in np.unique(batch):
        rows = np.flatnonzero(batch == number)
        node = targets.nodes.within(xyz[rows], node_chord_m[rows])
        point = np.repeat(rows, count[rows])
        found = _bounded(targets, xyz, np.repeat(point, 2), targets.nodes.pieces[node].ravel())
        yield found.only(found.least_m <= reach_m[found.point] + SLACK_M)


def _bounded(targets: Targets, xyz: Floats, point: Indices, piece: Indices) -> Candidates:
    """Drop pairs without a piece and repeated ones, and bound the distance of the rest."""
    point, piece = point[piece >= 0], piece[piece >= 0]
    pair = np.unique(point * np.int64(len(targets.pieces.target)) + piece)
    point, piece = np.divmod(pair, len(targets.pieces.target))
    begin = targets.pieces.begin_xyz[piece]
    along = targets.pieces.end_xyz[piece] - begin
    from_begin = xyz[point] - begin
    length2 = np.einsum("ij,ij->i", along, along)
    share = np.einsum("ij,ij->i", from_begin, along) / np.where(length2 > 0, length2, 1.0)
    apart = from_begin - np.clip(share, 0, 1)[:, None] * along
    chord_m = np.sqrt(np.einsum("ij,ij->i", apart, apart))
    off_m = targets.pieces.off_chord_m
    return Candidates(
        point, piece, least_distance_m(np.maximum(chord_m - off_m, 0)), most_distance_m(chord_m + off_m)
    )
