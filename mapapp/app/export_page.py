"""The page Export: what is shown, taken along as files, and as a citation."""

import datetime as dt

import streamlit as st

from mapapp.app import show
from mapapp.app.desk import Desk
from mapapp.app.downloads import map_button, table_button
from mapapp.citation import cite, filter_in_words
from mapapp.summary import summarise


def page(desk: Desk) -> None:
    """Show the page."""
    desk.write_address()
    view = desk.view
    summary = summarise(view)
    show.heading("What is shown, to take along")
    show.line(f"{summary.headline}. {'; '.join(filter_in_words(view.query))}.")
    if not summary.shown:
        show.notice("No incident matches the filters: the table would hold none. Widen the filters.")
    left, right = st.columns(2, gap="large")
    with left:
        show.subheading("The map as one HTML file")
        show.line(
            "Opens without a network. It holds the whole dataset and begins with the filters of this moment.",
            quiet=True,
        )
        map_button(view)
    with right:
        show.subheading("The table as CSV")
        show.line("The incidents shown, with distances in metres; safe to open in a spreadsheet.", quiet=True)
        table_button(view)
    show.subheading("Cite this view")
    show.line("The digest names the data to the byte; the filter is that of this moment.", quiet=True)
    st.code(cite(view, accessed=dt.datetime.now(tz=dt.UTC).date()), language=None, wrap_lines=True)
