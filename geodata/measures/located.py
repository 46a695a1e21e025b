"""Where a row of a table lies, as one point and a radius that contains the rest. Pure."""

from dataclasses import dataclass
from typing import TypeVar

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geodata.errors import InvalidArgument
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
from geodata.geodesy.inputs import as_points

Objects = npt.NDArray[np.object_]
Rows = npt.NDArray[np.int64]
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


def locate(frame: gpd.GeoDataFrame) -> Located:
    """Give each row's point and uncertainty.

    A line or an area is measured from a point on it, and the way from there to its farthest vertex counts
    as uncertainty, on top of what the row states.

    Parameters
    ----------
    frame : GeoDataFrame
        With a geometry, and `uncertainty_m` where known.

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
    as_points(frame.geometry.iloc[:0])  # refuses another reference system
    shapes = np.asarray(frame.geometry.to_numpy(), dtype=object)
    vertices, row = shapely.get_coordinates(shapes, return_index=True)
    _check_degrees(frame, vertices, row)
    lonlat = np.full((len(shapes), 2), np.nan)
    lonlat[row] = vertices
    radius_m = uncertainty_of(frame)
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


def _check_degrees(frame: pd.DataFrame, vertices: Floats, row: Rows) -> None:
    finite = np.isfinite(vertices[:, 0] + vertices[:, 1])
    unfit = ~finite | (np.abs(vertices[:, 1]) > 90)
    if not unfit.any():
        return
    at = int(np.argmax(unfit))
    where, (lon, lat) = f"geometry, {row_name(frame, int(row[at]))}", vertices[at]
    if not finite[at]:
        raise InvalidArgument(f"{where}: got ({lon}, {lat}), expected finite degrees")
    raise InvalidArgument(f"{where}: latitude {lat} is outside -90..90; were longitude and latitude swapped?")


def uncertainty_of(frame: pd.DataFrame) -> Floats:
    """Stated uncertainty of each row in metres; NaN where unknown.

    Parameters
    ----------
    frame : DataFrame
        With or without a column `uncertainty_m`.

    Returns
    -------
    ndarray (n,)

    Raises
    ------
    InvalidArgument
        When an uncertainty is negative.

    Examples
    --------
    >>> uncertainty_of(pd.DataFrame({"uncertainty_m": [250, None]}))
    array([250.,  nan])
    """
    if "uncertainty_m" not in frame.columns:
        return np.full(len(frame), np.nan)
    stated = pd.to_numeric(frame["uncertainty_m"], errors="coerce").to_numpy(
        dtype=np.float64, copy=True, na_value=np.nan
    )
    if (stated < 0).any():
        row = int(np.argmax(stated < 0))
        raise InvalidArgument(
            f"uncertainty_m, {row_name(frame, row)}: got {stated[row]} m, expected 0 or more, or null where "
            f"unknown"
        )
    return stated


def row_name(frame: pd.DataFrame, row: int) -> str:
    """Name a row for a message, by its id too: a table may be a part of a larger one.

    Parameters
    ----------
    frame : DataFrame
        Any table.
    row : int
        From 0.

    Examples
    --------
    >>> row_name(pd.DataFrame({"id": ["a", "b"]}), 1)
    "row 1 (id 'b')"
    """
    return f"row {row} (id {frame['id'].iloc[row]!r})" if "id" in frame.columns else f"row {row}"


def column(frame: pd.DataFrame, name: str) -> Objects:
    """Values of a column, None where the column or a value is missing.

    Parameters
    ----------
    frame : DataFrame
        Any table.
    name : str
        Of the column.

    Returns
    -------
    ndarray (n,) of object

    Examples
    --------
    >>> column(pd.DataFrame({"a": [1.5, None]}), "a"), column(pd.DataFrame({"a": [1]}), "b")
    (array([1.5, None], dtype=object), array([None], dtype=object))
    """
    if name not in frame.columns:
        return np.full(len(frame), None, dtype=object)
    values = frame[name].to_numpy(dtype=object, copy=True)
    values[pd.isna(values)] = None
    return values
