"""A dataset as one GeoPackage: layers and tables that every GIS opens, read back through SQLite alone.

::

    facilities   incidents           layers of any geometry, with a spatial index
    claims   sources   flows         tables
    dataset                          what the dataset says about itself, and its revision log, as JSON

GDAL writes the file; it never reads one. A file that somebody hands over is opened read-only by SQLite, and
of its schema nothing is run: see `geodata.stores.geopackage_reader`.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from geodata.dataset import Dataset
from geodata.errors import InvalidArgument
from geodata.files import replacing
from geodata.stores.columns import GEOMETRY
from geodata.stores.geopackage_reader import ABOUT, FID, INCIDENT_FID, is_ours, read_geopackage
from geodata.stores.store import Store
from geodata.stores.tabular import FIRST_DAY, LAST_DAY, about, as_json, incident_rows, to_tables

_WHEN: Final = "2000-01-01T00:00:00.000Z"
"""What GDAL writes as the date of last change: always the same, so that equal data gives equal bytes."""

_INDICES: Final = (
    f"CREATE INDEX incidents_days ON incidents ({LAST_DAY}, {FIRST_DAY})",
    f"CREATE INDEX claims_incident ON claims ({INCIDENT_FID})",
)


def write_geopackage(dataset: Dataset, path: str | Path) -> None:
    """Write a dataset as a GeoPackage, whole or not at all.

    Parameters
    ----------
    dataset : Dataset
        What to write.
    path : path
        A file that is new, or holds a dataset, which is replaced.

    Raises
    ------
    InvalidArgument
        If the file is of another kind.
    WriteFailed
        If it cannot be written; it is as it was before.
    """
    target = Path(os.path.realpath(path))
    if target.is_file() and target.stat().st_size and not is_ours(target):
        raise InvalidArgument(f"{path} holds something else than a dataset; name another file.")
    with replacing(path) as temporary:
        temporary.unlink()
        with _dated(_WHEN):
            for name, table in _tables(dataset).items():
                _write_table(temporary, name, table)
        _add_indices(temporary)


def _tables(dataset: Dataset) -> dict[str, pa.Table]:
    tables = to_tables(dataset, lists=False)
    rows = incident_rows(dataset.incidents, dataset.claims)
    tables["claims"] = tables["claims"].append_column(INCIDENT_FID, pc.add(rows, 1))
    texts = {"metadata": as_json(about(dataset)), "changes": as_json(dataset.changes)}
    return {**tables, ABOUT: pa.table({"name": list(texts), "content": list(texts.values())})}


@contextlib.contextmanager
def _dated(when: str) -> Iterator[None]:
    """Let GDAL take another date for today's."""
    import pyogrio  # with all of GDAL

    options = {"OGR_CURRENT_DATE": when, "OGR_SQLITE_SYNCHRONOUS": "OFF"}  # the whole is synced at the end
    before = {name: pyogrio.get_gdal_config_option(name) for name in options}
    pyogrio.set_gdal_config_options(options)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)


def _write_table(path: Path, name: str, table: pa.Table) -> None:
    import pyogrio

    layer: dict[str, Any] = {"layer_options": {"FID": FID}}
    if GEOMETRY in table.column_names:
        layer = {
            "geometry_name": GEOMETRY,
            "geometry_type": "Unknown",
            "crs": "EPSG:4326",
            "layer_options": {"FID": FID, "GEOMETRY_NAME": GEOMETRY, "SPATIAL_INDEX": "YES"},
        }
    try:
        pyogrio.write_arrow(table, path, layer=name, driver="GPKG", append=path.exists(), **layer)
    except (RuntimeError, ValueError) as error:  # what GDAL could not write comes as one of several kinds
        raise OSError(f"GDAL: {error}") from error


def _add_indices(path: Path) -> None:
    """Add what incidents are picked by; make sure on the way that all has arrived."""
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection, connection:
            for statement in _INDICES:
                connection.execute(statement)
    except sqlite3.Error as error:
        raise OSError(f"SQLite: {error}") from error


def _takes(location: str) -> bool:
    return location.lower().endswith(".gpkg")


GEOPACKAGE: Final = Store(
    "geopackage",
    "a GeoPackage",
    "my-dataset.gpkg",
    takes=_takes,
    read=read_geopackage,
    write=write_geopackage,
)
