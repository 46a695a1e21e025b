"""Where each row of a piece lies, once it is made sure that it lies on the globe. Pure."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from geodata.errors import InvalidArgument
from geodata.geodesy.ellipsoid import Floats
from geodata.stores.columns import GEOMETRY
from geodata.stores.pieces import array_of
from geodata.stores.wkb import geometries, point_coordinates

Rows = npt.NDArray[np.intp]


def midpoints(table: pa.Table, place: Callable[[int], str], argument: str = "incidents") -> Floats:
    """Give the middle of each row's extent.

    Parameters
    ----------
    table : pyarrow.Table
        With the geometry as WKB, and `uncertainty_m` where known.
    place : callable
        Says where a row stands, for messages.
    argument : str
        What the rows are, for messages.

    Returns
    -------
    ndarray (n, 2)
        Degrees; NaN where there is no location.

    Raises
    ------
    InvalidArgument
        For a coordinate that is not finite or not on the globe, or a negative uncertainty. The message names
        argument, file and row.
    UnreadableFile
        For a geometry that is no WKB.

    Examples
    --------
    >>> from geodata.stores.wkb import to_wkb
    >>> table = pa.table({"geometry": to_wkb(np.array([shapely.Point(51.5, 153.6)]))})
    >>> midpoints(table, "a.parquet, row {}".format)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    geodata.errors.InvalidArgument: incidents: a.parquet, row 0: latitude 153.6 is outside -90..90; ...
    """

    def named(row: int) -> str:
        return f"{argument}: {place(row)}"

    column = array_of(table, GEOMETRY)
    points = point_coordinates(column)
    if points is not None:
        _check(points, np.arange(len(points)), named)
        found = points
    else:
        shapes = geometries(column, named)
        vertices, row = shapely.get_coordinates(shapes, return_index=True)
        _check(vertices, row, named)
        west, south, east, north = shapely.bounds(shapes).T
        found = np.column_stack([(west + east) / 2, (south + north) / 2])
    if "uncertainty_m" in table.column_names:
        _check_uncertainty(array_of(table, "uncertainty_m"), named)
    return found


def _check(vertices: Floats, row: Rows, named: Callable[[int], str]) -> None:
    lon, lat = vertices.T
    # An empty point is written as two NaN; one NaN alone is a fault.
    finite = np.isfinite(vertices)
    unfit = ~finite.all(axis=1) & ~np.isnan(vertices).all(axis=1)
    if unfit.any():
        at = int(np.argmax(unfit))
        raise InvalidArgument(f"{named(int(row[at]))}: got ({lon[at]}, {lat[at]}), expected finite degrees")
    for name, value, limit in (("latitude", lat, 90), ("longitude", lon, 180)):
        outside = np.abs(value) > limit
        if outside.any():
            at = int(np.argmax(outside))
            hint = "; were longitude and latitude swapped?" if name == "latitude" else ""
            raise InvalidArgument(
                f"{named(int(row[at]))}: {name} {value[at]:.10g} is outside -{limit}..{limit}{hint}"
            )


def _check_uncertainty(column: pa.Array, named: Callable[[int], str]) -> None:
    stated = column.to_numpy(zero_copy_only=False)
    unfit = (stated < 0) | np.isinf(stated)
    if unfit.any():
        row = int(np.argmax(unfit))
        raise InvalidArgument(f"{named(row)}: uncertainty_m is {stated[row]}, expected 0 m or more")
