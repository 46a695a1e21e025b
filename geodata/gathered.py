"""Features, batch after batch → the columns of one kind of record, without an object for each row. Pure.

A sink of the GeoJSON reader: of a feature only its values, its names and its geometry are kept.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from geodata.geojson.table import Batch
from geodata.kinds import incident_score
from geodata.schema import FACILITY, INCIDENT, Record, Type

_SHORTHAND: Final = {
    "facility": {"country": "countries"},
    "incident": {"date": "start", "name": "title", "facility_id": "facility_ids"},
    "claim": {"country": "countries"},
}
"""Names that people write for a field; used where the field itself is absent."""

_MOST_SHARED: Final = 100_000
"""Different words and dates of a column that are kept once; more are no words that come again."""

Names = tuple[str, ...]
"""The names of a row's properties, in their order."""


class Gathered:
    """Features of one file as columns.

    Parameters
    ----------
    record : Record, optional
        What the features are; where not given, the first batch decides.

    Examples
    --------
    >>> from geodata.geojson.table import Feature, batch_of
    >>> rows = Gathered()
    >>> rows.add(batch_of([Feature(0, 7, None, {"date": "2025-02", "title": "Fire"})]))
    >>> rows.record.name, rows.wanted, rows.column("start")
    ('incident', ['7'], ['2025-02'])
    """

    def __init__(self, record: Record | None = None) -> None:
        self._asked = record
        self.clear()

    def clear(self) -> None:
        """Forget all features."""
        self.record = self._asked or FACILITY
        self.extras: list[dict[str, Any]] = []
        """Of each row, what the record does not know."""
        self.wanted: list[str | None] = []
        """Of each row, the id that it states."""
        self.unfit_ids: dict[int, tuple[str, Any]] = {}
        """By row, what its property ``id`` states that can be no id, and the name under which it is kept."""
        self._nothing_more: dict[str, Any] = {}  # one for all rows: tables are never written to
        self._given: dict[str, list[Any]] = {}
        self._shared: dict[str, dict[str, str]] = {}
        self._names: dict[Names, int] = {}
        self._names_of_rows: list[npt.NDArray[np.int32]] = []
        self._indices: list[Sequence[int]] = []
        self._geometries: list[npt.NDArray[np.object_]] = []

    def add(self, batch: Batch) -> None:
        """Take features.

        Parameters
        ----------
        batch : Batch
            Features, unchanged by this.
        """
        names = list(map(tuple, batch.properties))
        distinct = list(dict.fromkeys(names))
        if self._asked is None and not self.wanted and names:
            score = incident_score(((own, 1) for own in names), (row.get("kind") for row in batch.properties))
            self.record = INCIDENT if score > 0 else FACILITY
        rows = batch.properties
        if any(spelled_names(self.record, own) != own for own in distinct):
            rows = [spelled_out(self.record, row) for row in rows]
        stated = set(chain.from_iterable(spelled_names(self.record, own) for own in distinct))
        if "id" in stated and any(isinstance(row.get("id"), dict | list) for row in rows):
            rows = [self._with_id_aside(row, number) for number, row in enumerate(rows, len(self.wanted))]
            stated.update(chain.from_iterable(rows))
        for name in stated & set(self.record.names) - {"id"}:
            self._extend(name, rows, everywhere=len(distinct) == 1)
        self._add_extras(rows, stated)
        self.wanted += _wanted(batch.ids, rows if "id" in stated else None)
        self._add_names(names, distinct)
        self._indices.append(batch.indices)
        self._geometries.append(batch.geometries)

    def column(self, name: str) -> list[Any]:
        """Give the values of a field; None where none is stated."""
        values = self._given.get(name, [])
        return values + [None] * (len(self.wanted) - len(values))

    @property
    def given(self) -> dict[str, list[Any]]:
        """The values of all fields but the id, by field."""
        nothing = [None] * len(self.wanted)
        return {
            name: self.column(name) if name in self._given else nothing
            for name in self.record.names
            if name != "id"
        }

    @property
    def likely(self) -> Record:
        """What the features are, by the properties that most of them have."""
        counts = np.bincount(np.concatenate([*self._names_of_rows, np.array([], np.int32)]))
        names = zip(self._names, counts.tolist(), strict=True)
        return INCIDENT if incident_score(names, self._given.get("kind", ())) > 0 else FACILITY

    @property
    def names(self) -> set[str]:
        """The names of all properties, as the file has them."""
        return set(chain.from_iterable(self._names))

    @property
    def names_of_rows(self) -> list[Names]:
        """The names of each row's properties, as the file has them."""
        distinct = list(self._names)
        return [distinct[number] for numbers in self._names_of_rows for number in numbers.tolist()]

    @property
    def indices(self) -> list[int]:
        """The index in the file of each row."""
        return list(chain.from_iterable(self._indices))

    @property
    def geometries(self) -> npt.NDArray[np.object_]:
        """The geometry of each row."""
        return np.concatenate([*self._geometries, np.array([], np.object_)])

    def _with_id_aside(self, row: dict[str, Any], number: int) -> dict[str, Any]:
        """Keep what can be no id under a name that nothing else has: the row gets an id in its place."""
        if not isinstance(row.get("id"), dict | list):
            return row
        name = next(name for n in range(2, len(row) + 3) if (name := f"id~{n}") not in row)
        self.unfit_ids[number] = (name, row["id"])
        return {name if own == "id" else own: value for own, value in row.items()}

    def _extend(self, name: str, rows: Sequence[dict[str, Any]], *, everywhere: bool) -> None:
        values = list(map(itemgetter(name), rows)) if everywhere else [row.get(name) for row in rows]
        column = self._given.setdefault(name, [])
        column += [None] * (len(self.wanted) - len(column))
        column += self._as_shared(name, values)

    def _as_shared(self, name: str, values: list[Any]) -> list[Any]:
        """Keep words and dates that come again once; for texts alone, since 1 equals 1.0 and True."""
        field = next(field for field in self.record.fields if field.name == name)
        known = self._shared.setdefault(name, {})
        repeats = bool(field.choices) or field.type in (Type.DATE, Type.COUNTRY)
        if not repeats or len(known) > _MOST_SHARED or not set(map(type, values)) <= {str}:
            return values
        return list(map(known.setdefault, values, values))

    def _add_extras(self, rows: Sequence[dict[str, Any]], stated: set[str]) -> None:
        known = frozenset(self.record.names)
        if stated <= known:
            self.extras += [self._nothing_more] * len(rows)
        else:
            self.extras += [{key: value for key, value in row.items() if key not in known} for row in rows]

    def _add_names(self, names: list[Names], distinct: list[Names]) -> None:
        numbers = {own: self._names.setdefault(own, len(self._names)) for own in distinct}
        if len(distinct) == 1:
            of_rows = np.full(len(names), numbers[distinct[0]], dtype=np.int32)
        else:
            of_rows = np.fromiter(map(numbers.__getitem__, names), dtype=np.int32, count=len(names))
        self._names_of_rows.append(of_rows)


def spelled_names(record: Record, names: Names) -> Names:
    """Give names of properties with shorthand names replaced by the schema's.

    Examples
    --------
    >>> spelled_names(INCIDENT, ("date", "name", "title"))
    ('start', 'name', 'title')
    """
    shorthand = _SHORTHAND.get(record.name, {})
    if shorthand.keys().isdisjoint(names):
        return names
    return tuple(
        shorthand[name] if name in shorthand and shorthand[name] not in names else name for name in names
    )


def spelled_out(record: Record, properties: dict[str, Any]) -> dict[str, Any]:
    """Give properties with shorthand names replaced by the schema's.

    Examples
    --------
    >>> spelled_out(INCIDENT, {"date": "2025-02", "place": "A"})
    {'start': '2025-02', 'place': 'A'}
    """
    if _SHORTHAND.get(record.name, {}).keys().isdisjoint(properties):
        return properties
    return dict(zip(spelled_names(record, tuple(properties)), properties.values(), strict=True))


def _wanted(ids: Sequence[Any], rows: Sequence[dict[str, Any]] | None) -> Iterable[str | None]:
    """Give the id that each row states; that of its properties goes before that of the feature."""
    given = ids if rows is None else [row.get("id", id_) for row, id_ in zip(rows, ids, strict=True)]
    if set(map(type, given)) == {str} and "" not in given:
        return given
    return [_as_id(value) for value in given]


def _as_id(value: Any) -> str | None:
    return None if value is None or value == "" or isinstance(value, dict | list) else str(value)
