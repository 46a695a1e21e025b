"""The frozen Dataset: tables, provenance, licence and a digest of the content.

Pure: reads and writes nothing. Everything after reading works on a Dataset.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.fields import read_rows
from geodata.places import Place
from geodata.report import Report
from geodata.schema import CLAIM, FACILITY, FLOW, INCIDENT, SOURCE, Record

TABLES: Final = ("facilities", "incidents", "claims", "sources", "flows")
"""The names of a dataset's tables, in the order in which its digest reads them."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a dataset says about itself.

    Parameters
    ----------
    title, version, description, licence : str
        Shown with every map and written into every export.
    attribution : tuple of str
        Lines that must travel with the data.
    languages : tuple of str
        Languages that names are given in (BCP 47).
    viewpoint : str
        The viewpoint on borders that the dataset is meant for.
    cautions : tuple of str
        What a reader must know before relying on the data.
    """

    title: str = "Untitled dataset"
    version: str = ""
    description: str = ""
    licence: str = ""
    attribution: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    viewpoint: str = "un"
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Dataset:
    """Facilities, incidents, claims, sources and flows, as read and checked.

    The tables are shared, not copied: treat them as read-only. To compare content, compare digests.

    Parameters
    ----------
    facilities, incidents : GeoDataFrame
        Fields of the schema, ``extra`` and ``geometry`` (longitude, latitude on WGS84).
    claims : DataFrame
        One row per claim, with ``incident_id`` and ``number``.
    sources, flows : DataFrame
        Fields of the schema and ``extra``.
    metadata : Metadata
        Title, version, licence and so on.
    changes : tuple of dict
        The revision log.
    reports : tuple of Report
        What reading found, one report per file; not part of the content.
    places : mapping of str to Place
        By table, the file it was read from and where its rows stand there; not part of the content.
    """

    facilities: gpd.GeoDataFrame
    incidents: gpd.GeoDataFrame
    claims: pd.DataFrame
    sources: pd.DataFrame
    flows: pd.DataFrame
    metadata: Metadata = field(default_factory=Metadata)
    changes: tuple[dict[str, Any], ...] = ()
    reports: tuple[Report, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the content, in hex: equal for equal content, whatever the order of rows.

        Returns
        -------
        str
            64 hexadecimal digits.
        """
        digest = hashlib.sha256()
        for name in TABLES:
            lines = sorted(_canonical_lines(getattr(self, name)))
            digest.update(f"{name} {len(lines)}\n".encode())
            for line in lines:
                digest.update(line)
        return digest.hexdigest()


def empty_table(record: Record) -> pd.DataFrame:
    """Build a table of a record with all its columns and no row.

    Examples
    --------
    >>> len(empty_table(FLOW)), "volume" in empty_table(FLOW).columns
    (0, True)
    """
    table, _ = read_rows(record, [], Place("").note)
    if record is CLAIM:
        table.insert(0, "incident_id", pd.Series([], dtype="object"))
        table.insert(1, "number", np.array([], dtype=np.int64))
    return table


def empty_dataset(metadata: Metadata | None = None) -> Dataset:
    """Build a dataset without a row, from which others are made with ``dataclasses.replace``.

    Parameters
    ----------
    metadata : Metadata, optional
        What the dataset says about itself.

    Returns
    -------
    Dataset
        All tables present and empty.

    Examples
    --------
    >>> len(empty_dataset().incidents)
    0
    """
    incidents = empty_table(INCIDENT).drop(columns="claims")
    return Dataset(
        facilities=gpd.GeoDataFrame(empty_table(FACILITY), geometry=gpd.GeoSeries([], crs="OGC:CRS84")),
        incidents=gpd.GeoDataFrame(incidents, geometry=gpd.GeoSeries([], crs="OGC:CRS84")),
        claims=empty_table(CLAIM),
        sources=empty_table(SOURCE),
        flows=empty_table(FLOW),
        metadata=metadata or Metadata(),
    )


def to_records(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield each row as a dict of what is stated: no missing values, unknown properties beside the rest.

    Parameters
    ----------
    table : DataFrame
        A table of a Dataset. A geometry is given as little-endian WKB in hex.

    Yields
    ------
    dict
        The row's fields in column order, then what ``extra`` holds.
    """
    for stated, extra in _rows(table):
        yield {**stated, **{name: value for name, value in extra.items() if name not in stated}}


def _rows(table: pd.DataFrame) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield what each row states, and its unknown properties."""
    columns = {str(name): table[name].tolist() for name in table.columns if name not in ("extra", "geometry")}
    extras = table["extra"].tolist() if "extra" in table else [{}] * len(table)
    shapes = _wkb(table)
    for row, extra in enumerate(extras):
        cells = {name: values[row] for name, values in columns.items()}
        stated = {name: _plain(value) for name, value in cells.items() if not is_missing(value)}
        if shapes is not None and shapes[row] is not None:
            stated["geometry"] = shapes[row]
        yield stated, extra


def is_missing(value: Any) -> bool:
    """Tell whether a cell states nothing: None or NaN. An empty list states that there is none.

    Examples
    --------
    >>> [is_missing(value) for value in (None, float("nan"), (), "", 0, False)]
    [True, True, False, False, False, False]
    """
    return value is None or (isinstance(value, float) and value != value)


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return list(value) if isinstance(value, tuple) else value


def _wkb(table: pd.DataFrame) -> list[str | None] | None:
    if "geometry" not in table:
        return None
    shapes = shapely.to_wkb(table["geometry"].to_numpy(), byte_order=1)  # its own hex takes twice as long
    return [shape.hex().upper() if isinstance(shape, bytes) else None for shape in shapes]


def _canonical_lines(table: pd.DataFrame) -> Iterator[bytes]:
    """Yield each row as canonical JSON and a line end: what `_rows` yields of it, with sorted names.

    In UTF-8, lines sort as the texts do. They are put together column by column, which takes a third of the
    time; and part by part, so that little is held besides the lines.
    """
    for begin in range(0, len(table), _AT_ONCE):
        part = table.iloc[begin : begin + _AT_ONCE]
        columns = {
            str(name): part[name].tolist() for name in part.columns if name not in ("extra", "geometry")
        }
        shapes = _wkb(part)
        if shapes is not None:
            columns["geometry"] = shapes
        members = [_members(name, columns[name]) for name in sorted(columns)]
        members = [cells for cells in members if cells]
        extras = map(_JSON, part["extra"].tolist()) if "extra" in part else ["{}"] * len(part)
        rows = zip(*members, strict=True) if members else [()] * len(part)
        for row, extra in zip(rows, extras, strict=True):
            line = f"[{{{','.join(filter(None, row))}}},{extra}]\n"
            yield line.encode("utf-8", "surrogatepass")


def _members(name: str, values: list[Any]) -> list[str | None]:
    """Write each cell of a column as a member of a JSON object; None where it states nothing.

    Of a column that states nothing at all, no cell is given.
    """
    key = f"{_JSON(name)}:"
    types = set(map(type, values))
    if types == {type(None)}:
        return []
    if types <= {str, type(None)}:
        texts = _JSON_LINES([value or "" for value in values])[2:-2].split('"\n"')
        return [
            None if value is None else f'{key}"{text}"' for value, text in zip(values, texts, strict=True)
        ]
    plain = [None if is_missing(value) else _plain(value) for value in values]
    return [
        None if value is None else key + (str(value) if type(value) is int else _JSON(value))
        for value in plain
    ]


_AT_ONCE: Final = 65_536
"""Rows whose texts are held column by column at a time."""

_JSON: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

_JSON_LINES: Final = json.JSONEncoder(ensure_ascii=False, separators=("\n", ":")).encode
"""A list of texts with line ends between them: nothing in a text of JSON looks like one."""
