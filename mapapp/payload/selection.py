"""Which incidents a page holds one by one, where they are more than a browser should be given. Pure."""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from geodata.analysis import Analysis
from geodata.days import Days
from mapapp.view import View

MOST: Final = 1_000_000
"""The most incidents that one page holds as rows; up to it, a page holds all of its dataset's."""

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Holding:
    """How many incidents a page holds.

    Parameters
    ----------
    held : int
        Incidents that it has as rows.
    left : int
        Incidents that the view's query leaves.
    total : int
        Incidents of the dataset.
    """

    held: int
    left: int
    total: int

    @property
    def is_whole(self) -> bool:
        """Whether every incident of the dataset is in the page."""
        return self.held == self.total


def holding_of(view: View) -> Holding:
    """Tell how many incidents the page of a view holds.

    Parameters
    ----------
    view : View
        What the map shows.

    Returns
    -------
    Holding
        All incidents up to `MOST`; else those that the query leaves, or `MOST` of them.

    Raises
    ------
    InvalidArgument
        If a date of the query is none that exists.
    """
    total = len(view.dataset.incidents)
    if total <= MOST:
        return Holding(total, int(view.shown.sum()), total)
    left = int(view.shown.sum())
    return Holding(min(left, MOST), left, total)


def latest(days: Days, rows: Rows, most: int) -> Rows:
    """Choose the rows with the latest days; of equal days, the first rows.

    Parameters
    ----------
    days : array of int64, shape (n,)
        The day of each row of a table, the greatest number where it has none: those come last.
    rows : array of int64, shape (m,)
        The rows to choose from, ascending.
    most : int
        How many to choose.

    Returns
    -------
    array of int64, shape (k,)
        The chosen rows, ascending.

    Examples
    --------
    >>> undated = np.iinfo(np.int64).max
    >>> latest(np.array([7, 9, 7, undated]), np.arange(4), 2).tolist()
    [0, 1]
    """
    if len(rows) <= most:
        return rows
    undated = np.iinfo(np.int64).max
    begin = days[rows]
    later_first = np.argsort(np.where(begin == undated, undated, -begin), kind="stable")
    return np.sort(rows[later_first[:most]])


def held_rows(view: View) -> Rows:
    """Give the rows of the dataset that the page of a view holds, ascending.

    Parameters
    ----------
    view : View
        What the map shows.

    Returns
    -------
    array of int64, shape (n,)
        Of the incidents that the query leaves, the latest by the first day on which they can lie.

    Raises
    ------
    InvalidArgument
        If a date of the query is none that exists.
    """
    if len(view.dataset.incidents) <= MOST:
        return np.arange(len(view.dataset.incidents))
    return latest(view.days[0], np.flatnonzero(view.shown), MOST)


def part_of(analysis: Analysis, rows: Rows) -> Analysis:
    """Cut an analysis to some of its incidents; facilities, flows and sources stay whole.

    Parameters
    ----------
    analysis : Analysis
        A dataset with its standings and measures; unchanged.
    rows : array of int64, shape (n,)
        Rows of its incidents, ascending.

    Returns
    -------
    Analysis
        The incidents of these rows with their claims, standings and measures.
    """
    dataset = analysis.dataset
    incidents = dataset.incidents.iloc[rows].reset_index(drop=True)
    is_claimed = dataset.claims["incident_id"].isin(incidents["id"])
    return replace(
        analysis,
        dataset=replace(
            dataset, incidents=incidents, claims=dataset.claims[is_claimed].reset_index(drop=True)
        ),
        standings=analysis.standings.iloc[rows].reset_index(drop=True),
        incidents=MappingProxyType(
            {name: frame.iloc[rows].reset_index(drop=True) for name, frame in analysis.incidents.items()}
        ),
    )
