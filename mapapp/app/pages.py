"""The pages of the app: a new one is a module with a function `page`, and a row here."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple

import streamlit as st

from mapapp.app import (
    borders_page,
    claims_page,
    compare_page,
    data_page,
    export_page,
    facilities_page,
    map_page,
    method_page,
)
from mapapp.app.desk import Desk


class Page(NamedTuple):
    """A page of the app.

    Parameters
    ----------
    title : str
        Its name.
    show : callable
        Shows it.
    lead : callable, optional
        Shows its upper part, which must not wait until the controls are drawn anew.
    """

    title: str
    show: Callable[[Desk], None]
    lead: Callable[[Desk], None] | None = None


PAGES: Final[dict[str, Page]] = {
    "map": Page("Map", map_page.page, lead=map_page.lead),
    "facilities": Page("Facilities", facilities_page.page),
    "borders": Page("Borders", borders_page.page),
    "claims": Page("Claims", claims_page.page),
    "compare": Page("Compare", compare_page.page),
    "data": Page("Data", data_page.page),
    "export": Page("Export", export_page.page),
    "method": Page("Method", method_page.page),
}
"""By address. The first is the one that the app opens with."""


def show_pages(desk: Desk) -> None:
    """Show the names of the pages, the one that the reader chose, and the controls beside it.

    The controls are drawn outside of the page: what a page draws is forgotten when the reader turns it.
    """
    first = next(iter(PAGES))
    names = {}
    for name, page in PAGES.items():
        address = None if name == first else name
        shown = partial(page.show, desk)
        names[name] = st.Page(shown, title=page.title, url_path=address, default=name == first)
    chosen: Any = st.navigation(list(names.values()), position="top")
    show_page(desk, PAGES[chosen.url_path or first], run=chosen.run)


def show_page(desk: Desk, page: Page, *, run: Callable[[], None]) -> None:
    """Show one page: its upper part, the controls beside it, and the rest."""
    if page.lead:
        page.lead(desk)
    desk.controls()
    run()
