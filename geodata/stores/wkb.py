"""Columns of well-known binary (WKB), the form in which GeoParquet keeps geometry. Pure."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geodata.errors import UnreadableFile
from geodata.geodesy.ellipsoid import Floats
from geodata.wkx import from_wkb

Geometries = npt.NDArray[np.object_]

_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])
"""A point in the plane, written little-endian: what nearly every column of points consists of."""


def geometries(column: pa.Array, place: Callable[[int], str] = "row {}".format) -> Geometries:
    """Build the geometries of a column.

    Parameters
    ----------
    column : pyarrow.Array (n,) of binary
        WKB; null where there is no geometry.
    place : callable
        Says where a row stands, for the message.

    Returns
    -------
    ndarray (n,) of Geometry or None

    Raises
    ------
    UnreadableFile
        When a row is no WKB; the message names the row.

    Examples
    --------
    >>> geometries(to_wkb(np.array([shapely.Point(53.6, 51.5), None])))
    array([<POINT (53.6 51.5)>, None], dtype=object)
    """
    values = column.to_numpy(zero_copy_only=False)
    found = from_wkb(values)
    lost = np.flatnonzero(shapely.is_missing(found) & column.is_valid().to_numpy(zero_copy_only=False))
    if len(lost):
        raise UnreadableFile(
            f"{place(int(lost[0]))}: the geometry is no well-known binary (WKB), or holds too many others"
        )
    return found


def to_wkb(shapes: Any) -> pa.Array:
    """Write geometries as a column of WKB.

    Parameters
    ----------
    shapes : ndarray (n,) of Geometry or None
        What to write.

    Returns
    -------
    pyarrow.Array (n,) of binary
    """
    return pa.array(shapely.to_wkb(shapes, byte_order=1), type=pa.binary())


def point_coordinates(column: pa.Array) -> Floats | None:
    """Read the coordinates of a column of points without building a geometry for each.

    Parameters
    ----------
    column : pyarrow.Array (n,) of binary
        WKB.

    Returns
    -------
    ndarray (n, 2) or None
        Degrees as they stand there, NaN for null and for an empty point; None where the column holds
        anything but points in the plane, written little-endian.

    Examples
    --------
    >>> point_coordinates(to_wkb(np.array([shapely.Point(53.6, 51.5), None])))
    array([[53.6, 51.5],
           [ nan,  nan]])
    >>> point_coordinates(to_wkb(np.array([shapely.box(0, 0, 1, 1)]))) is None
    True
    """
    valid = column.is_valid().to_numpy(zero_copy_only=False)
    found = np.full((len(column), 2), np.nan)
    present = column.drop_null()
    if not len(present):
        return found
    if pc.min_max(pc.binary_length(present)).as_py() != {"min": _POINT.itemsize, "max": _POINT.itemsize}:
        return None
    _, offsets, data = present.buffers()
    first = int(np.frombuffer(offsets, dtype=np.int32)[present.offset])
    points = np.frombuffer(data, dtype=_POINT, count=len(present), offset=first)
    if not ((points["order"] == 1).all() and (points["kind"] == 1).all()):
        return None
    found[valid, 0], found[valid, 1] = points["x"], points["y"]
    return found


def bounds(column: pa.Array) -> Floats:
    """Least and greatest longitude and latitude of each geometry of a column.

    Parameters
    ----------
    column : pyarrow.Array (n,) of binary
        WKB.

    Returns
    -------
    ndarray (n, 4)
        West, south, east, north in degrees; NaN where there is no location.

    Examples
    --------
    >>> bounds(to_wkb(np.array([shapely.LineString([(50, 51), (53, 52)]), None])))
    array([[50., 51., 53., 52.],
           [nan, nan, nan, nan]])
    """
    points = point_coordinates(column)
    if points is not None:
        return np.hstack([points, points])
    found: Floats = shapely.bounds(geometries(column))
    return found


def geometry_types(column: pa.Array) -> set[str]:
    """Name the types of geometry that a column holds, as GeoParquet spells them.

    Parameters
    ----------
    column : pyarrow.Array (n,) of binary
        WKB.

    Returns
    -------
    set of str

    Examples
    --------
    >>> geometry_types(to_wkb(np.array([shapely.Point(53.6, 51.5), None])))
    {'Point'}
    """
    if point_coordinates(column) is not None:
        return {"Point"} if column.null_count < len(column) else set()
    shapes = [shape for shape in geometries(column) if shape is not None]
    return {f"{shape.geom_type} Z" if shape.has_z else shape.geom_type for shape in shapes}
