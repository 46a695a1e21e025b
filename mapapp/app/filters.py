"""The filters beside the map: from what a reader chooses to a Query, and back from what the map says."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from geodata.borders import VIEWPOINT_LABELS
from geodata.query import Query
from mapapp.app.load import Loaded
from mapapp.app.show import line
from mapapp.choices import Choice
from mapapp.document import VIEWPOINT_SHORT
from mapapp.wording import visible

_LISTS: Final = {
    "kinds": ("What was reported", "All kinds"),
    "standings": ("Standing", "All standings"),
    "countries": ("Country where it lies", "All countries"),
    "affected": ("Third country said to be affected", "Any or none"),
    "facility_groups": ("Facilities on the map", "All facilities"),
}
"""Label and placeholder of each list, in the order in which they are shown."""


def show(loaded: Loaded) -> Query:
    """Show the filters and read them.

    Parameters
    ----------
    loaded : Loaded
        The dataset that is filtered.

    Returns
    -------
    Query
        What the reader wants to see.
    """
    start, end = _dates(loaded)
    text = _text(loaded)
    chosen: dict[str, Any] = {name: _list(loaded, name) for name in _LISTS}
    viewpoint = _viewpoint(loaded)
    st.button("Reset filters", on_click=reset, args=(loaded,), width="stretch")
    return Query(start=start, end=end, text=text, viewpoint=viewpoint, **chosen)


def switched_off(query: Query) -> list[str]:
    """Name the lists of which the reader switched off every value in the map's legend."""
    return [label for name, (label, _) in _LISTS.items() if getattr(query, name) == ()]


def reset(loaded: Loaded) -> None:
    """Set every filter back; the viewpoint stays, for it is no filter."""
    take_over({"filter": {}}, loaded)


def take_over(told: Mapping[str, Any], loaded: Loaded) -> None:
    """Set the filters as the reader set them in the map; what is none of the choices is left out.

    Parameters
    ----------
    told : mapping
        ``filter`` and ``viewpoint`` as the map document's state has them, either or both.
    loaded : Loaded
        The dataset that is filtered.
    """
    viewpoint = told.get("viewpoint")
    if isinstance(viewpoint, str) and viewpoint in loaded.analysis.incidents:
        st.session_state[_key(loaded, "viewpoint")] = viewpoint
    wanted = told.get("filter")
    if not isinstance(wanted, Mapping):
        return
    for name in _LISTS:
        values = wanted.get(name)
        known = [choice.value for choice in _choices(loaded, name)]
        listed = values if isinstance(values, list | tuple) else None
        chosen = [value for value in known if value in (listed or ())]
        st.session_state[_key(loaded, name)] = chosen
        _set_none(loaded, name, listed is not None and not chosen)
    text = wanted.get("text")
    st.session_state[_key(loaded, "text")] = text if isinstance(text, str) else ""
    if loaded.choices.days is not None:
        for name, last in zip(("from", "to"), loaded.choices.days, strict=True):
            st.session_state[_key(loaded, name)] = _day(wanted.get(name), loaded.choices.days) or last


def _key(loaded: Loaded, name: str) -> str:
    """Name a widget: another dataset has other choices, so it has filters of its own."""
    return f"filter.{loaded.key[:12]}.{name}"


def _none_key(loaded: Loaded, name: str) -> str:
    return f"{_key(loaded, name)}.none"


def _set_none(loaded: Loaded, name: str, none: bool) -> None:
    """Note whether an empty list stands for nothing, as in the map's legend, or for no restriction."""
    st.session_state[_none_key(loaded, name)] = none


def _choices(loaded: Loaded, name: str) -> Sequence[Choice]:
    found: Sequence[Choice] = getattr(loaded.choices, name)
    return found


def _dates(loaded: Loaded) -> tuple[str | None, str | None]:
    if loaded.choices.days is None:
        return None, None
    first, last = loaded.choices.days
    places = st.columns(2, gap="small")
    labels = {"from": ("From", first), "to": ("To", last)}
    chosen = {}
    for place, (name, (label, default)) in zip(places, labels.items(), strict=True):
        key = _key(loaded, name)
        st.session_state.setdefault(key, default)
        chosen[name] = place.date_input(label, key=key, min_value=first, max_value=last, format="YYYY-MM-DD")
    start, end = chosen["from"], chosen["to"]
    return (
        start.isoformat() if isinstance(start, dt.date) and start > first else None,
        end.isoformat() if isinstance(end, dt.date) and end < last else None,
    )


def _text(loaded: Loaded) -> str | None:
    text = st.text_input(
        "Words",
        key=_key(loaded, "text"),
        placeholder="Title, claimant, publisher, facility",
        help="Incidents that have every one of these words, in whatever order; accents make no difference.",
    )
    return text.strip() or None


def _list(loaded: Loaded, name: str) -> tuple[str, ...] | None:
    """Let the reader choose some values of a list; none chosen means no restriction.

    That nothing is to be shown can be said in the map's legend alone.
    """
    choices = _choices(loaded, name)
    unchosen = () if st.session_state.get(_none_key(loaded, name)) else None
    if len(choices) < 2:
        return unchosen
    label, placeholder = _LISTS[name]
    labels = {choice.value: visible(choice.label) for choice in choices}
    chosen = st.multiselect(
        label,
        list(labels),
        key=_key(loaded, name),
        format_func=lambda value: labels.get(value, value),
        placeholder=placeholder if unchosen is None else "None: all switched off in the legend",
        on_change=_set_none,
        args=(loaded, name, False),
    )
    return tuple(chosen) or unchosen


def _viewpoint(loaded: Loaded) -> str:
    key = _key(loaded, "viewpoint")
    st.session_state.setdefault(key, loaded.viewpoint)
    names = list(loaded.analysis.incidents)
    chosen = st.radio(
        "Borders: viewpoint",
        names,
        key=key,
        format_func=lambda name: VIEWPOINT_SHORT.get(name, name),
        horizontal=True,
    )
    viewpoint = chosen or loaded.viewpoint
    line(VIEWPOINT_LABELS[viewpoint], quiet=True)
    return viewpoint


def _day(text: Any, days: tuple[dt.date, dt.date]) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return min(max(day, days[0]), days[1])
