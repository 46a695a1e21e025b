"""Which incidents are shown: a frozen Query and its application. Pure: no I/O.

The map document applies the same rules in the browser; a test holds the two to the same answers.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from geodata.analysis import Analysis
from geodata.dates import days, interval

NO_COUNTRY: Final = "none"
"""Stands for "no country contains the point" in a choice of countries."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is shown. None means no restriction; an empty tuple shows nothing.

    Parameters
    ----------
    start, end : str, optional
        First and last day, ISO 8601. An incident is shown where the interval in which it lies touches
        this range; an incident without a date is not.
    kinds, standings : tuple of str, optional
        Words of the vocabulary; an incident without a kind counts as ``"other"``.
    countries : tuple of str, optional
        ISO 3166-1 alpha-2 codes of the countries that contain the point under the viewpoint, or
        ``"none"``.
    affected : tuple of str, optional
        Third countries of which one must be said to be affected.
    facility_groups : tuple of str, optional
        Groups of facilities that are drawn.
    viewpoint : str
        The viewpoint on borders.
    """

    start: str | None = None
    end: str | None = None
    kinds: tuple[str, ...] | None = None
    standings: tuple[str, ...] | None = None
    countries: tuple[str, ...] | None = None
    affected: tuple[str, ...] | None = None
    facility_groups: tuple[str, ...] | None = None
    viewpoint: str = "un"

    def to_filter(self) -> dict[str, Any]:
        """Give the query in the form of the map document's state.

        Examples
        --------
        >>> Query(start="2025-03", kinds=("fire",)).to_filter()["from"]
        '2025-03-01'
        """
        stated = asdict(self)
        del stated["viewpoint"]
        start, end = stated.pop("start"), stated.pop("end")
        return {
            "from": days(start)[0].isoformat() if start else None,
            "to": days(end)[1].isoformat() if end else None,
            **stated,
        }

    def mask(self, analysis: Analysis) -> npt.NDArray[np.bool_]:
        """Tell which incidents are shown.

        Parameters
        ----------
        analysis : Analysis
            A dataset with its standings and measures.

        Returns
        -------
        array of bool, shape (n,)
            True where an incident is shown, in the order of the dataset.

        Raises
        ------
        InvalidArgument
            If a date is none that exists.
        UnknownName
            If the viewpoint was not measured.
        """
        shown = np.ones(len(analysis.dataset.incidents), dtype=np.bool_)
        for criterion in self.criteria(analysis).values():
            shown &= criterion
        return shown

    def criteria(self, analysis: Analysis) -> dict[str, npt.NDArray[np.bool_]]:
        """Tell, criterion by criterion, which incidents it leaves; only criteria that restrict are given.

        Parameters
        ----------
        analysis : Analysis
            A dataset with its standings and measures.

        Returns
        -------
        dict of str to array of bool, shape (n,)
            By criterion: dates, kinds, standings, countries, affected.

        Raises
        ------
        InvalidArgument
            If a date is none that exists.
        UnknownName
            If the viewpoint was not measured.
        """
        incidents = analysis.dataset.incidents
        found: dict[str, npt.NDArray[np.bool_]] = {}
        if self.start or self.end:
            touches = _touches(self.start, self.end)
            found["dates"] = _array(map(touches, incidents["start"], incidents["end"]))
        if self.kinds is not None:
            found["kinds"] = _array((kind or "other") in self.kinds for kind in incidents["kind"])
        if self.standings is not None:
            found["standings"] = _array(name in self.standings for name in analysis.standings["standing"])
        if self.countries is not None:
            codes = analysis.measured(self.viewpoint)["country"]
            found["countries"] = _array((code or NO_COUNTRY) in self.countries for code in codes)
        if self.affected is not None:
            wanted = set(self.affected)
            found["affected"] = _array(
                bool(wanted & set(codes or ())) for codes in incidents["affected_countries"]
            )
        return found


def _touches(start: str | None, end: str | None) -> Callable[[str | None, str | None], bool]:
    first = days(start)[0] if start else dt.date.min
    last = days(end)[1] if end else dt.date.max

    def touches(begin: str | None, finish: str | None) -> bool:
        lies = interval(begin, finish)
        return lies is not None and lies[1] >= first and lies[0] <= last

    return touches


def _array(values: Any) -> npt.NDArray[np.bool_]:
    return np.fromiter(values, dtype=np.bool_)
