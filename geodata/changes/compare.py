"""Two versions of a dataset → what was added, changed and removed. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from geodata.changes.change import ABOUT_ITSELF, ADDED, CHANGED, NOT_STATED, REMOVED, Change, Difference
from geodata.changes.claims import Claims, match_claims
from geodata.changes.pairs import Matched, by_id
from geodata.changes.rows import Rows, differing, same
from geodata.changes.standing import standing_changes
from geodata.dataset import TABLES, Dataset, Metadata


def compare(old: Dataset, new: Dataset) -> Difference:
    """List what was added, changed and removed from one version of a dataset to another.

    Parameters
    ----------
    old, new : Dataset
        The versions; unchanged.

    Returns
    -------
    Difference
        Nothing of the tables is changed, and no claims are reordered, exactly where the digests are equal.
        The revision log is not compared: it tells of changes itself.

    Examples
    --------
    >>> from geodata.dataset import empty_dataset
    >>> bool(compare(empty_dataset(), empty_dataset()))
    False
    >>> print(compare(empty_dataset(), empty_dataset(Metadata(title="Strikes"))).changes[0].after)
    Strikes
    """
    changes = list(_about(old.metadata, new.metadata))
    claims = Claims(Matched((), (), ()), ())
    for table in TABLES:
        before, after = Rows(getattr(old, table)), Rows(getattr(new, table))
        if table == "claims":
            claims = match_claims(before, after)
            matched, pairs = claims.matched, claims.pairs
        else:
            matched = by_id(before, after)
            pairs = tuple(differing(before, after, matched.pairs))
        changes += _of_table(_Versions(table, before, after, claims), matched, pairs)
    return Difference(tuple(changes), standing_changes(old, new, changes), claims.reordered)


@dataclass(frozen=True, slots=True)
class _Versions:
    """A table in two versions."""

    table: str
    old: Rows
    new: Rows
    claims: Claims


def _about(old: Metadata, new: Metadata) -> Iterator[Change]:
    """Yield the changes to what a dataset says about itself."""
    for name in (field.name for field in fields(Metadata)):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            one, other = (list(value) if isinstance(value, tuple) else value for value in (before, after))
            yield Change(ABOUT_ITSELF, "", CHANGED, name, one or NOT_STATED, other or NOT_STATED)


def _of_table(both: _Versions, matched: Matched, pairs: Iterable[tuple[int, int]]) -> Iterator[Change]:
    for row in matched.removed:
        yield _whole(both.table, both.old, row, REMOVED)
    for before, after in pairs:
        yield from _cells(both, before, after)
    for row in matched.added:
        yield _whole(both.table, both.new, row, ADDED)


def _whole(table: str, rows: Rows, row: int, what: str) -> Change:
    record = rows.record(row)
    before, after = (record, NOT_STATED) if what == REMOVED else (NOT_STATED, record)
    return Change(table, rows.id(row) or "", what, None, before, after, _title(record), rows.number(row))


def _cells(both: _Versions, before: int, after: int) -> Iterator[Change]:
    """Yield the cells in which two versions of a record differ."""
    old, new = both.old, both.new
    cells = old.cells(before), new.cells(after)
    for name in cells[0] | cells[1]:
        one, other = (side.get(name, NOT_STATED) for side in cells)
        if one is not NOT_STATED and other is not NOT_STATED:
            if name == "contradicts" and both.claims.contradicts_the_same(new.id(after), one, other):
                continue
            if name != "contradicts" and same(one, other):
                continue
        was = NOT_STATED if one is NOT_STATED else old.shown(before, name, one)
        now = NOT_STATED if other is NOT_STATED else new.shown(after, name, other)
        title, number = _title(new.record(after)), new.number(after)
        yield Change(both.table, new.id(after) or "", CHANGED, name, was, now, title, number)


def _title(record: dict[str, Any]) -> str:
    """Give what a record is called."""
    if "from" in record or "to" in record:
        return f"{record.get('from', '?')} → {record.get('to', '?')}"
    if "by" in record and "stance" in record:
        return f"{record['by']}: {record.get('what', record['stance'])}"
    named = (record.get(name) for name in ("name", "title", "what", "url"))
    return next((text for text in named if isinstance(text, str) and text), "")
