"""From well-known binary to geometries in longitude and latitude, and why one could not be used."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from geodata.formats.vector.crs import ToDegrees
from geodata.formats.vector.task import Task
from geodata.wkx import from_wkb

Shapes = npt.NDArray[np.object_]
Reasons = dict[int, str]

_HAIR: Final = 1e-6
"""How far beyond the edge of the world, in degrees, a coordinate is rounding and no mistake: 0.1 m."""

_PLAIN: Final = frozenset({0, 1, 3, 4, 5, 6, 7})
"""Shapely's numbers of the types that GeoJSON has."""


class Locator:
    """Geometries of one layer, batch by batch.

    Parameters
    ----------
    encoding : str
        How they are written: ``"WKB"``, or one of GeoArrow's in small letters.
    degrees : ToDegrees
        How their coordinates become degrees.
    task : Task
        The file.
    """

    def __init__(self, encoding: str, degrees: ToDegrees, task: Task) -> None:
        self._encoding = encoding
        self._degrees = degrees
        self._task = task
        self._vertices = 0

    def read(self, column: pa.Array, first: int) -> tuple[Shapes, Reasons]:
        """Read a batch.

        Parameters
        ----------
        column : pyarrow.Array (n,)
            The geometries.
        first : int
            Row of the first of them in the layer.

        Returns
        -------
        tuple of ndarray (n,) of Geometry or None, and dict
            The geometries, None for none and for an empty one; and why rows of the batch cannot be used.

        Raises
        ------
        UnreadableFile
            The layer does not say what its coordinates are, and they are no degrees.
        """
        shapes = self._decode(column)
        reasons: Reasons = {}
        unread = shapely.is_missing(shapes) & column.is_valid().to_numpy(zero_copy_only=False)
        _drop(
            shapes, unread, "the geometry cannot be read: it is damaged, nested too deep, or a curve", reasons
        )
        types = shapely.get_type_id(shapes)
        odd = ~np.isin(types, [*_PLAIN, -1])
        _drop(shapes, odd, "the geometry is of a type that GeoJSON has not, such as a curve", reasons)
        self._drop_empty(shapes)
        self._count(shapes, reasons)
        self._flatten(shapes)
        self._locate(shapes, first, reasons)
        return shapes, reasons

    def _decode(self, column: pa.Array) -> Shapes:
        if isinstance(column, pa.ExtensionArray):
            column = column.storage
        if self._encoding == "WKB":
            return from_wkb(column.cast(pa.binary()).to_numpy(zero_copy_only=False))
        import geopandas as gpd

        field = pa.field(
            "geometry", column.type, metadata={b"ARROW:extension:name": f"geoarrow.{self._encoding}".encode()}
        )
        try:
            frame = gpd.GeoDataFrame.from_arrow(pa.table([column], schema=pa.schema([field])))
        except (TypeError, ValueError, AttributeError, pa.ArrowException):
            raise self._task.fault("its geometry cannot be read as GeoArrow. Write it as WKB.") from None
        found: Shapes = frame.geometry.to_numpy().astype(object)
        return found

    def _drop_empty(self, shapes: Shapes) -> None:
        empty = shapely.is_empty(shapes)
        if empty.any():
            shapes[empty] = None
            self._task.note("empty geometries are read as rows without a location")

    def _count(self, shapes: Shapes, reasons: Reasons) -> None:
        """Leave out what goes beyond the vertices that all rows together may have."""
        most = self._task.limits.max_vertices
        sums = self._vertices + np.cumsum(shapely.get_num_coordinates(shapes))
        if len(sums):
            over = (sums > most) & ~shapely.is_missing(shapes)
            _drop(shapes, over, f"all geometries up to this one have more than {most:,} vertices", reasons)
            self._vertices = int(sums[-1])

    def _flatten(self, shapes: Shapes) -> None:
        """Leave out measures (M), which GeoJSON has no place for."""
        measured = np.flatnonzero(shapely.has_m(shapes))
        if len(measured):
            self._task.note("measures (M) of vertices are left out")
            solid = shapely.has_z(shapes[measured])
            flat = shapely.from_wkb(shapely.to_wkb(shapes[measured], output_dimension=3))
            shapes[measured] = np.where(solid, flat, shapely.force_2d(shapes[measured]))

    def _locate(self, shapes: Shapes, first: int, reasons: Reasons) -> None:
        places, rows = shapely.get_coordinates(shapes, return_index=True)
        finite = np.isfinite(places).all(axis=1)
        bad = _mask(rows[~finite], len(shapes))
        _drop(shapes, bad, "a coordinate is no finite number", reasons)
        if self._degrees.is_needed:
            _transform(shapes, self._degrees.move)
            places, rows = shapely.get_coordinates(shapes, return_index=True)
            failed = _mask(rows[~np.isfinite(places).all(axis=1)], len(shapes))
            _drop(shapes, failed, "it could not be reprojected to longitude and latitude", reasons)
        places, rows = shapely.get_coordinates(shapes, return_index=True)
        beyond = np.abs(places) - (180, 90)
        if ((beyond > 0) & (beyond < _HAIR)).any():
            _pull_in(shapes)
        outside = np.flatnonzero((beyond >= _HAIR).any(axis=1))
        if not len(outside):
            return
        if not self._degrees.known:
            x, y = places[outside[0]]
            raise self._task.fault(
                f"it has no reference system, and row {first + rows[outside[0]]} is at {x:g}, {y:g}, which "
                "are no degrees. Say what they are (a .prj beside a .shp), or reproject it to EPSG:4326."
            )
        bad, where = np.unique(rows[outside], return_index=True)
        for row, (x, y) in zip(bad.tolist(), places[outside[where]].tolist(), strict=True):
            shapes[row] = None
            reasons[row] = f"longitude {x:g}, latitude {y:g} is outside the world"


def _mask(rows: npt.NDArray[np.intp], count: int) -> npt.NDArray[np.bool_]:
    mask = np.zeros(count, dtype=bool)
    mask[rows] = True
    return mask


def _drop(shapes: Shapes, mask: npt.NDArray[np.bool_], reason: str, reasons: Reasons) -> None:
    for row in np.flatnonzero(mask).tolist():
        shapes[row] = None
        reasons[row] = reason


def _pull_in(shapes: Shapes) -> None:
    """Put on the edge of the world what lies a hair beyond it, as 180.00000000000017 does."""
    rows = np.flatnonzero(~shapely.is_missing(shapes))
    for has_z in (False, True):
        chosen = rows[shapely.has_z(shapes[rows]) == has_z]
        if len(chosen):
            places = shapely.get_coordinates(shapes[chosen], include_z=has_z)
            edge = np.array([180.0, 90.0])
            near = np.abs(places[:, :2]) < edge + _HAIR
            places[:, :2] = np.where(near, np.clip(places[:, :2], -edge, edge), places[:, :2])
            shapes[chosen] = shapely.set_coordinates(shapes[chosen], places)


def _transform(shapes: Shapes, transform: Any) -> None:
    """Move x and y, and leave heights as they are."""
    solid = shapely.has_z(shapes)
    for has_z in (False, True):
        rows = np.flatnonzero((solid == has_z) & ~shapely.is_missing(shapes))
        if len(rows):
            places = shapely.get_coordinates(shapes[rows], include_z=has_z)
            moved = np.column_stack([*transform(places[:, 0], places[:, 1]), *places[:, 2:].T])
            shapes[rows] = shapely.set_coordinates(shapes[rows], moved)
