"""One file, opened with GDAL through the one driver that may open it."""

import os
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from geodata.formats.vector.child.answer import Header, NoSuchLayer, Refused
from geodata.formats.vector.child.geopackage import layers_of, rows_of
from geodata.formats.vector.task import shown

DRIVERS: Final = {
    "KML": ("LIBKML", "KML"),
    "GPX": ("GPX",),
    "GeoPackage": ("GPKG",),
    "FlatGeobuf": ("FlatGeobuf",),
    "Shapefile": ("ESRI Shapefile",),
}
"""The drivers that may open a kind of file; of several, the first that is there."""

SETTINGS: Final = {
    "GDAL_DRIVER_PATH": "disable",
    "GDAL_DISABLE_READDIR_ON_OPEN": "TRUE",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_HTTP_CONNECTTIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "CPL_DEBUG": "OFF",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    "OGR_SQLITE_PRAGMA": "trusted_schema=0,cell_size_check=1",
    "LIBKML_RESOLVE_STYLE": "NO",
    "GPX_ELE_AS_25D": "YES",
    "SHAPE_RESTORE_SHX": "YES",
    "OGR_GPKG_NUM_THREADS": "1",
    # The driver's own way into Arrow writes wrong offsets after a row without geometry.
    "OGR_FLATGEOBUF_STREAM_BASE_IMPL": "YES",
    "OGR_GEOMETRY_ACCEPT_UNCLOSED_RING": "YES",
    "PROJ_NETWORK": "OFF",
}
"""GDAL reads these from the environment, before the first file is opened."""

_NO_ROOM: Final = re.compile(r"out of memory|cannot (?:re)?allocate|malloc|bad_alloc", re.IGNORECASE)
_NOT_NEEDED: Final = ("geopandas", "pandas", "shapely", "pyproj", "certifi")
_PREFERRED: Final = ("waypoints", "tracks", "routes", "route_points", "track_points")


@contextmanager
def opened(
    kind: str, file: str, layer: str | None, encoding: str | None
) -> Iterator[tuple[Header, Any, Any]]:
    """Open a layer of a file.

    Parameters
    ----------
    kind : str
        What the file is; a key of `DRIVERS`.
    file : str
        Its name in this folder.
    layer : str or None
        The layer that is asked for; the first with rows where not given.
    encoding : str or None
        Of its text, where the file does not say.

    Yields
    ------
    tuple of Header, Schema and iterator of RecordBatch

    Raises
    ------
    Refused
        GDAL cannot open it.
    NoSuchLayer
        There is none of that name.
    """
    raw = _start(kind)
    import pyarrow as pa
    from pyogrio import errors

    failures = (
        errors.CRSError,
        errors.DataLayerError,
        errors.DataSourceError,
        errors.FieldError,
        pa.ArrowException,
    )
    notes: list[str] = []
    try:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            layers = _layers(kind, file, notes)
            chosen = _choose(file, layers, layer, notes)
            source = raw.open_arrow(
                file,
                layer=chosen,
                encoding=encoding,
                use_pyarrow=True,
                batch_size=10_000,
                datetime_as_string=True,
            )
            with source as (meta, batches):
                notes += sorted({f"GDAL says: {shown(warning.message)}" for warning in said})[:5]
                name = meta["geometry_name"] or "wkb_geometry"
                there = name if meta["geometry_type"] and name in batches.schema.names else None
                header = Header(chosen, layers, there, "WKB", meta["crs"], notes, _count(kind, file, chosen))
                yield header, batches.schema, batches
    except MemoryError:  # Arrow's is one of its own exceptions as well
        raise
    except failures as error:
        if _NO_ROOM.search(str(error)):
            raise MemoryError from None
        raise Refused(f"GDAL cannot read it: {shown(error)}. The file is damaged; export it again.") from None


def _start(kind: str) -> Any:
    """Import pyogrio without what it does not need here, and leave GDAL one driver."""
    os.environ.update(SETTINGS)
    # None in this place lets the import fail, which pyogrio is prepared for.
    sys.modules.update(dict.fromkeys(_NOT_NEEDED))  # type: ignore[arg-type]  # as the language allows
    import pyogrio
    from pyogrio import _ogr, raw

    there = pyogrio.list_drivers()
    driver = next((name for name in DRIVERS[kind] if name in there), None)
    if driver is None:
        raise Refused(f"this GDAL cannot read {kind}. Install pyogrio from its wheel.")
    pyogrio.set_gdal_config_options({"GDAL_SKIP": ",".join(name for name in there if name != driver)})
    _ogr._register_drivers()
    if list(pyogrio.list_drivers()) != [driver]:
        raise Refused("GDAL could not be kept to one kind of file, so it was not opened.")
    return raw


def _layers(kind: str, file: str, notes: list[str]) -> list[str]:
    if kind == "GeoPackage":
        names = layers_of(file, notes)
    else:
        import pyogrio

        names = [str(name) for name, _ in pyogrio.list_layers(file)]
    if kind == "GPX":
        names.sort(key=lambda name: _PREFERRED.index(name) if name in _PREFERRED else len(_PREFERRED))
    if not names:
        raise Refused(". ".join(["it has no layer that can be read", *notes]) + ".")
    return names


def _count(kind: str, file: str, layer: str) -> int:
    """Count the rows that there should be: where a file is damaged, GDAL may end before and say nothing."""
    import pyogrio

    if kind in ("KML", "GPX"):  # looked through to the end before, and slow to count
        return -1
    if kind == "GeoPackage":
        return rows_of(file, layer)
    return int(pyogrio.read_info(file, layer=layer, force_feature_count=True)["features"])


def _choose(file: str, layers: list[str], layer: str | None, notes: list[str]) -> str:
    """Give the layer that was asked for; else the first that has rows."""
    import pyogrio

    if layer is not None:
        if layer not in layers:
            raise NoSuchLayer(layers)
        return layer
    if len(layers) == 1:
        return layers[0]
    for name in layers:
        if pyogrio.read_info(file, layer=name, force_feature_count=True)["features"]:
            notes.append(f"layer {shown(name)!r} chosen: it is the first of {len(layers)} that has rows")
            return name
    return layers[0]
