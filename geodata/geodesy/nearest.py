"""Nearest target, targets within a radius, and distance to one geometry. Pure.

Segments are straight in longitude and latitude (RFC 7946), distances are geodesics on WGS84.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from geodata.geodesy.candidates import Candidates, candidates
from geodata.geodesy.ellipsoid import Floats, ecef, inverse, wrapped
from geodata.geodesy.foot import Feet, feet
from geodata.geodesy.index import Targets, index_targets
from geodata.geodesy.inputs import PointsLike, TargetsLike, as_points, check_radius_m
from geodata.geodesy.pieces import Indices

TIE_M: Final = 1e-6
"""Distances that differ by less are equal; the lowest row wins."""


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """The nearest target of each point.

    Parameters
    ----------
    index : ndarray (n,) of int64
        Row of the target; -1 where there is none.
    distance_m : ndarray (n,)
        Metres; 0 inside an area; NaN where there is none.
    foot_lon, foot_lat : ndarray (n,)
        The nearest place on the target, in degrees; the point itself inside an area.
    """

    index: npt.NDArray[np.int64]
    distance_m: Floats
    foot_lon: Floats
    foot_lat: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of a point and a target, sorted by point, then distance, then target.

    Parameters
    ----------
    point, target : ndarray (k,) of int64
        Rows.
    distance_m : ndarray (k,)
        Metres.
    """

    point: npt.NDArray[np.int64]
    target: npt.NDArray[np.int64]
    distance_m: Floats


def nearest(points: PointsLike, targets: TargetsLike | Targets, *, within_m: float | None = None) -> Nearest:
    """Find the nearest target of each point.

    Parameters
    ----------
    points : PointsLike
        (n, 2) longitudes and latitudes, or point geometries.
    targets : TargetsLike or Targets
        Points, lines and areas, mixed as they come; or what `index_targets` made of them.
    within_m : float, optional
        Targets farther away do not count.

    Returns
    -------
    Nearest
        Exact to 1 mm. Between targets at the same distance the lowest row wins.

    Raises
    ------
    InvalidArgument
        For bad coordinates, a wrong reference system, no targets or a negative `within_m`.

    References
    ----------
    Karney (2013), doi:10.1007/s00190-012-0578-z; RFC 7946, section 3.1.1.

    Examples
    --------
    >>> found = nearest([(55.0, 51.8)], [(55.1, 51.8), (54.0, 51.8)])
    >>> found.index, found.distance_m.round(2)
    (array([0]), array([6898.36]))
    """
    lonlat = as_points(points)
    index = index_targets(targets)
    reach_m = np.inf if within_m is None else check_radius_m("within_m", within_m)
    found = _nothing(len(lonlat))
    present = np.flatnonzero(np.isfinite(lonlat[:, 0]))
    point, row = index.holding(lonlat[present])
    order = np.lexsort((row, point))
    inside, first = np.unique(point[order], return_index=True)
    _set(found, present[inside], row[order][first], np.zeros(len(inside)), lonlat[present[inside]])
    search = np.delete(present, inside) if index.only_areas else present
    if len(search):
        _search(found, index, lonlat, search, reach_m)
    return found


def within(points: PointsLike, targets: TargetsLike | Targets, *, radius_m: float) -> Pairs:
    """Find all targets within a radius of each point.

    Parameters
    ----------
    points : PointsLike
        (n, 2) longitudes and latitudes, or point geometries.
    targets : TargetsLike or Targets
        Points, lines and areas; or what `index_targets` made of them.
    radius_m : float
        Metres; a target at this very distance counts.

    Returns
    -------
    Pairs

    Raises
    ------
    InvalidArgument
        For bad coordinates, a wrong reference system, no targets or a negative radius.

    Examples
    --------
    >>> pairs = within([(55.0, 51.8)], [(55.1, 51.8), (54.0, 51.8), (55.0, 51.8)], radius_m=10_000)
    >>> pairs.target, pairs.distance_m.round(1)
    (array([2, 0]), array([   0. , 6898.4]))
    """
    lonlat = as_points(points)
    index = index_targets(targets)
    radius_m = check_radius_m("radius_m", radius_m)
    present = np.flatnonzero(np.isfinite(lonlat[:, 0]))
    held, holder = index.holding(lonlat[present])
    found = [(present[held], holder.astype(np.int64), np.zeros(len(held)))]
    reach_m = np.full(len(present), radius_m)
    for batch in candidates(index, ecef(lonlat[present]), reach_m):
        row = index.pieces.target[batch.piece]
        batch = _contenders(batch, batch.point * np.int64(index.count) + row)
        place = _feet(index, lonlat[present], batch)
        found.append((present[batch.point], index.pieces.target[batch.piece], place.distance_m))
    point, target, metres = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((metres, target, point))
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(point[order]) != 0) | (np.diff(target[order]) != 0)
    chosen = order[first & (metres[order] <= radius_m)]
    chosen = chosen[np.lexsort((target[chosen], metres[chosen], point[chosen]))]
    return Pairs(point[chosen].astype(np.int64), target[chosen].astype(np.int64), metres[chosen])


def distance_to(points: PointsLike, geometry: object) -> Floats:
    """Distance from each point to one geometry, in metres.

    Parameters
    ----------
    points : PointsLike
        (n, 2) longitudes and latitudes, or point geometries.
    geometry : shapely.Geometry or Targets
        A point, line or area; or what `index_targets` made of it.

    Returns
    -------
    ndarray (n,)
        0 inside an area; NaN where the point is null or empty.

    Raises
    ------
    InvalidArgument
        For bad coordinates, a wrong reference system or an empty geometry.

    Examples
    --------
    >>> import shapely
    >>> distance_to([(0.5, 0.5), (2.0, 0.0)], shapely.box(0, 0, 1, 1)).round(1)
    array([     0. , 111319.5])
    """
    targets = geometry if isinstance(geometry, Targets) else index_targets(np.array([geometry], dtype=object))
    return nearest(points, targets).distance_m


def _nothing(count: int) -> Nearest:
    missing = [np.full(count, np.nan) for _ in range(3)]
    return Nearest(np.full(count, -1, dtype=np.int64), *missing)


def _set(found: Nearest, at: Indices, row: Indices, metres: Floats, place: Floats) -> None:
    """Write results that are better than what stands there, or equal with a lower row."""
    old, old_row = found.distance_m[at], found.index[at]
    equal = np.abs(metres - old) <= TIE_M
    better = np.isnan(old) | (~equal & (metres < old)) | (equal & (row < old_row))
    at = at[better]
    found.index[at], found.distance_m[at] = row[better], metres[better]
    found.foot_lon[at], found.foot_lat[at] = wrapped(place[better, 0]), place[better, 1]


def _search(found: Nearest, index: Targets, lonlat: Floats, rows: Indices, reach_m: float) -> None:
    """Set the nearest line, outline or point of each row."""
    xyz = ecef(lonlat[rows])
    _, node = index.tree.query(xyz)
    node_m = inverse(*lonlat[rows].T, *index.node[node].T)[2]
    for batch in candidates(index, xyz, np.minimum(node_m, reach_m)):
        batch = _contenders(batch, batch.point)
        place = _feet(index, lonlat[rows], batch)
        point, best = _best(batch, index.pieces.target[batch.piece], place.distance_m)
        best = best[place.distance_m[best] <= reach_m]
        point = batch.point[best]
        foot = np.column_stack([place.lon[best], place.lat[best]])
        _set(found, rows[point], index.pieces.target[batch.piece[best]], place.distance_m[best], foot)


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
