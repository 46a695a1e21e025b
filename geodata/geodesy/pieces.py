"""Lines and outlines cut into short pieces, each with a bound on how far it bends off its chord. Pure.

A segment is straight in longitude and latitude (RFC 7946, section 3.1.1). A step of more than 180 and less
than 360 degrees of longitude between two vertices is read as crossing the antimeridian, the short way. A
step of exactly 360 runs once around the globe, as the edges of a polar cap do that is cut there.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from geodata.geodesy.ellipsoid import (
    ECCENTRICITY2,
    GREATEST_RADIUS_M,
    SEMI_MAJOR_M,
    Floats,
    ecef,
)
from geodata.geodesy.inputs import Geometries

Indices = npt.NDArray[np.intp]

LONGEST_M: Final = 5_000.0
"""No piece is longer."""
FARTHEST_OFF_CHORD_M: Final = 1.0
"""No piece bends farther off its chord. Near a pole this makes pieces shorter than `LONGEST_M`."""
GREATEST_TURN: Final = 15.0
"""Degrees of longitude; close to a pole, where even a whole circle bends less than that off its chord."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """Pieces of lines, and points as pieces of length 0, in order of their targets.

    Parameters
    ----------
    begin, end : ndarray (n, 2)
        Longitude and latitude of both ends.
    target : ndarray (n,)
        Row of the target that the piece belongs to.
    longest_m, off_chord_m : float
        Greatest length, and greatest distance between a piece and its chord.
    """

    begin: Floats
    end: Floats
    target: Indices
    longest_m: float
    off_chord_m: float

    @cached_property
    def begin_xyz(self) -> Floats:
        """Where each piece begins, (n, 3), earth-centred, in metres."""
        return ecef(self.begin)

    @cached_property
    def end_xyz(self) -> Floats:
        """Where each piece ends, likewise."""
        return ecef(self.end)


def cut(geometries: Geometries) -> Pieces:
    """Cut geometries into pieces; areas become their outlines.

    Parameters
    ----------
    geometries : ndarray of Geometry or None
        Of any kind.

    Returns
    -------
    Pieces
    """
    begin, end, target = _segments(geometries)
    if begin is end:
        return Pieces(begin, end, target, longest_m=0.0, off_chord_m=0.0)
    length_m, off_chord_m = _bounds(begin, end)
    turn = np.abs(end[:, 0] - begin[:, 0])
    count = np.ceil(np.maximum(length_m / LONGEST_M, np.sqrt(off_chord_m / FARTHEST_OFF_CHORD_M)))
    count = np.maximum(np.maximum(count, np.ceil(turn / GREATEST_TURN)), 1).astype(np.intp)
    which = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    begin_cut = _along(begin[which], end[which], number / count[which])
    end_cut = _along(begin[which], end[which], (number + 1) / count[which])
    return Pieces(
        begin=begin_cut,
        end=end_cut,
        target=target[which],
        longest_m=float((length_m / count).max(initial=0.0)),
        off_chord_m=float((off_chord_m / count**2).max(initial=0.0)),
    )


def points_as_pieces(lonlat: Floats) -> Pieces:
    """Pieces of length 0, one for each point.

    Parameters
    ----------
    lonlat : ndarray (n, 2)
        Degrees.

    Returns
    -------
    Pieces
    """
    return Pieces(lonlat, lonlat, np.arange(len(lonlat)), 0.0, 0.0)


def short_way(lon_from: Floats, lon_to: Floats) -> Floats:
    """Give `lon_to`, or the same meridian a full turn away where that is the short way."""
    step = lon_to - lon_from
    far = (np.abs(step) > 180) & (np.abs(step) < 360)
    return np.where(far, lon_from + (step + 180) % 360 - 180, lon_to)


def running(lon: Floats) -> Floats:
    """Carry longitudes on across the antimeridian; what does not cross it stays exactly as it is."""
    turns = np.round((short_way(lon[:-1], lon[1:]) - lon[1:]) / 360)
    carried: Floats = lon + 360 * np.r_[0.0, np.cumsum(turns)]
    return carried


def _segments(geometries: Geometries) -> tuple[Floats, Floats, Indices]:
    """Both ends of every segment, and of every point, with the row that it belongs to."""
    parts, row = flattened(geometries)
    kind = shapely.get_type_id(parts)
    areas, points = kind == 3, kind == 0
    if points.all():
        alone = shapely.get_coordinates(parts)
        return alone, alone, row
    rings, ring_part = shapely.get_rings(parts[areas], return_index=True)
    lines = np.r_[parts[~areas & ~points], rings]
    line_row = np.r_[row[~areas & ~points], row[areas][ring_part]]
    vertices, line = shapely.get_coordinates(lines, return_index=True)
    same = line[:-1] == line[1:]
    begin, end = vertices[:-1][same], vertices[1:][same].copy()
    end[:, 0] = short_way(begin[:, 0], end[:, 0])
    alone = shapely.get_coordinates(parts[points])
    target = np.r_[line_row[line[:-1][same]], row[points]].astype(np.intp)
    order = np.argsort(target, kind="stable")
    return np.r_[begin, alone][order], np.r_[end, alone][order], target[order]


def flattened(geometries: Geometries) -> tuple[Geometries, Indices]:
    """Single points, lines and polygons of geometries, empty ones left out, and the row of each."""
    parts, row = geometries, np.arange(len(geometries))
    while (shapely.get_type_id(parts) > 3).any():
        parts, which = shapely.get_parts(parts, return_index=True)
        row = row[which]
    keep = ~(shapely.is_missing(parts) | shapely.is_empty(parts))
    return parts[keep], row[keep]


def _along(begin: Floats, end: Floats, share: Floats) -> Floats:
    """Points at a share of the way; exactly `end` at share 1, so that pieces meet."""
    point = begin + (end - begin) * share[:, None]
    return np.where(share[:, None] == 1, end, point)


def _bounds(begin: Floats, end: Floats) -> tuple[Floats, Floats]:
    """Upper bounds of each segment's length and of its distance from its chord, in metres.

    With x(t) the position at share t of the segment, length <= max|x'| and distance <= max|x''| / 8,
    where the derivatives by longitude and latitude are those of the ellipsoid: N cos(lat) per radian of
    longitude, at most the greatest radius of curvature per radian of latitude.
    """
    d_lon, d_lat = np.abs(np.radians(end - begin)).T
    lat = np.radians(np.column_stack([begin[:, 1], end[:, 1]]))
    nearest_equator = np.where(lat[:, 0] * lat[:, 1] <= 0, 0.0, np.abs(lat).min(axis=1))
    parallel = (
        SEMI_MAJOR_M * np.cos(nearest_equator) / np.sqrt(1 - ECCENTRICITY2 * np.sin(nearest_equator) ** 2)
    )
    meridian = GREATEST_RADIUS_M
    sine = np.abs(np.sin(lat)).max(axis=1)
    length_m = np.hypot(parallel * d_lon, meridian * d_lat)
    # 1.001 covers the change of the meridian's curvature with latitude.
    second = parallel * d_lon**2 + 2 * meridian * sine * d_lon * d_lat + 1.001 * meridian * d_lat**2
    return length_m, second / 8
