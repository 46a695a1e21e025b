"""Measured tables as a GeoPackage with one layer, ``measured``. Lists are JSON text."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyarrow as pa

from geodata.engines import Format
from geodata.stores.columns import GEOMETRY
from geodata.stores.parts import read_parts
from mapapp.exporters.measured_parquet import write_part

LAYER: Final = "measured"


def join(parts: Iterable[Path], target: Path) -> None:
    """Write all rows.

    Parameters
    ----------
    parts : iterable of Path
        What `write_part` wrote, in order.
    target : Path
        The file to write.

    Raises
    ------
    UnreadableFile
        When a part is damaged.
    OSError
        When the disk is full.
    """
    import pyogrio  # with all of GDAL

    target.unlink(missing_ok=True)
    for number, table in enumerate(read_parts(parts)):
        try:
            pyogrio.write_arrow(
                _flat(table),
                target,
                layer=LAYER,
                driver="GPKG",
                geometry_name=GEOMETRY,
                geometry_type="Unknown",
                crs="EPSG:4326",
                append=number > 0,
            )
        except RuntimeError as error:  # what GDAL could not write comes as one of several kinds of these
            raise OSError(f"GDAL: {error}") from error


def _flat(table: pa.Table) -> pa.Table:
    """Write lists as JSON, which a table of SQLite can hold."""
    for at, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            texts = [json.dumps(value, ensure_ascii=False) for value in table.column(at).to_pylist()]
            table = table.set_column(at, field.name, pa.array(texts, pa.string()))
    return table


GEOPACKAGE: Final = Format(".gpkg", write_part, join)
