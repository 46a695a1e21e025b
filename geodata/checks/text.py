"""Text that can look like another text: unseen signs that turn the direction in which it is shown. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import pandas as pd

from geodata.checks.check import Check, claim_places, note
from geodata.dataset import Dataset
from geodata.geojson.remarks import shown, step
from geodata.report import Finding, Severity

DIRECTION_SIGNS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""The unseen signs of the Unicode bidirectional algorithm (UAX 9, section 2)."""

_AT_ONCE: Final = 4_096
"""Cells that are looked at together."""

_RULE: Final = "text-direction"
_HINT: Final = "Remove it, unless the text is written from right to left and needs it."


def _run(dataset: Dataset) -> Iterator[Finding]:
    yield from _metadata(dataset)
    for table in ("facilities", "incidents", "sources", "flows"):
        for row, places in _marked_rows(getattr(dataset, table)).items():
            pointer, _ = places[0]
            yield note(dataset, table, row, _RULE, shown(pointer[1:]), _message(places), _HINT)
    if marked := _marked_rows(dataset.claims):
        for claim, row, path in claim_places(dataset):
            if claim in marked:
                pointer, _ = marked[claim][0]
                place = f"{path}{shown(pointer)}"
                yield note(dataset, "incidents", row, _RULE, place, _message(marked[claim]), _HINT)


def _metadata(dataset: Dataset) -> Iterator[Finding]:
    files = [report.file for report in dataset.reports if Path(report.file).name == "dataset.json"]
    for pointer, sign in _signs(asdict(dataset.metadata)):
        message = _message([(pointer, sign)])
        file = files[0] if files else "dataset.json"
        yield Finding(Severity.NOTE, _RULE, message, _HINT, file=file, pointer=pointer)


def _marked_rows(table: pd.DataFrame) -> dict[int, list[tuple[str, str]]]:
    """Give the rows whose texts hold a sign, in order, each with the pointers below it and the signs."""
    found: dict[int, list[tuple[str, str]]] = {}
    for name in table.columns:
        if name == "geometry" or table[name].dtype != object:
            continue
        below = "" if name == "extra" else step("", str(name))
        cells = table[name].tolist()
        for begin in range(0, len(cells), _AT_ONCE):
            for row in _suspects(cells[begin : begin + _AT_ONCE]):
                if places := list(_signs(cells[begin + row], below)):
                    found.setdefault(begin + row, []).extend(places)
    return dict(sorted(found.items()))


def _suspects(cells: list[Any]) -> list[int]:
    """Give the rows of cells that may hold a sign; where all are texts, look at them as one."""
    kinds = set(map(type, cells)) - {type(None)}
    if not kinds:
        return []
    if kinds == {str}:
        whole = "".join(filter(None, cells))
        if whole.isascii() or not DIRECTION_SIGNS.search(whole):
            return []
    return [row for row, value in enumerate(cells) if value and _may_hold_a_sign(value)]


def _may_hold_a_sign(value: Any) -> bool:
    """Settle most values at once: text by its flag, whatever holds others by how it is written out."""
    if isinstance(value, str):
        return not value.isascii()
    return "\\u" in repr(value)  # as which repr writes all that cannot be seen


def _signs(value: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Yield the pointer of each text or name in a value that holds a sign, with the first sign of it."""
    if isinstance(value, str):
        if sign := DIRECTION_SIGNS.search(value):
            yield pointer, sign.group()
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from _signs(name, step(pointer, name))
            yield from _signs(member, step(pointer, name))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _signs(item, step(pointer, index))


def _message(places: list[tuple[str, str]]) -> str:
    _, sign = places[0]
    code = f"U+{ord(sign):04X}"
    more = f" ({len(places)} places, this is the first)" if len(places) > 1 else ""
    name = unicodedata.name(sign).lower()
    return f"holds the unseen sign {code} ({name}), by which a text can look like another{more}."


TEXT = Check(
    "text",
    "unseen signs that turn the direction of a text, so that it looks like another",
    _run,
)
