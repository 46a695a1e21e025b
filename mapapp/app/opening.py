"""Which dataset is open: the one named at the start, the bundled one, or files that a reader hands over."""

import datetime as dt
import logging
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from geodata.errors import GeoDataError, UnreadableFile
from geodata.locations import is_address
from geodata.sample import SAMPLE
from mapapp.app import show
from mapapp.app.beside.limits import AT_ONCE
from mapapp.app.events import UploadRead, UploadRefused
from mapapp.app.load import Loaded, load_path, load_uploads
from mapapp.app.log import note, rule_of
from mapapp.app.stamp import ask_again, stamp_of
from mapapp.app.uploads import Upload
from mapapp.wording import day_in_words

_BUNDLED: Final = "opening.bundled"
_HELD: Final = "opening.held"
_HANDED: Final = "opening.handed"
_AGAIN: Final = "opening.again"
_CHANGED: Final = "The files of this dataset have changed."


@dataclass(frozen=True, slots=True)
class _Held:
    """What this reader sees, and the state in which its files were."""

    location: str
    stamp: str
    loaded: Loaded
    read: dt.datetime


@dataclass(frozen=True, slots=True)
class _Handed:
    """What came of files that this reader handed over: a dataset, or why there is none.

    It is kept as long as they are there, so that a file is read once, and forgotten with the session.
    """

    key: tuple[str, ...]
    loaded: Loaded | None
    refusal: str = ""


def opened(arguments: Sequence[str], *, notices: DeltaGenerator) -> Loaded | None:
    """Show where to open other data, and give the dataset that is open.

    Parameters
    ----------
    arguments : sequence of str
        What was given at the start: where a dataset is kept, or nothing.
    notices : DeltaGenerator
        Where to say what could not be opened.

    Returns
    -------
    Loaded or None
        None where nothing could be opened; the reader is told why, and what to do.
    """
    with st.expander("Open your own data"):
        files, borrows = _uploads()
        if arguments:
            _offer_other(arguments[0])
    with notices:
        base = _open_path(arguments)
        if files:
            return _open_uploads(files, base=base, borrows=borrows)
        st.session_state.pop(_HANDED, None)
        return base


def _uploads() -> tuple[list[UploadedFile], bool]:
    """Let the reader hand over files, and choose whether to measure to facilities that are there."""
    show.line(
        "GeoJSON, or a file of another tool (ACLED, UCDP GED, VIINA, Global Energy Monitor, …; KML, GPX, "
        "Shapefile, GeoPackage): one of incidents, one of facilities, or both. "
        "The files stay on the machine that runs this app.",
        quiet=True,
    )
    # Of any ending: what a file is, is told from its content, and telephones know few of these endings.
    handed = st.file_uploader(
        "Files of incidents or facilities",
        accept_multiple_files=True,
        label_visibility="collapsed",
    )
    borrows = bool(handed) and st.checkbox(
        "Without a file of facilities, measure to those of the dataset that was open", value=True
    )
    return handed, borrows


def _open_path(arguments: Sequence[str]) -> Loaded | None:
    """Open what was named at the start, or go on with what this reader sees though its files have changed."""
    is_named = bool(arguments) and not st.session_state.get(_BUNDLED)
    location = arguments[0] if is_named else str(SAMPLE)
    held: _Held | None = st.session_state.get(_HELD)
    is_asked = st.session_state.pop(_AGAIN, False)
    if held is not None and held.location == location and not is_asked:
        _compare(held)
        return held.loaded
    if is_asked:
        ask_again(location)
    try:
        with st.spinner("Reading the dataset and measuring distances …"):
            stamp = stamp_of(location)
            held = _Held(location, stamp, load_path(location), dt.datetime.now(tz=dt.UTC))
    except GeoDataError as error:
        if held is not None and held.location == location:
            show.notice(f"It could not be read again; what you see stays as it was. {error}", kind="problem")
            _offer_again()
            return held.loaded
        show.notice(f"The dataset could not be opened. {error}", kind="problem")
        if is_named:
            st.button("Open the bundled dataset", on_click=_choose_bundled)
        return None
    st.session_state[_HELD] = held
    return held.loaded


def _compare(held: _Held) -> None:
    """Say so where the files of a dataset are no longer what was read."""
    try:
        if stamp_of(held.location) == held.stamp:
            return
        what = "This dataset has been read again." if is_address(held.location) else _CHANGED
    except UnreadableFile as error:
        what = f"The files of this dataset can no longer be read. {error}"
    show.notice(f"{what} What you see is what was read at {held.read:%H:%M} UTC, {day_in_words(held.read)}.")
    _offer_again()


def _offer_again(label: str = "Read them again") -> None:
    st.button(label, on_click=st.session_state.__setitem__, args=(_AGAIN, True))


def _open_uploads(files: Sequence[UploadedFile], *, base: Loaded | None, borrows: bool) -> Loaded | None:
    """Give what came of the files, which are read once; or say why that is nothing, and keep the base."""
    lent = base if borrows else None
    key = (*(file.file_id for file in files), lent.key if lent else "")
    handed: _Handed | None = st.session_state.get(_HANDED)
    if handed is None or handed.key != key:
        with st.spinner("Reading the files and measuring distances …"):
            handed = _read_uploads(key, [Upload(file.name, file.getvalue()) for file in files], lent)
        st.session_state[_HANDED] = handed
    if handed.loaded is None:
        stays = " What was open before stays open." if base else ""
        show.notice(f"The files could not be opened.{stays}\n{handed.refusal}", kind="problem")
        return base
    return handed.loaded


def _read_uploads(key: tuple[str, ...], uploads: Sequence[Upload], lent: Loaded | None) -> _Handed:
    """Read the files, and log what came of that."""
    size = sum(len(upload.content) for upload in uploads)
    begun = time.monotonic()
    try:
        loaded = load_uploads(uploads, base=lent.dataset if lent else None, waiting=_waiting)
    except GeoDataError as error:
        seconds = round(time.monotonic() - begun, 3)
        note(UploadRefused(len(uploads), size, rule_of(error), seconds), level=logging.WARNING)
        return _Handed(key, None, str(error))
    counts = len(loaded.dataset.incidents), len(loaded.dataset.facilities)
    findings = sum(len(report.findings) for report in loaded.reports)
    note(UploadRead(len(uploads), size, *counts, findings, round(time.monotonic() - begun, 3)))
    return _Handed(key, loaded)


def _waiting() -> AbstractContextManager[object]:
    """Tell the reader whose large file is read after those of others."""
    return st.spinner(f"{AT_ONCE} large files of other readers are being read; yours is read next …")


def _offer_other(location: str) -> None:
    """Let the reader turn to the bundled dataset, and back to the one that was named at the start."""
    if is_address(location) and not st.session_state.get(_BUNDLED):
        show.line("The dataset is kept in a database. What changes there is seen once it is read again.")
        _offer_again("Read the database again")
    if st.session_state.get(_BUNDLED):
        st.button("Back to the dataset of the start", on_click=_choose_bundled, args=(False,))
    else:
        st.button("Turn to the bundled dataset", on_click=_choose_bundled)


def _choose_bundled(is_chosen: bool = True) -> None:
    st.session_state[_BUNDLED] = is_chosen
