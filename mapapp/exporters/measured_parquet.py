"""Measured incidents as GeoParquet, a row group for each part."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import geopandas as gpd

from geodata.engines import Format
from geodata.engines.columns import arrow_table
from geodata.stores.columns import GEOMETRY
from geodata.stores.parts import GeoParquetWriter, read_parts
from geodata.stores.wkb import to_wkb


def write_part(table: gpd.GeoDataFrame, path: Path) -> None:
    """Write some rows.

    Parameters
    ----------
    table : GeoDataFrame
        Measured incidents.
    path : Path
        The file to write.
    """
    columns = arrow_table(table.drop(columns=table.geometry.name))
    with GeoParquetWriter(path) as writer:
        writer.write(columns.append_column(GEOMETRY, to_wkb(table.geometry.to_numpy())))


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
    """
    with GeoParquetWriter(target) as writer:
        for table in read_parts(parts):
            writer.write(table)


GEOPARQUET: Final = Format(".parquet", write_part, join)
