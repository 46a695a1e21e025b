"""Nearest target, targets within a radius, and distance to one geometry. Pure.

Segments are straight in longitude and latitude (RFC 7946), distances are geodesics on WGS84.
"""

import numpy as np

from geodata.geodesy.compiled import kernels
from geodata.geodesy.compiled.search import pairs_within_compiled, search_compiled
from geodata.geodesy.ellipsoid import TIE_M, Floats, wrapped
from geodata.geodesy.index import Targets, index_targets
from geodata.geodesy.inputs import PointsLike, TargetsLike, as_geometries, as_points, check_radius_m
from geodata.geodesy.pieces import Indices
from geodata.geodesy.results import Nearest, Pairs
from geodata.geodesy.search import pairs_within, search


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
    found = Nearest(np.full(len(lonlat), -1, np.int64), *np.full((3, len(lonlat)), np.nan))
    present = np.flatnonzero(np.isfinite(lonlat[:, 0]))
    inside = _set_inside(found, index, lonlat, present)
    outside = np.delete(present, inside)
    _search(found, index, lonlat, outside, reach_m)
    _search_lower_rows(found, index, lonlat, present[inside])
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
    compiled = kernels(len(present))
    if compiled is None:
        point, target, metres = pairs_within(index, lonlat[present], radius_m)
    else:
        point, target, metres = pairs_within_compiled(compiled, index, lonlat[present], radius_m)
    return Pairs(present[point].astype(np.int64), target.astype(np.int64), metres)


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
    if not isinstance(geometry, Targets):
        geometry = index_targets(as_geometries(np.array([geometry], dtype=object), "geometry"))
    return nearest(points, geometry).distance_m


def _set_inside(found: Nearest, index: Targets, lonlat: Floats, present: Indices) -> Indices:
    """Set the rows that lie in an area, and return which of those present they are."""
    if not len(index.areas.polygons):
        return present[:0]
    row = index.areas.first_holding(lonlat[present])
    inside = np.flatnonzero(row >= 0)
    at = present[inside]
    found.index[at], found.distance_m[at] = row[inside], 0.0
    found.foot_lon[at], found.foot_lat[at] = wrapped(lonlat[at, 0]), lonlat[at, 1]
    return inside


def _search(found: Nearest, index: Targets, lonlat: Floats, rows: Indices, reach_m: float) -> None:
    """Set the nearest line, outline or point of each row."""
    compiled = kernels(len(rows))
    if compiled is not None:
        rows = search_compiled(compiled, found, index, lonlat, rows, reach_m)
    search(found, index, lonlat, rows, reach_m)


def _search_lower_rows(found: Nearest, index: Targets, lonlat: Floats, inside: Indices) -> None:
    """Set the rows inside an area where a line, an outline or a point at the same place has a lower row."""
    rows = inside[found.index[inside] > 0]
    if not len(rows):
        return
    other = Nearest(np.full(len(lonlat), -1, np.int64), *np.full((3, len(lonlat)), np.nan))
    _search(other, index, lonlat, rows, TIE_M)
    better = rows[(other.index[rows] >= 0) & (other.index[rows] < found.index[rows])]
    for name in ("index", "distance_m", "foot_lon", "foot_lat"):
        getattr(found, name)[better] = getattr(other, name)[better]
