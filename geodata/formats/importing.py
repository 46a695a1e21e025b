"""Foreign file → dataset, with what was left out. Reads files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from geodata.dataset import Dataset, empty_dataset
from geodata.errors import UnreadableFile
from geodata.fields import read_rows
from geodata.formats.format import Format
from geodata.formats.mapping import Mapped, Remark, fit
from geodata.formats.tables.rows import LeftOut, Table
from geodata.geojson import Feature, FeatureTable
from geodata.places import LIST, Place
from geodata.report import Report
from geodata.schema import FACILITY, INCIDENT, SOURCE
from geodata.tables import ROWS, facility_table, incident_tables, with_notes

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
    format : Format
        What it was read as.
    read : int
        Rows of the file.
    left_out : tuple of LeftOut
        Rows that could not be used.
    remarks : tuple of Remark
        Cells that could not be read; they are kept as they are.
    notes : tuple of str
        What was found out about the file.
    """

    dataset: Dataset
    format: Format
    read: int
    left_out: tuple[LeftOut, ...]
    remarks: tuple[Remark, ...]
    notes: tuple[str, ...]

    @property
    def kept(self) -> int:
        """Rows that are in the dataset."""
        return len(getattr(self.dataset, self.format.holds))


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
    dataset = _dataset(table, format_, mapped)
    remarks = tuple(remark for one in mapped for remark in one.remarks)
    return Imported(dataset, format_, read, tuple(left_out), remarks, tuple(table.notes))


def _nothing(file: str, left_out: Sequence[LeftOut]) -> str:
    if not left_out:
        return f"{file}: holds names of columns and no row below them."
    return f"{file}: none of its {len(left_out)} rows can be used; the first: {left_out[0]}."


def _dataset(table: Table, format_: Format, mapped: Sequence[Mapped]) -> Dataset:
    rows, sources = _with_claims(format_, mapped)
    features = tuple(
        Feature(one.number, None, one.geometry, properties)
        for one, properties in zip(mapped, rows, strict=True)
    )
    read = FeatureTable(features, Report(table.file, (), len(features), len(features)), kind=ROWS)
    dataset = empty_dataset(format_.about)
    if format_.holds == "facilities":
        facilities, notes = facility_table(read)
        dataset = replace(dataset, facilities=facilities)
    else:
        incidents, claims, notes = incident_tables(read)
        dataset = replace(dataset, incidents=incidents, claims=claims)
    return replace(
        dataset, sources=_source_table([dict(format_.source), *sources]), reports=(with_notes(read, notes),)
    )


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
