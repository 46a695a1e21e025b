"""JSON in UTF-8, written fast and always in the same way; JSON in a cell, read in bounds. Pure."""

import json
import math
from collections.abc import Callable
from typing import Any, Final

import orjson

DEEPEST: Final = 128
"""How deep arrays and objects may stand in one another, wherever JSON is read."""


def from_json(text: str | bytes, *, deepest: int = DEEPEST) -> Any:
    """Read JSON that somebody else may have written, be it a cell of a table or a block of a page.

    Parameters
    ----------
    text : str or bytes
        JSON in UTF-8.
    deepest : int
        How deep arrays and objects may stand in one another.

    Returns
    -------
    dict, list, str, int, float, bool or None
        The content.

    Raises
    ------
    ValueError
        If it is no JSON, nested deeper, or holds NaN or a number beyond a double.

    Examples
    --------
    >>> from_json('[1, {"a": 2.5}]')
    [1, {'a': 2.5}]
    >>> from_json("[" * 100_000)
    Traceback (most recent call last):
        ...
    ValueError: arrays or objects are nested more than 128 deep
    """
    content = text.decode() if isinstance(text, bytes) else text
    try:
        found = _DECODER.decode(content)
    except RecursionError:
        raise ValueError(_too_deep(deepest)) from None
    if content.count("[") + content.count("{") > deepest and _depth(found) > deepest:
        raise ValueError(_too_deep(deepest))
    return found


def _too_deep(deepest: int) -> str:
    return f"arrays or objects are nested more than {deepest} deep"


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _finite_number(digits: str) -> float:
    if math.isinf(number := float(digits)):
        raise ValueError(f"the number {digits:.40} is beyond the range of a double")
    return number


_DECODER: Final = json.JSONDecoder(parse_float=_finite_number, parse_constant=_refuse)


def _depth(content: Any) -> int:
    """Count, level by level, how deep arrays and objects stand in one another."""
    level, depth = [content], 0
    while level := [item for item in level if isinstance(item, dict | list)]:
        depth += 1
        level = [inner for item in level for inner in (item.values() if isinstance(item, dict) else item)]
    return depth


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
