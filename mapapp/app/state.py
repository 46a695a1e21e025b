"""What a reader has selected, kept in Streamlit's session, and what the map may say about it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

import streamlit as st

from geodata.dataset import Dataset

_SELECTION: Final = "selection"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected, in the form of the map document's state.

    Parameters
    ----------
    type : {"incident", "facility", "place"}
        What kind of thing it is.
    id : str
        An id; for a place, the ids of its incidents joined by a space.
    """

    type: str
    id: str


def selection() -> Selection | None:
    """Give what is selected."""
    chosen: Selection | None = st.session_state.get(_SELECTION)
    return chosen


def select(chosen: Selection | None) -> None:
    """Select something, or nothing."""
    st.session_state[_SELECTION] = chosen


def to_message(chosen: Selection | None) -> dict[str, str] | None:
    """Give a selection in the form of the map document's state."""
    return asdict(chosen) if chosen else None


def read_selection(told: Any, dataset: Dataset) -> Selection | None:
    """Read a selection that came from the browser: only what the dataset holds can be selected.

    Parameters
    ----------
    told : object
        What was sent.
    dataset : Dataset
        The dataset that is shown.

    Returns
    -------
    Selection or None
        None where nothing is selected, or what was sent is no selection.

    Examples
    --------
    >>> from geodata.dataset import empty_dataset
    >>> read_selection({"type": "incident", "id": "nowhere"}, empty_dataset()) is None
    True
    """
    if not isinstance(told, Mapping):
        return None
    kind, name = told.get("type"), told.get("id")
    if not isinstance(kind, str) or not isinstance(name, str):
        return None
    if kind == "facility":
        known = name in set(dataset.facilities["id"])
    elif kind in ("incident", "place"):
        names = place_ids(name) if kind == "place" else [name]
        known = bool(names) and set(names) <= set(dataset.incidents["id"])
    else:
        known = False
    return Selection(kind, name) if known else None


def place_ids(text: str) -> list[str]:
    """Give the ids of the incidents at a place from the JSON list that the map sends; none of another text.

    Examples
    --------
    >>> place_ids('["a b", "c"]'), place_ids("a b")
    (['a b', 'c'], [])
    """
    try:
        ids = json.loads(text)
    except ValueError:
        return []
    return ids if isinstance(ids, list) and all(isinstance(name, str) for name in ids) else []
