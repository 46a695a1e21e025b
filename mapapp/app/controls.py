"""The controls beside every page: the dates, words and lists by which a reader filters, and the viewpoint."""

from typing import Final

import streamlit as st

from geodata.borders import VIEWPOINT_LABELS
from geodata.query import Query
from mapapp.app.filters import LISTS, choices_for, is_none, key_of, reset, set_none
from mapapp.app.load import Loaded
from mapapp.app.show import line
from mapapp.document import VIEWPOINT_SHORT
from mapapp.wording import visible

_WORDS: Final = {
    "kinds": ("What was reported", "All kinds"),
    "standings": ("Standing", "All standings"),
    "countries": ("Country where it lies", "All countries"),
    "affected": ("Third country said to be affected", "Any or none"),
    "facility_groups": ("Facilities on the map", "All facilities"),
}
"""Label and placeholder of each list."""


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
    for name in LISTS:
        _list(loaded, name)
    _viewpoint(loaded)
    st.button("Reset filters", on_click=reset, args=(loaded,), width="stretch")


def switched_off(query: Query) -> list[str]:
    """Name the lists of which the reader switched off every value in the map's legend."""
    return [label for name, (label, _) in _WORDS.items() if getattr(query, name) == ()]


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


def _list(loaded: Loaded, name: str) -> None:
    choices = choices_for(loaded, name)
    if len(choices) < 2:
        return
    label, placeholder = _WORDS[name]
    labels = {choice.value: visible(choice.label) for choice in choices}
    st.multiselect(
        label,
        list(labels),
        key=key_of(loaded, name),
        format_func=lambda value: labels.get(value, value),
        placeholder="None: all switched off in the legend" if is_none(loaded, name) else placeholder,
        on_change=set_none,
        args=(loaded, name, False),
    )


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
