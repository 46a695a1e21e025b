"""The page Data: what is open, what was found while it was read, and how data of one's own must look."""

import json
from typing import Any, Final

import pandas as pd
import streamlit as st

from geodata.dataset import TABLES
from geodata.schema import RECORDS, Record
from mapapp.app import reading, show
from mapapp.app.desk import Desk
from mapapp.history import log_table

_MOST: Final = 1000
"""Rows of a table that are shown."""


def page(desk: Desk) -> None:
    """Show the page."""
    desk.write_address()
    dataset = desk.loaded.dataset
    show.heading(dataset.metadata.title or "A dataset without a title")
    if dataset.metadata.description:
        show.line(dataset.metadata.description)
    counts = " · ".join(f"{len(getattr(dataset, name))} {name}" for name in TABLES)
    show.line(f"{counts} · digest {dataset.digest}", quiet=True)
    reading.files(desk.loaded)
    if not any(report.findings for report in desk.loaded.reports):
        show.line("Nothing was found wrong while the files were read.", quiet=True)
    reading.findings(desk.loaded)
    _revisions(desk)
    tables, schema = st.tabs(["Tables", "How data must look"])
    with tables:
        _tables(desk)
    with schema:
        _schema()


def _revisions(desk: Desk) -> None:
    changes = desk.loaded.dataset.changes
    if not changes:
        return
    with st.expander(f"Revision log: {len(changes)} {'entry' if len(changes) == 1 else 'entries'}"):
        show.terms((_version(one), _change(one)) for one in changes)
        listed = log_table(changes)
        if len(listed) > _MOST:
            show.line(f"The first {_MOST} of {len(listed)} lines; changes.json has all.", quiet=True)
        if len(listed):
            rows = listed.head(_MOST).dropna(axis="columns", how="all")
            show.table(rows, name="What each version added, changed and removed", wraps=True)


def _version(entry: dict[str, object]) -> str:
    return ", ".join(str(one) for one in (entry.get("version") or "no version", entry.get("date")) if one)


def _change(entry: dict[str, object]) -> str:
    parts = [str(entry.get("summary") or "")]
    for what in ("added", "changed", "removed"):
        counts = entry.get(what)
        if isinstance(counts, dict) and counts:
            told = ", ".join(f"{count} {name}" for name, count in counts.items())
            parts.append(f"{what.capitalize()}: {told}.")
    return " ".join(filter(None, parts))


def _tables(desk: Desk) -> None:
    name = st.segmented_control("Table", list(TABLES), default=TABLES[0], key="data.table")
    table = getattr(desk.loaded.dataset, name or TABLES[0])
    rows = pd.DataFrame(table.drop(columns="geometry", errors="ignore").head(_MOST))
    if len(table) > _MOST:
        show.line(f"The first {_MOST} of {len(table)} rows, as the files have them.", quiet=True)
    stated = rows.dropna(axis="columns", how="all")
    show.table(stated.map(_cell), name=f"Table {name}")


def _cell(value: Any) -> Any:
    """Write lists and objects as JSON; a grid holds nothing else."""
    if value is None or isinstance(value, str | int | float):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def _schema() -> None:
    show.line(
        "A folder with incidents.geojson and facilities.geojson, and where there are any, sources.json "
        "and flows.json; or a single GeoJSON file. Unknown properties are kept and shown. The known ones:"
    )
    for record in RECORDS:
        with st.expander(f"{record.name.capitalize()}: {record.meaning}"):
            show.table(_fields(record), name=f"Fields of a record of kind {record.name}", wraps=True)


def _fields(record: Record) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Field": field.name,
                "Must be there": "yes" if field.required else "",
                "Expected": field.expected,
                "Meaning": field.meaning,
                "Words": ", ".join(term.name for term in field.choices),
            }
            for field in record.fields
        ]
    )
