"""From the columns of a foreign table to the fields of our records: rules that a reader can see. Pure."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from geodata.errors import UnreadableFile
from geodata.formats.tables.rows import GEOMETRY, LeftOut, Row
from geodata.formats.values import BadCell, text
from geodata.schema import Record
from geodata.tables import free_names

_SHORTHAND: Final = frozenset({"country", "date", "name", "facility_id"})
"""Names that the reader of datasets takes for fields, though the schema has others for them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How one field follows from columns.

    Parameters
    ----------
    field : str
        The field of the schema; ``geometry`` for the location.
    columns : tuple of str
        The columns that it is read from; of spellings parted by ``|`` the first that is there. None for a
        value that is always the same.
    how : str
        What is done, in words.
    convert : callable
        Gets a cell for each column and gives the value. It is called where at least one is filled, and
        gets None for the others.
    needed : bool
        Whether a table without these columns is none of the format, and a row whose cells cannot be read is
        left out. Where not, the field stays empty and the cells are kept as they are.
    whole : bool
        Whether the field says all that the cells say, so that they need not be kept beside it.
    """

    field: str
    columns: tuple[str, ...]
    how: str = "as it stands"
    convert: Callable[..., Any] = text
    needed: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A cell that could not be read into its field; it is kept as it is.

    Parameters
    ----------
    number : int
        The row, as for `geodata.formats.tables.rows.Row`.
    column, got, reason : str
        Where, what stands there, and what was expected.
    field : str
        The field that stays empty.
    """

    number: int
    column: str
    got: str
    reason: str
    field: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """A row as one of our records.

    Parameters
    ----------
    number : int
        The row.
    properties : dict
        By field; and by column what no field says.
    geometry : Geometry or None
        In longitude and latitude.
    remarks : tuple of Remark
        What could not be read.
    """

    number: int
    properties: dict[str, Any]
    geometry: Any
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Fitted:
    """The rules of a format, fitted to the columns of one table.

    Parameters
    ----------
    record : Record
        What the rows become.
    rules : sequence of (Rule, sequence of (str or None))
        With each rule the columns of the table that it reads.
    kept_as : mapping of str to str
        By column, the name under which a cell is kept that no field says: one that is no field's.
    """

    record: Record
    rules: Sequence[tuple[Rule, Sequence[str | None]]]
    kept_as: Mapping[str, str]

    def apply(self, row: Row) -> Mapped | LeftOut:
        """Turn a row into a record.

        Parameters
        ----------
        row : Row
            A row of the table.

        Returns
        -------
        Mapped or LeftOut
            Left out where a cell that is needed cannot be read.
        """
        properties: dict[str, Any] = {}
        told: set[str] = set()
        remarks: list[Remark] = []
        is_placed = False
        for rule, names in self.rules:
            cells = [None if name is None else row.cell(name) for name in names]
            if names and all(cell is None for cell in cells):
                continue
            is_placed |= rule.field == GEOMETRY
            try:
                value = rule.convert(*cells)
            except BadCell as error:
                name, got = _blamed(names, cells)
                if rule.needed:
                    return LeftOut(row.number, name, got, str(error), row.whole)
                remarks.append(Remark(row.number, name, got, str(error), rule.field))
                continue
            if value is not None and rule.field not in properties:
                properties[rule.field] = value
                told.update(name for name in names if rule.whole and name)
        given = properties.pop(GEOMETRY, None)
        geometry = given if is_placed else row.geometry
        return Mapped(row.number, {**self._kept(row, told), **properties}, geometry, tuple(remarks))

    def _kept(self, row: Row, told: set[str]) -> dict[str, Any]:
        """Give the cells that no field says, under names that are no fields."""
        if row.geometry is not None:
            told = told - {GEOMETRY}  # the row's own was told, not a cell of that name
        return {self.kept_as[name]: value for name, value in row.cells.items() if name not in told}


def fit(rules: Iterable[Rule], columns: Sequence[str], *, record: Record, file: str, title: str) -> Fitted:
    """Fit the rules of a format to the columns of a table.

    Parameters
    ----------
    rules : iterable of Rule
        The format's.
    columns : sequence of str
        The table's.
    record : Record
        What the rows become.
    file, title : str
        Of the file and the format, for the error.

    Returns
    -------
    Fitted

    Raises
    ------
    UnreadableFile
        If a column that is needed is not there; the sentence names the nearest.
    """
    known = {simple(name): name for name in reversed(columns)}
    fitted = []
    for rule in rules:
        names = [_found(spellings, known) for spellings in rule.columns]
        missing = [column for column, name in zip(rule.columns, names, strict=True) if name is None]
        if missing and rule.needed:
            raise UnreadableFile(_missing(file, title, rule, missing[0], columns))
        if any(names) or not names:
            fitted.append((rule, names))
    return Fitted(record, fitted, _kept_names(columns, record, simple(title.split()[0])))


def _kept_names(columns: Sequence[str], record: Record, prefix: str) -> dict[str, str]:
    """Give each column a name that is no field's and no other column's."""
    taken = _SHORTHAND.union(record.names, (GEOMETRY,))
    free = free_names([name for name in columns if name not in taken])
    return {name: free(f"{prefix}_{name}") if name in taken else name for name in columns}


def has_columns(rules: Iterable[Rule], columns: Iterable[str]) -> bool:
    """Tell whether a table has all columns that rules need.

    Examples
    --------
    >>> rules = [Rule("id", ("event_id_cnty",), needed=True), Rule("start", ("event_date",))]
    >>> has_columns(rules, ["EVENT_ID_CNTY"]), has_columns(rules, ["id"])
    (True, False)
    """
    known = {simple(name): name for name in columns}
    needed = [spellings for rule in rules if rule.needed for spellings in rule.columns]
    return all(_found(spellings, known) for spellings in needed)


def simple(name: str) -> str:
    """Write a column's name without what tools write in different ways.

    Examples
    --------
    >>> simple("location-accuracy"), simple("LocationAccuracy"), simple("EVENT_DATE")
    ('location_accuracy', 'location_accuracy', 'event_date')
    """
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    return re.sub(r"[^\w]+|_+", "_", parted).strip("_").casefold()


def _found(spellings: str, known: Mapping[str, str]) -> str | None:
    return next((known[one] for one in map(simple, spellings.split("|")) if one in known), None)


def _missing(file: str, title: str, rule: Rule, column: str, columns: Sequence[str]) -> str:
    spellings = column.split("|")
    near = [one for name in spellings for one in difflib.get_close_matches(name, columns, n=1, cutoff=0.5)]
    guess = f" The nearest is {near[0]!r}." if near else ""
    listed = ", ".join(map(repr, columns[:30])) + (", …" if len(columns) > 30 else "")
    wanted = " or ".join(map(repr, spellings))
    return (
        f"{file}: has no column {wanted}, from which {title} takes the field {rule.field!r}.{guess} "
        f"Columns: {listed}."
    )


def _blamed(names: Sequence[str | None], cells: Sequence[Any]) -> tuple[str, str]:
    """Name the columns and what stands in them."""
    filled = [(name, cell) for name, cell in zip(names, cells, strict=True) if name and cell is not None]
    return ", ".join(name for name, _ in filled), ", ".join(str(cell)[:60] for _, cell in filled)
