"""CSV files as rows, one after the other, in bounded memory. Reads files."""

import csv
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from geodata.errors import UnreadableFile
from geodata.formats.tables.dialect import Dialect, dialect_of
from geodata.formats.tables.limits import DEFAULT, TableLimits
from geodata.formats.tables.rows import LeftOut, Row, Rows, Table, unique_names
from geodata.formats.tables.text import encoding_of, opened_text

_HEAD: Final = 200
"""Lines from which delimiter and header are told."""


def read_csv(path: Path, *, limits: TableLimits = DEFAULT) -> Table:
    """Open a CSV file.

    Parameters
    ----------
    path : Path
        Text in UTF-8 or an older encoding; cells parted by commas, semicolons, tabs or vertical bars.
    limits : TableLimits
        How large it may be.

    Returns
    -------
    Table
        Its rows are read while they are asked for. A row with too few or too many cells is left out.

    Raises
    ------
    UnreadableFile
        If it is empty, no text, or has no row of names.
    """
    encoding, note = encoding_of(path)
    with opened_text(path, encoding) as stream:
        head = list(itertools.islice((line[: limits.cell] for line in stream), _HEAD))
    if not any(line.strip() for line in head):
        raise UnreadableFile(f"{path}: is empty. Name a file with a row of column names and rows below it.")
    dialect = dialect_of(head)
    names, renamed = _names(path, head, dialect, limits)
    notes = [text for text in (note, dialect.note, *renamed) if text]
    return Table(str(path), names, _rows(path, encoding, dialect, names, limits), notes)


def _names(
    path: Path, head: Sequence[str], dialect: Dialect, limits: TableLimits
) -> tuple[list[str], list[str]]:
    filled = (row for row in csv.reader(head, delimiter=dialect.delimiter) if row)
    header = next(itertools.islice(filled, dialect.header, None), [])
    if len(header) < 2:
        raise UnreadableFile(
            f"{path}: no row parts into columns by a comma, semicolon, tab or vertical bar; expected "
            "a row of column names, and rows below it."
        )
    if len(header) > limits.columns:
        raise UnreadableFile(
            f"{path}: has {len(header)} columns; at most {limits.columns} are read. "
            "Leave out those that are not needed."
        )
    return unique_names(header)


def _rows(path: Path, encoding: str, dialect: Dialect, names: Sequence[str], limits: TableLimits) -> Rows:
    with opened_text(path, encoding) as stream:
        lines = itertools.islice(_filled(stream, dialect, limits), dialect.header + 1, None)
        for count, (number, cells) in enumerate(lines):
            if count >= limits.rows:
                rest = 1 + sum(1 for _ in lines)
                reason = f"{rest} rows from here on are left out; at most {limits.rows:,} are read. Split it."
                yield LeftOut(number, "", "", reason, rows=rest)
                return
            yield _row(number, cells, names)


def _filled(stream: Iterator[str], dialect: Dialect, limits: TableLimits) -> Iterator[tuple[int, Any]]:
    """Yield the rows that hold anything, each with its first line; for one that is no CSV, why."""
    before = csv.field_size_limit(limits.cell)
    reader = csv.reader(stream, delimiter=dialect.delimiter, strict=True)
    try:
        while True:
            number = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield number, _why(error, number, reader.line_num, limits)
                continue
            if cells:
                yield number, cells
    finally:
        csv.field_size_limit(before)


def _why(error: csv.Error, first: int, last: int, limits: TableLimits) -> str:
    text = str(error)
    lines = f"lines {first} to {last}" if last > first else f"line {first}"
    if "field larger" in text:
        return (
            f"{lines}: a cell is longer than {limits.cell:,} characters, or its quotation mark is not closed"
        )
    if "unexpected end" in text:
        return f"{lines}: a quotation mark is opened and never closed, up to the end of the file"
    return f"{lines}: is no CSV ({text})"


def _row(number: int, cells: Any, names: Sequence[str]) -> Row | LeftOut:
    if isinstance(cells, str):
        return LeftOut(number, "", "", cells)
    surplus = cells[len(names) :]
    if any(cell.strip() for cell in surplus) or len(cells) < len(names):
        held = {name: cell for name, cell in zip(names, cells, strict=False) if cell.strip()}
        beyond = {f"column {place}": cell for place, cell in enumerate(surplus, len(names) + 1)}
        reason = f"has {len(cells)} cells; expected {len(names)}, as the names of the columns have it"
        return LeftOut(number, "", "", reason, {**held, **beyond})
    return Row(number, {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()})
