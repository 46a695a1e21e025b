"""What a reader has selected, kept in Streamlit's session."""

from typing import Final

import streamlit as st

from mapapp.link import Selection

_SELECTION: Final = "selection"


def selection() -> Selection | None:
    """Give what is selected."""
    chosen: Selection | None = st.session_state.get(_SELECTION)
    return chosen


def select(chosen: Selection | None) -> None:
    """Select something, or nothing."""
    st.session_state[_SELECTION] = chosen
