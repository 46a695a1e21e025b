"""The publication guard: what is held back of an export by choice, and the sentences that say so. Pure."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from geodata.coarse import round_incidents
from geodata.dataset import Dataset
from geodata.days import first_and_last_days, from_iso
from geodata.errors import InvalidArgument
from geodata.facets import Flags
from geodata.grid import LEAST_M, MOST_M
from geodata.licences import HELD_BACK, in_words
from geodata.vocabulary import RELIABILITIES, WEAK_RELIABILITIES
from geodata.withholding import Rows, all_rows, emptied, keep, with_consequences

MOST_DAYS: Final = 36_525
"""The longest embargo: a hundred years."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What is held back of an export by choice.

    Parameters
    ----------
    embargo_days : int, optional
        Incidents that may have happened in the last so many days stay out.
    round_to_m : float, optional
        Places of incidents are rounded to a grid of about that size, in metres.
    without_weak : bool
        Whether claims that rest only on weak sources stay out.

    Raises
    ------
    InvalidArgument
        If a number is out of range.
    """

    embargo_days: int | None = None
    round_to_m: float | None = None
    without_weak: bool = False

    def __post_init__(self) -> None:
        if self.embargo_days is not None and not 0 <= self.embargo_days <= MOST_DAYS:
            raise InvalidArgument(
                f"an embargo of {self.embargo_days} days cannot be kept; give 0 to {MOST_DAYS} days"
            )
        if self.round_to_m is not None and not LEAST_M <= self.round_to_m <= MOST_M:
            raise InvalidArgument(
                f"coordinates cannot be rounded to {self.round_to_m:g} m; "
                f"give {LEAST_M:g} m to {MOST_M / 1000:g} km"
            )

    @property
    def is_off(self) -> bool:
        """Whether nothing is held back.

        Examples
        --------
        >>> Guard().is_off, Guard(without_weak=True).is_off
        (True, False)
        """
        return self == OPEN


OPEN: Final = Guard()
"""Holds nothing back."""


@dataclass(frozen=True)
class Guarded:
    """What a guard leaves of a dataset.

    Parameters
    ----------
    dataset : Dataset
        What may be published.
    sentences : tuple of str
        One for each part of the guard: that it was applied, and how much it held back.
    """

    dataset: Dataset
    sentences: tuple[str, ...] = ()


def apply_guard(dataset: Dataset, guard: Guard, *, today: dt.date) -> Guarded:
    """Hold back what a guard says: weak sources first, then what is recent; then places are rounded.

    Parameters
    ----------
    dataset : Dataset
        What was read; unchanged.
    guard : Guard
        What is held back.
    today : date
        The day from which an embargo counts back.

    Returns
    -------
    Guarded
        The dataset itself where the guard is off.

    Raises
    ------
    InvalidArgument
        If a date of the dataset does not exist.
    """
    sentences: list[str] = []
    if guard.without_weak:
        dataset, counts = _kept(dataset, _firm_rows(dataset))
        sentences.append(
            f"{HELD_BACK} without weak sources ({_WEAK}): {in_words(counts)}. Claims that rest on nothing"
            " else are not in this export, nor are incidents left without a claim."
        )
    if guard.embargo_days is not None:
        last = today - dt.timedelta(days=guard.embargo_days)
        dataset, counts = _kept(dataset, _old_rows(dataset, last))
        days = f"{guard.embargo_days} {'day' if guard.embargo_days == 1 else 'days'}"
        sentences.append(
            f"{HELD_BACK} by an embargo of {days}: {in_words(counts)}. Incidents that may have happened after"
            f" {last.isoformat()}, and those without a date, are not in this export."
        )
    if guard.round_to_m is not None:
        dataset, shift = round_incidents(dataset, guard.round_to_m)
        sentences.append(
            f"{HELD_BACK} by rounding: the exact places of incidents. They lie on a grid of about"
            f" {_metres(guard.round_to_m)}, and their location errors have grown by the largest shift, up to"
            f" {_metres(shift)}. Facilities stay where they are. Properties of incidents that the schema does"
            " not know are not in this export."
        )
    return Guarded(dataset, tuple(sentences))


_WEAK: Final = ", ".join(term.label for term in RELIABILITIES if term.name in WEAK_RELIABILITIES)


def _kept(dataset: Dataset, rows: Rows) -> tuple[Dataset, dict[str, int]]:
    """Keep some rows, and count the others."""
    left = with_consequences(dataset, rows)
    counts = {name: int((~getattr(left, name)).sum()) for name in ("incidents", "claims")}
    return keep(dataset, rows), counts


def _old_rows(dataset: Dataset, last_day: dt.date) -> Rows:
    first, last = first_and_last_days(dataset.incidents["start"], dataset.incidents["end"])
    old: Flags = (first <= last) & (last <= from_iso(last_day.isoformat()))
    return replace(all_rows(dataset), incidents=old)


def _firm_rows(dataset: Dataset) -> Rows:
    """Let the claims stay that name a source which is not weak, or none that is known."""
    sources = dataset.sources
    weak = frozenset(sources["id"][sources["reliability"].isin(WEAK_RELIABILITIES)].dropna())
    claims = zip(dataset.claims["source"].tolist(), dataset.claims["extra"].tolist(), strict=True)
    named = [_sources_of(source, extra or {}) for source, extra in claims]
    firm = np.array([not one or not one <= weak for one in named], dtype=np.bool_)
    return replace(all_rows(dataset), claims=firm, incidents=~emptied(dataset, firm))


def _sources_of(source: Any, extra: dict[str, Any]) -> set[str]:
    """Give the sources that a claim names: one, or more in a list that the schema does not know."""
    more = extra.get("sources")
    listed = more if isinstance(more, list | tuple) else [more]
    return {one for one in (source, *listed) if isinstance(one, str)}


def _metres(metres: float) -> str:
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
