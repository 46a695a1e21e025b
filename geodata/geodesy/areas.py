"""Which area contains a point. Pure."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely

from geodata.errors import InvalidArgument
from geodata.geodesy.compiled import kernels
from geodata.geodesy.compiled.areas import look_up
from geodata.geodesy.ellipsoid import Floats
from geodata.geodesy.inputs import Geometries, PointsLike, TargetsLike, as_geometries, as_points
from geodata.geodesy.labels import UNSURE, Edges, cell_of, edges_of, labels_of
from geodata.geodesy.outlines import Outlines, outlines_of
from geodata.geodesy.pieces import Indices, flattened, running

TURN: Final = 360.0
GRID_FROM: Final = 30_000
"""From this many points on, building the grid of labels pays."""
GRID_AGAIN_FROM: Final = 500
"""Likewise, once it is built."""


def containing(points: PointsLike, areas: "TargetsLike | Areas") -> npt.NDArray[np.int64]:
    """Find the area that contains each point.

    A point on the outline counts as inside. Where areas overlap or share an outline, the lowest row wins.

    Parameters
    ----------
    points : PointsLike
        (n, 2) longitudes and latitudes, or point geometries.
    areas : TargetsLike or Areas
        Polygons and multipolygons; what is no area contains nothing. Or what `index_areas` made of them.

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
    return index_areas(areas).first_holding(as_points(points))


@dataclass(frozen=True, eq=False)
class Areas:
    """Areas prepared for many queries; can be sent to another process.

    Parameters
    ----------
    polygons : ndarray (k,) of Polygon
        Single polygons; those that cross the antimeridian are continuous, beyond -180..180.
    row : ndarray (k,)
        Row of the area that each belongs to.
    """

    polygons: Geometries
    row: Indices

    @cached_property
    def edges(self) -> Edges:
        """The outlines, and the cells of the grid that they touch."""
        return edges_of(self.polygons)

    @cached_property
    def labels(self) -> npt.NDArray[np.int32]:
        """A grid that knows the area of most places, built when it is first asked for."""
        return labels_of(self.edges, lambda lonlat: _first(len(lonlat), *self.holding(lonlat)))

    @cached_property
    def outlines(self) -> Outlines:
        """What passes through the cells that outlines touch, for the compiled look-up."""
        number = np.arange(len(self.polygons))
        return outlines_of(self.edges, self.row, lambda lonlat: _holding(lonlat, self.polygons, number))

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the grid: it is built again sooner than sent."""
        return {"polygons": self.polygons, "row": self.row}

    def holding(self, lonlat: Floats) -> tuple[Indices, Indices]:
        """Find all pairs of a point and the row of an area that it lies in or on.

        Parameters
        ----------
        lonlat : ndarray (n, 2)
            Degrees; NaN lies in no area.

        Returns
        -------
        point, row : ndarray (k,)
            Sorted by point, then row.
        """
        return _holding(lonlat, self.polygons, self.row)

    def first_holding(self, lonlat: Floats) -> npt.NDArray[np.int64]:
        """Find the first area that each point lies in or on.

        Parameters
        ----------
        lonlat : ndarray (n, 2)
            Degrees; NaN lies in no area.

        Returns
        -------
        ndarray (n,) of int64
            Row of the area; -1 where there is none.
        """
        if len(lonlat) < (GRID_AGAIN_FROM if "labels" in self.__dict__ else GRID_FROM):
            return _first(len(lonlat), *self.holding(lonlat))
        found = np.full(len(lonlat), -1, dtype=np.int64)
        compiled = kernels(len(lonlat))
        if compiled is not None:
            look_up(compiled, lonlat, self.labels, self.outlines, found)
        else:
            known = np.flatnonzero(np.isfinite(lonlat[:, 0]))
            found[known] = self.labels.ravel()[cell_of(lonlat[known])]
        unsure = np.flatnonzero(found <= UNSURE)
        found[unsure] = _first(len(unsure), *self.holding(lonlat[unsure]))
        return found


def index_areas(areas: TargetsLike | Areas) -> Areas:
    """Prepare areas for many calls of `containing`.

    Parameters
    ----------
    areas : TargetsLike or Areas
        Polygons and multipolygons; already prepared ones are returned as they are.

    Returns
    -------
    Areas

    Raises
    ------
    InvalidArgument
        For bad coordinates, a wrong reference system, no areas at all, or a ring that runs around a pole
        without having been cut at the antimeridian.

    Examples
    --------
    >>> containing([(0.5, 0.5)], index_areas([shapely.box(0, 0, 2, 2)]))
    array([0])
    """
    return areas if isinstance(areas, Areas) else areas_of(as_geometries(areas, "areas"))


def areas_of(geometries: Geometries) -> Areas:
    """Single polygons and the row of each; those that cross the antimeridian are made continuous.

    Parameters
    ----------
    geometries : ndarray of Geometry or None
        What is no area is left out.

    Returns
    -------
    Areas

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
    return Areas(polygons, row)


def _first(count: int, point: Indices, row: Indices) -> npt.NDArray[np.int64]:
    """First row that goes with each of the points; -1 for none."""
    found = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(found, point, row)
    return np.where(found == np.iinfo(np.int64).max, -1, found)


def _holding(lonlat: Floats, polygons: Geometries, row: Indices) -> tuple[Indices, Indices]:
    if not len(polygons):
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    shapely.prepare(polygons)
    west, _, east, _ = shapely.total_bounds(polygons)
    lon = lonlat[:, 0]
    found = [(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp))]
    for turn in _turns(lon[np.isfinite(lon)], west, east):
        chosen = np.flatnonzero((lon + turn >= west) & (lon + turn <= east))
        tree = shapely.STRtree(shapely.points(lon[chosen] + turn, lonlat[chosen, 1]))
        polygon, point = tree.query(polygons, predicate="intersects")
        found.append((chosen[point], row[polygon]))
    pairs = np.unique(np.concatenate([np.column_stack(pair) for pair in found]), axis=0)
    return pairs[:, 0], pairs[:, 1]


def _turns(lon: Floats, west: float, east: float) -> Floats:
    """Whole turns that bring one of the longitudes between west and east; 0 changes nothing about them."""
    least = np.unique(np.ceil((west - lon) / TURN))
    most = np.unique(np.floor((east - lon) / TURN))
    return TURN * np.arange(least.min(initial=0), most.max(initial=0) + 1)


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
