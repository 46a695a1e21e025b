"""The pages of the app: a new one is a module with a function `page`, and a row here."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import streamlit as st

from mapapp.app import (
    borders_page,
    claims_page,
    data_page,
    export_page,
    facilities_page,
    map_page,
    method_page,
)
from mapapp.app.desk import Desk

PAGES: Final[dict[str, tuple[str, Callable[[Desk], None]]]] = {
    "map": ("Map", map_page.page),
    "facilities": ("Facilities", facilities_page.page),
    "borders": ("Borders", borders_page.page),
    "claims": ("Claims", claims_page.page),
    "data": ("Data", data_page.page),
    "export": ("Export", export_page.page),
    "method": ("Method", method_page.page),
}
"""By address: the title, and what shows the page. The first is the one that the app opens with."""


def navigate(desk: Desk) -> Any:
    """Show the names of the pages, and give the one that the reader chose."""
    first = next(iter(PAGES))
    rows = []
    for name, (title, page) in PAGES.items():
        is_first = name == first
        address = None if is_first else name
        rows.append(st.Page(partial(page, desk), title=title, url_path=address, default=is_first))
    return st.navigation(rows, position="top")
