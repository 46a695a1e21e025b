"""Differences as text for the terminal. Pure: whatever a text of the data holds, it is safe to print."""

from collections.abc import Iterator
from typing import Final

from geodata.changes import ADDED, CHANGED, REMOVED, Difference
from geodata.geojson.remarks import shown
from mapapp.changed.versions import Side
from mapapp.changed.words import TABLES, Entry, entries, headline, reordering
from mapapp.wording import visible

_SIGNS: Final = {ADDED: "+", CHANGED: "~", REMOVED: "-"}
_LONGEST: Final = 160
"""Characters of a value; --json and --html have it whole."""


def as_text(old: Side, new: Side, difference: Difference) -> Iterator[str]:
    """Yield the lines that tell of differences, grouped by table and record.

    Parameters
    ----------
    old, new : Side
        The versions.
    difference : Difference
        What was added, changed and removed.

    Yields
    ------
    str
        A line without its end.
    """
    yield f"Old: {_side(old)}"
    yield f"New: {_side(new)}"
    yield headline(difference) + ("." if not difference else "")
    if note := reordering(difference):
        yield note
    for table, records in entries(difference).items():
        yield ""
        yield TABLES[table]
        for entry in records:
            yield from _entry(entry, "  ")


def _side(side: Side) -> str:
    version = f"version {_safe(side.version)}" if side.version else "no version"
    return f"{_safe(side.name)} · {_safe(side.title)} · {version} · digest {side.digest[:12]}"


def _entry(entry: Entry, indent: str) -> Iterator[str]:
    named = " ".join(filter(None, [_safe(entry.title), f"[{_safe(entry.id)}]" if entry.id else ""]))
    summary = f" · {_safe(entry.summary)}" if entry.summary else ""
    if named or summary:
        yield f"{indent}{_SIGNS[entry.what]} {named or 'without id'}{summary}"
    for line in entry.lines:
        yield f"{indent}    {_safe(line.field)}: {_short(line.before)} → {_short(line.after)}"
    for claim in entry.claims:
        yield from _entry(claim, f"{indent}    ")


def _safe(text: str) -> str:
    return shown(visible(text))


def _short(text: str) -> str:
    safe = _safe(text)
    return safe if len(safe) <= _LONGEST else f"{safe[: _LONGEST - 1]}…"
