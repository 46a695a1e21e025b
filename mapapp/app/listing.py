"""The table of measured incidents below the map; a row that is selected is selected on the map, and back."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from mapapp.app import show
from mapapp.app.state import select, selection
from mapapp.history import histories
from mapapp.link import Selection, place_ids
from mapapp.table import incident_table
from mapapp.view import View
from mapapp.wording import number

_KEY: Final = "incidents"
_IDS: Final = "incidents.ids"
_CHOSEN: Final = "incidents.columns"
_PILLS: Final = "incidents.columns.pills"

_MOST: Final = 2000
"""Incidents that the table lists: more would take seconds to reach the browser."""

_OFF_BY: Final = "How far the distance may be off: the location errors of both ends"

_COLUMNS: Final[dict[str, tuple[str, Any]]] = {
    "date": ("Date", st.column_config.TextColumn("Date", width=104)),
    "title": ("What was reported", st.column_config.TextColumn("What was reported", width=240)),
    "kind_label": ("Kind", st.column_config.TextColumn("Kind", width=92)),
    "standing_label": ("Standing", st.column_config.TextColumn("Standing", width=112)),
    "why": ("Why it stands so", st.column_config.TextColumn("Why it stands so", width=260)),
    "nearest_facility": ("Nearest facility", st.column_config.TextColumn("Nearest facility", width=150)),
    "nearest_facility_km": (
        "Distance to it",
        st.column_config.NumberColumn("Distance", format="%.1f km", width=78),
    ),
    "nearest_facility_interval": (
        "Interval of it",
        st.column_config.TextColumn("Interval", width=150, help=_OFF_BY),
    ),
    "border_pair": (
        "Nearest border",
        st.column_config.TextColumn(
            "Border", width=66, help="The nearest land border, by the countries that it parts"
        ),
    ),
    "border_km": (
        "Distance to the border",
        st.column_config.NumberColumn("Distance", format="%.1f km", width=78),
    ),
    "border_interval": (
        "Interval of that",
        st.column_config.TextColumn("Interval", width=84, help=_OFF_BY),
    ),
    "country_name": (
        "Country",
        st.column_config.TextColumn("Country", width=80, help="Under the chosen viewpoint"),
    ),
    "claims": ("Claims", st.column_config.NumberColumn("Claims", width=58)),
    "id": ("Id", st.column_config.TextColumn("Id", width=200)),
}
"""By name in the table of incidents: a column's name where it is chosen, and how it is shown."""

_USUAL: Final = [name for name in _COLUMNS if name not in ("why", "id")]


def incidents(view: View) -> None:
    """Show the table of the incidents that a view shows; of many, the latest.

    Parameters
    ----------
    view : View
        What the map shows.
    """
    table = incident_table(view, most=_MOST)
    with st.container(horizontal=True, vertical_alignment="center"):
        _selected(view, table)
        columns = _choose_columns()
    shown = int(view.shown.sum())
    if shown > len(table):
        show.line(
            f"The latest {number(len(table))} of {number(shown)} incidents. The table in the map and the "
            "file below have them all.",
            quiet=True,
        )
    rows = _rows(table)
    if st.session_state.get(_IDS) != tuple(table["id"]) or _chosen() != rows:
        st.session_state[_KEY] = {"selection": {"rows": rows, "columns": [], "cells": []}}
    st.session_state[_IDS] = tuple(table["id"])
    st.dataframe(
        show.cells(table[columns]),
        key=_KEY,
        column_config={name: config for name, (_, config) in _COLUMNS.items()},
        hide_index=True,
        row_height=show.WRAPPED,
        placeholder="–",
        on_select=_take_over,
        selection_mode="single-row",
        alt="Measured incidents",
    )


def _choose_columns() -> list[str]:
    """Let the reader choose columns; what is chosen is kept while other pages are shown."""
    st.session_state.setdefault(_PILLS, st.session_state.get(_CHOSEN, _USUAL))
    with st.popover("Columns", width="content"):
        chosen = st.pills(
            "Columns of the table",
            list(_COLUMNS),
            selection_mode="multi",
            key=_PILLS,
            format_func=lambda name: _COLUMNS[name][0],
        )
        show.line("A click on a heading sorts; its edge makes a column wider.", quiet=True)
    st.session_state[_CHOSEN] = [name for name in _COLUMNS if name in chosen] or _USUAL
    columns: list[str] = st.session_state[_CHOSEN]
    return columns


def _take_over() -> None:
    """Select what the reader chose in the table as it stood."""
    ids = st.session_state.get(_IDS, ())
    rows = [row for row in _chosen() if row < len(ids)]
    select(Selection("incident", ids[rows[0]]) if rows else None)


def _chosen() -> list[int]:
    held = st.session_state.get(_KEY)
    return list(held["selection"]["rows"]) if held else []


def _rows(table: pd.DataFrame) -> list[int]:
    chosen = selection()
    if chosen is None or chosen.type != "incident":
        return []
    return [int(row) for row in table.index[table["id"] == chosen.id]]


def _selected(view: View, table: pd.DataFrame) -> None:
    """Say what is selected, in a line above the table."""
    chosen = selection()
    if chosen is None:
        show.line("Choose a row to see it on the map, or a mark on the map to find its row.", quiet=True)
    elif chosen.type == "facility":
        facilities = view.dataset.facilities
        (name,) = facilities.loc[facilities["id"] == chosen.id, "name"].tolist()[:1]
        show.line(f"Selected on the map: {name or chosen.id}")
    elif chosen.type == "place":
        show.line(f"Selected on the map: {len(place_ids(chosen.id))} incidents at one place")
    else:
        rows = table[table["id"] == chosen.id]
        if rows.empty:
            is_shown = view.shown[view.analysis.rows.get_loc(chosen.id)]
            show.line(
                "The selected incident is earlier than those of the table."
                if is_shown
                else "The selected incident is left out by the filters."
            )
        for title, why in zip(rows["title"], rows["why"], strict=True):
            show.line(f"Selected: {title or chosen.id}. {why}")
        show.history(histories(view.dataset.changes, "incidents").get(chosen.id, ()))
