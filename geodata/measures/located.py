"""Where a row of a table lies, as one point and a radius that contains the rest. Pure."""

from dataclasses import dataclass
from typing import TypeVar

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geodata.geodesy import (
    Areas,
    Nearest,
    Targets,
    containing,
    distance_m,
    distance_to,
    nearest,
)
from geodata.geodesy.ellipsoid import Floats
from geodata.measures.rows import Rows, column, uncertainty_of, vertices_of

__all__ = ["Located", "column", "locate"]

_T = TypeVar("_T", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """One point per row, and the distances from it.

    Rows without a location are left out of every measurement: they are nearest to nothing and inside
    nothing.

    Parameters
    ----------
    lonlat : ndarray (n, 2)
        Degrees; NaN where the geometry is null or empty.
    uncertainty_m : ndarray (n,)
        Radius that contains the whole location; NaN where unknown.
    """

    lonlat: Floats
    uncertainty_m: Floats

    def nearest(self, targets: Targets, *, within_m: float | None = None) -> Nearest:
        """Find the nearest target of each row; see `geodata.geodesy.nearest`."""
        rows = self._rows()
        found = nearest(self.lonlat[rows], targets, within_m=within_m)
        return Nearest(
            index=self._spread(rows, found.index, -1),
            distance_m=self._spread(rows, found.distance_m, np.nan),
            foot_lon=self._spread(rows, found.foot_lon, np.nan),
            foot_lat=self._spread(rows, found.foot_lat, np.nan),
        )

    def containing(self, areas: Areas) -> Rows:
        """Find the area that contains each row; see `geodata.geodesy.containing`."""
        rows = self._rows()
        return self._spread(rows, containing(self.lonlat[rows], areas), -1)

    def distance_to(self, target: Targets) -> Floats:
        """Distance from each row to one target, in metres; see `geodata.geodesy.distance_to`."""
        rows = self._rows()
        return self._spread(rows, distance_to(self.lonlat[rows], target), np.nan)

    def only(self, rows: Rows) -> "Located":
        """Return the chosen rows."""
        return Located(self.lonlat[rows], self.uncertainty_m[rows])

    def _rows(self) -> Rows:
        return np.flatnonzero(np.isfinite(self.lonlat[:, 0]))

    def _spread(self, rows: Rows, values: npt.NDArray[_T], missing: float) -> npt.NDArray[_T]:
        """Values of the rows that have a location, and what stands for none in all others."""
        spread = np.full(len(self.lonlat), missing, dtype=values.dtype)
        spread[rows] = values
        return spread


def locate(frame: gpd.GeoDataFrame, *, name: str = "incidents") -> Located:
    """Give each row's point and uncertainty.

    A line or an area is measured from a point on it, and the way from there to its farthest vertex counts
    as uncertainty, on top of what the row states.

    Parameters
    ----------
    frame : GeoDataFrame
        With a geometry, and `uncertainty_m` where known.
    name : str
        Of the table, for messages.

    Returns
    -------
    Located

    Raises
    ------
    InvalidArgument
        For another reference system than longitude and latitude on WGS84, a bad coordinate or a negative
        uncertainty.

    Examples
    --------
    >>> frame = gpd.GeoDataFrame({"uncertainty_m": [500.0]}, geometry=[shapely.Point(55.1, 51.8)])
    >>> locate(frame).uncertainty_m
    array([500.])
    """
    vertices, row = vertices_of(frame, name)
    shapes = np.asarray(frame.geometry.to_numpy(), dtype=object)
    lonlat = np.full((len(shapes), 2), np.nan)
    lonlat[row] = vertices
    radius_m = uncertainty_of(frame, name)
    wide = np.asarray(shapely.get_type_id(shapes) > 0) & np.isfinite(lonlat[:, 0])
    if wide.any():
        lonlat[wide] = shapely.get_coordinates(shapely.point_on_surface(shapes[wide]))
        # What the extent covers is known even where the row states no uncertainty.
        radius_m[wide] = np.nan_to_num(radius_m[wide]) + _reach_m(lonlat, vertices, row)[wide]
    return Located(lonlat, radius_m)


def _reach_m(lonlat: Floats, vertices: Floats, row: Rows) -> Floats:
    """Greatest distance from the point of each row to one of its vertices."""
    reach_m = np.zeros(len(lonlat))
    np.maximum.at(reach_m, row, distance_m(*lonlat[row].T, *vertices.T))
    return reach_m
