"""JSON that people can read and compare: one field a line, short lists and positions on one."""

import json
from pathlib import Path
from typing import Any

WIDTH = 100


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON; equal values give equal bytes.

    Parameters
    ----------
    path : Path
        The file to write.
    value : object
        What to write.
    """
    path.write_text(f"{layout(value)}\n", encoding="utf-8", newline="\n")


def layout(value: Any, indent: str = "") -> str:
    """Lay a value out: what fits on a line and nests no object stays on one line.

    Examples
    --------
    >>> print(layout({"a": [1, 2], "b": [{"c": "ж"}]}))
    {
     "a": [1, 2],
     "b": [
      {
       "c": "ж"
      }
     ]
    }
    """
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value:
        return flat
    if isinstance(value, list) and "{" not in flat and (len(flat) <= WIDTH or _is_numbers(value)):
        return flat
    inner = f"{indent} "
    if isinstance(value, dict):
        lines = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {layout(item, inner)}"
            for key, item in value.items()
        ]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + layout(item, inner) for item in value) + f"\n{indent}]"


def _is_numbers(value: Any) -> bool:
    """Tell whether a list holds numbers alone, however nested: coordinates."""
    if isinstance(value, list):
        return all(_is_numbers(item) for item in value)
    return isinstance(value, int | float)
