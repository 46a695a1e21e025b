"""The table of measured incidents below the map; a row that is selected is selected on the map, and back."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from mapapp.app import show
from mapapp.app.state import select, selection
from mapapp.link import Selection, place_ids
from mapapp.table import incident_table
from mapapp.view import View
from mapapp.wording import number

_KEY: Final = "incidents"
_IDS: Final = "incidents.ids"

_MOST: Final = 2000
"""Incidents that the table lists: more would take seconds to reach the browser."""

_COLUMNS: Final[dict[str, Any]] = {
    "date": st.column_config.TextColumn("Date", width=104),
    "title": st.column_config.TextColumn("What was reported", width=240),
    "kind_label": st.column_config.TextColumn("Kind", width=92),
    "standing_label": st.column_config.TextColumn("Standing", width=112),
    "nearest_facility": st.column_config.TextColumn("Nearest facility", width=150),
    "nearest_facility_km": st.column_config.NumberColumn("Distance", format="%.1f km", width=78),
    "nearest_facility_interval": st.column_config.TextColumn(
        "Interval", width=150, help="How far the distance may be off: the location errors of both ends"
    ),
    "border_pair": st.column_config.TextColumn(
        "Border", width=66, help="The nearest land border, by the countries that it parts"
    ),
    "border_km": st.column_config.NumberColumn("Distance", format="%.1f km", width=78),
    "border_interval": st.column_config.TextColumn(
        "Interval", width=84, help="How far the distance may be off: the location errors of both ends"
    ),
    "country_name": st.column_config.TextColumn("Country", width=80, help="Under the chosen viewpoint"),
    "claims": st.column_config.NumberColumn("Claims", width=58),
}


def incidents(view: View) -> None:
    """Show the table of the incidents that a view shows; of many, the latest.

    Parameters
    ----------
    view : View
        What the map shows.
    """
    table = incident_table(view, most=_MOST)
    _selected(view, table)
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
        show.cells(table[list(_COLUMNS)]),
        key=_KEY,
        column_config=_COLUMNS,
        hide_index=True,
        row_height=show.WRAPPED,
        placeholder="–",
        on_select=_take_over,
        selection_mode="single-row",
        alt="Measured incidents",
    )


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
