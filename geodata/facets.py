"""What a query asks of each incident, as numbers: codes into the words that occur. Pure.

Found once per analysis; a criterion then takes a million incidents in a millisecond or two.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.days import Days, first_and_last_days

NO_COUNTRY: Final = "none"
"""Stands for "no country contains the point" in a choice of countries."""

NO_KIND: Final = "other"
"""The kind of an incident whose kind is not stated."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """One property of incidents by which they can be chosen.

    Parameters
    ----------
    codes : array of int, shape (n,)
        For each incident, a place in `words`.
    words : tuple of tuple of str
        What stands behind each code: one word, several, or none.
    """

    codes: npt.NDArray[np.intp]
    words: tuple[tuple[str, ...], ...]

    def among(self, wanted: Collection[str]) -> Flags:
        """Tell which incidents have one of some words.

        Parameters
        ----------
        wanted : collection of str
            The words.

        Returns
        -------
        array of bool, shape (n,)
            True where an incident has one of them.

        Examples
        --------
        >>> facet_of([("HU", "SK"), None, ("KZ",)]).among({"SK"})
        array([ True, False, False])
        """
        chosen = set(wanted)
        has_one = np.array([not chosen.isdisjoint(words) for words in self.words], dtype=np.bool_)
        found: Flags = has_one[self.codes] if len(self.codes) else np.zeros(0, dtype=np.bool_)
        return found

    def counts(self, rows: Flags | None = None) -> dict[str, int]:
        """Count the incidents that have each word, in the order in which the words are met.

        Parameters
        ----------
        rows : array of bool, shape (n,), optional
            Which incidents are counted; all where not given.

        Returns
        -------
        dict of str to int
            By word, its incidents; words that no counted incident has are left out.

        Examples
        --------
        >>> facet_of(["fire", None, "fire"], missing="other").counts()
        {'fire': 2, 'other': 1}
        """
        codes = self.codes if rows is None else self.codes[rows]
        found: dict[str, int] = {}
        for words, count in zip(self.words, np.bincount(codes, minlength=len(self.words)), strict=True):
            for word in set(words) if count else ():
                found[word] = found.get(word, 0) + int(count)
        return found


class Facets:
    """The properties by which incidents can be chosen; each is numbered when it is first asked for.

    Parameters
    ----------
    incidents : DataFrame
        The incidents of a dataset.
    standings : DataFrame
        Their standings, in the same order.
    measures : mapping of str to DataFrame
        By viewpoint, their measures.
    """

    def __init__(
        self, incidents: pd.DataFrame, standings: pd.DataFrame, measures: Mapping[str, pd.DataFrame]
    ) -> None:
        self._incidents, self._standings, self._measures = incidents, standings, measures

    @cached_property
    def days(self) -> tuple[Days, Days]:
        """First and last day of each incident; undated: the last before the first.

        Raises
        ------
        InvalidArgument
            If a date is given that does not exist.
        """
        return first_and_last_days(self._incidents["start"], self._incidents["end"])

    @cached_property
    def kinds(self) -> Facet:
        """Kinds; one that is not stated is `NO_KIND`."""
        return facet_of(self._incidents["kind"], missing=NO_KIND)

    @cached_property
    def standings(self) -> Facet:
        """Standings."""
        return facet_of(self._standings["standing"])

    @cached_property
    def affected(self) -> Facet:
        """Third countries said to be affected."""
        return facet_of(self._incidents["affected_countries"])

    @cached_property
    def facilities(self) -> Facet:
        """Ids of the facilities that are said to be concerned."""
        return facet_of(self._incidents["facility_ids"])

    @cached_property
    def countries(self) -> Mapping[str, Facet]:
        """By viewpoint, the country that contains the point, or `NO_COUNTRY`."""
        found = {
            name: facet_of(frame["country"], missing=NO_COUNTRY) for name, frame in self._measures.items()
        }
        return MappingProxyType(found)

    def within(self, first: int, last: int) -> Flags:
        """Tell which incidents may lie in a range of days, both included; undated ones do not."""
        begin, end = self.days
        found: Flags = (begin <= end) & (end >= first) & (begin <= last)
        return found


def facet_of(values: Any, *, missing: str | None = None) -> Facet:
    """Give the values of a property numbers.

    Parameters
    ----------
    values : sequence of str, of sequence of str, or of None
        One value per incident.
    missing : str, optional
        The word that stands for an empty value; none where not given.

    Returns
    -------
    Facet
        Codes in the order in which values are met.

    Examples
    --------
    >>> facet_of(["fire", "", "fire"], missing="other").words
    (('fire',), ('other',))
    """
    lone = () if missing is None else (missing,)
    cells = pd.Series(list(values), dtype=object)
    if cells.map(_is_list).any():
        cells = cells.map(lambda value: tuple(value) if _is_list(value) else value)
    codes, distinct = pd.factorize(cells, use_na_sentinel=False)
    words = tuple(
        value if isinstance(value, tuple) else (value,) if isinstance(value, str) and value else lone
        for value in distinct
    )
    return Facet(codes, words)


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)
