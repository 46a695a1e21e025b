"""Datasets as the app keeps them: opened and measured once for everybody, found again by their content.

What is cached is shared between sessions and read-only; it is keyed by content, so that a session meets only
what equals its own data.
"""

import hashlib
import json
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Final

import streamlit as st

from geodata.analysis import VIEWPOINTS, Analysis, analyse
from geodata.dataset import Dataset
from geodata.errors import GeoDataError
from geodata.query import Query
from geodata.report import Report
from geodata.stores import load
from mapapp.app.beside.turns import Waiting
from mapapp.app.health import note_read, note_refused
from mapapp.app.memory import settle
from mapapp.app.stamp import stamp_of
from mapapp.app.uploads import Upload, open_uploads
from mapapp.choices import Choices, choices_of
from mapapp.document import render
from mapapp.view import View

_KEPT: Final = 4
"""How many datasets stay in memory."""

_LARGE: Final = 1000
"""Rows from which on a dataset is worth setting aside, though nobody is served meanwhile."""

_read_before: dict[tuple[str, str], Dataset] = {}
"""By location and state of the files, what was read before the app was started."""


@dataclass(frozen=True)
class Loaded:
    """A dataset ready to be shown.

    Parameters
    ----------
    key : str
        Names its content: tables, metadata and revision log.
    analysis : Analysis
        The dataset with its standings and measures.
    choices : Choices
        What there is to choose from.
    reports : tuple of Report
        What reading found.
    """

    key: str
    analysis: Analysis
    choices: Choices
    reports: tuple[Report, ...]

    @property
    def dataset(self) -> Dataset:
        """The dataset itself."""
        return self.analysis.dataset

    @property
    def viewpoint(self) -> str:
        """The viewpoint that the dataset is meant for, or the first one where there is no such viewpoint."""
        meant = self.dataset.metadata.viewpoint
        return meant if meant in self.analysis.incidents else VIEWPOINTS[0]


def load_path(location: str | Path) -> Loaded:
    """Open a dataset; it is read again once a file of it has changed.

    Parameters
    ----------
    location : str or Path
        A folder, a file, the address of a database.

    Returns
    -------
    Loaded
        The dataset, ready to be shown.

    Raises
    ------
    UnreadableFile
        If there is nothing, or nothing that can be used.
    """
    return _measured(_opened(str(location), stamp_of(location)))


def load_uploads(
    uploads: Sequence[Upload], *, base: Dataset | None, waiting: Waiting = nullcontext
) -> Loaded:
    """Open files that a reader handed over.

    Parameters
    ----------
    uploads : sequence of Upload
        GeoJSON files: one of incidents, one of facilities, or one of both each.
    base : Dataset or None
        A dataset whose facilities are measured to where none were handed over.
    waiting : callable
        What surrounds the wait where large files of others are read first.

    Returns
    -------
    Loaded
        The dataset, ready to be shown.

    Raises
    ------
    UnreadableFile
        If nothing of a file can be used, or reading it takes more than it may.
    InvalidArgument
        If two files are of the same kind.
    """
    return _measured(open_uploads(uploads, base=base, waiting=waiting))


def hand_on(location: str | Path, stamp: str, dataset: Dataset) -> None:
    """Hand on a dataset that was read before the app was started, so that it is not read twice.

    Parameters
    ----------
    location : str or Path
        Where it is kept, as `load_path` will be asked for it.
    stamp : str
        The state of its files before they were read.
    dataset : Dataset
        What was read.
    """
    _read_before[str(location), stamp] = dataset


def page_of(loaded: Loaded) -> str:
    """Give the map document of a dataset, with every incident shown."""
    return _page(loaded.key, loaded)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _page(key: str, _loaded: Loaded) -> str:
    return render(View(_loaded.analysis, Query(viewpoint=_loaded.viewpoint)))


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _opened(location: str, stamp: str) -> Dataset:
    begun = time.monotonic()
    try:
        dataset = _read_before.pop((location, stamp), None) or load(location)
    except GeoDataError as error:
        note_refused(location, stamp, error, time.monotonic() - begun)
        raise
    note_read(location, stamp, dataset, time.monotonic() - begun)
    return dataset


def _measured(dataset: Dataset) -> Loaded:
    """Measure a dataset, or find it measured; the reports stay those of this reading."""
    return replace(_analysed(_content_key(dataset), dataset), reports=dataset.reports)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _analysed(key: str, _dataset: Dataset) -> Loaded:
    analysis = analyse(_dataset)
    loaded = Loaded(key=key, analysis=analysis, choices=choices_of(analysis), reports=())
    if len(_dataset.incidents) + len(_dataset.facilities) >= _LARGE:
        settle()
    return loaded


def _content_key(dataset: Dataset) -> str:
    """Digest all that a map shows: the tables' digest knows neither title nor revision log."""
    about = json.dumps([astuple(dataset.metadata), dataset.changes], default=str)
    return hashlib.sha256(f"{dataset.digest}\n{about}".encode("utf-8", "surrogatepass")).hexdigest()
