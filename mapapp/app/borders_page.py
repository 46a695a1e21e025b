"""The page Borders: what was reported within a distance of one of them, and how sure that is."""

from typing import Any, Final

import streamlit as st

from geodata.borders import VIEWPOINT_LABELS
from mapapp.app import show
from mapapp.app.desk import Desk
from mapapp.near import SURENESS, border_pairs, near_border
from mapapp.wording import number, visible

_FIRST_KM: Final = 50.0

_COLUMNS: Final[dict[str, Any]] = {
    "distance": st.column_config.TextColumn("Distance to this border", width=240),
    "sureness": st.column_config.TextColumn("Within it", width=80),
    "date": st.column_config.TextColumn("Date", width=104),
    "title": st.column_config.TextColumn("What was reported", width=260),
    "standing_label": st.column_config.TextColumn("Standing", width=112),
    "nearest_facility": st.column_config.TextColumn("Nearest facility", width=170),
    "country_name": st.column_config.TextColumn("Country", width=90),
}


def page(desk: Desk) -> None:
    """Show the page."""
    desk.write_address()
    view = desk.view
    pairs = border_pairs(view)
    places = st.columns([2, 1])
    pair = places[0].selectbox(
        "Border",
        list(pairs),
        key=f"borders.pair.{view.query.viewpoint}",
        format_func=lambda one: visible(pairs[one]),
        help="First those that are the nearest one of an incident. Type to search.",
    )
    km = places[1].number_input(
        "Within kilometres", min_value=1.0, max_value=2000.0, value=_FIRST_KM, step=10.0, key="borders.km"
    )
    found = near_border(view, pair, km)
    show.heading(f"Within {number(km)} km of the border {pairs[pair]}")
    show.line(VIEWPOINT_LABELS[view.query.viewpoint], quiet=True)
    if found.empty:
        show.notice("No incident that is shown lies there, or may. Widen the distance or the filters.")
        return
    counts = found["sureness"].value_counts()
    stated = ", ".join(
        f"{counts[name]} {name} ({meaning})" for name, meaning in SURENESS.items() if name in counts
    )
    show.line(f"{len(found)} of {number(int(view.shown.sum()))} incidents shown: {stated}.")
    show.table(found[list(_COLUMNS)], name="Incidents near this border", wraps=True, columns=_COLUMNS)
