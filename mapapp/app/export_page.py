"""The page Export: what is shown, handed on in any form, guarded where that is wanted, and as a citation."""

import datetime as dt
from typing import Final

import streamlit as st

from geodata.errors import GeoDataError
from geodata.publication import Guard
from geodata.query import Query
from mapapp.app import show
from mapapp.app.desk import Desk
from mapapp.app.downloads import file_of
from mapapp.citation import cite, filter_in_words
from mapapp.exporters import EXPORTERS
from mapapp.exporters.exporter import Exporter, Size
from mapapp.outgoing import Outgoing, outgoing
from mapapp.summary import summarise
from mapapp.view import View
from mapapp.wording import number, visible

_BY_NAME: Final = {one.name: one for one in EXPORTERS}
_FILES: Final = {"bundle": "strike-map-bundle", "facilities": "strike-map"}
_EMBARGOES: Final = {0: "none", 7: "7 days", 14: "14 days", 30: "30 days", 90: "90 days", 365: "a year"}
_GRIDS: Final = {0: "as they are", 500: "500 m", 1000: "1 km", 5000: "5 km", 10_000: "10 km", 50_000: "50 km"}
_SIZES: Final = {"pixels": (2400, 1600, 600, 8000), "millimetres": (297, 210, 150, 1200)}
_READY: Final = "export.ready"


def page(desk: Desk) -> None:
    """Show the page."""
    desk.write_address()
    view = desk.view
    summary = summarise(view)
    show.heading("What is shown, to take along")
    show.line(f"{summary.headline}. {'; '.join(filter_in_words(view.query))}.")
    if not summary.shown:
        show.notice("No incident matches the filters: a table would hold none. Widen the filters.")
    left, right = st.columns([3, 2], gap="large")
    with left:
        exporter = _form()
    with right:
        guard = _guard()
        size = _size(exporter)
        _hand_on(desk, exporter, guard, size)
    show.subheading("Cite this view")
    show.line("The digest names the data to the byte; the filter is that of this moment.", quiet=True)
    st.code(visible(cite(view, accessed=_today())), language=None, wrap_lines=True)


def _form() -> Exporter:
    show.subheading("Form")
    name = st.radio(
        "Form",
        list(_BY_NAME),
        format_func=lambda one: _BY_NAME[one].title,
        captions=[one.meaning for one in EXPORTERS],
        key="export.form",
        label_visibility="collapsed",
    )
    return _BY_NAME[name or EXPORTERS[0].name]


def _guard() -> Guard:
    """Ask what is to be held back; what may not be passed on stays out in any case."""
    show.subheading("Before it is published")
    show.line("Applied before anything is measured; the file says so.", quiet=True)
    embargo = st.selectbox(
        "Embargo on the latest incidents",
        list(_EMBARGOES),
        format_func=_EMBARGOES.__getitem__,
        key="export.embargo",
    )
    show.line("What may have happened in the last days, and what has no date, stays out.", quiet=True)
    grid = st.selectbox(
        "Places of incidents",
        list(_GRIDS),
        format_func=_GRIDS.__getitem__,
        key="export.grid",
    )
    show.line("Rounded to a grid of that size; location errors grow by the largest shift.", quiet=True)
    weak = st.checkbox("Without weak sources", key="export.weak")
    show.line(
        "Claims that rest only on state media, aggregators, machine translations or mirrors stay out.",
        quiet=True,
    )
    return Guard(embargo or None, float(grid) if grid else None, bool(weak))


def _size(exporter: Exporter) -> Size:
    if exporter.sizes not in _SIZES:
        return Size()
    width, height, least, most = _SIZES[exporter.sizes]
    show.subheading("Size")
    places = st.columns(2, gap="small")
    sides = [
        place.number_input(
            f"{name}, {exporter.sizes}", least, most, usual, key=f"export.{exporter.name}.{name}"
        )
        for place, name, usual in zip(places, ("Width", "Height"), (width, height), strict=True)
    ]
    return Size(int(sides[0]), int(sides[1]))


def _hand_on(desk: Desk, exporter: Exporter, guard: Guard, size: Size) -> None:
    """Write the file when asked, and offer it as long as nothing that it depends on has changed."""
    wanted = (desk.loaded.key, desk.query, exporter.name, guard, size, _today())
    if st.button("Prepare the file", key="export.prepare"):
        st.session_state.pop(_READY, None)
        try:
            with st.spinner(_waiting(exporter), show_time=exporter.takes_long):
                handed = _handed(desk.loaded.key, desk.query, guard, _today(), desk.view)
                st.session_state[_READY] = (wanted, file_of(handed, exporter, size), _told(handed))
        except GeoDataError as error:
            show.notice(f"The file could not be written. {error}", kind="problem")
    ready = st.session_state.get(_READY)
    if not ready or ready[0] != wanted:
        return
    _, data, told = ready
    for sentence in told:
        show.notice(sentence)
    st.download_button(
        f"Save {_name(exporter)} ({number(len(data) / 1e6, digits=2)} MB)",
        data,
        file_name=_name(exporter),
        mime=exporter.media_type,
        on_click="ignore",
        key="export.save",
    )


def _told(handed: Outgoing) -> tuple[str, ...]:
    """Say what was held back, or that nothing was."""
    counted = f"{number(len(handed.dataset.incidents))} incidents are in it."
    return handed.release.sentences or (f"Nothing was held back. {counted}",)


def _waiting(exporter: Exporter) -> str:
    if exporter.sizes:
        return "Chromium draws the sheet …"
    return f"Writing: {exporter.title} …"


def _name(exporter: Exporter) -> str:
    return f"{_FILES.get(exporter.name, 'strike-map')}{exporter.endings[0]}"


@st.cache_resource(max_entries=4, show_spinner=False)
def _handed(key: str, query: Query, guard: Guard, today: dt.date, _view: View) -> Outgoing:
    """Hold back and measure once for everybody; it is keyed by the content of the dataset."""
    return outgoing(_view, guard, today=today)


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).date()
