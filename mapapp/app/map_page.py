"""The page Map: filters, the map document, the table of measured incidents."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from geodata.errors import GeoDataError
from mapapp.app import filters, listing, reading, show
from mapapp.app.components.frame import map_frame
from mapapp.app.controls import switched_off
from mapapp.app.desk import Desk
from mapapp.app.downloads import map_button, table_button
from mapapp.app.load import page_of
from mapapp.app.state import select, selection
from mapapp.link import read_selection, to_message
from mapapp.summary import summarise
from mapapp.view import View


def lead(desk: Desk) -> None:
    """Show what the reader looks at first: the counts and the map."""
    _head(desk.view)
    _map(desk)


def page(desk: Desk) -> None:
    """Show what stands below the map: the table, the files to take along, and how to read it all."""
    listing.incidents(desk.view)
    _downloads(desk.view)
    reading.guide(desk.loaded)
    reading.findings(desk.loaded)


def _head(view: View) -> None:
    """Show the title and the counts; where there is nothing to see, what to do next."""
    summary = summarise(view)
    show.head(
        view.dataset.metadata.title, counts=f"{summary.headline} · {summary.drawn}", reason=summary.reason
    )
    off = switched_off(view.query)
    for label in off:
        show.notice(
            f"Everything under “{label}” is switched off in the legend. "
            "Switch an entry on there, or choose “Reset filters”."
        )
    if not summary.total:
        show.notice(
            "This dataset holds no incidents. Hand over a file of incidents under “Open your own data”."
        )
    elif not summary.shown and not off:
        show.notice("No incident matches the filters. Widen the dates, or choose “Reset filters”.")
    if not summary.all_facilities:
        show.notice(
            "This dataset holds no facilities, so that no distance to one can be given. "
            "Hand over a file of facilities under “Open your own data”."
        )


def _map(desk: Desk) -> None:
    """Show the map document; what the reader does in it comes back before the next run."""
    loaded, query = desk.loaded, desk.query

    def document() -> str:
        with desk.notices, st.spinner("Drawing up the map …"):
            return page_of(loaded)

    def on_told(told: Mapping[str, Any]) -> None:
        filters.take_over(told, loaded)
        if "selection" in told:
            select(read_selection(told["selection"], loaded.analysis))

    state = {
        "filter": query.to_filter(),
        "viewpoint": query.viewpoint,
        "selection": to_message(selection()),
    }
    try:
        map_frame(document, digest=loaded.key, state=state, on_told=on_told)
    except GeoDataError as error:
        show.notice(f"The map could not be drawn. {error}", kind="problem")


def _downloads(view: View) -> None:
    """Offer the map as one file, and the table, both as they are shown."""
    places = st.columns([1, 1, 3])
    with places[0]:
        map_button(view)
    with places[1]:
        table_button(view)
