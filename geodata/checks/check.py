"""What a check is, and how its findings name their place. Pure; every check imports it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from geodata.dataset import Dataset
from geodata.places import LIST, Place
from geodata.report import Finding, Severity

_DEFAULT_PLACES: Final = {
    "facilities": Place("facilities.geojson"),
    "incidents": Place("incidents.geojson"),
    "sources": Place("sources.json", LIST),
    "flows": Place("flows.json", LIST),
}
"""Where the rows of a table stand when the dataset is written as a folder."""


@dataclass(frozen=True, slots=True)
class Check:
    """A family of checks: a row of the registry.

    Parameters
    ----------
    name : str
        Its name, that of its file.
    meaning : str
        What it looks for, in plain words.
    run : callable
        From a dataset, which it leaves as it is, to findings.
    """

    name: str
    meaning: str
    run: Callable[[Dataset], Iterable[Finding]]


def place_of(dataset: Dataset, table: str) -> Place:
    """Give the place of a table: the file it was read from, or else the file it would be written to.

    Examples
    --------
    >>> from geodata.dataset import empty_dataset
    >>> place_of(empty_dataset(), "flows").file
    'flows.json'
    """
    return dataset.places.get(table, _DEFAULT_PLACES[table])


def note(
    dataset: Dataset, table: str, row: int, rule: str, path: str, message: str, hint: str = ""
) -> Finding:
    """Build a note about what stands at a path below the properties of a table's row.

    Examples
    --------
    >>> from geodata.stores.folder import open_dataset
    >>> from geodata.sample import SAMPLE
    >>> finding = note(open_dataset(SAMPLE), "flows", 0, "volume", "volume", "the volume is odd.")
    >>> finding.record, finding.id, finding.pointer
    (0, 'tengiz-cpc-2025', '/0/volume')
    """
    id_ = getattr(dataset, table)["id"].iloc[row]
    id_ = id_ if isinstance(id_, str) else None
    return place_of(dataset, table).note(row, rule, path, message, hint, id_=id_)


def overall(dataset: Dataset, table: str, rule: str, message: str, hint: str) -> Finding:
    """Build a note about a table as a whole."""
    return Finding(Severity.NOTE, rule, message, hint, file=place_of(dataset, table).file)


def lacking(
    dataset: Dataset, table: str, rows: Sequence[int], *, rule: str, path: str, what: str, hint: str
) -> Iterator[Finding]:
    """Yield a note for each row that lacks something, or a single one where all rows lack it.

    Parameters
    ----------
    dataset : Dataset
        What is checked.
    table : str
        Name of a table.
    rows : sequence of int
        The rows that lack it.
    rule, path, hint : str
        As for `note`.
    what : str
        What is lacking, e.g. ``"location"``.

    Yields
    ------
    Finding
        Notes.
    """
    count = len(getattr(dataset, table))
    if len(rows) == count > 1:
        yield overall(dataset, table, rule, f"all {count:,} {table} are without {what}.", hint)
        return
    for row in rows:
        yield note(dataset, table, row, rule, path, f"has no {what}.", hint)


def stated(column: "pd.Series[Any]") -> Iterator[tuple[int, Any]]:
    """Yield the rows of a column of objects that state something, with what they state.

    Examples
    --------
    >>> list(stated(pd.Series([None, "KZ"], dtype=object)))
    [(1, 'KZ')]
    """
    cells = column.tolist()
    if cells.count(None) == len(cells):
        return
    for row, value in enumerate(cells):
        if value is not None:
            yield row, value


def claim_places(dataset: Dataset) -> Iterator[tuple[int, int, str]]:
    """Yield the row of each claim, the row of its incident, and its path below the incident's properties.

    Claims on an incident that the dataset does not have are left out.

    Examples
    --------
    >>> from geodata.stores.folder import open_dataset
    >>> from geodata.sample import SAMPLE
    >>> next(claim_places(open_dataset(SAMPLE)))
    (0, 0, 'claims/0')
    """
    if dataset.claims.empty:
        return
    rows = {id_: row for row, id_ in enumerate(dataset.incidents["id"])}
    claims = zip(dataset.claims["incident_id"], dataset.claims["number"], strict=True)
    for claim, (incident, number) in enumerate(claims):
        if incident in rows:
            yield claim, rows[incident], f"claims/{number - 1}"
