"""Foreign file → dataset, with what was left out. Reads files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from geodata.dataset import Dataset, Metadata, empty_dataset
from geodata.errors import UnreadableFile
from geodata.fields import read_rows
from geodata.formats.format import Format
from geodata.formats.mapping import Mapped, Remark, fit
from geodata.formats.tables.jsonrows import GEOMETRY
from geodata.formats.tables.rows import LeftOut, Row, Table
from geodata.formats.unfolded import unfolded
from geodata.geojson import Feature, FeatureTable
from geodata.places import LIST, Place
from geodata.report import Finding, Report, Severity
from geodata.schema import FACILITY, INCIDENT, SOURCE
from geodata.tables import ROWS, facility_table, incident_tables, looks_like_incidents, with_notes

_RECORDS: Final = {"facilities": FACILITY, "incidents": INCIDENT}
_EVERY: Final = 20_000
"""Rows after which it is told how far the reading is."""


@dataclass(frozen=True)
class Imported:
    """What a foreign file gave.

    Parameters
    ----------
    dataset : Dataset
        Its rows as facilities or incidents, with the source that they rest on.
    title : str
        What it was read as.
    read, kept : int
        Rows of the file, and those of them that are in the dataset.
    left_out : tuple of LeftOut
        Rows that could not be used.
    remarks : tuple of Remark
        Cells that could not be read; they are kept as they are.
    notes : tuple of str
        What was found out about the file.
    """

    dataset: Dataset
    title: str
    read: int
    kept: int
    left_out: tuple[LeftOut, ...]
    remarks: tuple[Remark, ...]
    notes: tuple[str, ...]


def import_table(table: Table, format_: Format, *, told: Callable[[int], None] | None = None) -> Imported:
    """Turn a foreign table into a dataset.

    Parameters
    ----------
    table : Table
        As opened; its rows are read through.
    format_ : Format
        What to read it as.
    told : callable, optional
        Is told from time to time how many rows are read.

    Returns
    -------
    Imported
        Rows read are rows kept and rows left out.

    Raises
    ------
    UnreadableFile
        If a needed column is missing, or no row can be used.
    """
    record = _RECORDS[format_.holds]
    fitted = fit(format_.rules, table.columns, record=record, file=table.file, title=format_.title)
    mapped: list[Mapped] = []
    left_out: list[LeftOut] = []
    for count, row in enumerate(table.rows, 1):
        found = row if isinstance(row, LeftOut) else fitted.apply(row)
        if isinstance(found, LeftOut):
            left_out.append(found)
        else:
            mapped.append(found)
        if told and count % _EVERY == 0:
            told(count)
    read = len(mapped) + sum(one.rows for one in left_out)
    if not mapped:
        raise UnreadableFile(_nothing(table.file, left_out))
    remarks = tuple(remark for one in mapped for remark in one.remarks)
    rows, sources = _with_claims(format_, mapped)
    features = tuple(
        Feature(one.number, None, one.geometry, properties)
        for one, properties in zip(mapped, rows, strict=True)
    )
    report = _report(table.file, read, len(mapped), left_out, remarks)
    dataset = replace(
        _tables(FeatureTable(features, report, kind=ROWS), format_.holds, empty_dataset(format_.about)),
        sources=_source_table([dict(format_.source), *sources]),
    )
    return Imported(dataset, format_.title, read, len(mapped), tuple(left_out), remarks, tuple(table.notes))


def import_features(table: Table) -> Imported:
    """Turn a table with geometry that is of no known format into a dataset, its properties as they stand.

    Parameters
    ----------
    table : Table
        With geometries in the column ``geometry``; its rows are read through.

    Returns
    -------
    Imported
        Whether they are facilities or incidents is seen from their properties.

    Raises
    ------
    UnreadableFile
        If no row can be used.
    """
    together = list(table.rows)
    left_out = tuple(row for row in together if isinstance(row, LeftOut))
    features = tuple(
        Feature(row.number, None, row.cells.get(GEOMETRY), unfolded(_without_geometry(row)))
        for row in together
        if isinstance(row, Row)
    )
    if not features:
        raise UnreadableFile(_nothing(table.file, left_out))
    read = len(features) + sum(one.rows for one in left_out)
    report = _report(table.file, read, len(features), left_out, ())
    holds = "incidents" if looks_like_incidents(features, table.columns) else "facilities"
    about = Metadata(title=Path(table.file).stem)
    dataset = _tables(FeatureTable(features, report, kind=ROWS), holds, empty_dataset(about))
    title = f"a file with geometry, taken for {holds}"
    return Imported(dataset, title, read, len(features), left_out, (), tuple(table.notes))


def _without_geometry(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.cells.items() if name != GEOMETRY}


def _tables(features: FeatureTable, holds: str, dataset: Dataset) -> Dataset:
    """Put features into a dataset's table of facilities or of incidents."""
    if holds == "facilities":
        facilities, notes = facility_table(features)
        return replace(dataset, facilities=facilities, reports=(with_notes(features, notes),))
    incidents, claims, notes = incident_tables(features)
    return replace(dataset, incidents=incidents, claims=claims, reports=(with_notes(features, notes),))


def _report(
    file: str, read: int, kept: int, left_out: Iterable[LeftOut], remarks: Iterable[Remark]
) -> Report:
    """Say of each row that was left out, and of each cell that could not be read, where and why."""
    lost = (
        Finding(
            Severity.REJECT,
            "row-left-out",
            _got(one.got, one.reason),
            file=file,
            record=one.number,
            pointer=one.column,
        )
        for one in left_out
    )
    unread = (
        Finding(
            Severity.NOTE,
            "unread-cell",
            _got(one.got, one.reason),
            f"{one.field} stays empty; the cell is kept as it is.",
            file=file,
            record=one.number,
            pointer=one.column,
        )
        for one in remarks
    )
    return Report(file, (*lost, *unread), read, kept)


def _got(got: str, reason: str) -> str:
    return f"{got!r} {reason}" if got else reason


def _nothing(file: str, left_out: Sequence[LeftOut]) -> str:
    if not left_out:
        return f"{file}: holds names of columns and no row below them."
    return f"{file}: none of its {len(left_out)} rows can be used; the first: {left_out[0]}."


def _with_claims(
    format_: Format, mapped: Iterable[Mapped]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Give each record with what it rests on, and the sources beside the format's own."""
    rows: list[dict[str, Any]] = []
    sources: dict[str, dict[str, Any]] = {}
    for one in mapped:
        if format_.tells:
            claims, named = format_.tells(one, format_.source)
            rows.append({**one.properties, "claims": claims})
            sources.update((source["id"], source) for source in named)
        else:
            rows.append({**one.properties, "sources": [format_.source["id"]]})
    return rows, list(sources.values())


def _source_table(sources: Sequence[dict[str, Any]]) -> pd.DataFrame:
    return read_rows(SOURCE, sources, Place("sources", LIST).note)[0]
