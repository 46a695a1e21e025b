"""Columns of a table as measures read them, checked, with rows named in messages. Pure."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geodata.errors import InvalidArgument
from geodata.geodesy.ellipsoid import Floats
from geodata.geodesy.inputs import as_geometries

Objects = npt.NDArray[np.object_]
Rows = npt.NDArray[np.int64]


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


def uncertainty_of(frame: pd.DataFrame, name: str) -> Floats:
    """Stated uncertainty of each row in metres; NaN where unknown.

    Parameters
    ----------
    frame : DataFrame
        With or without a column `uncertainty_m`.
    name : str
        Of the table, for messages.

    Returns
    -------
    ndarray (n,)

    Raises
    ------
    InvalidArgument
        When an uncertainty is negative.

    Examples
    --------
    >>> uncertainty_of(pd.DataFrame({"uncertainty_m": [250, None]}), "incidents")
    array([250.,  nan])
    """
    if "uncertainty_m" not in frame.columns:
        return np.full(len(frame), np.nan)
    stated = pd.to_numeric(frame["uncertainty_m"], errors="coerce")
    metres = stated.to_numpy(dtype=np.float64, copy=True, na_value=np.nan)
    if (metres < 0).any():
        row = int(np.argmax(metres < 0))
        raise InvalidArgument(
            f"{row_name(frame, row, name)}, uncertainty_m: got {metres[row]} m, "
            f"expected 0 or more, or null where unknown"
        )
    return metres


def vertices_of(frame: gpd.GeoDataFrame, name: str) -> tuple[Floats, Rows]:
    """Vertices of all shapes, as longitude and latitude, and the row of each.

    Parameters
    ----------
    frame : GeoDataFrame
        With a geometry.
    name : str
        Of the table, for messages.

    Returns
    -------
    vertices : ndarray (k, 2)
        Degrees.
    row : ndarray (k,)
        Ascending.

    Raises
    ------
    InvalidArgument
        For another reference system than longitude and latitude on WGS84, or a bad coordinate.

    Examples
    --------
    >>> vertices_of(gpd.GeoDataFrame(geometry=[None, shapely.Point(55.1, 51.8)]), "incidents")
    (array([[55.1, 51.8]]), array([1]))
    """
    # One place in the reference system of all: whether that is fit is seen there.
    as_geometries(gpd.GeoSeries([shapely.Point(0, 0)], crs=frame.crs), name)
    vertices, row = shapely.get_coordinates(frame.geometry.to_numpy(), return_index=True)
    finite = np.isfinite(vertices[:, 0] + vertices[:, 1])
    unfit = ~finite | (np.abs(vertices[:, 1]) > 90)
    if unfit.any():
        at = int(np.argmax(unfit))
        where, (lon, lat) = f"{row_name(frame, int(row[at]), name)}, geometry", vertices[at]
        if not finite[at]:
            raise InvalidArgument(f"{where}: got ({lon}, {lat}), expected finite degrees")
        raise InvalidArgument(
            f"{where}: latitude {lat} is outside -90..90; were longitude and latitude swapped?"
        )
    return vertices, row


def row_name(frame: pd.DataFrame, row: int, name: str) -> str:
    """Name a row for a message, by its id too: a table may be a part of a larger one.

    Parameters
    ----------
    frame : DataFrame
        Any table.
    row : int
        From 0.
    name : str
        Of the table.

    Examples
    --------
    >>> row_name(pd.DataFrame({"id": ["a", "b"]}), 1, "incidents")
    "incidents, row 1 (id 'b')"
    """
    named = f" (id {frame['id'].iloc[row]!r})" if "id" in frame.columns else ""
    return f"{name}, row {row}{named}"
