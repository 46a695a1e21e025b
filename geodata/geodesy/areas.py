"""Which area contains a point. Pure."""

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geodata.errors import InvalidArgument
from geodata.geodesy.ellipsoid import Floats, wrapped
from geodata.geodesy.inputs import Geometries, PointsLike, TargetsLike, as_geometries, as_points
from geodata.geodesy.pieces import Indices, flattened, running

TURN = 360.0


def containing(points: PointsLike, areas: TargetsLike) -> npt.NDArray[np.int64]:
    """Find the area that contains each point.

    A point on the outline counts as inside. Where areas overlap or share an outline, the lowest row wins.

    Parameters
    ----------
    points : PointsLike
        (n, 2) longitudes and latitudes, or point geometries.
    areas : TargetsLike
        Polygons and multipolygons; what is no area contains nothing.

    Returns
    -------
    ndarray (n,) of int64
        Row of the area; -1 where there is none and where the point is null or empty.

    Raises
    ------
    InvalidArgument
        For bad coordinates, a wrong reference system, or no areas at all.

    Examples
    --------
    >>> squares = [shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3)]
    >>> containing([(0.5, 0.5), (1.5, 1.5), (2.5, 2.5), (9, 9)], squares)
    array([ 0,  0,  1, -1])
    """
    lonlat = as_points(points)
    polygons, row = area_polygons(as_geometries(areas, "areas"))
    point, area = holding(lonlat, polygons, row)
    found = np.full(len(lonlat), np.iinfo(np.int64).max)
    np.minimum.at(found, point, area)
    return np.where(found == np.iinfo(np.int64).max, -1, found)


def area_polygons(geometries: Geometries) -> tuple[Geometries, Indices]:
    """Single polygons and the row of each; those that cross the antimeridian are made continuous.

    Raises
    ------
    InvalidArgument
        When a ring runs around a pole without having been cut at the antimeridian.
    """
    parts, row = flattened(geometries)
    keep = shapely.get_type_id(parts) == 3
    polygons, row = parts[keep], row[keep]
    west, _, east, _ = shapely.bounds(polygons).T
    # Only a polygon that spans more than half a turn can hold a step of more than 180 degrees.
    for index in np.flatnonzero(east - west > TURN / 2):
        polygons[index] = _continuous(polygons[index], int(row[index]))
    return polygons, row


def holding(lonlat: Floats, polygons: Geometries, row: Indices) -> tuple[Indices, Indices]:
    """Pairs of a point and the row of a polygon that it lies in or on."""
    if not len(polygons):
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    west, _, east, _ = shapely.total_bounds(polygons)
    lon = wrapped(lonlat[:, 0])
    found: list[tuple[Indices, Indices]] = []
    for turn in (-TURN, 0.0, TURN):
        chosen = np.flatnonzero((lon + turn >= west) & (lon + turn <= east))
        if not len(chosen):
            continue
        tree = shapely.STRtree(shapely.points(lon[chosen] + turn, lonlat[chosen, 1]))
        polygon, point = tree.query(polygons, predicate="intersects")
        found.append((chosen[point], row[polygon]))
    if not found:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    pairs = np.unique(np.concatenate([np.column_stack(pair) for pair in found]), axis=0)
    return pairs[:, 0], pairs[:, 1]


def _continuous(polygon: Any, row: int) -> Any:
    """Rebuild the polygon without steps across the antimeridian; its longitudes may leave -180..180."""
    rings = [shapely.get_coordinates(ring) for ring in (polygon.exterior, *polygon.interiors)]
    steps = np.abs(np.concatenate([np.diff(ring[:, 0]) for ring in rings]))
    if not ((steps > TURN / 2) & (steps < TURN)).any():
        return polygon
    rings = [_unwound(ring, row) for ring in rings]
    west = rings[0][:, 0].min()
    for hole in rings[1:]:
        hole[:, 0] += np.ceil((west - hole[:, 0].min()) / TURN) * TURN
    return shapely.Polygon(rings[0], rings[1:])


def _unwound(ring: Floats, row: int) -> Floats:
    new = np.column_stack([running(ring[:, 0]), ring[:, 1]])
    if abs(new[-1, 0] - new[0, 0]) > TURN / 2:
        raise InvalidArgument(
            f"areas, row {row}: a ring runs around a pole; cut it at the antimeridian and close it "
            f"along the pole (RFC 7946, section 3.1.9)"
        )
    return new
