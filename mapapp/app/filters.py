"""What a reader filters by, kept in Streamlit's session: a Query from it, and back from what the map says.

It is read before the controls are drawn (`mapapp.app.controls`), so that the map hears of a filter first.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from geodata.query import Query
from mapapp.app.load import Loaded
from mapapp.choices import Choice

LISTS: Final = ("kinds", "standings", "countries", "affected", "facility_groups")
"""The criteria of which a reader chooses some values, in the order in which they are shown."""


def query_of(loaded: Loaded) -> Query:
    """Read what the reader wants to see.

    Parameters
    ----------
    loaded : Loaded
        The dataset that is filtered.

    Returns
    -------
    Query
        What is shown; a first or last day that restricts nothing is None.
    """
    start, end = _dates(loaded)
    text = st.session_state.get(key_of(loaded, "text")) or ""
    return Query(
        start=start,
        end=end,
        text=text.strip() or None,
        viewpoint=st.session_state.get(key_of(loaded, "viewpoint")) or loaded.viewpoint,
        **{name: _chosen(loaded, name) for name in LISTS},
    )


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
        st.session_state[key_of(loaded, "viewpoint")] = viewpoint
    wanted = told.get("filter")
    if not isinstance(wanted, Mapping):
        return
    for name in LISTS:
        values = wanted.get(name)
        known = [choice.value for choice in choices_for(loaded, name)]
        listed = values if isinstance(values, list | tuple) else None
        chosen = [value for value in known if value in (listed or ())]
        choose(loaded, name, chosen, is_none=listed is not None and not chosen)
    text = wanted.get("text")
    st.session_state[key_of(loaded, "text")] = text if isinstance(text, str) else ""
    if loaded.choices.days is not None:
        for name, last in zip(("from", "to"), loaded.choices.days, strict=True):
            st.session_state[key_of(loaded, name)] = _day(wanted.get(name), loaded.choices.days) or last


def key_of(loaded: Loaded, name: str) -> str:
    """Name a control: another dataset has other choices, so it has filters of its own."""
    return f"filter.{loaded.key[:12]}.{name}"


def choices_for(loaded: Loaded, name: str) -> Sequence[Choice]:
    """Give what there is to choose from in a list."""
    found: Sequence[Choice] = getattr(loaded.choices, name)
    return found


def choose(loaded: Loaded, name: str, values: Sequence[str], *, is_none: bool = False) -> None:
    """Choose values of a list; those that it does not have are left out.

    Parameters
    ----------
    loaded : Loaded
        The dataset that is filtered.
    name : str
        The list.
    values : sequence of str
        What is chosen; nothing means no restriction …
    is_none : bool
        … unless nothing is to be shown, which the map's legend alone can say.
    """
    known = {choice.value for choice in choices_for(loaded, name)}
    st.session_state[key_of(loaded, name)] = tuple(value for value in values if value in known)
    st.session_state[f"{key_of(loaded, name)}.none"] = is_none


def _chosen(loaded: Loaded, name: str) -> tuple[str, ...] | None:
    """Give the values that were chosen in a list; none chosen means no restriction, unless all are off."""
    chosen: tuple[str, ...] = st.session_state.get(key_of(loaded, name), ())
    return chosen or (() if st.session_state.get(f"{key_of(loaded, name)}.none") else None)


def _dates(loaded: Loaded) -> tuple[str | None, str | None]:
    if loaded.choices.days is None:
        return None, None
    first, last = loaded.choices.days
    start, end = (st.session_state.get(key_of(loaded, name)) for name in ("from", "to"))
    return (
        start.isoformat() if isinstance(start, dt.date) and start > first else None,
        end.isoformat() if isinstance(end, dt.date) and end < last else None,
    )


def _day(text: Any, days: tuple[dt.date, dt.date]) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return min(max(day, days[0]), days[1])
