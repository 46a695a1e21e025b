"""Columns of numbers in one run of bytes, behind a header that names them. Pure.

The length of the header (four bytes, the lowest first), the header (JSON), the columns' bytes in its order.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from geodata.jsontext import from_json
from mapapp.errors import UnreadableBlock
from mapapp.payload.codes import Numbers, from_planes, to_planes

FORMAT: Final = "energy-strike-map columns"
VERSION: Final = 1

MOST_ROWS: Final = 10_000_000
"""Numbers that a column may have: ten times those of the largest page."""

PLANES: Final = "planes"
"""The numbers themselves."""

MORTON_DELTA: Final = "morton-delta"
"""Keys that do not descend, as the difference of each to the one before it."""

DICTIONARY: Final = "dictionary"
"""Places in the column's list of values."""

_LENGTH: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column.

    Parameters
    ----------
    name : str
        What it holds.
    coding : str
        How its numbers are to be taken: `PLANES`, `MORTON_DELTA` or `DICTIONARY`.
    numbers : array of uint64, shape (n,)
        The numbers, keys or codes.
    values : list, optional
        What the codes of a dictionary stand for.
    """

    name: str
    coding: str
    numbers: Numbers
    values: list[Any] | None = None


def pack(columns: Iterable[Column], **described: Any) -> bytes:
    """Put columns behind a header.

    Parameters
    ----------
    columns : iterable of Column
        The columns, in order.
    **described : object
        What else the header says, ready for JSON.

    Returns
    -------
    bytes
        The same for the same columns.

    Examples
    --------
    >>> header, columns = unpack(pack([Column("days", PLANES, np.array([3, 4], dtype=np.uint64))], rows=2))
    >>> header["rows"], columns["days"].numbers.tolist()
    (2, [3, 4])
    """
    entries, contents = [], []
    for column in columns:
        delta = column.coding == MORTON_DELTA
        planes, content = to_planes(
            np.diff(column.numbers, prepend=np.uint64(0)) if delta else column.numbers
        )
        entry = {
            "name": column.name,
            "coding": column.coding,
            "planes": planes,
            "count": len(column.numbers),
        }
        entries.append(entry if column.values is None else {**entry, "values": column.values})
        contents.append(content)
    header = {"format": FORMAT, "version": VERSION, **described, "columns": entries}
    text = json.dumps(header, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii")
    return b"".join([len(text).to_bytes(_LENGTH, "little"), text, *contents])


def unpack(content: bytes) -> tuple[dict[str, Any], dict[str, Column]]:
    """Give back the header and the columns.

    Parameters
    ----------
    content : bytes
        As `pack` writes it.

    Returns
    -------
    tuple of dict and dict of str to Column
        The header without its list of columns, and the columns by name, in order.

    Raises
    ------
    UnreadableBlock
        If the content is cut off, altered, or of a version that is not known.

    Examples
    --------
    >>> unpack(b"")
    Traceback (most recent call last):
    mapapp.errors.UnreadableBlock: the block of columns ends within its header; export the map again
    """
    header, start = _header(content)
    columns = {}
    for entry in header.pop("columns"):
        name, planes, count = entry["name"], entry["planes"], entry["count"]
        end = start + planes * count
        if end > len(content):
            raise _unreadable(f"ends within its column {name!r}")
        numbers = from_planes(content[start:end], planes) if planes else np.zeros(count, dtype=np.uint64)
        columns[name] = _column(entry, numbers)
        start = end
    if start != len(content):
        raise _unreadable(f"has {len(content) - start} bytes after its last column")
    return header, columns


def _column(entry: dict[str, Any], numbers: Numbers) -> Column:
    name, coding, values = entry["name"], entry["coding"], entry.get("values")
    if coding == DICTIONARY and len(numbers) and int(numbers.max()) >= len(values or ()):
        raise _unreadable(f"names a value in its column {name!r} that is not in the list")
    if coding not in (PLANES, MORTON_DELTA, DICTIONARY):
        raise _unreadable(f"has a coding {coding!r} in its column {name!r} that is not known")
    if coding == MORTON_DELTA:
        numbers = np.cumsum(numbers, dtype=np.uint64)
    return Column(name, coding, numbers, values)


def _header(content: bytes) -> tuple[dict[str, Any], int]:
    """Read the header, and where the columns start."""
    end = _LENGTH + int.from_bytes(content[:_LENGTH], "little")
    if len(content) < max(end, _LENGTH + 2):
        raise _unreadable("ends within its header")
    try:
        header = from_json(content[_LENGTH:end])
    except ValueError as error:
        raise _unreadable(f"has no readable header ({error})") from None
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise _unreadable("is of another format")
    if header.get("version") != VERSION:
        raise _unreadable(f"is of version {header.get('version')!r}, and only {VERSION} is known")
    _check_entries(header.get("columns"))
    return header, end


def _check_entries(entries: Any) -> None:
    """Refuse a list of columns that states no counts: what follows computes with them."""
    expected = {"name": str, "coding": str, "planes": int, "count": int}
    for entry in entries if isinstance(entries, list) else [None]:
        fields = entry if isinstance(entry, dict) else {}
        stated = all(isinstance(fields.get(name), type_) for name, type_ in expected.items())
        if not stated or not 0 <= fields["planes"] <= 8 or not 0 <= fields["count"] <= MOST_ROWS:
            raise _unreadable("has a header that does not describe its columns")


def _unreadable(found: str) -> UnreadableBlock:
    return UnreadableBlock(f"the block of columns {found}; export the map again")
