"""The rows of a table, cell by cell: what each states, and whether two state the same. Pure.

Two cells are the same exactly where the digest of a dataset sees no difference between them.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
import shapely

from geodata.changes.change import NOT_STATED
from geodata.dataset import is_missing
from geodata.geojson.writer import geometry_object
from geodata.jsontext import to_json

EXTRA: Final = "extra"
GEOMETRY: Final = "geometry"
_NAMING: Final = ("incident_id", "number")
"""Columns that say which claim a row is, not what it says."""


class Rows:
    """The rows of a table of a dataset.

    Parameters
    ----------
    table : DataFrame (n rows)
        A table of a Dataset; unchanged.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        named = [str(name) for name in table.columns if name not in (EXTRA, GEOMETRY, *_NAMING)]
        self.columns: dict[str, list[Any]] = {name: table[name].tolist() for name in named}
        self.extras: list[Any] = table[EXTRA].tolist() if EXTRA in table else [None] * len(table)
        self.shapes: list[Any] = table[GEOMETRY].tolist() if GEOMETRY in table else []
        self.naming = {name: table[name].tolist() for name in _NAMING if name in table}
        if len(self.shapes):
            # Coordinates to the last bit, as the digest takes them.
            self.columns[GEOMETRY] = shapely.to_wkb(
                np.array(self.shapes, dtype=object), byte_order=1
            ).tolist()
        self._length = len(table)

    def __len__(self) -> int:
        """Give the number of rows."""
        return self._length

    def id(self, row: int) -> str | None:
        """Give the id of a row, of a claim that of its incident; None where it has none."""
        id_ = self.naming["incident_id"][row] if self.naming else self.columns["id"][row]
        return None if is_missing(id_) else id_

    def number(self, row: int) -> int | None:
        """Give the number of a claim within its incident; None for a row of another table."""
        return int(self.naming["number"][row]) if self.naming else None

    def cells(self, row: int) -> dict[str, Any]:
        """Give what a row states, by field; geometry as WKB."""
        stated = {name: cells[row] for name, cells in self.columns.items() if not is_missing(cells[row])}
        unknown = self.extras[row] or {}
        return stated | {f"{EXTRA}.{name}": value for name, value in unknown.items()}

    def line(self, row: int, *, without: str | None = None) -> bytes:
        """Write what a row states: the same for the same content."""
        cells = {name: cell for name, cell in self.cells(row).items() if name != without}
        return to_json({name: _comparable(cell) for name, cell in cells.items()}, sort_keys=True)

    def record(self, row: int) -> dict[str, Any]:
        """Give what a row states as a dict for readers: geometry as GeoJSON, unknown properties beside it."""
        cells = {name: self.shown(row, name, cell) for name, cell in self.cells(row).items()}
        short = {name: name.removeprefix(f"{EXTRA}.") for name in cells}
        return {
            name if short[name] in self.columns else short[name]: cell
            for name, cell in cells.items()
            if cell is not NOT_STATED
        }

    def shown(self, row: int, name: str, cell: Any) -> Any:
        """Give a cell as readers get it."""
        if name == GEOMETRY:
            return geometry_object(self.shapes[row]) or NOT_STATED
        return _plain(cell)


def differing(old: Rows, new: Rows, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the pairs of rows that do not state the same.

    Parameters
    ----------
    old, new : Rows
        A table in two versions.
    pairs : sequence of (int, int)
        Rows of both that are the same record.

    Returns
    -------
    list of (int, int)
        In the order of the pairs.
    """
    found = set()
    for one, other in _alongside(old, new):
        found |= {
            place
            for place, (before, after) in enumerate(pairs)
            if one[before] is not other[after] and not same(one[before], other[after])
        }
    return [pairs[place] for place in sorted(found)]


def _alongside(old: Rows, new: Rows) -> Iterator[tuple[Sequence[Any], Sequence[Any]]]:
    for name in old.columns | new.columns:
        nothing = [None] * max(len(old), len(new))
        yield old.columns.get(name, nothing), new.columns.get(name, nothing)
    yield [extra or None for extra in old.extras], [extra or None for extra in new.extras]


def same(one: Any, other: Any) -> bool:
    """Tell whether two cells say the same: 1 is not 1.0, and 0.0 is not -0.0.

    Examples
    --------
    >>> same(1, 1.0), same({"a": 1, "b": 2}, {"b": 2, "a": 1}), same(None, float("nan"))
    (False, True, True)
    """
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    if is_missing(one) or is_missing(other):
        return is_missing(one) and is_missing(other)
    return to_json(_comparable(one), sort_keys=True) == to_json(_comparable(other), sort_keys=True)


def _comparable(cell: Any) -> Any:
    return cell.hex() if isinstance(cell, bytes) else cell


def _plain(cell: Any) -> Any:
    """Give whole numbers without a point, and tuples as lists."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53 and str(cell) != "-0.0":
        return int(cell)
    return list(cell) if isinstance(cell, tuple) else cell
