"""Measured tables as GeoParquet, or, without geometry, as Parquet; a row group for each part."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq

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


def write_plain_part(table: pd.DataFrame, path: Path) -> None:
    """Write some rows of a table without geometry.

    Parameters
    ----------
    table : DataFrame
        What was measured.
    path : Path
        The file to write.
    """
    pq.write_table(arrow_table(table), path, compression="zstd")


def join_plain(parts: Iterable[Path], target: Path) -> None:
    """Write all rows of a table without geometry.

    Parameters
    ----------
    parts : iterable of Path
        What `write_plain_part` wrote, in order.
    target : Path
        The file to write.

    Raises
    ------
    UnreadableFile
        When a part is damaged.
    """
    with ExitStack() as stack:
        writer = None
        for table in read_parts(parts):
            if writer is None:
                writer = stack.enter_context(pq.ParquetWriter(target, table.schema, compression="zstd"))
            writer.write_table(table)


GEOPARQUET: Final = Format(".parquet", write_part, join)
PARQUET: Final = Format(".parquet", write_plain_part, join_plain)
