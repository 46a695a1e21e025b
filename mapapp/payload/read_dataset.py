"""Blocks of a page → the dataset that it carries. Pure: nothing of the page is run, and all is bounded.

What the blocks say is put into tables as files are: by the schema, with what does not fit it beside.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geodata.dataset import Dataset, empty_dataset
from geodata.errors import GeoDataError
from geodata.fields import is_plain_number, read_rows
from geodata.places import Place
from geodata.schema import CLAIM, FACILITY, FLOW, INCIDENT, SOURCE, Record
from geodata.stores.records import metadata_of
from geodata.stores.wkb import geometries
from mapapp.blocks import decode_block
from mapapp.errors import UnreadableBlock
from mapapp.payload.read import Incidents
from mapapp.payload.rest import FORMAT, REST, VERSION
from mapapp.payload.selection import MOST

_WGS84: Final = "OGC:CRS84"
_PLACE: Final = Place("the page")
_MISFITS: Final = (
    GeoDataError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
"""What is raised where a block says what none of ours does."""

_Stated = list[dict[str, Any]]
_Claim = tuple[str, int, dict[str, Any]]


@dataclass(frozen=True, eq=False)
class Extracted:
    """What a page carries.

    Parameters
    ----------
    dataset : Dataset
        What was read from it.
    stated_digest : str
        The digest of the dataset that it was exported from, as the page states it.
    total : int
        How many incidents that dataset has.
    left_out : mapping of str to int
        What the page does not carry, by what it is: ``incidents``, ``sources``, ``shapes``,
        ``claims``; or ``rest``,
        where it was written by a version that left more away than it counted.
    """

    dataset: Dataset
    stated_digest: str
    total: int
    left_out: Mapping[str, int]

    @property
    def is_whole(self) -> bool:
        """Whether the page says that it carries all."""
        return not self.left_out


def dataset_of(blocks: Mapping[str, str]) -> Extracted:
    """Read the dataset that a page carries.

    Parameters
    ----------
    blocks : mapping of str to str
        The page's blocks, as `mapapp.blocks.blocks_in` gives them.

    Returns
    -------
    Extracted
        The dataset, its rows by id, and what the page does not carry of it.

    Raises
    ------
    UnreadableBlock
        If a block is missing, cut off, altered, larger than any of ours, or does not fit the others.
    """
    try:
        return _read(blocks)
    except UnreadableBlock:
        raise
    except _MISFITS as error:
        told = f"{type(error).__name__}: {error}"
        raise UnreadableBlock(
            f"the blocks of the page do not fit each other ({told}); export the map again"
        ) from error


def _read(blocks: Mapping[str, str]) -> Extracted:
    if missing := {"document", "records"} - blocks.keys():
        raise UnreadableBlock(
            f"the page has no block {min(missing)!r}: it is no map, or was cut off; export it again"
        )
    about, records = decode_block(blocks["document"]), decode_block(blocks["records"])
    incidents = Incidents(blocks)
    if not 0 <= len(incidents) <= MOST or incidents.header["text_rows"] < 1:
        raise UnreadableBlock(f"the page states {len(incidents)} incidents, which no map holds")
    rest = _rest(blocks)
    dataset = replace(
        _tables(incidents, records, rest),
        metadata=metadata_of(rest.get("metadata", about), "the page")[0],
        changes=tuple(entry for entry in rest.get("changes", ()) if isinstance(entry, dict)),
    )
    total = int(about.get("holds", {}).get("of", len(incidents)))
    left_out = {"incidents": total - len(incidents), **rest.get("left_out", {}), "rest": 0 if rest else 1}
    counted = {name: int(count) for name, count in left_out.items() if count}
    return Extracted(dataset, str(about["digest"]), total, counted)


def _rest(blocks: Mapping[str, str]) -> dict[str, Any]:
    if REST not in blocks:
        return {}
    rest = decode_block(blocks[REST])
    if not isinstance(rest, dict) or rest.get("format") != FORMAT or rest.get("version") != VERSION:
        raise UnreadableBlock(f"the block {REST!r} is of another format or version; export the map again")
    return rest


def _tables(incidents: Incidents, records: Mapping[str, _Stated], rest: Mapping[str, Any]) -> Dataset:
    rows, claims, sources = _texts(incidents)
    named = {source["id"]: source for source in records["sources"]} | sources
    cells = rest.get("cells", {})
    _set_minus_zeros(rows, claims, cells)
    shapes = rest.get("shapes", {})
    facilities = _spatial(FACILITY, records["facilities"], shapes.get("facilities"))
    stated = _spatial(INCIDENT, rows, shapes.get("incidents"))
    empty = empty_dataset()
    claim_table = _table(CLAIM, [claim for _, _, claim in claims]) if claims else empty.claims
    if claims:
        claim_table.insert(0, "incident_id", pd.Series([id_ for id_, _, _ in claims], dtype="object"))
        claim_table.insert(1, "number", np.array([number for _, number, _ in claims], dtype=np.int64))
    return replace(
        empty,
        facilities=facilities,
        incidents=stated.sort_values("id", ignore_index=True, kind="stable").drop(columns="claims"),
        claims=claim_table.sort_values(["incident_id", "number"], ignore_index=True, kind="stable"),
        sources=_table(SOURCE, [*named.values(), *rest.get("sources", ())]),
        flows=_table(FLOW, records["flows"]),
    )


def _texts(incidents: Incidents) -> tuple[_Stated, list[_Claim], dict[str, Any]]:
    """Read the blocks of text: incidents in the order of the page, claims with theirs, sources by id."""
    rows: _Stated = []
    claims: list[_Claim] = []
    sources: dict[str, Any] = {}
    for number in range(-(-len(incidents) // incidents.header["text_rows"])):
        text = incidents.stated(number)
        rows += text["incidents"]
        claims += [
            (text["incidents"][claim.pop("row")]["id"], claim.pop("number"), claim)
            for claim in text["claims"]
        ]
        sources |= {source["id"]: source for source in text["sources"] if isinstance(source.get("id"), str)}
    _place(rows, incidents)
    return rows, claims, sources


def _place(rows: _Stated, incidents: Incidents) -> None:
    """Give the rows that have a place that of the grid, where their text states none that is more exact."""
    for row, lon, lat in zip(rows, *(part.tolist() for part in incidents.places), strict=False):
        row.setdefault("lon", lon)
        row.setdefault("lat", lat)


def _set_minus_zeros(rows: _Stated, claims: Iterable[_Claim], cells: Mapping[str, Any]) -> None:
    for name, places in cells.get("incidents", {}).items():
        for row in places:
            rows[row][name] = -0.0
    by_key = {(id_, number): claim for id_, number, claim in claims} if "claims" in cells else {}
    for name, keys in cells.get("claims", {}).items():
        for id_, number in keys:
            by_key[id_, number][name] = -0.0


def _table(record: Record, stated: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Put records into a table, as those of a file: by the schema, with unknown properties beside."""
    numbers = {field.name for field in record.fields if is_plain_number(field)}
    known = [
        # Columns of the page write whole numbers without a point, even those too long for a file to state so.
        {name: float(row[name]) if name in numbers else row[name] for name in record.names if name in row}
        for row in stated
    ]
    table, _ = read_rows(record, known, _PLACE.note)
    extras = [{**unfit, **row.get("extra", {})} for unfit, row in zip(table["extra"], stated, strict=True)]
    table["extra"] = pd.Series(extras, dtype="object")
    return table


def _spatial(record: Record, stated: _Stated, shapes: Mapping[str, Any] | None) -> gpd.GeoDataFrame:
    lon, lat = (
        np.array([row.get(name, math.nan) for row in stated], dtype=np.float64) for name in ("lon", "lat")
    )
    points = np.full(len(stated), None, dtype=object)
    known = np.isfinite(lon) & np.isfinite(lat)
    points[known] = shapely.points(lon[known], lat[known])
    if shapes and shapes["rows"]:
        wkb = pa.array([bytes.fromhex(text) for text in shapes["wkb"]], pa.binary())
        points[np.array(shapes["rows"], dtype=np.int64)] = geometries(wkb)
    return gpd.GeoDataFrame(_table(record, stated), geometry=gpd.GeoSeries(points, crs=_WGS84))
