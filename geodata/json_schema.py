"""The schema as JSON Schema, for those who write data with other tools. Pure but for the command at its end.

``python -m geodata.json_schema docs/schema`` writes one file per kind of record.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

from geodata.errors import UnknownName
from geodata.files import atomic_write
from geodata.schema import RECORDS, Field, Type

_JSON_TYPES: Final[dict[Type, dict[str, Any]]] = {
    Type.TEXT: {"type": "string"},
    Type.NUMBER: {"type": "number"},
    Type.BOOLEAN: {"type": "boolean"},
    Type.DATE: {
        "type": "string",
        "pattern": r"^\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$",
    },
    Type.COUNTRY: {"type": "string", "pattern": "^[A-Z]{2}$"},
    Type.OBJECT: {"type": "object"},
    Type.ANY: {},
}


def json_schema(name: str) -> dict[str, Any]:
    """Write the JSON Schema (draft 2020-12) of one kind of record.

    Unknown properties are allowed: they are kept and shown. A vocabulary's words are examples, not a
    closed list, because an unknown kind is kept as well.

    Parameters
    ----------
    name : str
        ``"facility"``, ``"incident"``, ``"claim"``, ``"source"`` or ``"flow"``.

    Returns
    -------
    dict
        The schema of the record's properties.

    Raises
    ------
    UnknownName
        If there is no such record.

    Examples
    --------
    >>> json_schema("flow")["required"]
    ['id', 'from', 'to']
    """
    by_name = {record.name: record for record in RECORDS}
    if name not in by_name:
        raise UnknownName.among("record", name, by_name)
    record = by_name[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": record.name,
        "description": record.meaning,
        **_object_schema(record.fields),
    }


def _object_schema(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: _field_schema(field) for field in fields},
        "required": [field.name for field in fields if field.required],
    }


def _field_schema(field: Field) -> dict[str, Any]:
    one = _object_schema(field.members) if field.members else dict(_JSON_TYPES[field.type])
    if field.choices:
        one["examples"] = [term.name for term in field.choices]
    described = {"description": f"{field.meaning} ({field.unit})" if field.unit else field.meaning}
    return {**described, "type": "array", "items": one} if field.many else {**described, **one}


def write_schemas(folder: Path) -> None:
    """Write the JSON Schema of every kind of record into a folder.

    Parameters
    ----------
    folder : Path
        Made where it is missing; its files of these names are replaced.

    Raises
    ------
    WriteFailed
        If a file cannot be written; it is as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for record in RECORDS:
        text = json.dumps(json_schema(record.name), ensure_ascii=False, indent=2) + "\n"
        atomic_write(folder / f"{record.name}.schema.json", text.encode("utf-8"))


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/schema"))
