"""One difference between two versions of a dataset, as a frozen row. Pure; imports nothing of the project."""

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

ADDED: Final = "added"
CHANGED: Final = "changed"
REMOVED: Final = "removed"

ABOUT_ITSELF: Final = "dataset"
"""The table of changes to what a dataset says about itself."""


class NotStated(Enum):
    """Stands where a version states nothing; a null that is stated is None."""

    NOT_STATED = "not stated"


NOT_STATED: Final = NotStated.NOT_STATED


@dataclass(frozen=True, slots=True)
class Change:
    """One record that was added or removed, or one field of a record that was changed.

    Parameters
    ----------
    table : str
        ``dataset`` (what it says about itself), ``facilities``, ``incidents``, ``claims``, ``sources`` or
        ``flows``.
    id : str
        The record's id; of a claim, its incident's. Empty where there is none.
    what : str
        ``added``, ``changed`` or ``removed``.
    field : str or None
        The field that changed, with ``extra.`` before one that the schema does not know; None where the
        whole record was added or removed.
    before, after : object
        The field's value, or the whole record as a dict; `NOT_STATED` where there is none. A geometry is
        given as an object of GeoJSON.
    title : str
        What the record is called, in the version that has it, the new one first.
    number : int or None
        Of a claim, its number within the incident, in the same version.
    """

    table: str
    id: str
    what: str
    field: str | None
    before: Any
    after: Any
    title: str = ""
    number: int | None = None

    @property
    def record(self) -> tuple[str, str, int | None]:
        """What tells the records of one comparison apart: table, id and, of a claim, its number."""
        return self.table, self.id, self.number

    def to_json(self) -> dict[str, Any]:
        """Give the row, ready for JSON: what is not there is left out.

        Examples
        --------
        >>> Change("incidents", "i1", CHANGED, "title", NOT_STATED, "Fire").to_json()
        {'table': 'incidents', 'id': 'i1', 'what': 'changed', 'field': 'title', 'after': 'Fire'}
        """
        row = {"table": self.table, "id": self.id, "number": self.number, "what": self.what}
        row |= {"title": self.title or None, "field": self.field}
        stated = {"before": self.before, "after": self.after}
        return {name: value for name, value in row.items() if value is not None} | {
            name: value for name, value in stated.items() if value is not NOT_STATED
        }


@dataclass(frozen=True)
class Difference:
    """All differences between two versions of a dataset.

    Parameters
    ----------
    changes : tuple of Change
        Table by table; a changed cell stands once.
    standings : tuple of Change
        Incidents of both versions whose standing is another: it follows from their claims, so it is no change
        of its own. Field ``standing`` of table ``standings``.
    reordered : tuple of str
        Ids of incidents whose claims stand in another order, which is no change of its own.
    """

    changes: tuple[Change, ...] = ()
    standings: tuple[Change, ...] = ()
    reordered: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything was added, changed or removed."""
        return bool(self.changes)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """By table, how many records were added, changed and removed; what there is none of is left out.

        Examples
        --------
        >>> fields = [Change("flows", "f1", CHANGED, name, 1, 2) for name in ("volume", "period")]
        >>> Difference(tuple(fields)).counts
        {'flows': {'changed': 1}}
        """
        whole = [(change.table, change.what) for change in self.changes if change.field is None]
        records = {change.record for change in self.changes if change.field is not None}
        counts = Counter([*whole, *((record[0], CHANGED) for record in records)])
        found: dict[str, dict[str, int]] = {}
        for table, what in sorted(counts, key=lambda one: (_ORDER.index(one[0]), _KINDS.index(one[1]))):
            found.setdefault(table, {})[what] = counts[table, what]
        return found


_ORDER: Final = (ABOUT_ITSELF, "facilities", "incidents", "claims", "sources", "flows")
_KINDS: Final = (ADDED, CHANGED, REMOVED)
