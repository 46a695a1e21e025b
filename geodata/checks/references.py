"""Ids that name a facility or a source which the dataset does not have. Pure."""

import difflib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from geodata.checks.check import Check, claim_places, note, overall, stated
from geodata.dataset import Dataset
from geodata.report import Finding


class _Reference(NamedTuple):
    """An id that stands at a path below a row of a table and names a row of another table."""

    table: str
    row: int
    path: str
    name: Any


def _run(dataset: Dataset) -> Iterator[Finding]:
    facilities = _unless_known(dataset, "facilities", "facility")
    sources = _unless_known(dataset, "sources", "source")
    yield from facilities(_facilities_of_incidents(dataset))
    yield from facilities(_facilities_of_flows(dataset))
    yield from sources(_sources_of_facilities(dataset))
    yield from sources(_sources_of_incidents(dataset))
    yield from sources(_lists(dataset, "flows", "sources"))
    yield from _orphans(dataset)


def _unless_known(
    dataset: Dataset, target: str, what: str
) -> Callable[[Iterable[_Reference]], Iterator[Finding]]:
    """Build a function that yields a note for each reference that leads nowhere.

    Where the dataset has none of what is named, as with a lone file of incidents, one note says so.
    """
    known = set(getattr(dataset, target)["id"].dropna())

    def check(references: Iterable[_Reference]) -> Iterator[Finding]:
        named = [item for item in references if item.name and isinstance(item.name, str)]
        unknown = [item for item in named if item.name not in known]
        if known:
            for item in unknown:
                yield _unknown(dataset, item, known, what)
        elif unknown:
            names = len({item.name for item in unknown})
            yield overall(
                dataset,
                unknown[0].table,
                f"no-{target}",
                f"names {names:,} {what if names == 1 else target}, but no {target} were read with it.",
                f"Open it together with its {target}, for instance as a dataset folder.",
            )

    return check


def _unknown(dataset: Dataset, item: _Reference, known: set[str], what: str) -> Finding:
    near = difflib.get_close_matches(item.name, known, n=1)
    guess = f"; did you mean {near[0]!r}?" if near else "."
    message = f"names the {what} {item.name!r}, which the dataset does not have{guess}"
    hint = f"Add the {what}, or correct the id."
    return note(dataset, item.table, item.row, f"unknown-{what}", item.path, message, hint)


def _facilities_of_incidents(dataset: Dataset) -> Iterator[_Reference]:
    yield from _lists(dataset, "incidents", "facility_ids")
    for row, interception in stated(dataset.incidents["interception"]):
        name = interception.get("facility_id")
        yield _Reference("incidents", row, "interception/facility_id", name)


def _facilities_of_flows(dataset: Dataset) -> Iterator[_Reference]:
    for column in ("from", "to"):
        for row, name in stated(dataset.flows[column]):
            yield _Reference("flows", row, column, name)
    yield from _lists(dataset, "flows", "via")


def _sources_of_facilities(dataset: Dataset) -> Iterator[_Reference]:
    yield from _lists(dataset, "facilities", "sources")
    yield from _objects(dataset, "facilities", "owners")
    for row, capacity in stated(dataset.facilities["capacity"]):
        yield _Reference("facilities", row, "capacity/source", capacity.get("source"))


def _sources_of_incidents(dataset: Dataset) -> Iterator[_Reference]:
    sources = dataset.claims["source"].tolist()
    for claim, row, path in claim_places(dataset):
        yield _Reference("incidents", row, f"{path}/source", sources[claim])
    yield from _objects(dataset, "incidents", "alternative_dates")
    yield from _objects(dataset, "incidents", "no_statement_found")


def _lists(dataset: Dataset, table: str, column: str) -> Iterator[_Reference]:
    """Yield the ids of a column that holds lists of ids."""
    for row, names in stated(getattr(dataset, table)[column]):
        for number, name in enumerate(names):
            yield _Reference(table, row, f"{column}/{number}", name)


def _objects(dataset: Dataset, table: str, column: str) -> Iterator[_Reference]:
    """Yield the sources of a column that holds lists of objects."""
    for row, items in stated(getattr(dataset, table)[column]):
        for number, item in enumerate(items):
            yield _Reference(table, row, f"{column}/{number}/source", item.get("source"))


def _orphans(dataset: Dataset) -> Iterator[Finding]:
    """Note claims on incidents that are not there; the folder store cannot make them, others can."""
    orphans = len(dataset.claims) - sum(1 for _ in claim_places(dataset))
    if orphans:
        message = f"{orphans:,} claims are about incidents that the dataset does not have."
        hint = "Add the incidents, or correct the claims' incident_id."
        yield overall(dataset, "incidents", "unknown-incident", message, hint)


REFERENCES = Check(
    "references",
    "ids of facilities and sources that lead nowhere; one note where the dataset has no such table",
    _run,
)
