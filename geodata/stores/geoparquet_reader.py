"""Reads the folders that `geodata.stores.geoparquet_dataset` writes, as little of them as is asked for."""

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geodata.dataset import Dataset
from geodata.errors import UnreadableFile
from geodata.geojson import parse_json, read_bytes
from geodata.stores.columns import GEOMETRY
from geodata.stores.flat import encodes
from geodata.stores.geometa import read_geo
from geodata.stores.pieces import reading
from geodata.stores.selection import Selection, cut
from geodata.stores.tabular import FIRST_DAY, LAST_DAY, RECORDS, check_layout, checked, from_tables

DATASET: Final = "dataset.json"
CHANGES: Final = "changes.json"

ROW: Final = "row"
"""Where a row stood in its table before it was arranged."""

INCIDENT_ROW: Final = "incident_row"
"""Of a claim, where its incident stands in the file of incidents."""

_OWN: Final = (ROW, INCIDENT_ROW, FIRST_DAY, LAST_DAY, "bbox")
"""Columns by which rows are picked; no part of a dataset."""


def read_geoparquet(folder: str | Path, selection: Selection) -> Dataset:
    """Read a dataset from a folder of GeoParquet.

    Parameters
    ----------
    folder : path
        A folder that `write_geoparquet` wrote.
    selection : Selection
        Which incidents are read: only the row groups in which some may be.

    Returns
    -------
    Dataset

    Raises
    ------
    UnreadableFile
        If a file is missing, damaged, of another kind, or of a newer layout; the message says which.
    """
    where = Path(folder)
    _check_folder(where)
    about, changes = _json(where / DATASET), _json(where / CHANGES)
    with reading(where):
        check_layout(about)
    incidents, picked = _read_incidents(where / "incidents.parquet", selection)
    tables = {
        "incidents": incidents,
        "claims": _read_claims(where / "claims.parquet", picked),
        **{name: _read(where / f"{name}.parquet") for name in ("facilities", "sources", "flows")},
    }
    plain = {name: _plain(where / f"{name}.parquet", name, table) for name, table in tables.items()}

    def named(table: str) -> str:
        return str(where / (f"{table}.parquet" if table in RECORDS else f"{table}.json"))

    return cut(from_tables(plain, about, changes, name=named), selection)


def opened(path: Path) -> Any:
    """Open a file as Arrow reads it."""
    return pa.OSFile(str(path))


def _check_folder(folder: Path) -> None:
    if not folder.exists():
        raise UnreadableFile(f"{folder} does not exist. Check the name and the folder.")
    needed = [DATASET, *(f"{name}.parquet" for name in RECORDS)]
    missing = [name for name in needed if not (folder / name).is_file()]
    if DATASET in missing:
        raise UnreadableFile(
            f"{folder}: holds no {DATASET}, so it was not written by this program; name the dataset folder, "
            "or import the files with `mapapp convert`."
        )
    if missing:
        raise UnreadableFile(f"{folder}: the file {missing[0]} is missing; write the dataset anew.")


def _json(path: Path) -> Any:
    if not path.exists():
        return None
    content, refused = parse_json(read_bytes(path), name=str(path))
    if refused is not None:
        raise UnreadableFile(str(refused))
    return content


def _read_incidents(path: Path, selection: Selection) -> tuple[pa.Table, Any]:
    """Read the incidents that may be wanted, and their positions in the file; None for all.

    Row groups are chosen by what their statistics say, then rows by what they hold.
    """
    import pyarrow.dataset as ds

    wanted = _expression(selection)
    if wanted is None:
        return _read(path), None
    with reading(path), opened(path) as source:
        fragment = ds.ParquetFileFormat().make_fragment(source)
        file = pq.ParquetFile(source, metadata=fragment.metadata)  # so that it is not read twice
        if not {FIRST_DAY, LAST_DAY, "bbox", "kind"} <= set(file.schema_arrow.names):
            return file.read(use_threads=False), None
        groups = [group.id for group in fragment.subset(wanted).row_groups]
        table = file.read_row_groups(groups, use_threads=False)
        positions = pa.array(_positions(file.metadata, groups))
        chosen = table.append_column("position", positions).filter(wanted)
        return chosen.drop_columns("position"), chosen["position"].to_numpy()


def _expression(selection: Selection) -> Any:
    """Say which incidents may be wanted: a little more than are, never less; None where all are."""
    parts = []
    if selection.days is not None:
        first, last = (pa.scalar(day, pa.int32()).cast(pa.date32()) for day in selection.days)
        parts.append((pc.field(FIRST_DAY) <= last) & (pc.field(LAST_DAY) >= first))
    if selection.kinds is not None:
        kinds = pa.array(filter(encodes, selection.kinds), pa.string())
        parts.append(pc.field("kind").is_null() | pc.field("kind").isin(kinds))
    if selection.bbox is not None:
        parts.append(reduce(or_, map(_touches, selection.boxes)))
    return reduce(and_, parts) if parts else None


def _touches(box: tuple[float, float, float, float]) -> Any:
    west, south, east, north = map(float, box)
    side = {name: pc.field("bbox", name) for name in ("xmin", "ymin", "xmax", "ymax")}
    across = (side["xmin"] <= east) & (side["xmax"] >= west)
    return across & (side["ymin"] <= north) & (side["ymax"] >= south)


def _positions(metadata: Any, groups: Sequence[int]) -> Any:
    rows = [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]
    begins = np.cumsum([0, *rows])
    ranges = [np.arange(begins[group], begins[group + 1]) for group in groups]
    return np.concatenate([np.array([], dtype=np.int64), *ranges])


def _read_claims(path: Path, picked: Any) -> pa.Table:
    """Read the claims on incidents at some positions, and those whose incident is not known."""
    if picked is None:
        return _read(path)
    with reading(path), opened(path) as source, pq.ParquetFile(source) as file:
        if INCIDENT_ROW not in file.schema_arrow.names:
            return file.read(use_threads=False)
        positions = np.sort(picked)
        groups = [
            group
            for group in range(file.num_row_groups)
            if _may_hold(file.metadata.row_group(group), positions)
        ]
        table = file.read_row_groups(groups, use_threads=False)
        rows = table[INCIDENT_ROW]
        return table.filter(pc.or_(rows.is_null(), pc.is_in(rows, pa.array(positions))))


def _may_hold(group: Any, positions: Any) -> bool:
    """Tell whether a group of claims can hold some on incidents at these positions."""
    columns = [group.column(number) for number in range(group.num_columns)]
    statistics = next(column.statistics for column in columns if column.path_in_schema == INCIDENT_ROW)
    if statistics is None or statistics.null_count or not statistics.has_min_max:
        return True
    begin, end = np.searchsorted(positions, [statistics.min, statistics.max + 1])
    return bool(begin < end)


def _read(path: Path) -> pa.Table:
    with reading(path), opened(path) as source, pq.ParquetFile(source) as file:
        return file.read(use_threads=False)


def _plain(path: Path, name: str, table: pa.Table) -> pa.Table:
    """Put rows in their order, leave out what they were picked by, and make sure of the types of the rest."""
    with reading(path):
        if name in ("incidents", "facilities"):
            geometry = read_geo(table.schema.metadata)
            if (geometry.name, geometry.encoding) != (GEOMETRY, "WKB"):
                raise UnreadableFile(f"has its geometry as {geometry}, expected WKB in {GEOMETRY!r}")
        if ROW in table.column_names:
            table = table.sort_by(ROW)
        own = [column for column in _OWN if column in table.column_names]
        return checked(RECORDS[name], table.drop_columns(own), lists=True)
