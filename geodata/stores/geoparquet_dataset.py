"""A dataset as a folder of GeoParquet, of which a reader takes only the row groups that it needs.

::

    incidents.parquet   facilities.parquet   with geometry and the box of each row
    claims.parquet      sources.parquet      flows.parquet
    dataset.json        changes.json

Incidents stand in the order that `geodata.stores.row_groups` gives them; claims in that of their incidents.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.dataset import Dataset
from geodata.files import refuse_strangers, replacing_folder
from geodata.order import order_of
from geodata.stores.columns import GEOMETRY
from geodata.stores.geoparquet_reader import CHANGES, DATASET, INCIDENT_ROW, ROW, read_geoparquet
from geodata.stores.parts import GeoParquetWriter
from geodata.stores.pieces import array_of
from geodata.stores.row_groups import arranged, evenly
from geodata.stores.store import Store
from geodata.stores.tabular import FIRST_DAY, LAST_DAY, RECORDS, about, as_json, incident_rows, to_tables
from geodata.stores.wkb import bounds

ENDING: Final = ".geoparquet"
FILES: Final = frozenset({DATASET, CHANGES, *(f"{name}.parquet" for name in RECORDS)})
"""What such a folder holds."""


def write_geoparquet(dataset: Dataset, folder: str | Path) -> None:
    """Write a dataset as a folder of GeoParquet, whole or not at all.

    Parameters
    ----------
    dataset : Dataset
        What to write.
    folder : path
        A folder that is new, empty, or holds a dataset of this kind, which is replaced.

    Raises
    ------
    InvalidArgument
        If the folder holds anything else.
    WriteFailed
        If it cannot be written; it is as it was before.
    """
    refuse_strangers(folder, FILES, "a GeoParquet dataset")
    with replacing_folder(Path(os.path.realpath(folder))) as temporary:
        tables = to_tables(dataset, lists=True)
        order, groups = _arranged(tables["incidents"])
        rows = incident_rows(dataset.incidents, dataset.claims)
        _write(temporary / "incidents.parquet", tables.pop("incidents"), order, groups)
        claims = tables.pop("claims").append_column(INCIDENT_ROW, _moved(rows, order))
        by_incident = np.argsort(_keys(claims[INCIDENT_ROW]), kind="stable")
        _write(temporary / "claims.parquet", claims, by_incident, evenly(len(claims)))
        for name, table in tables.items():
            _write(temporary / f"{name}.parquet", table, None, evenly(len(table)))
        (temporary / DATASET).write_text(as_json(about(dataset)) + "\n", encoding="utf-8")
        (temporary / CHANGES).write_text(as_json(dataset.changes) + "\n", encoding="utf-8")


def _arranged(incidents: pa.Table) -> tuple[Any, list[int]]:
    """Give the order of incidents in their file, and the rows of each group."""
    box = bounds(array_of(incidents, GEOMETRY))
    place = order_of((box[:, :2] + box[:, 2:]) / 2, 0)
    return arranged(_days(incidents[FIRST_DAY]), _days(incidents[LAST_DAY]), place)


def _days(column: pa.ChunkedArray) -> Any:
    """Give dates as numpy holds them; NaT where there is none."""
    return column.to_numpy().astype("datetime64[D]")


def _moved(rows: pa.Array, order: Any) -> pa.Array:
    """Give rows by their position in a file that has them in another order."""
    position = np.empty(len(order) + 1, dtype=np.int64)
    position[order] = np.arange(len(order))
    known = rows.is_valid().to_numpy(zero_copy_only=False)
    return pa.array(position[rows.fill_null(len(order)).to_numpy()], mask=~known)


def _keys(rows: pa.ChunkedArray) -> Any:
    return rows.fill_null(2**62).to_numpy()


def _write(path: Path, table: pa.Table, order: Any, groups: list[int]) -> None:
    """Write a table group by group, in an order that a column of it lets a reader undo."""
    if order is not None:
        table = table.append_column(ROW, pa.array(np.arange(len(table))))
    write: Callable[[pa.Table], None]
    with _writer(path, table.schema) as writer:
        write = writer.write if isinstance(writer, GeoParquetWriter) else writer.write_table
        begin = 0
        for rows in groups:
            chosen = table.slice(begin, rows) if order is None else table.take(order[begin : begin + rows])
            write(chosen.combine_chunks())
            begin += rows


def _writer(path: Path, schema: pa.Schema) -> Any:
    if GEOMETRY in schema.names:
        return GeoParquetWriter(path, covering=True)
    return pq.ParquetWriter(path, schema, compression="zstd")


def is_geoparquet_dataset(location: str) -> bool:
    """Tell whether a location is a folder of this kind, or one that is still to be written.

    Parameters
    ----------
    location : str
        As a user writes it.

    Returns
    -------
    bool
        True for a folder without GeoJSON that holds ``incidents.parquet`` or whose name ends in
        ``.geoparquet``, and for a name with that ending where there is nothing yet.

    Examples
    --------
    >>> is_geoparquet_dataset("my-dataset.geoparquet/"), is_geoparquet_dataset("my-dataset/")
    (True, False)
    """
    path = Path(location)
    if path.is_dir():
        named = path.suffix.lower() == ENDING or (path / "incidents.parquet").exists()
        return named and not (path / "incidents.geojson").exists()
    return path.suffix.lower() == ENDING and not path.exists()


GEOPARQUET: Final = Store(
    "geoparquet",
    "a folder of GeoParquet files",
    "my-dataset.geoparquet/",
    takes=is_geoparquet_dataset,
    read=read_geoparquet,
    write=write_geoparquet,
)
