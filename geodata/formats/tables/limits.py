"""How large a foreign table may be. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableLimits:
    """Bounds of a foreign table; what lies beyond is left out and said, or the file is refused.

    Parameters
    ----------
    bytes : int
        Size of a text file.
    parsed_bytes : int
        Size of a file that is read as a whole: JSON, a spreadsheet, and what a spreadsheet expands to.
    rows : int
        Rows that are read; those after them are counted and left out.
    columns : int
        Columns of a row.
    cell : int
        Characters of a cell.
    sheet_rows : int
        The last row of a spreadsheet, where there are rows between that hold nothing.
    sheet_cells : int
        Cells of a spreadsheet, with those between that hold nothing.
    """

    bytes: int = 4_000_000_000
    parsed_bytes: int = 500_000_000
    rows: int = 2_000_000
    columns: int = 2_000
    cell: int = 1_000_000
    sheet_rows: int = 1_048_576
    sheet_cells: int = 50_000_000


DEFAULT: TableLimits = TableLimits()
