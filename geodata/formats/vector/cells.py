"""From columns of Arrow to properties of GeoJSON's own types. Knows no file."""

import base64
import datetime as dt
import json
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa

from geodata.formats.vector.task import Task, shown

_JSON_NAMES: Final = (b"arrow.json", b"ogc.json")


def cells(column: pa.Array, field: pa.Field, task: Task) -> list[Any]:
    """Give the values of a column.

    Parameters
    ----------
    column : pyarrow.Array (n,)
        Of any type.
    field : pyarrow.Field
        Its name and what else is said of it.
    task : Task
        Receives notes of what cannot be kept as it is.

    Returns
    -------
    list (n,)
        Text, whole numbers, numbers, true, false, None, lists and objects; dates and times as ISO 8601 text.

    Examples
    --------
    >>> from geodata.formats.vector.limits import DEFAULT
    >>> task = Task("a", DEFAULT, 0.0)
    >>> cells(pa.array([dt.date(2025, 1, 2), None]), pa.field("day", pa.date32()), task)
    ['2025-01-02', None]
    """
    is_json = (field.metadata or {}).get(b"ARROW:extension:name") in _JSON_NAMES
    if isinstance(column, pa.ExtensionArray):
        is_json = is_json or column.type.extension_name.encode() in _JSON_NAMES
        column = column.storage
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    name = shown(field.name, 60)
    values = _plain(column, name, task)
    change = _change(column.type, name, task)
    if change is not None:
        values = [None if value is None else change(value) for value in values]
    return [_from_json(value) for value in values] if is_json else values


def _plain(column: pa.Array, name: str, task: Task) -> list[Any]:
    """Give Python's values."""
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    try:
        values: list[Any] = column.to_pylist()
    except (OverflowError, ValueError):
        task.note(f"column {name!r} has dates that no calendar has; it is left empty")
        return [None] * len(column)
    return values


def _change(type_: pa.DataType, name: str, task: Task) -> Callable[[Any], Any] | None:
    """Find what makes a value of this type one of GeoJSON's; None where it is one."""
    types = pa.types
    if types.is_floating(type_):
        return lambda value: _finite(value, name, task)
    is_plain = types.is_boolean(type_) or types.is_integer(type_) or types.is_string(type_)
    if is_plain or types.is_large_string(type_) or types.is_null(type_):
        return None
    return lambda value: _value(value, name, task)


def _finite(value: float, name: str, task: Task) -> float | None:
    if math.isfinite(value):
        return value
    task.note(f"column {name!r} has numbers that are not finite; they are left empty")
    return None


def _value(value: Any, name: str, task: Task) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return _finite(value, name, task)
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case dt.timedelta():
            return f"PT{value.total_seconds():g}S"
        case Decimal():
            return _number(value)
        case bytes():
            task.note(f"column {name!r} holds bytes; they are written as Base64")
            return base64.b64encode(value).decode()
        case dict():
            return {str(key): _value(inner, name, task) for key, inner in value.items()}
        case list() | tuple():
            return [_value(inner, name, task) for inner in value]
    return str(value)


def _number(value: Decimal) -> int | float | str | None:
    """Give a decimal as a number where that is exact, else as text."""
    if not value.is_finite():
        return None
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)


def _from_json(value: Any) -> Any:
    """Read what a column of JSON holds; text that is none stays text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return value
