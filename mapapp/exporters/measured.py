"""Measured incidents as a table: CSV, GeoJSON or GeoParquet. Written whole or not at all."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from geodata.files import atomic_write
from geodata.geojson import Feature, dump_features
from mapapp.records import plain
from mapapp.spreadsheet import safe_cell


def write_measured(measured: pd.DataFrame, geometry: gpd.GeoSeries, path: str | Path) -> None:
    """Write measured incidents, in their order; the ending of the name says the format.

    Parameters
    ----------
    measured : DataFrame
        One row per incident.
    geometry : GeoSeries
        The incidents' locations, in the same order.
    path : path
        A file ending in .csv, .geojson or .parquet.

    Raises
    ------
    KeyError
        If the ending is none of `FORMATS`.
    WriteFailed
        If the target cannot be written; it is as it was.
    """
    target = Path(path)
    atomic_write(target, FORMATS[target.suffix.lower()](measured, geometry))


def _csv(measured: pd.DataFrame, geometry: gpd.GeoSeries) -> bytes:
    """Numbers stay numbers; lists are JSON; a text that a spreadsheet would run gets an apostrophe."""
    table = measured.copy(deep=False)
    for name in table.select_dtypes(object).columns:
        table[name] = pd.Series([_cell(value) for value in table[name]], index=table.index, dtype=object)
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _cell(value: Any) -> Any:
    simple = plain(value)
    if isinstance(simple, list | dict):
        return _writable(json.dumps(simple, ensure_ascii=False))
    return safe_cell(_writable(simple)) if isinstance(simple, str) else simple


def _writable(text: str) -> str:
    """Write half of a surrogate pair, which UTF-8 cannot hold, as an escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _geojson(measured: pd.DataFrame, geometry: gpd.GeoSeries) -> bytes:
    rows = zip(measured.to_dict("records"), geometry, strict=True)
    features = [
        Feature(
            index=index,
            id=row["id"],
            geometry=shape,
            properties={str(name): plain(value) for name, value in row.items()},
            foreign={},
        )
        for index, (row, shape) in enumerate(rows)
    ]
    return dump_features(features)


def _parquet(measured: pd.DataFrame, geometry: gpd.GeoSeries) -> bytes:
    texts = measured.select_dtypes(object).map(
        lambda value: _writable(value) if isinstance(value, str) else value
    )
    table = gpd.GeoDataFrame(measured.assign(**texts), geometry=geometry.to_numpy(), crs=geometry.crs)
    buffer = io.BytesIO()
    table.to_parquet(buffer, index=False)
    return buffer.getvalue()


FORMATS: Final[dict[str, Callable[[pd.DataFrame, gpd.GeoSeries], bytes]]] = {
    ".csv": _csv,
    ".geojson": _geojson,
    ".parquet": _parquet,
}
"""How each ending is written."""
