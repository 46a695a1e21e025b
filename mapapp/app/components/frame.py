"""The map document in a sandboxed frame that stays alive: only small messages pass once it is drawn.

The page is sent once to each browser tab; afterwards Python names it by its key. Where a tab does not have
it (the connection broke, or Streamlit dropped the message), the frame asks and the page is sent again.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st

from mapapp.app.components.turns import hear, script, stamp, style

KEY: Final = "map"
_SENT: Final = "map.sent"

_component = st.components.v2.component(
    "energy_strike_map",
    html='<div class="map-frame"></div>',
    css=style("frame.css"),
    js=script("frame.js"),
)


def map_frame(
    page: Callable[[], str],
    *,
    digest: str,
    state: Mapping[str, Any],
    on_told: Callable[[Mapping[str, Any]], None],
) -> None:
    """Show the map document and keep it in step with the app.

    Parameters
    ----------
    page : callable
        Gives the page; called only where it must be sent.
    digest : str
        Names the page: while it stays the same, so does the frame's document.
    state : mapping
        ``filter``, ``viewpoint`` and ``selection`` as the document's script takes them.
    on_told : callable
        Called, before the app runs again, with the parts of its state that the reader changed in the map.
    """

    def told() -> None:
        held = st.session_state.get(KEY)  # nothing, where the reader has turned to another page meanwhile
        heard = held.get("told") if held else None
        if isinstance(heard, dict):
            hear(heard)
            on_told(heard)

    def lacking() -> None:
        st.session_state.pop(_SENT, None)

    content = None if st.session_state.get(_SENT) == digest else page()
    _component(
        key=KEY,
        data={"digest": digest, "page": content, "state": dict(state), **stamp()},
        on_told_change=told,
        on_lacking_change=lacking,
    )
    st.session_state[_SENT] = digest
