"""What the revision log says of each record, in words. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geodata.changes import ADDED, CHANGED
from geodata.changes.log import differences_of
from mapapp.changed.words import Entry, entries, label_of_table

_WORDS = {ADDED: "Added", CHANGED: "Changed"}


@dataclass(frozen=True, slots=True)
class Past:
    """What a version changed of a record.

    Parameters
    ----------
    version, date : str
        The version and when it was made; empty where the log does not say.
    lines : tuple of str
        What it changed, a line each.
    """

    version: str
    date: str
    lines: tuple[str, ...]

    @property
    def headline(self) -> str:
        """The version in words.

        Examples
        --------
        >>> Past("2025.2", "2026-01-05", ()).headline, Past("", "", ()).headline
        ('Changed in version 2025.2 (2026-01-05)', 'Changed in a version without a name')
        """
        name = f"version {self.version}" if self.version else "a version without a name"
        return f"Changed in {name}" + (f" ({self.date})" if self.date else "")


def histories(changes: Iterable[Mapping[str, Any]], table: str) -> dict[str, tuple[Past, ...]]:
    """Give what the revision log says of the records of a table.

    Parameters
    ----------
    changes : iterable of mapping
        The log, as a Dataset holds it.
    table : str
        ``incidents``, with the claims on them, ``facilities``, ``sources`` or ``flows``.

    Returns
    -------
    dict of str to tuple of Past
        By id, in the order of the log.

    Examples
    --------
    >>> record = {"table": "incidents", "id": "i1", "what": "changed", "fields": {"title": {"after": "Fire"}}}
    >>> histories([{"version": "2", "records": [record]}], "incidents")["i1"][0].lines
    ('title: not stated → Fire',)
    """
    found: dict[str, list[Past]] = {}
    for entry in changes:
        version, date = (str(entry.get(name) or "") for name in ("version", "date"))
        for record in entries(differences_of(entry)).get(table, ()):
            if lines := tuple(_lines(record)):
                found.setdefault(record.id, []).append(Past(version, date, lines))
    return {id_: tuple(past) for id_, past in found.items()}


def _lines(entry: Entry) -> Iterable[str]:
    if entry.what == ADDED:
        yield "added to the dataset"
    for line in entry.lines:
        yield f"{line.field}: {line.before} → {line.after}"
    for claim in entry.claims:
        if claim.what == CHANGED:
            for line in claim.lines:
                yield f"{claim.id} ({claim.title}), {line.field}: {line.before} → {line.after}"
        elif entry.what == CHANGED:
            yield f"claim {claim.what}: {claim.title}"


def log_table(changes: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Build the table of all that the revision log lists.

    Parameters
    ----------
    changes : iterable of mapping
        The log, as a Dataset holds it.

    Returns
    -------
    DataFrame
        One row per record that was added or removed, and per field that changed: ``Version``, ``Date``,
        ``Table``, ``Record``, ``What``, ``Field``, ``Before``, ``After``.
    """
    rows = [
        row
        for entry in changes
        for table, records in entries(differences_of(entry)).items()
        for record in records
        for row in _rows(entry, label_of_table(table), record)
    ]
    columns = ["Version", "Date", "Table", "Record", "What", "Field", "Before", "After"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _rows(entry: Mapping[str, Any], table: str, record: Entry) -> Iterable[list[str | None]]:
    about = [str(entry.get(name) or "") or None for name in ("version", "date")]
    named = [table, record.title or record.id or None]
    if record.what != CHANGED:
        yield [*about, *named, record.what, None, None, record.summary or None]
    for line in record.lines:
        yield [*about, *named, record.what, line.field, line.before, line.after]
    for claim in record.claims:
        yield from _rows(entry, "Claims", claim)
