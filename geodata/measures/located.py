"""Where a row of a table lies, as one point and a radius that contains the rest. Pure."""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geodata.errors import InvalidArgument
from geodata.geodesy import distance_m
from geodata.geodesy.ellipsoid import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """One point per row.

    Parameters
    ----------
    lonlat : ndarray (n, 2)
        Degrees; NaN where the geometry is null or empty.
    uncertainty_m : ndarray (n,)
        Radius that contains the whole location; NaN where unknown.
    """

    lonlat: Floats
    uncertainty_m: Floats

    @property
    def points(self) -> npt.NDArray[np.object_]:
        """Points of Shapely, None where there is no location."""
        found = np.full(len(self.lonlat), None, dtype=object)
        known = np.isfinite(self.lonlat[:, 0])
        found[known] = shapely.points(self.lonlat[known])
        return found


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

    Examples
    --------
    >>> frame = gpd.GeoDataFrame({"uncertainty_m": [500.0]}, geometry=[shapely.Point(55.1, 51.8)])
    >>> locate(frame).uncertainty_m
    array([500.])
    """
    shapes = np.asarray(frame.geometry.to_numpy(), dtype=object)
    present = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    lonlat = np.full((len(shapes), 2), np.nan)
    lonlat[present] = shapely.get_coordinates(shapely.point_on_surface(shapes[present]))
    stated = uncertainty_of(frame)
    wide = np.flatnonzero(present & (shapely.get_type_id(shapes) != 0))
    for row in wide:
        vertices = shapely.get_coordinates(shapes[row])
        reach_m = distance_m(lonlat[row, 0], lonlat[row, 1], vertices[:, 0], vertices[:, 1]).max()
        # What the extent covers is known even where the row states no uncertainty.
        stated[row] = reach_m + (0.0 if np.isnan(stated[row]) else stated[row])
    return Located(lonlat, stated)


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
    stated = pd.to_numeric(frame["uncertainty_m"], errors="coerce").to_numpy(dtype=np.float64, copy=True)
    if (stated < 0).any():
        row = int(np.argmax(stated < 0))
        raise InvalidArgument(f"uncertainty_m, row {row}: got {stated[row]} m, expected 0 or more")
    return stated


def column(frame: pd.DataFrame, name: str) -> list[Any]:
    """Values of a column, None where the column or a value is missing.

    Parameters
    ----------
    frame : DataFrame
        Any table.
    name : str
        Of the column.

    Returns
    -------
    list

    Examples
    --------
    >>> column(pd.DataFrame({"a": [1.5, None]}), "a"), column(pd.DataFrame({"a": [1]}), "b")
    ([1.5, None], [None])
    """
    if name not in frame.columns:
        return [None] * len(frame)
    return [None if _missing(value) else value for value in frame[name]]


def _missing(value: Any) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value)
