"""The page Facilities: all that the dataset says of one of them."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from mapapp.app import show
from mapapp.app.desk import Desk
from mapapp.app.state import select, selection
from mapapp.dossier import Dossier, dossier
from mapapp.link import Selection
from mapapp.table import incident_table
from mapapp.view import View
from mapapp.wording import visible

_CHOSEN: Final = "facilities.chosen"

_INCIDENTS: Final[dict[str, Any]] = {
    "date": st.column_config.TextColumn("Date", width=104),
    "title": st.column_config.TextColumn("What was reported", width=230),
    "kind_label": st.column_config.TextColumn("Kind", width=96),
    "standing_label": st.column_config.TextColumn("Standing", width=112),
    "why": st.column_config.TextColumn("Why", width=260),
    "claims": st.column_config.NumberColumn("Claims", width=58),
}

_INTERCEPTIONS: Final = {
    "by": "Claimed by",
    "count": "Reports",
    "minimum_km": "Minimum, km",
    "median_km": "Median, km",
    "latest_km": "Latest, km",
    "latest": "Date of the latest",
}

_FLOWS: Final = {
    "from": "From",
    "to": "To",
    "commodity": "What",
    "volume": "How much",
    "period": "Period",
    "status": "Known as",
    "affected": "Third countries that depend on it",
    "note": "Note",
}


def page(desk: Desk) -> None:
    """Show the page."""
    facilities = desk.loaded.dataset.facilities
    if facilities.empty:
        show.notice(
            "This dataset holds no facilities. Hand over a file of facilities under “Open your own data”."
        )
        return
    found = dossier(desk.view, _choose(desk))
    desk.write_address()
    _show(desk.view, found)


def _choose(desk: Desk) -> str:
    """Let the reader choose a facility; what is selected on the map is chosen when they come."""
    facilities = desk.loaded.dataset.facilities
    names = dict(zip(facilities["id"], facilities["name"], strict=True))
    counts = desk.loaded.analysis.facets.facilities.counts()
    order = sorted(names, key=lambda id_: (-counts.get(id_, 0), names[id_] or id_))
    if st.session_state.get(_CHOSEN) not in names:
        st.session_state[_CHOSEN] = _of_selection(desk) or order[0]
    chosen: str = st.selectbox(
        "Facility",
        order,
        key=_CHOSEN,
        format_func=lambda id_: visible(f"{names.get(id_) or id_} ({_reports(counts.get(id_, 0))})"),
        on_change=_select,
        help="In the order of how many incidents name them. Type to search.",
    )
    return chosen


def _select() -> None:
    select(Selection("facility", st.session_state[_CHOSEN]))


def _of_selection(desk: Desk) -> str | None:
    """Give the facility that is selected, or the one that the selected incident concerns most."""
    selected = selection()
    if selected is None or selected.type == "place":
        return None
    if selected.type == "facility":
        return selected.id
    row = desk.loaded.analysis.rows.get_loc(selected.id)
    named = desk.loaded.dataset.incidents["facility_ids"].iloc[row] or ()
    known = set(desk.loaded.dataset.facilities["id"])
    return next((id_ for id_ in named if id_ in known), None)


def _reports(count: int) -> str:
    return "no incident" if not count else "1 incident" if count == 1 else f"{count} incidents"


def _show(view: View, found: Dossier) -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        show.heading(found.name)
        _incidents(view, found)
        _interceptions(found)
        flows = found.flows.rename(columns=_FLOWS)[list(_FLOWS.values())]
        _table("What moves through it", flows, "No flow through it is in the dataset.")
    with right:
        show.terms(found.facts)
        _table("Nearest land border", found.borders.rename(columns=str.capitalize), "Nothing was measured.")
        shares = found.owners.rename(columns={"country": "Country", "share": "Share, %", "owners": "Owners"})
        _table("Owners by country", shares, "No owner is stated.")
        show.links("Sources", found.sources.itertuples(index=False, name=None))
        show.histories(found.history)


def _incidents(view: View, found: Dossier) -> None:
    show.subheading("Reported incidents, latest first")
    if found.left_out:
        show.line(f"{found.left_out} more are left out by the filters.", quiet=True)
    table = incident_table(view, rows=found.rows)
    if table.empty:
        show.line("No incident that is shown names this facility.", quiet=True)
        return
    name = "Incidents at this facility"
    show.table(table[list(_INCIDENTS)], name=name, wraps=True, columns=_INCIDENTS)


def _interceptions(found: Dossier) -> None:
    show.subheading("Interception radius: reported distances")
    table = found.interceptions
    if table.empty:
        show.line("No interception at a stated distance from it is reported.", quiet=True)
        return
    show.line(
        "What parties said, in kilometres from the facility: no measured position, and each figure stands "
        "beside who claims it.",
        quiet=True,
    )
    show.table(table.rename(columns=_INTERCEPTIONS), name="Reported distances of interceptions")


def _table(title: str, table: pd.DataFrame, empty: str) -> None:
    show.subheading(title)
    if table.empty:
        show.line(empty, quiet=True)
    else:
        show.table(table, name=title, wraps=True)
