"""What an import left out or could not read, as a CSV file beside the result."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from geodata.files import atomic_write
from geodata.formats.importing import Imported
from mapapp.spreadsheet import safe_cell

ENDING: Final = ".left-out.csv"
COLUMNS: Final = ("file", "what", "row", "column", "got", "reason", "cells")


def ledger_beside(target: str | Path) -> Path:
    """Name the file beside a result in which stands what was left out.

    Examples
    --------
    >>> str(ledger_beside("data/fields.gpkg"))
    'data/fields.gpkg.left-out.csv'
    """
    place = Path(target)
    return place.with_name(f"{place.name}{ENDING}")


def write_ledger(imports: Sequence[tuple[str, Imported]], path: Path) -> int:
    """Write a line for each row that was left out and each cell that could not be read.

    Parameters
    ----------
    imports : sequence of (str, Imported)
        With the name of each file.
    path : Path
        The file to write. Where there is nothing to write, one of an earlier import is removed.

    Returns
    -------
    int
        How many lines it has, without the names of the columns.

    Raises
    ------
    WriteFailed
        If it cannot be written.
    """
    lines = [line for file, one in imports for line in _lines(file, one)]
    if not lines:
        path.unlink(missing_ok=True)
        return 0
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(str(cell)) for cell in line] for line in lines)
    atomic_write(path, stream.getvalue().encode("utf-8", "backslashreplace"))
    return len(lines)


def _lines(file: str, one: Imported) -> Iterator[tuple[Any, ...]]:
    name = Path(file).name
    for left in one.left_out:
        cells = json.dumps(dict(left.cells), ensure_ascii=False, default=str) if left.cells else ""
        yield name, "row left out", left.number, left.column, left.got, left.reason, cells
    for remark in one.remarks:
        reason = f"{remark.reason}; {remark.field} stays empty"
        yield name, "cell kept as it is", remark.number, remark.column, remark.got, reason, ""
