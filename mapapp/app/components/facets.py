"""The lists by which a reader filters: what is chosen is on the map at once, before Python has heard of it.

What is chosen in a list of Streamlit's own goes to the server first, and the map waits for its answer;
docs/performance.md tells how long at least.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

import streamlit as st

from mapapp.app.components.turns import hear, script, stamp, style
from mapapp.choices import Choice

_component = st.components.v2.component(
    "energy_strike_facets", html='<div class="facets"></div>', css=style("facets.css"), js=script("facets.js")
)
KEY: Final = "facets"


@dataclass(frozen=True, slots=True)
class FacetList:
    """One list, and what of it is chosen.

    Parameters
    ----------
    name : str
        Its name in a Query.
    label : str
        Its heading.
    choices : sequence of Choice
        What there is to choose from.
    chosen : sequence of str
        The values that are chosen; none means no restriction.
    is_none : bool
        Whether nothing is to be shown, which the map's legend alone can say.
    """

    name: str
    label: str
    choices: Sequence[Choice]
    chosen: Sequence[str]
    is_none: bool


def show_facets(lists: Sequence[FacetList], *, on_chosen: Callable[[str, Sequence[str]], None]) -> None:
    """Show the lists.

    Parameters
    ----------
    lists : sequence of FacetList
        In the order in which they are shown.
    on_chosen : callable
        Called, before the app runs again, with the name of a list and the values that the reader chose in it.
    """
    names = {one.name for one in lists}

    def told() -> None:
        held = st.session_state.get(KEY)
        heard = held.get("told") if held else None
        if not isinstance(heard, dict):
            return
        hear(heard)
        for name, values in heard.items():
            if name in names and isinstance(values, list) and all(isinstance(one, str) for one in values):
                on_chosen(name, values)

    _component(key=KEY, data={"lists": [asdict(one) for one in lists], **stamp()}, on_told_change=told)
