"""Buttons that hand on what is shown; a file is written once it is asked for."""

from functools import partial

import streamlit as st

from mapapp.document import render
from mapapp.table import csv_of
from mapapp.view import View


def map_button(view: View) -> None:
    """Offer the map as one file."""
    st.download_button(
        "Map as one HTML file",
        partial(render, view),
        file_name="strike-map.html",
        mime="text/html",
        on_click="ignore",
        width="stretch",
        help="The map as it is filtered now; opens without a network.",
    )


def table_button(view: View) -> None:
    """Offer the table of all that is shown."""
    st.download_button(
        "Table as CSV",
        partial(csv_of, view),
        file_name="measured-incidents.csv",
        mime="text/csv",
        on_click="ignore",
        width="stretch",
        help="The incidents shown, with their distances in metres.",
    )
