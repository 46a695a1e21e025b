"""What Python has heard of the components: they are told, so that they know which of its data is old."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import streamlit as st

_TURN: Final = "turns.heard"
_SESSION: Final = "turns.session"
_HERE: Final = Path(__file__).parent


def script(name: str) -> str:
    """Read the script of a component, with what stands before each."""
    return "".join(_HERE.joinpath(one).read_text(encoding="utf-8") for one in ("turns.js", name))


def style(name: str) -> str:
    """Read the style of a component."""
    return _HERE.joinpath(name).read_text(encoding="utf-8")


def hear(told: Mapping[str, Any]) -> None:
    """Note that a component was heard."""
    turn = told.get("turn")
    if isinstance(turn, int):
        st.session_state[_TURN] = turn


def stamp() -> dict[str, Any]:
    """Give what data for a component carries: the session, and the turn that was heard last."""
    session = st.session_state.setdefault(_SESSION, uuid4().hex)
    return {"session": session, "turn": st.session_state.get(_TURN, 0)}
