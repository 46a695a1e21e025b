"""What callers hand to the distance functions, brought into arrays and checked. Pure."""

from typing import Any, TypeAlias

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from geodata.errors import InvalidArgument
from geodata.geodesy.ellipsoid import Floats

Geometries = npt.NDArray[np.object_]
PointsLike: TypeAlias = npt.ArrayLike | gpd.GeoSeries | gpd.GeoDataFrame
"""(n, 2) longitudes and latitudes, or points as GeoSeries, GeoDataFrame or array of Shapely points."""
TargetsLike: TypeAlias = npt.ArrayLike | gpd.GeoSeries | gpd.GeoDataFrame
"""Shapely geometries of any kind, or as `PointsLike`."""

_LON_LAT = (pyproj.CRS("OGC:CRS84"), pyproj.CRS("EPSG:4326"))


def as_points(points: PointsLike) -> Floats:
    """Longitude and latitude of points; NaN where a geometry is null or empty.

    Parameters
    ----------
    points : PointsLike
        Coordinates or point geometries.

    Returns
    -------
    ndarray (n, 2)
        Degrees.

    Raises
    ------
    InvalidArgument
        For another shape or reference system, a geometry that is no point, or a bad coordinate.
    """
    geometries = _geometries(points, "points")
    if geometries is None:
        return _checked_pairs(points, "points")
    found = np.full((len(geometries), 2), np.nan)
    present = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
    strange = np.flatnonzero(present & (shapely.get_type_id(geometries) != 0))
    if len(strange):
        row = int(strange[0])
        raise InvalidArgument(f"points, row {row}: got a {geometries[row].geom_type}, expected a Point")
    found[present] = shapely.get_coordinates(geometries[present])
    _check_pairs(found[present], "points", np.flatnonzero(present))
    return found


def as_geometries(targets: TargetsLike, name: str = "targets") -> Geometries:
    """Shapely geometries of targets, at least one of them with coordinates.

    Parameters
    ----------
    targets : TargetsLike
        Geometries of any kind, or coordinates of points.
    name : str
        The argument, for messages.

    Returns
    -------
    ndarray (n,) of Geometry or None

    Raises
    ------
    InvalidArgument
        When there is nothing to measure to, or a coordinate or the reference system is unfit.
    """
    geometries = _geometries(targets, name)
    if geometries is None:
        geometries = np.asarray(shapely.points(_checked_pairs(targets, name)), dtype=object)
    if not len(geometries):
        raise InvalidArgument(f"{name}: is empty; there is nothing to measure to")
    coordinates, row = shapely.get_coordinates(geometries, return_index=True)
    if not len(coordinates):
        raise InvalidArgument(f"{name}: all {len(geometries)} geometries are null or empty")
    _check_pairs(coordinates, name, row)
    return geometries


def check_radius_m(name: str, radius_m: Any) -> float:
    """Return a radius as a float, or raise when it is negative, NaN or no number.

    Parameters
    ----------
    name : str
        The argument, for the message.
    radius_m : float
        Metres.

    Returns
    -------
    float

    Raises
    ------
    InvalidArgument
        When it is negative, NaN or no number.
    """
    try:
        metres = float(radius_m)
    except (TypeError, ValueError):
        metres = np.nan
    if isinstance(radius_m, str) or not metres >= 0:
        raise InvalidArgument(f"{name}: got {radius_m!r}, expected 0 m or more")
    return metres


def _geometries(values: Any, name: str) -> Geometries | None:
    """Give the geometries that were handed over; None for coordinates."""
    if isinstance(values, gpd.GeoDataFrame):
        if values.active_geometry_name is None:
            raise InvalidArgument(f"{name}: the table has no geometry; call set_geometry first")
        values = values.geometry
    if isinstance(values, gpd.GeoSeries):
        if values.crs is not None and not any(_same(values.crs, crs) for crs in _LON_LAT):
            raise InvalidArgument(
                f"{name}: is in {values.crs.name!r}, expected longitude and latitude on WGS84; "
                f"call to_crs('OGC:CRS84') first"
            )
        return np.asarray(values.to_numpy(), dtype=object)
    if isinstance(values, shapely.Geometry):
        return np.array([values], dtype=object)
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise InvalidArgument(
            f"{name}: rows differ in length ({error}), expected (n, 2) or geometries"
        ) from None
    if array.dtype != object or array.ndim != 1:
        return None
    strange = np.flatnonzero(~(shapely.is_geometry(array) | shapely.is_missing(array)))
    if len(strange):
        row = int(strange[0])
        raise InvalidArgument(f"{name}, row {row}: got {array[row]!r}, expected a geometry")
    return array


def _same(crs: pyproj.CRS, other: pyproj.CRS) -> bool:
    return bool(crs.equals(other, ignore_axis_order=True))


def _checked_pairs(values: Any, name: str) -> Floats:
    try:
        pairs = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidArgument(
            f"{name}: got no numbers ({error}), expected (n, 2) longitude, latitude"
        ) from None
    if pairs.size == 0:
        return np.empty((0, 2))
    if pairs.ndim != 2 or pairs.shape[1] != 2:
        raise InvalidArgument(f"{name}: got shape {pairs.shape}, expected (n, 2) longitude, latitude")
    _check_pairs(pairs, name, np.arange(len(pairs)))
    return pairs


def _check_pairs(pairs: Floats, name: str, rows: npt.NDArray[np.intp]) -> None:
    if np.isfinite(pairs).all() and (np.abs(pairs[:, 1]) <= 90).all():
        return
    unfit = ~np.isfinite(pairs).all(axis=1) | (np.abs(pairs[:, 1]) > 90)
    at = int(np.argmax(unfit))
    where = f"{name}, row {int(rows[at])}"
    lon, lat = pairs[at]
    if not np.isfinite(pairs[at]).all():
        raise InvalidArgument(f"{where}: got ({lon}, {lat}), expected finite degrees")
    raise InvalidArgument(f"{where}: latitude {lat} is outside -90..90; were longitude and latitude swapped?")
