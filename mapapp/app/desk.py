"""What every page of the app works on: the dataset that is open, and what of it is shown."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geodata.query import Query
from mapapp.app import controls, filters, show
from mapapp.app.given import given
from mapapp.app.load import Loaded
from mapapp.app.opening import opened
from mapapp.app.state import select, selection
from mapapp.link import DOCUMENTS_OWN, read_link, read_selection, to_message, write_link
from mapapp.view import View

_ARRIVED: Final = "desk.arrived"


@dataclass(frozen=True)
class Desk:
    """A dataset, and what of it is shown.

    Parameters
    ----------
    loaded : Loaded
        The dataset that is open.
    query : Query
        What is shown.
    notices : DeltaGenerator
        Where to say what went wrong.
    beside : DeltaGenerator
        Where the controls stand.
    """

    loaded: Loaded
    query: Query
    notices: DeltaGenerator
    beside: DeltaGenerator

    @cached_property
    def view(self) -> View:
        """What is shown."""
        return View(self.loaded.analysis, self.query)

    def controls(self) -> None:
        """Draw the controls. A page that must be quick draws what is quick before them: they take time."""
        with self.beside:
            controls.show(self.loaded)

    def write_address(self) -> None:
        """Have the address name what is shown and selected; what the map document put there stays.

        The page with the map does not call it: there the frame writes the address, without a rerun.
        """
        parts = write_link(self.query, selection(), usual=_usual(self.loaded))
        kept = {key: text for key, text in st.query_params.items() if key in DOCUMENTS_OWN}
        wanted = {"v": "1", **parts, **kept} if parts or kept else {}
        if dict(st.query_params) != wanted:
            st.query_params.from_dict(wanted)


def desk() -> Desk | None:
    """Open the dataset and read what of it is to be shown, on every page alike.

    Returns
    -------
    Desk or None
        None where nothing could be opened; the reader is told why, and what to do.
    """
    show.style()
    notices = st.container()
    beside = st.sidebar.container()
    with st.sidebar:
        loaded = opened(given(), notices=notices)
    if loaded is None:
        return None
    _arrive(loaded, notices)
    # Another dataset may have been opened since something was selected.
    select(read_selection(to_message(selection()), loaded.analysis))
    return Desk(loaded, filters.query_of(loaded), notices, beside)


def _arrive(loaded: Loaded, notices: DeltaGenerator) -> None:
    """Take over the link by which a reader came, once: later the address follows what is shown."""
    if st.session_state.get(_ARRIVED):
        return
    st.session_state[_ARRIVED] = True
    params = {key: text for key, text in st.query_params.items() if not key.startswith("embed")}
    if not params:
        return
    reading = read_link(params, loaded.analysis, usual=_usual(loaded))
    filters.take_over({"filter": reading.query.to_filter(), "viewpoint": reading.query.viewpoint}, loaded)
    select(reading.selection)
    if reading.notice:
        with notices:
            show.notice(reading.notice)


def _usual(loaded: Loaded) -> Query:
    return Query(viewpoint=loaded.viewpoint)
