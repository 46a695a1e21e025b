"""What records name: sources in their fields, ids in their texts; and records without such names. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from typing import Any, Final

import pandas as pd

HELD_BACK: Final = "[held back]"
"""Stands in a text where an id stood that is not passed on."""

_NAMING: Final = frozenset({"source", "sources"})
"""Fields that hold ids of sources, at whatever depth."""

_KEYS: Final = frozenset({"id", "incident_id", "geometry"})
_WORD: Final = re.compile(r"\w[\w.~-]*\w")
_SIGN: Final = re.compile(r"[\d_~-]")
_LETTER: Final = re.compile(r"[^\W\d_]")


def is_telling(id_: str) -> bool:
    """Tell whether an id cannot be a word or a figure: then it is looked for in texts, too.

    Parameters
    ----------
    id_ : str
        An id.

    Returns
    -------
    bool
        True for one word of four signs or more that has a letter and a digit, hyphen or underscore.

    Examples
    --------
    >>> [is_telling(one) for one in ("unn-0113", "reuters", "120000", "a-1")]
    [True, False, False, False]
    """
    is_word = len(id_) >= 4 and _WORD.fullmatch(id_) is not None
    return is_word and bool(_SIGN.search(id_)) and bool(_LETTER.search(id_))


def rows_naming(table: pd.DataFrame, sources: Iterable[str]) -> dict[int, set[str]]:
    """Find the rows that name sources: in a field ``source`` or ``sources``, or by their ids in a text.

    Parameters
    ----------
    table : DataFrame
        A table of a Dataset; unchanged.
    sources : iterable of str
        The ids that are looked for. In texts only those are that cannot be a word (`is_telling`).

    Returns
    -------
    dict of int to set of str
        By position of the row, the ids it names; rows that name none are absent.

    Examples
    --------
    >>> table = pd.DataFrame({"id": ["a", "b"], "note": ["as unn-0113 says", None], "source": [None, "x"]})
    >>> rows_naming(table, ["unn-0113", "x"])
    {0: {'unn-0113'}, 1: {'x'}}
    """
    wanted = frozenset(sources)
    telling = frozenset(filter(is_telling, wanted))
    found: dict[int, set[str]] = defaultdict(set)
    if not wanted:
        return {}
    for name in _columns(table):
        names = name in _NAMING
        for row, cell in enumerate(table[name].tolist()):
            if cell is not None and (named := _named(cell, wanted, telling, names=names)):
                found[row] |= named
    return dict(found)


def _columns(table: pd.DataFrame) -> list[str]:
    """Give the columns in which something can be named: those of texts, lists and objects."""
    return [str(name) for name in table.columns if name not in _KEYS and table[name].dtype.kind not in "fib"]


def _named(value: Any, wanted: Set[str], telling: Set[str], *, names: bool) -> set[str]:
    if isinstance(value, str):
        found = telling & set(_WORD.findall(value)) if telling else set()
        return {*found, value} if names and value in wanted else set(found)
    found = set()
    if isinstance(value, Mapping):
        for key, member in value.items():
            found |= _named(member, wanted, telling, names=key in _NAMING)
    elif isinstance(value, list | tuple):
        for item in value:
            found |= _named(item, wanted, telling, names=names)
    return found


def without_ids(table: pd.DataFrame, gone: Set[str], *, references: Iterable[str] = ()) -> pd.DataFrame:
    """Give a table that names none of some ids.

    Parameters
    ----------
    table : DataFrame
        A table of a Dataset; unchanged.
    gone : set of str
        The ids.
    references : iterable of str
        Columns and members of objects that hold ids and nothing else: every id of `gone` is taken out of
        them. Elsewhere those are that cannot be a word (`is_telling`).

    Returns
    -------
    DataFrame
        The table itself where it names none. An item or member that is such an id is left out, and
        `HELD_BACK` stands where one stood in a text.

    Examples
    --------
    >>> table = pd.DataFrame({"id": ["i"], "note": ["see i-2025"], "facility_ids": [("f", "g")]})
    >>> changed = without_ids(table, {"i-2025", "f"}, references=["facility_ids"])
    >>> changed.loc[0, "note"], changed.loc[0, "facility_ids"]
    ('see [held back]', ('g',))
    """
    telling = frozenset(filter(is_telling, gone))
    columns = frozenset(references)
    changed: dict[str, pd.Series] = {}
    for name in _columns(table) if gone else ():
        cells = table[name].tolist()
        clean = [
            _cleaned(cell, gone if name in columns else telling, telling, gone, columns) for cell in cells
        ]
        if any(one is not other for one, other in zip(clean, cells, strict=True)):
            changed[name] = pd.Series(clean, index=table.index, dtype="object")
    return table.assign(**changed) if changed else table


def text_without_ids(text: str, gone: Set[str]) -> str:
    """Give a text that has none of some ids, where these cannot be a word.

    Parameters
    ----------
    text : str
        Any text.
    gone : set of str
        The ids.

    Returns
    -------
    str
        With `HELD_BACK` in their place.

    Examples
    --------
    >>> text_without_ids("see i-2025.", {"i-2025", "see"})
    'see [held back].'
    """
    return _without_words(text, frozenset(filter(is_telling, gone)))


def _cleaned(value: Any, exact: Set[str], telling: Set[str], gone: Set[str], references: Set[str]) -> Any:
    """Give a value without the ids; the value itself, not a copy, where it has none."""
    if isinstance(value, str):
        if value in exact:
            return None
        return _without_words(value, telling) if telling else value
    if isinstance(value, Mapping):
        members = {
            key: _cleaned(member, gone if key in references else telling, telling, gone, references)
            for key, member in value.items()
            if key not in telling
        }
        if len(members) == len(value) and all(members[key] is value[key] for key in members):
            return value
        return {key: member for key, member in members.items() if member is not None or value[key] is None}
    if isinstance(value, list | tuple):
        items = [_cleaned(item, exact, telling, gone, references) for item in value]
        if all(one is other for one, other in zip(items, value, strict=True)):
            return value
        kept = [one for one, other in zip(items, value, strict=True) if one is not None or other is None]
        return type(value)(kept)
    return value


def _without_words(text: str, telling: Set[str]) -> str:
    if telling.isdisjoint(_WORD.findall(text)):
        return text
    return _WORD.sub(lambda word: HELD_BACK if word.group() in telling else word.group(), text)
