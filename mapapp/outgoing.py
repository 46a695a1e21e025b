"""(View, guard) → Outgoing: what is handed on, behind the licence gate and the publication guard. Pure.

Every exporter takes an Outgoing, and an Outgoing is made here and nowhere else. What is held back is gone
before anything is measured, so that nothing derived from it is left.
"""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from geodata.analysis import Analysis, analyse
from geodata.dataset import TABLES, Dataset
from geodata.publication import OPEN, Guard
from geodata.release import Release, release
from mapapp.payload.selection import part_of
from mapapp.view import View


@dataclass(frozen=True)
class Outgoing:
    """What is handed on.

    Parameters
    ----------
    view : View
        The dataset that may be handed on, measured, and the query of what is shown.
    release : Release
        What was held back, and why.
    """

    view: View
    release: Release

    @cached_property
    def shown(self) -> View:
        """The incidents that the query leaves as a dataset, with their claims; all else is whole."""
        rows = np.flatnonzero(self.view.shown)
        if len(rows) == len(self.view.dataset.incidents):
            return self.view
        return View(part_of(self.view.analysis, rows), self.view.query)

    @property
    def dataset(self) -> Dataset:
        """The dataset of the incidents that are shown."""
        return self.shown.dataset


def outgoing(view: View, guard: Guard = OPEN, *, today: dt.date | None = None) -> Outgoing:
    """Hold back what may not leave, and measure what may.

    Parameters
    ----------
    view : View
        What is shown.
    guard : Guard
        What is held back by choice.
    today : date, optional
        The day from which an embargo counts back; today in UTC if not given.

    Returns
    -------
    Outgoing
        Nothing is measured anew where nothing is held back.

    Raises
    ------
    InvalidArgument
        If a date of the dataset does not exist.
    """
    released = release(view.dataset, guard, today=today)
    if released.dataset is view.dataset:
        return Outgoing(view, released)
    return Outgoing(View(_measured(view.analysis, released.dataset), view.query), released)


def _measured(analysis: Analysis, dataset: Dataset) -> Analysis:
    """Measure a dataset anew, unless its tables are those that were measured."""
    if all(getattr(dataset, name) is getattr(analysis.dataset, name) for name in TABLES):
        return replace(analysis, dataset=dataset)
    return analyse(dataset, viewpoints=tuple(analysis.incidents))
