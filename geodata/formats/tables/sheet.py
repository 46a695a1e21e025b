"""The first sheet of a spreadsheet (XLSX) as rows. Reads files."""

import datetime as dt
import weakref
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from geodata.errors import UnreadableFile
from geodata.formats.tables.limits import DEFAULT, TableLimits
from geodata.formats.tables.rows import LeftOut, Row, Rows, Table, unique_names


def read_sheet(path: Path, *, limits: TableLimits = DEFAULT) -> Table:
    """Open the first sheet of a spreadsheet.

    Parameters
    ----------
    path : Path
        An XLSX file. Formulas count as the values that were saved with them.
    limits : TableLimits
        How large it may be, and what it may expand to.

    Returns
    -------
    Table
        Numbers are numbers, dates are ISO 8601. The names of the columns stand in the first row that holds
        two cells or more.

    Raises
    ------
    UnreadableFile
        If it is no XLSX file, is damaged, expands to more than is allowed, or has no row of names.
    """
    import openpyxl  # with defusedxml, which refuses entities

    from geodata.formats.tables.sheetcells import rows_of, silence

    silence()
    _require_sound_zip(path, limits)
    stream = path.open("rb")  # by its path, a file would be refused for its name
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        weakref.finalize(book, stream.close)
        sheet = book.worksheets[0]
        rows = _sound(path, rows_of(sheet), limits)
        names, renamed = _names(path, rows, limits)
    except UnreadableFile:
        stream.close()
        raise
    except Exception as error:  # noqa: BLE001 (openpyxl lets through whatever a damaged file leads to)
        stream.close()
        raise _damaged(path, error) from None
    others = [other.title for other in book.worksheets[1:]]
    notes = [f"read the sheet {sheet.title!r}; not read: {', '.join(map(repr, others))}"] if others else []
    return Table(str(path), names, _rows(rows, names, limits), [*notes, *renamed])


def _damaged(path: Path, error: Exception) -> UnreadableFile:
    return UnreadableFile(f"{path}: cannot be read as a spreadsheet ({error}). Save it anew.")


def _sound(path: Path, rows: Iterator[Any], limits: TableLimits) -> Iterator[tuple[int, Any]]:
    """Yield rows with their numbers; that one is damaged is met only here, as they are read.

    A few bytes can say that a cell stands far below or beside all others, and what lies between is filled.
    """
    count = 0
    try:
        for number, cells in rows:
            count += len(cells)
            _require_bounds(path, number, count, limits)
            yield number, cells
    except UnreadableFile:
        raise
    except Exception as error:  # noqa: BLE001 (as above)
        raise _damaged(path, error) from None


def _require_bounds(path: Path, rows: int, cells: int, limits: TableLimits) -> None:
    if rows > limits.sheet_rows:
        found = f"rows beyond {limits.sheet_rows:,}, which no spreadsheet has"
    elif cells > limits.sheet_cells:
        found = f"more than {limits.sheet_cells:,} cells, empty ones among them"
    else:
        return
    raise UnreadableFile(f"{path}: has {found}. Save the sheet as CSV.")


def _require_sound_zip(path: Path, limits: TableLimits) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            expanded = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableFile(f"{path}: is no XLSX file, or is cut off ({error}). Save it anew.") from None
    if expanded > limits.parsed_bytes:
        raise UnreadableFile(
            f"{path}: expands to {expanded / 1e6:.0f} MB; at most "
            f"{limits.parsed_bytes / 1e6:.0f} MB are read. Save the sheet as CSV."
        )


def _names(path: Path, rows: Iterator[tuple[int, Any]], limits: TableLimits) -> tuple[list[str], list[str]]:
    for _, cells in rows:
        filled = [cell for cell in cells if cell is not None]
        if len(cells) > limits.columns:
            raise UnreadableFile(
                f"{path}: has {len(cells)} columns; at most {limits.columns} are read. "
                "Leave out those that are not needed."
            )
        if len(filled) > 1:
            return unique_names("" if cell is None else str(cell) for cell in cells)
    raise UnreadableFile(f"{path}: its first sheet has no row of column names. Put it first.")


def _rows(rows: Iterator[tuple[int, Any]], names: Sequence[str], limits: TableLimits) -> Rows:
    for count, (number, cells) in enumerate(rows):
        if count >= limits.rows:
            rest = 1 + sum(1 for _ in rows)
            reason = f"{rest} rows from here on are left out; at most {limits.rows:,} are read. Split it."
            yield LeftOut(number, "", "", reason, rows=rest)
            return
        held = {name: _plain(cell) for name, cell in zip(names, cells, strict=False) if cell is not None}
        if any(cell is not None for cell in cells[len(names) :]):
            reason = f"has {len(cells)} cells; expected {len(names)}, as the names of the columns have it"
            yield LeftOut(number, "", "", reason, held)
        elif held:
            yield Row(number, held)


def _plain(cell: Any) -> Any:
    """Write dates as ISO 8601; a day without a time of day as the day alone."""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(timespec="minutes")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return cell.strip() if isinstance(cell, str) else cell
