"""Two views beside each other: how many incidents each shows, and where borders differ. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from geodata.facets import NO_COUNTRY, Facet
from geodata.vocabulary import INCIDENT_KINDS, STANDINGS, Term, label_of
from mapapp.table import incident_table
from mapapp.view import View
from mapapp.wording import country_label

Rows = tuple[tuple[str, int, int], ...]

_NOWHERE: Final = "In no country"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many incidents each of two views shows, by the values of one property.

    Parameters
    ----------
    title : str
        The property.
    rows : tuple of (str, int, int)
        A value, and how many incidents of each view have it; values that neither has are left out.
    """

    title: str
    rows: Rows


def counts_beside(one: View, other: View) -> tuple[Counts, ...]:
    """Count what two views of a dataset show.

    Parameters
    ----------
    one, other : View
        What is shown on either side, of the same dataset.

    Returns
    -------
    tuple of Counts
        By kind and standing, in the order of the vocabulary; by country where it lies, each under its own
        viewpoint, and by third country said to be affected, the most frequent first.
    """
    sides = (one, other)
    countries = tuple(view.analysis.facets.countries[view.query.viewpoint] for view in sides)
    facets = one.analysis.facets
    return (
        Counts("What was reported", _in_order(sides, facets.kinds, INCIDENT_KINDS)),
        Counts("Standing", _in_order(sides, facets.standings, STANDINGS)),
        Counts("Country where it lies", _ranked(sides, countries)),
        Counts("Third country said to be affected", _ranked(sides, (facets.affected, facets.affected))),
    )


def placed_otherwise(one: View, other: View) -> pd.DataFrame:
    """List the incidents that two viewpoints place in other countries, or nearest to other borders.

    Parameters
    ----------
    one, other : View
        The same incidents under two viewpoints.

    Returns
    -------
    DataFrame
        Latest first: ``date``, ``title``, and for each side ``country`` and ``border``, ending in ``_one``
        and ``_other``.
    """
    sides = [view.analysis.measured(view.query.viewpoint) for view in (one, other)]
    differs = np.zeros(len(sides[0]), dtype=np.bool_)
    for column in ("country", "border_pair"):
        cells = [side[column].fillna("").to_numpy(object) for side in sides]
        differs |= cells[0] != cells[1]
    (rows,) = np.nonzero(differs & (one.shown | other.shown))
    left, right = (incident_table(view, rows=rows) for view in (one, other))
    return pd.DataFrame(
        {
            "date": left["date"],
            "title": left["title"],
            **{
                f"{name}_{end}": cells
                for end, table in (("one", left), ("other", right))
                for name, cells in (("country", _countries(table)), ("border", _borders(table)))
            },
        }
    )


def _countries(table: pd.DataFrame) -> list[str]:
    return [name or _NOWHERE for name in table["country_name"]]


def _borders(table: pd.DataFrame) -> list[str | None]:
    """Name the nearest border with its distance."""
    return [
        f"{' – '.join(map(country_label, pair.split('-')))}: {distance}" if pair else None
        for pair, distance in zip(table["border_pair"], table["border_distance"], strict=True)
    ]


def _in_order(sides: tuple[View, View], facet: Facet, terms: tuple[Term, ...]) -> Rows:
    """Count by the words of a vocabulary, in its order; words that it does not know come last."""
    left, right = (facet.counts(view.shown) for view in sides)
    known = [term.name for term in terms]
    names = [*known, *sorted((left.keys() | right.keys()) - set(known))]
    return _stated((label_of(terms, name), left.get(name, 0), right.get(name, 0)) for name in names)


def _ranked(sides: tuple[View, View], facets: Sequence[Facet]) -> Rows:
    """Count by country, those with the most incidents on both sides together first; none comes last."""
    left, right = (facet.counts(view.shown) for view, facet in zip(sides, facets, strict=True))
    codes = sorted(left.keys() | right.keys(), key=lambda code: _rank(code, left, right))
    named = ((_NOWHERE if code == NO_COUNTRY else country_label(code), code) for code in codes)
    return _stated((label, left.get(code, 0), right.get(code, 0)) for label, code in named)


def _rank(code: str, left: Mapping[str, int], right: Mapping[str, int]) -> tuple[bool, int, str]:
    return code == NO_COUNTRY, -left.get(code, 0) - right.get(code, 0), code


def _stated(rows: Iterable[tuple[str, int, int]]) -> Rows:
    return tuple(row for row in rows if row[1] or row[2])
