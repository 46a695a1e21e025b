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
from geodata.formats.mapping import Remark, fit
from geodata.formats.tables.rows import LeftOut, Row, Table
from geodata.formats.taking import Taken
from geodata.formats.unfolded import unfolded
from geodata.gathered import Gathered
from geodata.geojson import Feature, FeatureTable
from geodata.geojson.table import Source
from geodata.places import LIST, Place
from geodata.report import Finding, Report, Severity
from geodata.schema import FACILITY, INCIDENT, SOURCE
from geodata.tables import ROWS, facilities_of, gathered, incidents_of, looks_like_incidents, with_notes

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
    fitted = fit(
        format_.rules,
        table.columns,
        record=_RECORDS[format_.holds],
        file=table.file,
        title=format_.title,
    )
    taken = Taken(format_, _RECORDS[format_.holds])
    left_out: list[LeftOut] = []
    for count, row in enumerate(table.rows, 1):
        found = row if isinstance(row, LeftOut) else fitted.apply(row)
        if isinstance(found, LeftOut):
            left_out.append(found)
        else:
            taken.add(found)
        if told and count % _EVERY == 0:
            told(count)
    taken.finish()
    kept = taken.kept
    read = kept + sum(one.rows for one in left_out)
    if not kept:
        raise UnreadableFile(_nothing(table.file, left_out))
    remarks = tuple(taken.remarks)
    report = _report(table.file, read, kept, left_out, remarks)
    dataset = replace(
        _tables(taken.rows, Source(report, kind=ROWS), empty_dataset(format_.about)),
        sources=_source_table([dict(format_.source), *taken.sources.values()]),
    )
    return Imported(dataset, format_.title, read, kept, tuple(left_out), remarks, tuple(table.notes))


def import_features(table: Table) -> Imported:
    """Turn a table with geometry that is of no known format into a dataset, its properties as they stand.

    Parameters
    ----------
    table : Table
        With geometries of its own; its rows are read through.

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
        Feature(row.number, None, row.geometry, (unfolded if table.is_flat else dict)(row.cells))
        for row in together
        if isinstance(row, Row)
    )
    if not features:
        raise UnreadableFile(_nothing(table.file, left_out))
    read = len(features) + sum(one.rows for one in left_out)
    report = _report(table.file, read, len(features), left_out, ())
    holds = "incidents" if looks_like_incidents(features, table.columns) else "facilities"
    about = Metadata(title=Path(table.file).stem)
    source = FeatureTable(features, report, kind=ROWS)
    dataset = _tables(gathered(source, _RECORDS[holds]), source, empty_dataset(about))
    title = f"a file with geometry, taken for {holds}"
    return Imported(dataset, title, read, len(features), left_out, (), tuple(table.notes))


def _tables(rows: Gathered, source: Source | FeatureTable, dataset: Dataset) -> Dataset:
    """Put rows into a dataset's table of facilities or of incidents."""
    if rows.record is FACILITY:
        facilities, notes = facilities_of(rows, source)
        return replace(dataset, facilities=facilities, reports=(with_notes(source, notes),))
    incidents, claims, notes = incidents_of(rows, source)
    return replace(dataset, incidents=incidents, claims=claims, reports=(with_notes(source, notes),))


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


def _source_table(sources: Sequence[dict[str, Any]]) -> pd.DataFrame:
    return read_rows(SOURCE, sources, Place("sources", LIST).note)[0]
