"""The frozen Dataset: tables, provenance, licence and a digest of the content.

Pure: reads and writes nothing. Everything after reading works on a Dataset.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.digest import digest_of
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
        return digest_of({name: getattr(self, name) for name in TABLES})


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
    return replace(_empty(), metadata=metadata or Metadata())


@cache
def _empty() -> Dataset:
    incidents = empty_table(INCIDENT).drop(columns="claims")
    return Dataset(
        facilities=gpd.GeoDataFrame(empty_table(FACILITY), geometry=gpd.GeoSeries([], crs="OGC:CRS84")),
        incidents=gpd.GeoDataFrame(incidents, geometry=gpd.GeoSeries([], crs="OGC:CRS84")),
        claims=empty_table(CLAIM),
        sources=empty_table(SOURCE),
        flows=empty_table(FLOW),
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
        return int(value) or (0 if math.copysign(1, value) > 0 else value)
    return list(value) if isinstance(value, tuple) else value


def _wkb(table: pd.DataFrame) -> list[str | None] | None:
    if "geometry" not in table:
        return None
    shapes = shapely.to_wkb(table["geometry"].to_numpy(), byte_order=1)  # its own hex takes twice as long
    return [shape.hex().upper() if isinstance(shape, bytes) else None for shape in shapes]
