"""The cells of a spreadsheet, row by row, through openpyxl's own parser. Reads files.

openpyxl warns of what it does not take over from a workbook (styles, validation, headers of pages), none of
which is data: these warnings are nobody's concern here. One is: of a number that is formatted as a date and
lies beyond all dates it leaves the word ``#VALUE!``; here it stays the number that it is.
"""

import warnings
from collections.abc import Iterator
from typing import Any

from openpyxl.worksheet._reader import VALUE_TAG, WorkSheetParser, _cast_number


class _Parser(WorkSheetParser):  # type: ignore[misc]  # openpyxl states no types
    def parse_cell(self, element: Any) -> Any:
        """Read a cell; a number stays one where it is no date."""
        cell = super().parse_cell(element)
        if cell["data_type"] == "e" and element.get("t", "n") == "n":
            cell["value"] = _cast_number(element.findtext(VALUE_TAG))
        return cell


def silence() -> None:
    """Let openpyxl's warnings be silent from now on, in all threads."""
    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")


def rows_of(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the rows of a sheet that hold anything.

    Parameters
    ----------
    sheet : openpyxl's ReadOnlyWorksheet
        Of a workbook that was loaded as read-only.

    Yields
    ------
    number : int
        The row, from 1.
    cells : tuple
        Its values up to the last; None for an empty cell.
    """
    book = sheet.parent
    with sheet._get_source() as source:  # it has no other way to its cells
        parser = _Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            held = {cell["column"]: cell["value"] for cell in cells}
            yield number, tuple(map(held.get, range(1, max(held, default=0) + 1)))
