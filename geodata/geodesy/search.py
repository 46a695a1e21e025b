"""The searches through numpy and scipy: provable candidates, then the true geodesic on each. Pure."""

import numpy as np
import numpy.typing as npt

from geodata.geodesy.candidates import Candidates, candidates
from geodata.geodesy.ellipsoid import TIE_M, Floats, ecef, inverse, wrapped
from geodata.geodesy.foot import Feet, feet
from geodata.geodesy.index import Targets
from geodata.geodesy.pieces import Indices
from geodata.geodesy.results import Nearest


def search(found: Nearest, index: Targets, lonlat: Floats, rows: Indices, reach_m: float) -> None:
    """Set the nearest line, outline or point of each row, where it is nearer than what stands there.

    Parameters
    ----------
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
    """
    if not len(rows):
        return
    xyz = ecef(lonlat[rows])
    node = index.nodes.nearest(xyz)
    node_m = inverse(*lonlat[rows].T, *index.nodes.lonlat[node].T)[2]
    for batch in candidates(index, xyz, np.minimum(node_m, reach_m)):
        batch = _contenders(batch, batch.point)
        place = _feet(index, lonlat[rows], batch)
        point, best = _best(batch, index.pieces.target[batch.piece], place.distance_m)
        best = best[place.distance_m[best] <= reach_m]
        point = batch.point[best]
        foot = np.column_stack([place.lon[best], place.lat[best]])
        _set(found, rows[point], index.pieces.target[batch.piece[best]], place.distance_m[best], foot)


def pairs_within(index: Targets, lonlat: Floats, radius_m: float) -> tuple[Indices, Indices, Floats]:
    """Find all pairs of a point and a target within a radius.

    Parameters
    ----------
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
    held, holder = index.holding(lonlat)
    found = [(held, holder, np.zeros(len(held)))]
    for batch in candidates(index, ecef(lonlat), np.full(len(lonlat), radius_m)):
        row = index.pieces.target[batch.piece]
        batch = _contenders(batch, batch.point * np.int64(index.count) + row)
        place = _feet(index, lonlat, batch)
        found.append((batch.point, index.pieces.target[batch.piece], place.distance_m))
    point, target, metres = (np.concatenate(part) for part in zip(*found, strict=True))
    point, target, metres = least_of_pairs(point, target, metres, radius_m)
    order = np.lexsort((target, metres, point))
    return point[order], target[order], metres[order]


def least_of_pairs(
    point: Indices, target: Indices, metres: Floats, radius_m: float
) -> tuple[Indices, Indices, Floats]:
    """Keep the least distance of each pair of point and target, within a radius.

    Parameters
    ----------
    point, target : ndarray (k,)
        Rows; pairs may occur more than once.
    metres : ndarray (k,)
        Distances.
    radius_m : float
        Pairs farther apart are left out.

    Returns
    -------
    point, target, metres : ndarray
        Sorted by point, then target.
    """
    near = np.flatnonzero(metres <= radius_m)
    order = near[np.lexsort((metres[near], target[near], point[near]))]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(point[order]) != 0) | (np.diff(target[order]) != 0)
    chosen = order[first]
    return point[chosen], target[chosen], metres[chosen]


def _set(found: Nearest, at: Indices, row: Indices, metres: Floats, place: Floats) -> None:
    """Write results that are better than what stands there, or equal with a lower row."""
    old, old_row = found.distance_m[at], found.index[at]
    equal = np.abs(metres - old) <= TIE_M
    better = np.isnan(old) | (~equal & (metres < old)) | (equal & (row < old_row))
    at = at[better]
    found.index[at], found.distance_m[at] = row[better], metres[better]
    found.foot_lon[at], found.foot_lat[at] = wrapped(place[better, 0]), place[better, 1]


def _contenders(batch: Candidates, group: npt.NDArray[np.int64]) -> Candidates:
    """Keep, in each group, the pieces that can be its nearest."""
    names, member = np.unique(group, return_inverse=True)
    most_m = np.full(len(names), np.inf)
    np.minimum.at(most_m, member, batch.most_m)
    return batch.only(batch.least_m <= most_m[member] + 2 * TIE_M)


def _feet(index: Targets, lonlat: Floats, batch: Candidates) -> Feet:
    pieces = index.pieces
    return feet(lonlat[batch.point], pieces.begin[batch.piece], pieces.end[batch.piece])


def _best(batch: Candidates, target: Indices, metres: Floats) -> tuple[Indices, Indices]:
    """Name the points of a batch, and for each the pair with the least distance, ties by row."""
    names, member = np.unique(batch.point, return_inverse=True)
    least_m = np.full(len(names), np.inf)
    np.minimum.at(least_m, member, metres)
    equal = np.flatnonzero(metres <= least_m[member] + TIE_M)
    order = equal[np.lexsort((metres[equal], target[equal], member[equal]))]
    _, first = np.unique(member[order], return_index=True)
    return names, order[first]
