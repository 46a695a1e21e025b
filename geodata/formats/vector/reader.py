"""A vector file of another tool → its features, without trusting it."""

import itertools
import os
import time
from pathlib import Path
from typing import Any, Final

from geodata.formats.vector.intake import Intake, take_in
from geodata.formats.vector.kinds import Kind
from geodata.formats.vector.limits import DEFAULT, VectorLimits
from geodata.formats.vector.model import LeftOut, VectorFile
from geodata.formats.vector.process import answered
from geodata.formats.vector.task import Task, shown
from geodata.temporary import temporary_folder

_ADDED: Final = {"tessellate": (-1, 0), "extrude": (-1, 0), "visibility": (-1,)}
"""Columns that GDAL adds to KML, and what stands in them where the file says nothing."""

_ASSUMED: Final = "no reference system is stated; coordinates are taken as longitude and latitude on WGS 84"


def read_vector(
    path: str | os.PathLike[str], *, layer: str | None = None, limits: VectorLimits = DEFAULT
) -> VectorFile:
    """Read one layer of a KML, KMZ, GPX, GeoPackage, Shapefile, FlatGeobuf or GeoParquet file.

    What the file is, is told from its bytes. It is copied, looked through, and opened by a process that has
    little memory and time, no network, and one driver.

    Parameters
    ----------
    path : str or os.PathLike
        The file: of a Shapefile the .shp beside its parts, or a .zip of them.
    layer : str, optional
        The layer to read; the first that has rows where not given, with a note where there are several.
    limits : VectorLimits
        How large it may be, and what reading it may cost.

    Returns
    -------
    VectorFile

    Raises
    ------
    UnreadableFile
        Nothing of the file can be used: it is missing, damaged, too large, of a kind that is not read, or
        made so that it could do harm. The sentence says which.
    UnknownName
        It has no layer of that name.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "way.gpx")
    ...     way = '<gpx version="1.1"><wpt lat="50.4" lon="30.5"><name>Depot</name></wpt></gpx>'
    ...     _ = file.write_text(way)
    ...     read = read_vector(file)
    >>> read.layer, read.features[0].geometry, read.features[0].properties["name"]
    ('waypoints', <POINT (30.5 50.4)>, 'Depot')
    """
    given = Path(os.fspath(path))
    task = Task(shown(os.fspath(path), 500), limits, time.monotonic() + limits.max_seconds)
    with temporary_folder() as folder:
        intake = take_in(given, folder, layer, task)
        with answered(intake, folder, task) as (header, batches):
            return _collect(intake, header, batches, task)


def _collect(intake: Intake, header: dict[str, Any], batches: Any, task: Task) -> VectorFile:
    from geodata.formats.vector.crs import ToDegrees, to_degrees
    from geodata.formats.vector.shapes import Locator
    from geodata.geojson.table import Feature

    for note in header["notes"]:
        task.note(shown(note))
    has_geometry = header["geometry"] is not None
    degrees = to_degrees(header["crs"], task) if has_geometry else ToDegrees(known=True)
    if not degrees.known:
        task.note(_ASSUMED)
    locator = Locator(header["encoding"], degrees, task)
    features: list[Feature] = []
    left_out: list[LeftOut] = []
    row = 0
    is_markup = intake.kind in (Kind.KML, Kind.KMZ, Kind.GPX)
    for batch in batches:
        task.check_time()
        columns, shapes, reasons = _columns(batch, header["geometry"], row, locator, task)
        kept = list(columns)
        values = zip(*columns.values(), strict=True) if columns else itertools.repeat((), batch.num_rows)
        for number, (shape, cells) in enumerate(zip(shapes, values, strict=True), row):
            if number - row in reasons:
                left_out.append(LeftOut(number, "geometry", reasons[number - row]))
                continue
            properties = dict(zip(kept, cells, strict=True))
            features.append(Feature(number, None, shape, _stated(properties) if is_markup else properties))
        row += batch.num_rows
    if note := degrees.note():
        task.note(note)
    return VectorFile(
        str(intake.kind),
        intake.layer if intake.layers and intake.layer else header["layer"],
        intake.layers or tuple(header["layers"]),
        tuple(features),
        tuple(left_out),
        tuple(task.notes),
    )


def _columns(
    batch: Any, geometry: str | None, first: int, locator: Any, task: Task
) -> tuple[dict[str, list[Any]], Any, dict[int, str]]:
    """Give the properties of a batch by column, its geometries, and why rows of it cannot be used."""
    from geodata.formats.vector.cells import cells

    columns: dict[str, list[Any]] = {}
    shapes: Any = [None] * batch.num_rows
    reasons: dict[int, str] = {}
    for place, field in enumerate(batch.schema):
        if field.name == geometry:
            shapes, reasons = locator.read(batch.column(place), first)
        elif field.name in columns:
            task.note(f"column {shown(field.name, 60)!r} is there twice; the first is read")
        else:
            columns[field.name] = cells(batch.column(place), field, task)
    return columns, shapes, reasons


def _stated(properties: dict[str, Any]) -> dict[str, Any]:
    """Leave out what GDAL adds to every row of markup, where an element is there or is not."""
    return {
        name: value
        for name, value in properties.items()
        if value is not None and value not in _ADDED.get(name, ())
    }
