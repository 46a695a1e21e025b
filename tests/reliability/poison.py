"""Datasets with a text in every field that the schema has, in every key, id and name.

The schema is walked, so that a field that is added to it is covered. Each text comes twice: as it is in every
field, fitting or not; and, where it must be found again, with the field's name behind it and figures and
dates as they should be.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from geodata.dataset import Dataset, Metadata
from geodata.schema import CLAIM, FACILITY, FLOW, INCIDENT, SOURCE, Field, Record, Type
from geodata.stores.folder import open_dataset
from tests.builders import write_folder

STYLE_LIKE: Final = ("color", "marker-color", "stroke", "fill", "style", "icon", "popup", "tooltip", "href")
"""Properties that maps elsewhere take for style or markup."""

_REFERENCES: Final = ("facility_ids", "facility_id", "source", "sources", "from", "to", "via")
_PERIOD: Final = ("start", "end", "date", "planned", "confirmed", "note", "by")
_NUMBER: Final = 5
_DATE: Final = "2025-02-17"


def marked(text: str, path: str) -> str:
    """Put the name of a field behind a text, so that both are found together."""
    return f"{text}⟨{path}⟩"


@dataclasses.dataclass(frozen=True)
class Poison:
    """A text, and how it is put into records.

    Parameters
    ----------
    text : str
        What would run.
    is_marked : bool
        Whether each field has its name behind the text, and figures and dates stay what they should be.
    """

    text: str
    is_marked: bool = False

    def id_(self, kind: str) -> str:
        """Give the id of the record of a kind that this text poisons."""
        return self.at(f"{kind}.id")

    def at(self, path: str) -> str:
        """Give the text as it stands in a field."""
        return marked(self.text, path) if self.is_marked else self.text

    def record(self, kind: Record, path: str = "") -> dict[str, Any]:
        """Fill every field of a record."""
        begin = path or kind.name
        filled = {field.name: self._value(field, f"{begin}.{field.name}") for field in kind.fields}
        return {**filled, **self.references(kind), **self.unknown(begin)}

    def references(self, kind: Record) -> dict[str, Any]:
        """Give the fields by which records find each other."""
        facility, source = self.id_("facility"), self.id_("source")
        own_id = {"id": self.id_(kind.name)} if "id" in kind.names else {}
        found = {
            "facility_ids": [facility],
            "source": source,
            "sources": [source],
            "from": facility,
            "to": facility,
            "via": [facility],
        }
        return own_id | {name: value for name, value in found.items() if name in kind.names}

    def unknown(self, path: str) -> dict[str, Any]:
        """Give properties that the schema does not know, nested ones among them."""
        nested = [self.text, {self.text: {self.text: self.text}}]
        plain = {name: self.at(f"{path}.{name}") for name in STYLE_LIKE}
        return {self.text: self.at(f"{path}.key"), f"nested {self.text}": nested, **plain}

    def _value(self, field: Field, path: str) -> Any:
        value = self._one(field, path)
        return [value] if field.many and not isinstance(value, list) else value

    def _one(self, field: Field, path: str) -> Any:
        if field.members:
            members = {one.name: self._value(one, f"{path}.{one.name}") for one in field.members}
            source = {name: self.id_("source") for name in ("source",) if name in members}
            place = {name: self.id_("facility") for name in ("facility_id",) if name in members}
            return {**members, **source, **place, self.text: self.text}
        if field.type is Type.OBJECT:
            languages = {"en": self.at(f"{path}.en"), "ru": self.at(f"{path}.ru"), self.text: self.text}
            period = {name: self.at(f"{path}.{name}") for name in _PERIOD}
            return languages if field.name == "names" else {**period, "value": _NUMBER}
        if self.is_marked and field.type in _FITTING:
            return _FITTING[field.type]
        return self.at(path)


_FITTING: Final[dict[Type, Any]] = {
    Type.NUMBER: _NUMBER,
    Type.BOOLEAN: True,
    Type.DATE: _DATE,
    Type.COUNTRY: "RU",
}


def text_fields(kind: Record) -> list[str]:
    """Give the paths of all fields of a record that hold a text of its own, those of its members included."""
    known = [path for field in kind.fields for path in _texts(field, f"{kind.name}.{field.name}")]
    return [*known, *(f"{kind.name}.{name}" for name in (*STYLE_LIKE, "key"))]


def _texts(field: Field, path: str) -> Iterator[str]:
    if field.members is CLAIM.fields or field.name in _REFERENCES:
        return
    if field.members:
        for one in field.members:
            yield from _texts(one, f"{path}.{one.name}")
    elif field.name == "names":
        yield f"{path}.en"
    elif field.type is Type.TEXT:
        yield path


def placed(value: Any, text: str) -> int:
    """Count the texts and keys of a value that hold a text."""
    if isinstance(value, dict):
        return sum((text in key) + placed(member, text) for key, member in value.items())
    if isinstance(value, list):
        return sum(placed(item, text) for item in value)
    return isinstance(value, str) and text in value


def poisons(texts: Sequence[str]) -> list[Poison]:
    """Give each text as it is, and with the names of fields."""
    return [Poison(text, is_marked) for text in texts for is_marked in (False, True)]


def poisoned(folder: Path, texts: Sequence[str], *, title: str | None = None) -> Dataset:
    """Write a dataset with records for each text, and open it."""
    return open_dataset(write_poisoned(folder, texts, title=title))


def write_poisoned(folder: Path, texts: Sequence[str], *, title: str | None = None) -> Path:
    """Write a dataset folder with an incident, a facility, a source and a flow for each text, twice."""
    return write_folder(folder, **poisoned_tables(texts, title=title))


def poisoned_tables(texts: Sequence[str], *, title: str | None = None) -> dict[str, Any]:
    """Give the tables of such a dataset."""
    all_of_them = list(enumerate(poisons(texts)))
    return {
        "facilities": [_facility(number, poison) for number, poison in all_of_them],
        "incidents": [_incident(number, poison) for number, poison in all_of_them],
        "sources": [_source(poison) for _, poison in all_of_them],
        "flows": [poison.record(FLOW) for _, poison in all_of_them],
        "dataset": about(texts, title=title),
        "changes": [log_entry(text) for text in texts],
    }


def count_placed(texts: Sequence[str]) -> int:
    """Count the places of such a dataset in which a text stands, itself or with a name behind it."""
    tables = poisoned_tables(texts)
    records = zip(*(tables[name] for name in ("facilities", "incidents", "sources", "flows")), strict=True)
    owners = zip(poisons(texts), records, strict=True)
    return sum(placed(list(of_it), poison.text) for poison, of_it in owners) + sum(
        placed(tables["dataset"], text) + placed(entry, text)
        for text, entry in zip(texts, tables["changes"], strict=True)
    )


def about(texts: Sequence[str], *, title: str | None = None) -> dict[str, Any]:
    """Fill every field of what a dataset says about itself: a list with each text, a text with all."""
    whole = "\n".join(texts)
    listed = {"attribution", "languages", "cautions"}
    names = [field.name for field in dataclasses.fields(Metadata)]
    filled: dict[str, Any] = {name: list(texts) if name in listed else whole for name in names}
    return {**filled, "title": title or whole, **{text: text for text in texts}}


def log_entry(text: str) -> dict[str, Any]:
    """Make an entry of the revision log out of a text."""
    sides = {"before": f"{text} before", "after": text}
    records = [
        {"table": table, "id": id_, "what": what, "title": text, "fields": {"title": sides, text: sides}}
        for table, id_ in (("incidents", text), ("facilities", text), ("claims", text), (text, text))
        for what in ("added", "changed", "removed", text)
    ]
    counts = {what: {text: 1} for what in ("added", "changed", "removed")}
    return {"version": text, "date": text, "summary": text, "records": records, **counts, text: text}


def _facility(number: int, poison: Poison) -> dict[str, Any]:
    properties = poison.record(FACILITY)
    shape = _SHAPES[number % len(_SHAPES)]
    if shape == "LineString":
        properties["kind"] = "oil_pipeline"
    return {"type": "Feature", "geometry": _geometry(number, shape), "properties": properties}


def _incident(number: int, poison: Poison) -> dict[str, Any]:
    claims = [poison.record(CLAIM), {**poison.record(CLAIM), "stance": "asserts", "about": "event"}]
    claims.append({**claims[1], "stance": "denies"})
    properties = {**poison.record(INCIDENT), "claims": claims}
    return {"type": "Feature", "geometry": _geometry(number + 3, "Point"), "properties": properties}


def _source(poison: Poison) -> dict[str, Any]:
    found = poison.record(SOURCE)
    return {**found, "url": poison.text, "archived_url": poison.text, "redistribution": True}


_SHAPES: Final = ("Point", "Point", "LineString", "Polygon", "Point", "Point")
"""Lines are facilities whose text is as it is: a pipeline's kind cannot be another."""


def _geometry(number: int, shape: str) -> dict[str, Any]:
    lon, lat = 25 + number % 20 * 2.1, 42 + number // 20 * 0.9
    if shape == "LineString":
        return {"type": shape, "coordinates": [[lon, lat], [lon + 1, lat + 0.4]]}
    if shape == "Polygon":
        ring = [[lon, lat], [lon + 1, lat], [lon + 1, lat + 0.5], [lon, lat]]
        return {"type": shape, "coordinates": [ring]}
    return {"type": shape, "coordinates": [lon, lat]}
