"""The licence gate: what rests on a source whose data may not be passed on stays out of every export. Pure.

A dataset goes in, one that may be passed on comes out, with a statement of what was held back and why.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from geodata.dataset import Dataset, to_records
from geodata.facets import Flags
from geodata.mentions import rows_naming
from geodata.withholding import TABLES, Rows, all_rows, emptied, keep, with_consequences

RULES: Final = (
    "A source whose redistribution is false, or neither true nor false, lends nothing to an export.",
    "A record rests on a source where a field source or sources, at whatever depth, holds the source's id, or"
    " where a text has the id as a word, if it cannot be any other word.",
    "A claim, facility or flow that rests on such a source stays out.",
    "An incident stays out where its own record rests on one (its other dates, searches and unknown fields"
    " included), and where it had claims and all of them stay out.",
    "The source itself is named, with publisher, licence and attribution and nothing else, so that readers"
    " see where more is to be found.",
)
"""The rules of the gate, as sentences to print."""

HELD_BACK: Final = "Held back"
"""The words with which every statement of what was held back begins."""

_KEPT_OF_SOURCE: Final = ("id", "publisher", "licence", "attribution", "redistribution")
_NOUNS: Final = {
    "incidents": ("incident", "incidents"),
    "claims": ("claim", "claims"),
    "facilities": ("facility", "facilities"),
    "flows": ("flow", "flows"),
}


@dataclass(frozen=True, slots=True)
class Withheld:
    """What was held back because of one source.

    Parameters
    ----------
    source : str
        Id of the source.
    publisher, licence : str or None
        As the dataset states them.
    incidents, claims, facilities, flows : int
        How many of each were held back. A row that rests on several such sources counts for one of them.
    """

    source: str
    publisher: str | None = None
    licence: str | None = None
    incidents: int = 0
    claims: int = 0
    facilities: int = 0
    flows: int = 0

    @property
    def sentence(self) -> str:
        """What was held back and why.

        Examples
        --------
        >>> Withheld("acled", "ACLED", "Terms of use", incidents=2, claims=1).sentence
        'Held back: 2 incidents and 1 claim that rest on ACLED (source “acled”, licence: Terms of use), whose data may not be passed on.'
        """  # noqa: E501 (the sentence is one line)
        counts = {name: getattr(self, name) for name in TABLES}
        licence = self.licence or "not stated"
        whose = f"{self.publisher} (source “{self.source}”" if self.publisher else f"“{self.source}” ("
        between = ", " if self.publisher else ""
        return (
            f"{HELD_BACK}: {in_words(counts)} that rest on {whose}{between}licence: {licence}), whose data "
            "may not be passed on."
        )


@dataclass(frozen=True)
class Gated:
    """A dataset that may be passed on, and what was held back of it.

    Parameters
    ----------
    dataset : Dataset
        What may be passed on.
    withheld : tuple of Withheld
        One for each source because of which something was held back.
    """

    dataset: Dataset
    withheld: tuple[Withheld, ...] = ()


def in_words(counts: dict[str, int]) -> str:
    """Write how many rows of which tables, those that are none left out.

    Examples
    --------
    >>> in_words({"incidents": 1, "claims": 0, "facilities": 2})
    '1 incident and 2 facilities'
    """
    parts = [f"{count} {_NOUNS[name][count != 1]}" for name, count in counts.items() if count]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts) or "nothing"


def attribution_lines(dataset: Dataset) -> tuple[str, ...]:
    """Give the lines that must travel with a dataset: its own, then those of its sources, each once.

    Parameters
    ----------
    dataset : Dataset
        What is passed on.

    Returns
    -------
    tuple of str
        Those of sources whose data may not be passed on are left out: nothing here rests on them.
    """
    lines = dataset.sources["attribution"][~_closed(dataset.sources)]
    stated = [line for line in lines.tolist() if line]
    return tuple(dict.fromkeys([*dataset.metadata.attribution, *stated]))


def gate(dataset: Dataset) -> Gated:
    """Hold back what rests on sources whose data may not be passed on.

    Parameters
    ----------
    dataset : Dataset
        What was read; unchanged.

    Returns
    -------
    Gated
        The dataset with its attribution lines, the same object where neither rows nor lines change, and what
        was held back. What went through the gate goes through it again unchanged.
    """
    passed = dataset
    withheld: tuple[Withheld, ...] = ()
    closed = frozenset(dataset.sources["id"][_closed(dataset.sources)].dropna())
    if closed:
        resting = {name: rows_naming(getattr(dataset, name), closed) for name in TABLES}
        rows = _rows(dataset, resting)
        withheld = _statement(dataset, rows, resting)
        # The sources themselves are named, whether or not anything still rests on them.
        named = _named_only(dataset.sources)
        passed = keep(dataset, rows)
        if (sources := _with_closed(passed.sources, named)) is not passed.sources:
            passed = replace(passed, sources=sources)
    lines = attribution_lines(passed)
    if lines != passed.metadata.attribution:
        passed = replace(passed, metadata=replace(passed.metadata, attribution=lines))
    return Gated(passed, withheld)


def _closed(sources: pd.DataFrame) -> Flags:
    """Tell which sources' data may not be passed on; a value that cannot be read is no leave."""
    stated = zip(sources["redistribution"].tolist(), sources["extra"].tolist(), strict=True)
    closed = [value is False or "redistribution" in (extra or {}) for value, extra in stated]
    return np.array(closed, dtype=np.bool_)


def _rows(dataset: Dataset, resting: dict[str, dict[int, set[str]]]) -> Rows:
    """Tell which rows stay, by the rules."""
    rows = all_rows(dataset)
    for name in TABLES:
        getattr(rows, name)[list(resting[name])] = False
    return replace(rows, incidents=rows.incidents & ~emptied(dataset, rows.claims))


def _named_only(sources: pd.DataFrame) -> pd.DataFrame:
    """Give the sources whose data may not be passed on, with what is said of them in an export."""
    closed = sources[_closed(sources)]
    blank: dict[str, Any] = {
        str(name): pd.Series([None] * len(closed), index=closed.index, dtype="object")
        for name in closed.columns
        if name not in (*_KEPT_OF_SOURCE, "extra")
    }
    extra = pd.Series([{} for _ in range(len(closed))], index=closed.index, dtype="object")
    refused = pd.Series([False] * len(closed), index=closed.index, dtype="object")
    return closed.assign(**blank, extra=extra, redistribution=refused)


def _with_closed(sources: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """Put the sources that are only named after those that stay whole; nothing changes the second time."""
    known = sources[_closed(sources)].reset_index(drop=True)
    if known.equals(named.reset_index(drop=True)):
        return sources
    return pd.concat([sources[~_closed(sources)], named], ignore_index=True)


def _statement(dataset: Dataset, rows: Rows, resting: dict[str, dict[int, set[str]]]) -> tuple[Withheld, ...]:
    """Count what is held back by the source that it rests on, what only follows from it included."""
    rows = with_consequences(dataset, rows)
    because = _reasons(dataset, rows, resting)
    about = {row["id"]: row for row in to_records(_named_only(dataset.sources)) if "id" in row}
    found = []
    for source in sorted({one for reasons in because.values() for one in reasons}):
        counts = {name: because[name].count(source) for name in TABLES}
        found.append(Withheld(source, about[source].get("publisher"), about[source].get("licence"), **counts))
    return tuple(found)


def _reasons(dataset: Dataset, rows: Rows, resting: dict[str, dict[int, set[str]]]) -> dict[str, list[str]]:
    """Give for each row that is held back the one source that it is counted for."""
    direct = {name: {row: min(named) for row, named in resting[name].items()} for name in TABLES}
    of_claims = dataset.claims["incident_id"].tolist()
    incidents, facilities = dataset.incidents["id"].tolist(), dataset.facilities["id"].tolist()
    by_claim = {of_claims[row]: source for row, source in sorted(direct["claims"].items(), reverse=True)}
    by_incident = {**by_claim, **{incidents[row]: source for row, source in direct["incidents"].items()}}
    by_facility = {facilities[row]: source for row, source in direct["facilities"].items()}

    def of_flow(row: int) -> str:
        flow = dataset.flows.iloc[row]
        return next(by_facility[one] for one in _passed(flow) if one in by_facility)

    def reason(name: str, row: int) -> str:
        if row in direct[name]:
            return direct[name][row]
        if name == "flows":
            return of_flow(row)
        return by_incident[incidents[row] if name == "incidents" else of_claims[row]]

    return {
        name: [reason(name, row) for row in np.flatnonzero(~getattr(rows, name)).tolist()] for name in TABLES
    }


def _passed(flow: pd.Series) -> Iterable[str]:
    return (flow["from"], flow["to"], *(flow["via"] or ()))
