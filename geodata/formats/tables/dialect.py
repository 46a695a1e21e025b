"""How a CSV file is written: its delimiter, and the line that names the columns. Pure."""

import csv
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_SAMPLE: Final = 60
"""Rows from which the delimiter is told."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written.

    Parameters
    ----------
    delimiter : str
        What parts its cells.
    header : int
        Rows that stand before the one with the names of the columns.
    """

    delimiter: str = ","
    header: int = 0

    @property
    def note(self) -> str | None:
        """What is unusual about it, as a phrase; None for commas with the names in the first row."""
        parts = []
        if self.delimiter != ",":
            parts.append(f"cells are parted by {_DELIMITERS.get(self.delimiter, repr(self.delimiter))}")
        if self.header:
            rows = "row stands" if self.header == 1 else f"{self.header} rows stand"
            parts.append(f"{'one ' if self.header == 1 else ''}{rows} before the names of the columns")
        return "; ".join(parts) or None


def dialect_of(lines: Iterable[str]) -> Dialect:
    r"""Tell how a CSV file is written, from its first lines.

    The delimiter is the one that parts most rows into the same number of cells, and into most cells; the
    names of the columns stand in the first row with that many.

    Parameters
    ----------
    lines : iterable of str
        The first lines of the file.

    Returns
    -------
    Dialect

    Examples
    --------
    >>> dialect_of(["id;lat;lon\n", "1;51,5;53,6\n"])
    Dialect(delimiter=';', header=0)
    >>> dialect_of(["Export of 1 May\n", "id,lat,lon\n", "1,51.5,53.6\n"])
    Dialect(delimiter=',', header=1)
    """
    sample = list(lines)
    return max((_as_parted(sample, delimiter) for delimiter in _DELIMITERS), key=lambda found: found[0])[1]


def _as_parted(lines: Sequence[str], delimiter: str) -> tuple[tuple[float, int], Dialect]:
    """Weigh a delimiter: the share of rows with the usual number of cells, and that number."""
    widths = list(itertools.islice(_widths(lines, delimiter), _SAMPLE))
    counted = Counter(width for width in widths if width > 1)
    if not counted:
        return (0.0, 1), Dialect(delimiter)
    usual, times = max(counted.items(), key=lambda item: (item[1] * item[0], item[0]))
    filled = sum(width > 0 for width in widths)
    return (times / filled * usual, usual), Dialect(delimiter, _before(widths, usual))


def _widths(lines: Sequence[str], delimiter: str) -> Iterator[int]:
    """Yield the number of cells of each row; 1 where a quoted cell does not end before the delimiter."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        try:
            yield len(next(reader))
        except StopIteration:
            return
        except csv.Error:
            yield 1


def _before(widths: Sequence[int], usual: int) -> int:
    """Count the rows with text before the first of the usual width; empty ones are skipped anyway."""
    return sum(width > 0 for width in widths[: widths.index(usual)])
