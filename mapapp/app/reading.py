"""How to read the map, and what was found while the data was read: texts that fold away below the table."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from geodata.borders import VIEWPOINT_LABELS
from geodata.evidence import PREMISES, RULES
from geodata.report import Finding, Severity
from mapapp.app import show
from mapapp.app.load import Loaded
from mapapp.app.state import select
from mapapp.document import VIEWPOINT_SHORT
from mapapp.link import read_selection

_DISTANCES: Final = (
    "All distances are measured on the WGS84 ellipsoid, from the incident to the facility or border line.",
    "The interval adds the location errors of both ends. Where it reaches 0, the two may be the same place: "
    "“within location error”. Where one was mapped at the other, nothing was measured: “placed there”.",
    "A location is as exact as its location error says: a point may stand for a town or a whole region.",
)

_FINDINGS: Final = "findings"
_MOST: Final = 1000
"""Findings that are listed."""

_COUNTED: Final = {Severity.NOTE: "Noted", Severity.REPAIR: "Repaired", Severity.REJECT: "Left out"}

_WHAT_HAPPENED: Final = {
    Severity.NOTE: "noted; the data is unchanged",
    Severity.REPAIR: "repaired",
    Severity.REJECT: "left out",
}


def guide(loaded: Loaded) -> None:
    """Fold the method away below the table.

    Parameters
    ----------
    loaded : Loaded
        The dataset that is shown.
    """
    with st.expander("How to read this"):
        method(loaded)


def method(loaded: Loaded) -> None:
    """Explain standings, distances and viewpoints, and give the dataset's own cautions and credits.

    Parameters
    ----------
    loaded : Loaded
        The dataset that is shown.
    """
    metadata = loaded.dataset.metadata
    show.subheading("Standing follows from the claims, by the first of these rules that holds")
    show.terms((rule.label, rule.sentence) for rule in RULES)
    show.items(PREMISES)
    show.subheading("Distances")
    show.items(_DISTANCES)
    show.subheading("Borders are those of a viewpoint, which you choose beside the map")
    show.terms((VIEWPOINT_SHORT.get(name, name), label) for name, label in VIEWPOINT_LABELS.items())
    if metadata.cautions:
        show.subheading("Before you rely on this dataset")
        show.items(metadata.cautions)
    show.subheading("Data")
    licence = [f"Licence: {metadata.licence}"] if metadata.licence else ["Licence: not stated"]
    show.items(
        [
            *metadata.attribution,
            *licence,
            f"Version {metadata.version or 'not stated'}, digest {loaded.key[:12]}",
        ]
    )


def findings(loaded: Loaded) -> None:
    """List what was found while the files were read, where anything was; a row selects what it is about.

    Parameters
    ----------
    loaded : Loaded
        The dataset that is shown.
    """
    found = [finding for report in loaded.reports for finding in report.findings]
    if not found:
        return
    lost = sum(report.features_read - report.features_kept for report in loaded.reports)
    loss = f", {lost} of {sum(r.features_read for r in loaded.reports)} features left out" if lost else ""
    with st.expander(f"Findings while reading the files: {len(found)}{loss}", expanded=bool(lost)):
        if len(found) > _MOST:
            show.line(f"The first {_MOST} of {len(found)}; `mapapp check` lists all.", quiet=True)
        rows = [
            {
                "File": _name(finding.file),
                "Record": finding.record if finding.feature is None else finding.feature,
                "Id": finding.id,
                "Place in the file": finding.pointer,
                "What": finding.message,
                "What to do": finding.hint,
                "What happened": _WHAT_HAPPENED[finding.severity],
            }
            for finding in found[:_MOST]
        ]
        st.dataframe(
            show.cells(pd.DataFrame(rows)),
            key=_FINDINGS,
            hide_index=True,
            placeholder="–",
            on_select=partial(_select, loaded, found),
            selection_mode="single-row",
            alt="Findings",
        )
        show.line("Choose a row to select what it is about, on the map and on the other pages.", quiet=True)


def files(loaded: Loaded) -> None:
    """Count what was read of each file."""
    rows = [
        {
            "File": _name(report.file),
            "Records": report.features_read,
            "Kept": report.features_kept,
            **{
                label: sum(one.stands_for for one in report.findings if one.severity is severity)
                for severity, label in _COUNTED.items()
            },
        }
        for report in loaded.reports
    ]
    if rows:
        show.table(pd.DataFrame(rows), name="Files read")


def _name(file: str | None) -> str | None:
    """Give a file's name alone: in what folder of the server it lies is nobody's business."""
    return re.split(r"[/\\]", file)[-1] if file else None


def _select(loaded: Loaded, found: Sequence[Finding]) -> None:
    """Select what the chosen finding is about, where the dataset holds it."""
    rows = st.session_state[_FINDINGS]["selection"]["rows"]
    chosen = [{"type": kind, "id": found[row].id} for row in rows for kind in ("incident", "facility")]
    known = (read_selection(one, loaded.analysis) for one in chosen)
    select(next(filter(None, known), None))
