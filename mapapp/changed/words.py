"""Differences → entries in words: per record, its claims below its incident. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from geodata.changes import ADDED, CHANGED, NOT_STATED, Change, Difference
from geodata.changes.rows import same
from geodata.jsontext import to_json
from geodata.vocabulary import INCIDENT_KINDS, STANCES, STANDINGS, label_of
from mapapp.wording import number

TABLES: Final = {
    "dataset": "What the dataset says about itself",
    "facilities": "Facilities",
    "incidents": "Incidents and the claims on them",
    "sources": "Sources",
    "flows": "Flows",
}
"""The parts of a list of differences, in order."""

_ONE: Final = {
    "dataset": "description",
    "facilities": "facility",
    "incidents": "incident",
    "claims": "claim",
    "sources": "source",
    "flows": "flow",
}
_MANY: Final = {"dataset": "description", "facilities": "facilities"}


@dataclass(frozen=True, slots=True)
class Line:
    """A field that changed, in words.

    Parameters
    ----------
    field : str
        What it is called.
    before, after : str
        What it said and says.
    """

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that was added, removed or changed, in words.

    Parameters
    ----------
    what : str
        ``added``, ``changed`` or ``removed``.
    title, id : str
        What it is called.
    summary : str
        Of a record that was added or removed, what it is in a few words.
    lines : tuple of Line
        The fields that changed.
    claims : tuple of Entry
        Of an incident, the claims that were added, removed or changed.
    """

    what: str
    title: str
    id: str
    summary: str = ""
    lines: tuple[Line, ...] = ()
    claims: tuple["Entry", ...] = ()


def entries(difference: Difference) -> dict[str, tuple[Entry, ...]]:
    """Put differences into words, record by record.

    Parameters
    ----------
    difference : Difference
        What was added, changed and removed.

    Returns
    -------
    dict of str to tuple of Entry
        By table (`TABLES`), those with differences. Claims, and a standing that is another, stand with their
        incident, which is listed also where nothing else of it changed.
    """
    of_table: dict[str, dict[str, list[Change]]] = {table: {} for table in TABLES}
    claims: dict[str, list[Change]] = {}
    for change in (*difference.changes, *difference.standings):
        if change.table == "claims":
            claims.setdefault(change.id, []).append(change)
        table = "incidents" if change.table in ("claims", "standings") else change.table
        found = of_table[table].setdefault(change.id, [])
        if change.table != "claims":
            found.append(change)
    return {
        table: tuple(
            entry
            for id_, changes in records.items()
            for entry in _entries(id_, changes, claims.get(id_, []) if table == "incidents" else [])
        )
        for table, records in of_table.items()
        if records
    }


def _entries(id_: str, changes: list[Change], claims: Iterable[Change]) -> Iterator[Entry]:
    """Yield the entry of a record; records that share an id, or have none, are an entry each."""
    below = tuple(_claims(claims))
    whole = [change for change in changes if change.field is None]
    for change in whole:
        yield Entry(change.what, change.title, id_, _summary(change), claims=below)
    fields = [change for change in changes if change.field is not None]
    if fields or not whole:
        title = next((change.title for change in fields if change.title), "")
        yield Entry(CHANGED, title, id_, lines=tuple(_lines(fields)), claims=below if not whole else ())


def _claims(changes: Iterable[Change]) -> Iterator[Entry]:
    numbered: dict[tuple[str, int | None], list[Change]] = {}
    for change in changes:
        numbered.setdefault((change.what, change.number), []).append(change)
    for (what, claim), some in sorted(numbered.items(), key=lambda item: item[0][1] or 0):
        fields = tuple(_lines(change for change in some if change.field is not None))
        yield Entry(what, some[0].title, f"claim {claim}", _summary(some[0]), fields)


def _summary(change: Change) -> str:
    """Say what a record is that was added or removed."""
    if change.field is not None:
        return ""
    record = change.after if change.what == ADDED else change.before
    parts = [record.get("start") or record.get("date"), record.get("published")]
    if change.table == "claims":
        parts += [label_of(STANCES, record.get("stance")), _source(record)]
    elif change.table == "incidents":
        parts.append(label_of(INCIDENT_KINDS, record.get("kind")))
    else:
        parts += [record.get("kind"), record.get("publisher")]
    return " · ".join(in_words(part) for part in parts if part)


def _source(record: Mapping[str, Any]) -> str:
    return f"source {in_words(record['source'])}" if record.get("source") else ""


def _lines(changes: Iterable[Change]) -> Iterator[Line]:
    """Yield the fields that changed; of an object, its members that did."""
    for change in changes:
        if change.table == "standings":
            before, after = (label_of(STANDINGS, word) for word in (change.before, change.after))
            yield Line("standing, which follows from the claims", before, after)
        elif change.field == "geometry":
            yield Line("place", in_words(change.before), in_words(change.after))
        else:
            yield from _members(name_of(change.field or ""), change.before, change.after)


def _members(name: str, before: Any, after: Any) -> Iterator[Line]:
    if _are_texts(before) and _are_texts(after) and sorted(before) != sorted(after):
        gone, come = (
            list((Counter(a) - Counter(b)).elements()) for a, b in ((before, after), (after, before))
        )
        for one, other in zip_longest(gone, come, fillvalue=NOT_STATED):
            yield Line(f"{name}, one of them", in_words(one), in_words(other))
        return
    if not (isinstance(before, dict) and isinstance(after, dict)):
        yield Line(name, in_words(before), in_words(after))
        return
    for member in before | after:
        one, other = (value.get(member, NOT_STATED) for value in (before, after))
        if one is NOT_STATED or other is NOT_STATED or not same(one, other):
            yield from _members(f"{name}, {name_of(member)}", one, other)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def name_of(field: str) -> str:
    """Give a field's name as readers read it.

    Examples
    --------
    >>> name_of("extra.dispute_status"), name_of("uncertainty_m")
    ('dispute status', 'uncertainty m')
    """
    return field.removeprefix("extra.").replace("_", " ")


def in_words(value: Any) -> str:
    """Write a value for readers: whole, on one line.

    Examples
    --------
    >>> in_words(NOT_STATED), in_words(None), in_words(True), in_words(["KZ", "HU"]), in_words({"year": 2024})
    ('not stated', 'null', 'yes', 'KZ, HU', '{"year":2024}')
    >>> in_words({"type": "Point", "coordinates": [39.1, 45.2]}), in_words([])
    ('39.1, 45.2 (longitude, latitude)', 'none')
    """
    if value is NOT_STATED:
        return "not stated"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value or "an empty text"
    if isinstance(value, dict) and "coordinates" in value and "type" in value:
        return _place(value)
    if isinstance(value, list | tuple):
        plain = all(isinstance(item, str | int | float) for item in value)
        between = "; " if any(" " in str(item) for item in value) else ", "
        return (between.join(map(in_words, value)) or "none") if plain else _json(value)
    return _json(value)


def _place(geometry: Mapping[str, Any]) -> str:
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Point":
        return f"{', '.join(map(str, coordinates))} (longitude, latitude)"
    return f"{geometry['type']} {_json(coordinates)}"


def _json(value: Any) -> str:
    return to_json(value).decode("utf-8", "replace")


def headline(difference: Difference) -> str:
    """Say in one line how much was added, changed and removed.

    Parameters
    ----------
    difference : Difference
        What was added, changed and removed.

    Returns
    -------
    str
        "No differences" where there are none.
    """
    parts = []
    for table, counts in difference.counts.items():
        done = [f"{number(count)} {what}" for what, count in counts.items()]
        total = sum(counts.values())
        parts.append(f"{_many(table, total)}: {', '.join(done)}")
    if difference.standings:
        parts.append(f"another standing: {_counted('incidents', len(difference.standings))}")
    return " · ".join(parts) or "No differences"


def _many(table: str, count: int) -> str:
    return _ONE[table] if count == 1 else _MANY.get(table, f"{_ONE[table]}s")


def _counted(table: str, count: int) -> str:
    return f"{number(count)} {_many(table, count)}"


def reordering(difference: Difference) -> str:
    """Say that claims stand in another order, which is no change; empty where none do."""
    count = len(difference.reordered)
    return (
        f"On {_counted('incidents', count)} the claims stand in another order, which is no change."
        if count
        else ""
    )


def label_of_table(table: str) -> str:
    """Give what the records of a table are called.

    Examples
    --------
    >>> label_of_table("incidents"), label_of_table("dataset")
    ('Incidents', 'Description')
    """
    return _many(table, 2).capitalize()
