"""Rows of a foreign table, and rows that were left out of it. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

GEOMETRY: Final = "geometry"
"""The column under which rules find a row's own geometry."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a foreign table.

    Parameters
    ----------
    number : int
        Where it stands: the line of a text file, the row of a sheet, from 1; the item of a list, from 0.
    cells : mapping of str to object
        By column: text, or what the file has as a number, a date, true or false; empty cells are left out.
    geometry : Geometry or None
        Its own, in a file that has geometries; beside the cells, as one of them may be called the same.
    """

    number: int
    cells: Mapping[str, Any]
    geometry: Any = None

    def cell(self, name: str) -> Any:
        """Give what stands in a column; under ``geometry`` the row's own, where it has one."""
        return self.geometry if name == GEOMETRY and self.geometry is not None else self.cells.get(name)

    @property
    def whole(self) -> Mapping[str, Any]:
        """All that the row holds: its cells, and its own geometry under a name that no cell has.

        Examples
        --------
        >>> Row(1, {"geometry": "rough"}, "POINT (1 2)").whole
        {'geometry': 'rough', 'geometry~2': 'POINT (1 2)'}
        """
        if self.geometry is None:
            return self.cells
        *_, free = unique_names([*self.cells, GEOMETRY])[0]
        return {**self.cells, free: self.geometry}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One row that could not be used, and why.

    Parameters
    ----------
    number : int
        As for `Row`.
    column : str
        The column in which the fault lies; "" for the row itself.
    got : str
        What stands there.
    reason : str
        What is wrong with it and what was expected, as the end of a sentence.
    cells : mapping of str to object
        The whole row, so that nothing of it is lost.
    rows : int
        How many rows it stands for.
    """

    number: int
    column: str
    got: str
    reason: str
    cells: Mapping[str, Any] = field(default_factory=dict)
    rows: int = 1

    def __str__(self) -> str:
        """Write it as a sentence: where, got, expected."""
        where = f"row {self.number}" + (f", column {self.column!r}" if self.column else "")
        return f"{where}: {self.got!r} {self.reason}" if self.got else f"{where}: {self.reason}"


Rows: TypeAlias = Iterator[Row | LeftOut]


@dataclass(frozen=True)
class Table:
    """A foreign table whose rows are read once, one after the other.

    Parameters
    ----------
    file : str
        Its name, as the user gave it.
    columns : sequence of str
        Their names, each once.
    rows : iterator of Row or LeftOut
        In the file's order.
    notes : sequence of str
        What was found out about the file: its encoding, its delimiter, columns that were renamed.
    has_geometry : bool
        Whether its rows have geometries of their own, which rules find in the column ``geometry``.
    is_flat : bool
        Whether its cells are plain, so that lists and objects stand in them as JSON.
    """

    file: str
    columns: Sequence[str]
    rows: Rows
    notes: Sequence[str] = ()
    has_geometry: bool = False
    is_flat: bool = False


def unique_names(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Give each column a name of its own.

    Parameters
    ----------
    names : iterable of str
        As the header has them.

    Returns
    -------
    unique : list of str
        The names without white space around them; of equal ones the second is ``name~2``.
    notes : list of str
        What was renamed.

    Examples
    --------
    >>> unique_names(["id", "lat", "lat", ""])
    (['id', 'lat', 'lat~2', 'column 4'], ["the column 'lat' stands there twice; the second is 'lat~2'"])
    """
    unique: list[str] = []
    notes: list[str] = []
    for place, given in enumerate(names, 1):
        name = given.strip() or f"column {place}"
        chosen, number = name, 1
        while chosen in unique:
            number += 1
            chosen = f"{name}~{number}"
        if number == 2:
            notes.append(f"the column {name!r} stands there twice; the second is {chosen!r}")
        elif number > 2:
            notes.append(f"the column {name!r} stands there once more: it is {chosen!r}")
        unique.append(chosen)
    return unique, notes
