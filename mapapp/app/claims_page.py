"""The page Claims: who says what, what contradicts what, and on which sources it rests."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from mapapp.app import show
from mapapp.app.desk import Desk
from mapapp.ledger import claim_table, contradictions, source_table
from mapapp.wording import visible

_LEDGER: Final[dict[str, Any]] = {
    "date": st.column_config.TextColumn("Said on", width=90),
    "by": st.column_config.TextColumn("By", width=170),
    "role": st.column_config.TextColumn("Role", width=130),
    "countries": st.column_config.TextColumn("Of", width=60, help="Country of the claimant"),
    "stance": st.column_config.TextColumn("Stance", width=90),
    "about": st.column_config.TextColumn("About", width=100),
    "what": st.column_config.TextColumn("What", width=300),
    "figure": st.column_config.TextColumn("Figure", width=110),
    "incident": st.column_config.TextColumn("Incident", width=240),
    "publisher": st.column_config.TextColumn("Read with", width=140),
    "reliability": st.column_config.TextColumn("Reliability", width=100),
    "url": st.column_config.LinkColumn("Source", width=90, display_text="open"),
}

_FILTERS: Final = {"by": "Claimant", "role": "Role", "stance": "Stance", "about": "About"}

_MOST: Final = 5000
"""Claims that are listed."""


def page(desk: Desk) -> None:
    """Show the page."""
    desk.write_address()
    ledger = claim_table(desk.view)
    if ledger.empty:
        show.notice("No claim is stated on the incidents that are shown. Widen the filters.")
        return
    tabs = st.tabs(["Ledger", "What contradicts what", "Sources"])
    with tabs[0]:
        _ledger(ledger)
    with tabs[1]:
        _contradictions(contradictions(desk.view))
    with tabs[2]:
        _sources(source_table(desk.view))


def _ledger(ledger: pd.DataFrame) -> None:
    places = st.columns(len(_FILTERS))
    kept = ledger
    for place, (column, label) in zip(places, _FILTERS.items(), strict=True):
        counts = ledger[column].dropna().value_counts()
        labels = {word: visible(f"{word} ({count})") for word, count in counts.items()}
        chosen = place.multiselect(
            label, list(labels), key=f"claims.{column}", format_func=labels.__getitem__, placeholder="All"
        )
        if chosen:
            kept = kept[kept[column].isin(chosen)]
    listed = f", of which the latest {_MOST} are listed" if len(kept) > _MOST else ""
    show.line(f"{len(kept)} of {len(ledger)} claims on the incidents shown{listed}.")
    listed_rows = kept[list(_LEDGER)].head(_MOST)
    linked = listed_rows.assign(url=show.web_addresses(listed_rows["url"]))
    show.table(linked, name="Ledger of claims", wraps=True, columns=_LEDGER)


def _contradictions(table: pd.DataFrame) -> None:
    if table.empty:
        show.line("Nothing contradicts anything on the incidents shown.", quiet=True)
        return
    show.line("What some state and others deny, and figures that differ; none is preferred.", quiet=True)
    for title, rows in table.groupby("incident", sort=False):
        show.contradiction(str(title), rows[["about", "one", "other"]].itertuples(index=False, name=None))


def _sources(table: pd.DataFrame) -> None:
    names = {
        "reliability": "Reliability", "publisher": "Publisher", "title": "Title", "published": "Published",
        "language": "Language", "claims": "Claims", "url": "Address",
    }  # fmt: skip
    show.line("Weak sources first: state media, reposts, aggregators and machine translations.", quiet=True)
    links = {"Address": st.column_config.LinkColumn("Address")}
    linked = table.assign(url=show.web_addresses(table["url"])).rename(columns=names)
    others = table["url"].where(linked["Address"].isna(), None)
    if others.notna().any():
        linked = linked.assign(**{"No web address": others})
    show.table(linked, name="Sources", columns=links)
