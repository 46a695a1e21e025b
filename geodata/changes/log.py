"""The revision log of a dataset: entries made from differences, and read back as differences. Pure.

An entry holds what a reader needs to see what changed, not what another program needs to undo it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from geodata.changes.change import ADDED, CHANGED, NOT_STATED, REMOVED, Change, Difference

MOST_RECORDS: Final = 5_000
"""Records that an entry lists; of the others it says how many they are."""

STANDINGS: Final = "standings"
_TOLD: Final = ("start", "kind", "date", "stance", "source", "publisher", "published")
"""What an entry keeps of a record that was added or removed."""
_WHATS: Final = (ADDED, CHANGED, REMOVED)


def entry_of(difference: Difference, *, version: str, date: str, summary: str) -> dict[str, Any]:
    """Make an entry of the revision log.

    Parameters
    ----------
    difference : Difference
        What was added, changed and removed.
    version : str
        The version that has these changes.
    date : str
        When it was made, ISO 8601.
    summary : str
        The changes in a sentence.

    Returns
    -------
    dict
        ``version``, ``date``, ``summary``; ``added``, ``changed`` and ``removed`` with counts by table; under
        ``records`` each record with the fields that changed, before and after.

    Examples
    --------
    >>> change = Change("incidents", "i1", CHANGED, "title", "Fire", "Explosion", "Explosion")
    >>> entry = entry_of(Difference((change,)), version="2", date="2026-01-05", summary="A title mended.")
    >>> entry["changed"], entry["records"][0]["fields"]
    ({'incidents': 1}, {'title': {'before': 'Fire', 'after': 'Explosion'}})
    """
    counts = {what: _counts(difference, what) for what in _WHATS}
    listed = list(_records(difference))
    entry: dict[str, Any] = {"version": version, "date": date, "summary": summary}
    entry |= {what: some for what, some in counts.items() if some}
    entry |= {"records": listed[:MOST_RECORDS]}
    return entry | ({"records_left_out": len(listed) - MOST_RECORDS} if len(listed) > MOST_RECORDS else {})


def _records(difference: Difference) -> Iterator[dict[str, Any]]:
    """Yield what an entry keeps of each record; records without an id of their own are kept apart."""
    changed: dict[Any, dict[str, Any]] = {}
    for change in (*difference.changes, *difference.standings):
        if change.field is None:
            yield _record(change)
            continue
        record = changed.get(change.record)
        if record is None or change.field in record["fields"]:
            if record is not None:
                yield record
            record = changed[change.record] = {**_record(change), "fields": {}}
        sides = {"before": change.before, "after": change.after}
        record["fields"][change.field] = {
            side: cell for side, cell in sides.items() if cell is not NOT_STATED
        }
    yield from changed.values()


def _counts(difference: Difference, what: str) -> dict[str, int]:
    return {table: counts[what] for table, counts in difference.counts.items() if what in counts}


def _record(change: Change) -> dict[str, Any]:
    named: dict[str, Any] = {
        "table": change.table,
        "id": change.id,
        "number": change.number,
        "what": change.what,
    }
    named["title"] = change.title or None
    whole = change.after if change.what == ADDED else change.before
    if change.field is None and isinstance(whole, dict):
        told = {name: whole[name] for name in _TOLD if name in whole}
        named["record"] = told or None
    return {name: value for name, value in named.items() if value is not None}


def differences_of(entry: Mapping[str, Any]) -> Difference:
    """Read the records that an entry of a revision log lists; what is none of ours is passed over.

    Parameters
    ----------
    entry : mapping
        An entry, as it stands in a file.

    Returns
    -------
    Difference
        Of records that were added or removed, what the entry keeps of them.

    Examples
    --------
    >>> differences_of({"version": "2", "records": [7, {"table": "tides"}]})
    Difference(changes=(), standings=(), reordered=())
    """
    listed = entry.get("records")
    found = [
        change
        for record in (listed if isinstance(listed, list) else ())
        if isinstance(record, dict) and record.get("what") in _WHATS
        for change in _changes(record)
    ]
    known = ("dataset", "facilities", "incidents", "claims", "sources", "flows")
    return Difference(
        tuple(change for change in found if change.table in known),
        tuple(change for change in found if change.table == STANDINGS and change.field == "standing"),
    )


def _changes(record: Mapping[str, Any]) -> Iterable[Change]:
    table, id_, title = (str(record.get(name) or "") for name in ("table", "id", "title"))
    number = record["number"] if isinstance(record.get("number"), int) else None
    fields, what = record.get("fields"), record["what"]
    if what != CHANGED:
        kept = record.get("record")
        whole = kept if isinstance(kept, dict) else {}
        before, after = (NOT_STATED, whole) if what == ADDED else (whole, NOT_STATED)
        return [Change(table, id_, what, None, before, after, title, number)]
    return [
        Change(
            table,
            id_,
            CHANGED,
            str(field),
            cells.get("before", NOT_STATED),
            cells.get("after", NOT_STATED),
            title,
            number,
        )
        for field, cells in (fields.items() if isinstance(fields, dict) else ())
        if isinstance(cells, dict)
    ]
