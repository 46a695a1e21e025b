"""Ids that cannot be keys of a database's table, and what stands in for them. Pure.

An id that is missing, repeated, too long for an index or no text that a database can hold gets a stand-in;
the id itself stands in ``extra`` as the member ``id``, which no record's ``extra`` has otherwise.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geodata.dataset import is_missing
from geodata.flatrows import EXTRA
from geodata.jsontext import from_json

_LONGEST: Final = 600  # signs; PostgreSQL indexes texts of up to some 2,700 bytes
_SHOWN: Final = 80


def with_keys(table: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    r"""Give a table whose ids can be keys.

    Parameters
    ----------
    table : DataFrame (n rows)
        A table of a Dataset that has an ``id``; unchanged.

    Returns
    -------
    table : DataFrame (n rows)
        The same where all ids can be keys.
    stand_ins : dict of str to str
        By id, what stands in for it.

    Examples
    --------
    >>> table = pd.DataFrame({"id": ["a", "a", None], "extra": [{}, {}, {}]})
    >>> keyed, _ = with_keys(table)
    >>> keyed["id"].tolist(), keyed["extra"].tolist()
    (['a', 'a~2', 'unnamed'], [{}, {'id': 'a'}, {'id': None}])
    """
    ids = table["id"].tolist()
    if _are_keys(ids):
        return table, {}
    keys = list(_keys(ids))
    extras = [
        extra if key == id_ else _with_id(extra or {}, id_)
        for key, id_, extra in zip(keys, ids, table[EXTRA].tolist(), strict=True)
    ]
    columns = {"id": keys, EXTRA: extras}
    changed = table.assign(
        **{name: pd.Series(values, table.index, dtype="object") for name, values in columns.items()}
    )
    # Of a repeated id the first, which may well be a key.
    first = dict(zip(reversed(ids), reversed(keys), strict=True))
    return changed, {id_: key for id_, key in first.items() if isinstance(id_, str) and key != id_}


def without_keys(table: pa.Table) -> tuple[pa.Table, dict[str, str]]:
    """Leave out of a table the keys that stand in for ids, so that `from_arrow` puts the ids back.

    Parameters
    ----------
    table : pyarrow.Table (n rows)
        A table with ``id`` and ``extra``, as it stands in the database.

    Returns
    -------
    table : pyarrow.Table (n rows)
        The ids that stand in ``extra`` are missing in ``id``.
    ids : dict of str to str
        By key, the id that it stands in for.

    Examples
    --------
    >>> table = pa.table({"id": ["a", "a~2"], "extra": [None, '{"id":"a"}']})
    >>> bare, ids = without_keys(table)
    >>> bare["id"].to_pylist(), ids
    (['a', None], {'a~2': 'a'})
    """
    keys, extras = table["id"].to_pylist(), table[EXTRA]
    suspects = pc.indices_nonzero(pc.fill_null(pc.match_substring(extras, '"id"'), False)).to_pylist()
    found = {row: extra["id"] for row in suspects if "id" in (extra := _opened(extras[row].as_py()))}
    if not found:
        return table, {}
    bare = [None if row in found else key for row, key in enumerate(keys)]
    place = table.column_names.index("id")
    return (
        table.set_column(place, "id", pa.array(bare, pa.string())),
        {keys[row]: id_ for row, id_ in found.items() if isinstance(id_, str)},
    )


def _with_id(extra: dict[str, Any], id_: Any) -> dict[str, Any]:
    """Put an id into what the schema does not know; one that is no text stands there already."""
    return {"id": None, **extra} if is_missing(id_) else {**extra, "id": id_}


def _opened(text: str) -> dict[str, Any]:
    try:
        extra = from_json(text)
    except ValueError:
        return {}
    return extra if isinstance(extra, dict) else {}


def _are_keys(ids: Sequence[Any]) -> bool:
    return all(map(_is_key, ids)) and len(set(ids)) == len(ids)


def _is_key(id_: Any) -> bool:
    return (
        isinstance(id_, str) and len(id_) <= _LONGEST and (id_.isascii() or _encodes(id_)) and "\0" not in id_
    )


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _keys(ids: Sequence[Any]) -> Iterator[str]:
    taken = {id_ for id_ in ids if _is_key(id_)}
    seen: set[str] = set()
    last: dict[str, int] = {}
    for id_ in ids:
        if _is_key(id_) and id_ not in seen:
            seen.add(id_)
            yield id_
            continue
        key = wanted = _stand_in(id_)
        number = last.get(wanted, 1)
        while key in taken:
            number += 1
            key = f"{wanted}~{number}"
        taken.add(key)
        last[wanted] = number
        yield key


def _stand_in(id_: Any) -> str:
    if not isinstance(id_, str):
        return "unnamed"
    text = id_.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_SHOWN]}~{hashlib.sha256(text.encode()).hexdigest()[:16]}"
