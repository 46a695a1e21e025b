"""The columns of a table that measures read, as Arrow types. Pure."""

from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from geodata.errors import UnreadableFile
from geodata.fields import is_number
from geodata.jsontext import from_json

GEOMETRY: Final = "geometry"

INTERCEPTION: Final = pa.struct(
    [
        ("distance_km", pa.float64()),
        ("distance_km_low", pa.float64()),
        ("distance_km_high", pa.float64()),
        ("facility_id", pa.string()),
        ("claimed_by", pa.string()),
    ]
)

FACILITY_COLUMNS: Final = {"id": pa.string(), "uncertainty_m": pa.float64()}
"""What is read of a facility, beside its geometry."""

INCIDENT_COLUMNS: Final = FACILITY_COLUMNS | {
    "facility_ids": pa.list_(pa.string()),
    "interception": INTERCEPTION,
    "start": pa.string(),
    "end": pa.string(),
    "date_precision": pa.string(),
}
"""What is read of an incident, beside its geometry."""


def as_type(column: pa.Array, type_: pa.DataType) -> pa.Array:
    """Bring a column to the type that measures expect.

    Whole numbers become text where an id is one; dates become ISO 8601. Fields of a struct that are not
    asked for are left out, those that are missing are null. Text stands for a struct as JSON; there a value
    that does not fit is null.

    Parameters
    ----------
    column : pyarrow.Array
        As it stands in a file.
    type_ : pyarrow.DataType
        One of the types above.

    Returns
    -------
    pyarrow.Array

    Raises
    ------
    UnreadableFile
        When the values do not fit; the message says what they are and what was expected.

    Examples
    --------
    >>> as_type(pa.array([1, 2]), pa.string()).to_pylist()
    ['1', '2']
    >>> as_type(pa.array([{"distance_km": 7}]), INTERCEPTION).to_pylist()[0]["distance_km"]
    7.0
    >>> as_type(pa.array(['{"distance_km": 7}', None]), INTERCEPTION).to_pylist()[0]["distance_km"]
    7.0
    """
    if pa.types.is_null(column.type):
        return pa.nulls(len(column), type_)
    try:
        if pa.types.is_struct(type_):
            return _as_struct(column, type_)
        return column.cast(type_)
    except pa.ArrowException:
        raise UnreadableFile(f"is {column.type}, expected {type_}") from None


def storable(value: Any) -> Any:
    r"""Write half of a surrogate pair, which UTF-8 cannot hold, as an escape; wherever in a value it stands.

    Parameters
    ----------
    value : object
        Text, or lists and dicts that hold some.

    Returns
    -------
    object
        The same, fit for a file.

    Examples
    --------
    >>> storable(("a\ud800", 1.5, {"by": "CPC"}))
    ['a\\ud800', 1.5, {'by': 'CPC'}]
    """
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {storable(name): storable(item) for name, item in value.items()}
    return value


def _as_struct(column: pa.Array, type_: Any) -> pa.Array:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return pa.array([_members(text, type_) for text in column.to_pylist()], type_)
    if not pa.types.is_struct(column.type):
        raise UnreadableFile(f"is {column.type}, expected {type_}")
    given = {field.name for field in column.type}
    parts = [
        as_type(pc.struct_field(column, field.name), field.type)
        if field.name in given
        else pa.nulls(len(column), field.type)
        for field in type_
    ]
    return pa.StructArray.from_arrays(parts, fields=list(type_), mask=column.is_null())


def _members(text: str | None, type_: Any) -> dict[str, Any] | None:
    """Read the members of a struct from JSON; those that do not fit are not stated."""
    if text is None:
        return None
    try:
        stated = from_json(text)
    except ValueError:
        raise UnreadableFile(f"is text that is no JSON ({text!r:.40}), expected {type_}") from None
    if not isinstance(stated, dict):
        return None
    return {field.name: _fitting(stated.get(field.name), field.type) for field in type_}


def _fitting(value: Any, type_: Any) -> Any:
    if pa.types.is_floating(type_):
        return float(value) if is_number(value) else None
    return storable(value) if isinstance(value, str) else None
