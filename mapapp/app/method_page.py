"""The page Method: every rule, measure, viewpoint and source, told from the code that applies them."""

import streamlit as st

from geodata.measures import MEASURES
from geodata.vocabulary import ABOUT, INCIDENT_KINDS, RELIABILITIES, ROLES, STANCES
from mapapp.app import reading, show
from mapapp.app.desk import Desk

_WORDS = {
    "What was reported": INCIDENT_KINDS,
    "Stances": STANCES,
    "What a claim is about": ABOUT,
    "Roles of claimants": ROLES,
    "Reliability of sources": RELIABILITIES,
}


def page(desk: Desk) -> None:
    """Show the page."""
    desk.write_address()
    left, right = st.columns(2, gap="large")
    with left:
        reading.method(desk.loaded)
    with right:
        show.subheading("Measures, as the files name them")
        for measure in MEASURES:
            show.terms(measure.columns.items())
        for title, terms in _WORDS.items():
            show.subheading(title)
            show.terms((term.label, term.meaning or term.label) for term in terms)
