"""JSON in UTF-8, written fast and always in the same way. Pure."""

import json
import math
from collections.abc import Callable
from typing import Any

import orjson


def to_json(content: Any, *, sort_keys: bool = False, default: Callable[[Any], Any] | None = None) -> bytes:
    r"""Write JSON in UTF-8 without white space: equal content gives equal bytes.

    Parameters
    ----------
    content : object
        Dicts with text keys, lists, tuples, texts, numbers, arrays of NumPy. NaN and infinity become null.
    sort_keys : bool
        Whether the members of objects are written in the order of their names.
    default : callable, optional
        Gives, for a value of another type, one that can be written.

    Returns
    -------
    bytes
        Halves of surrogate pairs, which UTF-8 has no bytes for, are escaped.

    Raises
    ------
    TypeError
        For a value that JSON has no form for, where there is no `default`.

    Examples
    --------
    >>> to_json(["ж", "\ud800", float("nan"), 2**64]).decode()
    '["ж","\\ud800",null,18446744073709551616]'
    """
    options = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_PASSTHROUGH_DATACLASS
    try:
        return orjson.dumps(content, default, options | orjson.OPT_SORT_KEYS if sort_keys else options)
    except TypeError:
        # Rarely needed: halves of surrogate pairs, whole numbers of more than 64 bits, deep nesting.
        return _in_python(content, sort_keys, default)


def _in_python(content: Any, sort_keys: bool, default: Callable[[Any], Any] | None) -> bytes:
    encoder = json.JSONEncoder(
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=sort_keys,
        separators=(",", ":"),
        default=default or _listed,
    )
    try:
        text = encoder.encode(content)
    except ValueError:  # NaN or infinity somewhere inside
        text = encoder.encode(_finite(content))
    # The escape that Python writes for what cannot be encoded is the one that JSON has for it.
    return text.encode("utf-8", "backslashreplace")


def _listed(value: Any) -> Any:
    if hasattr(value, "tolist"):
        return _finite(value.tolist())
    raise TypeError(f"JSON has no form for {type(value).__name__}")


def _finite(value: Any) -> Any:
    """Give null for the numbers that JSON does not know."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    return [_finite(item) for item in value] if isinstance(value, list | tuple) else value
