"""What there is to choose from in a dataset, and how many incidents each choice has. Pure: no Streamlit."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from geodata.analysis import Analysis
from geodata.days import Days, to_iso
from geodata.facets import NO_COUNTRY
from geodata.vocabulary import FACILITY_GROUPS, INCIDENT_KINDS, STANDINGS, label_of
from mapapp.view import View
from mapapp.wording import country_label


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to choose.

    Parameters
    ----------
    value : str
        As a Query takes it.
    label : str
        As it is shown.
    count : int
        How many records have it.
    """

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader can choose from.

    Parameters
    ----------
    days : tuple of date, or None
        First and last day of all incidents; None where no incident has a date.
    kinds, standings, countries, affected, facility_groups : tuple of Choice
        Values that occur. Countries are those of any viewpoint, so that a choice outlives a change of it.
    """

    days: tuple[dt.date, dt.date] | None
    kinds: tuple[Choice, ...]
    standings: tuple[Choice, ...]
    countries: tuple[Choice, ...]
    affected: tuple[Choice, ...]
    facility_groups: tuple[Choice, ...]


def choices_of(analysis: Analysis) -> Choices:
    """Collect what occurs in a dataset.

    Parameters
    ----------
    analysis : Analysis
        A dataset with its standings and measures.

    Returns
    -------
    Choices
        Kinds, standings and groups in the order of the vocabulary; countries by their number of incidents.
    """
    view, facets = View(analysis), analysis.facets
    kinds, standings, affected = (one.counts() for one in (facets.kinds, facets.standings, facets.affected))
    groups = Counter(view.groups)
    return Choices(
        days=_span(*facets.days),
        kinds=tuple(
            Choice(name, label_of(INCIDENT_KINDS, name), kinds[name]) for name in view.present["kinds"]
        ),
        standings=tuple(
            Choice(name, label_of(STANDINGS, name), standings[name]) for name in view.present["standings"]
        ),
        countries=_countries(analysis),
        affected=tuple(Choice(code, country_label(code), n) for code, n in _ranked(affected.items())),
        facility_groups=tuple(
            Choice(name, label_of(FACILITY_GROUPS, name), groups[name])
            for name in view.present["facility_groups"]
        ),
    )


def _span(first: Days, last: Days) -> tuple[dt.date, dt.date] | None:
    """Give the first and the last of all days; None where no incident has a date."""
    dated = first <= last
    if not dated.any():
        return None
    ends = first[dated].min(), last[dated].max()
    return dt.date.fromisoformat(to_iso(ends[0])), dt.date.fromisoformat(to_iso(ends[1]))


def _countries(analysis: Analysis) -> tuple[Choice, ...]:
    """Count countries by the first viewpoint; those that only others have come with their own count."""
    counted: dict[str, int] = {}
    for facet in analysis.facets.countries.values():
        for code, n in facet.counts().items():
            counted.setdefault(code, n)
    named = [(code, n) for code, n in _ranked(counted.items()) if code != NO_COUNTRY]
    found = [Choice(code, country_label(code), n) for code, n in named]
    if NO_COUNTRY in counted:
        found.append(Choice(NO_COUNTRY, "In no country", counted[NO_COUNTRY]))
    return tuple(found)


def _ranked(counted: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(counted, key=lambda pair: (-pair[1], pair[0]))
