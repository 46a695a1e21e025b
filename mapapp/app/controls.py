"""The controls beside every page: the dates, words and lists by which a reader filters, and the viewpoint."""

from dataclasses import replace
from typing import Final

import streamlit as st

from geodata.borders import VIEWPOINT_LABELS
from geodata.query import Query
from mapapp.app.components.facets import FacetList, show_facets
from mapapp.app.filters import choices_for, choose, key_of, query_of, reset
from mapapp.app.load import Loaded
from mapapp.app.show import line
from mapapp.document import VIEWPOINT_SHORT
from mapapp.wording import visible

_LABELS: Final = {
    "kinds": "What was reported",
    "standings": "Standing",
    "countries": "Country where it lies",
    "affected": "Third country said to be affected",
    "facility_groups": "Facilities on the map",
}
"""The lists, in the order in which they are shown."""


def show(loaded: Loaded) -> None:
    """Show the controls; what they are set to is read by `mapapp.app.filters.query_of`.

    Parameters
    ----------
    loaded : Loaded
        The dataset that is filtered.
    """
    _dates(loaded)
    st.text_input(
        "Words",
        key=key_of(loaded, "text"),
        placeholder="Title, claimant, publisher, facility",
        help="Incidents that have every one of these words, in whatever order; accents make no difference.",
    )
    _lists(loaded)
    _viewpoint(loaded)
    st.button("Reset filters", on_click=reset, args=(loaded,), width="stretch")


def switched_off(query: Query) -> list[str]:
    """Name the lists of which the reader switched off every value in the map's legend."""
    return [label for name, label in _LABELS.items() if getattr(query, name) == ()]


def _dates(loaded: Loaded) -> None:
    if loaded.choices.days is None:
        return
    first, last = loaded.choices.days
    places = st.columns(2, gap="small")
    for place, name, label, default in zip(
        places, ("from", "to"), ("From", "To"), (first, last), strict=True
    ):
        st.session_state.setdefault(key_of(loaded, name), default)
        place.date_input(
            label, key=key_of(loaded, name), min_value=first, max_value=last, format="YYYY-MM-DD"
        )


def _lists(loaded: Loaded) -> None:
    """Show the lists of which there is something to choose."""
    query = query_of(loaded)
    lists = [
        FacetList(
            name,
            label,
            [replace(choice, label=visible(choice.label)) for choice in choices_for(loaded, name)],
            getattr(query, name) or (),
            getattr(query, name) == (),
        )
        for name, label in _LABELS.items()
        if len(choices_for(loaded, name)) > 1
    ]
    if lists:
        show_facets(lists, on_chosen=lambda name, values: choose(loaded, name, values))


def _viewpoint(loaded: Loaded) -> None:
    key = key_of(loaded, "viewpoint")
    st.session_state.setdefault(key, loaded.viewpoint)
    st.radio(
        "Borders: viewpoint",
        list(loaded.analysis.incidents),
        key=key,
        format_func=lambda name: VIEWPOINT_SHORT.get(name, name),
        horizontal=True,
    )
    line(VIEWPOINT_LABELS[st.session_state[key]], quiet=True)
