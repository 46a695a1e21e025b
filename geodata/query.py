"""Which incidents are shown: a frozen Query and its application. Pure: no I/O.

The map document applies the same rules in the browser; a test holds the two to the same answers.
"""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from geodata.analysis import Analysis
from geodata.dates import days
from geodata.days import from_iso
from geodata.errors import UnknownName
from geodata.facets import Flags


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
    text : str, optional
        Words that must all be found in title, id, claimants, publishers or facilities.
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
    text: str | None = None
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

    def mask(self, analysis: Analysis) -> Flags:
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

    def criteria(self, analysis: Analysis) -> dict[str, Flags]:
        """Tell, criterion by criterion, which incidents it leaves; only criteria that restrict are given.

        Parameters
        ----------
        analysis : Analysis
            A dataset with its standings and measures.

        Returns
        -------
        dict of str to array of bool, shape (n,)
            By criterion: dates, kinds, standings, countries, affected, text.

        Raises
        ------
        InvalidArgument
            If a date is none that exists.
        UnknownName
            If the viewpoint was not measured.
        """
        facets = analysis.facets
        found: dict[str, Flags] = {}
        if self.start or self.end:
            found["dates"] = facets.within(*self._days())
        if self.kinds is not None:
            found["kinds"] = facets.kinds.among(self.kinds)
        if self.standings is not None:
            found["standings"] = facets.standings.among(self.standings)
        if self.countries is not None:
            if self.viewpoint not in facets.countries:
                raise UnknownName.among("viewpoint", self.viewpoint, facets.countries)
            found["countries"] = facets.countries[self.viewpoint].among(self.countries)
        if self.affected is not None:
            found["affected"] = facets.affected.among(self.affected)
        if self.text and self.text.strip():
            found["text"] = analysis.texts.having(self.text)
        return found

    def _days(self) -> tuple[int, int]:
        """Give the first and the last day of the range."""
        first = days(self.start)[0] if self.start else dt.date.min
        last = days(self.end)[1] if self.end else dt.date.max
        return from_iso(first.isoformat()), from_iso(last.isoformat())
