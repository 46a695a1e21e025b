"""The page Compare: two ranges of dates, or two viewpoints on borders, beside each other."""

import datetime as dt
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from geodata.borders import VIEWPOINT_LABELS
from mapapp.app import show
from mapapp.app.desk import Desk
from mapapp.compare import counts_beside, placed_otherwise
from mapapp.document import VIEWPOINT_SHORT
from mapapp.view import View
from mapapp.wording import day_in_words, number

_WHAT: Final = {"dates": "Two ranges of dates", "viewpoints": "Two viewpoints on borders"}
_SIDES: Final = ("one", "other")
_RANGES: Final = ("First range", "Second range")

_OTHERWISE: Final = {"date": "Date", "title": "What was reported"}


def page(desk: Desk) -> None:
    """Show the page."""
    desk.write_address()
    has_dates = desk.loaded.choices.days is not None
    names = list(_WHAT) if has_dates else ["viewpoints"]
    what = st.segmented_control(
        "Compare", names, default=names[0], key="compare.what", format_func=_WHAT.__getitem__
    )
    if what == "viewpoints" or not has_dates:
        _viewpoints(desk)
    else:
        _dates(desk)


def _dates(desk: Desk) -> None:
    """Compare two ranges of dates; the other filters hold for both."""
    spans = _spans(desk)
    views = [
        View(desk.loaded.analysis, replace(desk.query, start=first.isoformat(), end=last.isoformat()))
        for first, last in spans
    ]
    show.heading("Two ranges of dates")
    show.line("The filters beside this page hold for both, but for its dates.", quiet=True)
    for name, view, (first, last) in zip(_RANGES, views, spans, strict=True):
        days = (last - first).days + 1
        shown = int(view.shown.sum())
        rate = f", {number(30 * shown / days, digits=1)} in 30 days" if days > 0 else ""
        show.line(
            f"{name}, {day_in_words(first)} – {day_in_words(last)}: {number(shown)} incidents in "
            f"{number(max(days, 0))} days{rate}."
        )
    _counts(views, list(_RANGES))


def _spans(desk: Desk) -> list[tuple[dt.date, dt.date]]:
    """Let the reader choose two ranges; at first the halves of all days."""
    first, last = desk.loaded.choices.days or (dt.date.min, dt.date.max)
    middle = first + (last - first) // 2
    usual = [(first, middle), (min(middle + dt.timedelta(days=1), last), last)]
    spans = []
    for place, label, side, span in zip(st.columns(2, gap="large"), _RANGES, _SIDES, usual, strict=True):
        with place:
            chosen: Any = st.date_input(
                label,
                span,
                key=f"compare.{desk.loaded.key[:12]}.{side}",
                min_value=first,
                max_value=last,
                format="YYYY-MM-DD",
            )
        # While a reader has chosen but the first day of a range, it is that day alone.
        spans.append((chosen[0], chosen[-1]) if chosen else span)
    return spans


def _viewpoints(desk: Desk) -> None:
    """Compare the viewpoints that were measured, on all that the filters leave but that of countries."""
    query = replace(desk.query, countries=None)
    analysis = desk.loaded.analysis
    views = [View(analysis, replace(query, viewpoint=name)) for name in list(analysis.incidents)[:2]]
    names = [VIEWPOINT_SHORT.get(view.query.viewpoint, view.query.viewpoint) for view in views]
    show.heading("Two viewpoints on borders")
    show.terms(
        (name, VIEWPOINT_LABELS[view.query.viewpoint]) for name, view in zip(names, views, strict=True)
    )
    if desk.query.countries is not None:
        show.line("The filter by country is left out: it is what the viewpoints differ in.", quiet=True)
    table = placed_otherwise(*views)
    show.subheading("Incidents that they place in other countries, or nearest to other borders")
    if table.empty:
        show.line("None of those that are shown.", quiet=True)
    else:
        headings = {
            f"{column}_{side}": f"{column.capitalize()}, {name}"
            for side, name in zip(_SIDES, names, strict=True)
            for column in ("country", "border")
        }
        renamed = table.rename(columns={**_OTHERWISE, **headings})
        show.table(renamed, name="Incidents placed otherwise", wraps=True)
    _counts(views, names, only="Country where it lies")


def _counts(views: list[View], names: list[str], *, only: str | None = None) -> None:
    """Show the counts of both sides as bars."""
    one, other = views
    found = [counts for counts in counts_beside(one, other) if only in (None, counts.title) and counts.rows]
    if not found:
        show.notice("Neither side shows an incident. Widen the filters.")
        return
    for place, part in zip(st.columns(2, gap="large"), (found[0::2], found[1::2]), strict=True):
        with place:
            for counts in part:
                show.bars(counts.title, names, counts.rows)
