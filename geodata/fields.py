"""Rows of properties → a table with the schema's columns, and findings for what did not fit.

Column by column, so that a million rows cost a few passes. A value that does not fit its field is kept
under its own name in the column ``extra`` and shown; it is never dropped and never guessed at. Of an object
only the members that do not fit are, under the path to each, unless its members say something only together.
"""

import difflib
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from geodata.dates import is_iso_date
from geodata.report import Finding, Listing
from geodata.schema import CLAIM, Field, Record, Type

_COUNTRY: Final = re.compile("[A-Z]{2}")


Noter: TypeAlias = Callable[[int, str, str, str, str], Finding]
"""Builds a note from a row, the rule, the path below the row, the message and the hint."""


def read_rows(
    record: Record, rows: Sequence[dict[str, Any]], note: Noter
) -> tuple[pd.DataFrame, list[Finding]]:
    """Turn rows of properties into a table with the record's columns and ``extra``.

    Parameters
    ----------
    record : Record
        The kind of record that the rows hold.
    rows : sequence of dict
        The properties, unchanged by this function.
    note : Noter
        Builds a finding that names the place of a row's field.

    Returns
    -------
    table : DataFrame
        One row per row, in order. Numbers are float64 (NaN: not stated), everything else is object
        (None: not stated; lists are tuples). ``extra`` holds a dict of all that the schema does not know.
    findings : list of Finding
        A note per missing required field, unfitting value and unknown word.
    """
    extras = [{key: value for key, value in row.items() if key not in record.names} for row in rows]
    given = {name: [row.get(name) for row in rows] for name in record.names}
    return read_columns(record, given, extras, note)


def read_columns(
    record: Record, given: Mapping[str, Sequence[Any]], extras: Sequence[dict[str, Any]], note: Noter
) -> tuple[pd.DataFrame, list[Finding]]:
    """Turn columns of values into a table with the record's columns and ``extra``.

    Parameters
    ----------
    record : Record
        The kind of record that the rows hold.
    given : mapping of str to sequence
        By field, a value for each row; None where it states none. Unchanged by this function.
    extras : sequence of dict
        For each row what the schema does not know. What does not fit its field is added in ``extra``.
        Unchanged by this function.
    note : Noter
        Builds a finding that names the place of a row's field.

    Returns
    -------
    table, findings
        As `read_rows` gives them.
    """
    listing = Listing()
    columns: dict[str, Any] = {}
    extras = list(extras)  # rows may share one
    for field in record.fields:
        values, unfit = _fitted(field, given[field.name])
        for index, path, got in unfit:
            kept_as = _free(path, extras[index])
            extras[index] = {**extras[index], kept_as: got}
            listing.take(_unfit(field, path, got, index, note))
        listing.take(_remarks(field, values, note))
        columns[field.name] = (
            np.array(values, dtype=np.float64) if is_plain_number(field) else _objects(values, len(extras))
        )
    columns["extra"] = _objects(extras, len(extras))
    return _frame(columns, len(extras)), list(listing.findings)


def _fitted(field: Field, raw: Sequence[Any]) -> tuple[Sequence[Any], list[tuple[int, str, Any]]]:
    """Give values as the field holds them, and what does not fit, each with its row and the path to it."""
    if _fit_as_they_are(field, raw):
        return raw, []
    values = [_fit(field, value) for value in raw]
    unfit: list[tuple[int, str, Any]] = []
    for index in [index for index, value in enumerate(values) if value is _UNFIT]:
        values[index], apart = _parted(field, raw[index])
        unfit += [(index, path, got) for path, got in apart]
    return values, unfit


def _parted(field: Field, value: Any) -> tuple[Any, list[tuple[str, Any]]]:
    """Part a value that does not fit into what of it does, and what does not, each with the path to it."""
    items = _items(field, value)
    if items is None or field.of_a_piece:
        return None, [(field.name, value)]
    kept, apart = [], []
    for path, item in items:
        bad = {member.name for member in _parts(field) if not fits(member, item.get(member.name))}
        apart += [(f"{path}/{name}", item[name]) for name in item if name in bad]
        kept.append({name: held for name, held in item.items() if name not in bad})
    return tuple(kept) if field.many else kept[0] or None, apart


def _items(field: Field, value: Any) -> list[tuple[str, dict[str, Any]]] | None:
    """Give the objects of a value, each with its path; None where they are none or have no known members."""
    is_list = field.many and isinstance(value, list | tuple)
    items = (
        [(f"{field.name}/{at}", item) for at, item in enumerate(value)] if is_list else [(field.name, value)]
    )
    return items if _parts(field) and all(isinstance(item, dict) for _, item in items) else None


def _free(name: str, taken: Mapping[str, Any]) -> str:
    """Give a name as it is, or with the first number that makes it one that is not taken."""
    numbered = (f"{name}~{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(other for other in numbered if other not in taken)


def _fit_as_they_are(field: Field, raw: Sequence[Any]) -> bool:
    """Tell of a column whether all its values fit, and stay what they are; where it is uncertain, say no."""
    kinds = set(map(type, raw)) - {type(None)}
    if not kinds:
        return True
    if field.many or field.type is Type.ANY or not kinds <= _KINDS[field.type]:
        return False
    if _parts(field):
        objects = [value for value in raw if value is not None]
        return all(
            _fit_as_they_are(member, [one.get(member.name) for one in objects]) for member in _parts(field)
        )
    if field.type in (Type.DATE, Type.COUNTRY):
        return all(map(_FITS[field.type], set(raw) - {None}))
    return field.type is not Type.NUMBER or _are_numbers(field, raw)


def _are_numbers(field: Field, raw: Sequence[int | float | None]) -> bool:
    try:
        numbers = np.array([value for value in raw if value is not None], dtype=np.float64)
    except OverflowError:
        return False
    low = 0 if field.unit == "m" else -_SURELY_A_NUMBER
    return bool(((numbers >= low) & (numbers <= _SURELY_A_NUMBER)).all())


def _objects(values: Sequence[Any], count: int) -> Any:
    return np.fromiter(values, dtype=np.object_, count=count)  # lists in it stay lists


def _frame(columns: Mapping[str, Any], count: int) -> pd.DataFrame:
    """Put columns together as they are: by itself, pandas makes another kind of column of texts."""
    index = pd.RangeIndex(count)
    series = {
        name: pd.Series(values, index=index, dtype=values.dtype, copy=False)
        for name, values in columns.items()
    }
    return pd.DataFrame(series, index=index, copy=False)


_UNFIT: Final = object()


def is_plain_number(field: Field) -> bool:
    """Tell whether a field is one number: its column is float64.

    Examples
    --------
    >>> from geodata.schema import CLAIM
    >>> [field.name for field in CLAIM.fields if is_plain_number(field)]
    ['value', 'low', 'high']
    """
    return field.type is Type.NUMBER and not field.many


def is_number(value: Any) -> bool:
    """Tell whether a value is a finite number; true and false are none.

    Examples
    --------
    >>> is_number(7), is_number(True), is_number("7")
    (True, False, False)
    """
    if isinstance(value, int):
        return not isinstance(value, bool) and abs(value) < 10**300  # beyond, it has no place in a float
    return isinstance(value, float) and math.isfinite(value)


_SURELY_A_NUMBER: Final = 1e299
"""What is not beyond it is one, whole or not."""

_KINDS: Final[dict[Type, frozenset[type]]] = {
    Type.TEXT: frozenset((str,)),
    Type.NUMBER: frozenset((int, float)),
    Type.BOOLEAN: frozenset((bool,)),
    Type.DATE: frozenset((str,)),
    Type.COUNTRY: frozenset((str,)),
    Type.OBJECT: frozenset((dict,)),
}
"""As what values of each type are read; others may fit as well."""

_FITS: Final[dict[Type, Callable[[Any], bool]]] = {
    Type.TEXT: lambda value: isinstance(value, str),
    Type.NUMBER: is_number,
    Type.BOOLEAN: lambda value: isinstance(value, bool),
    Type.DATE: lambda value: isinstance(value, str) and is_iso_date(value),
    Type.COUNTRY: lambda value: isinstance(value, str) and _COUNTRY.fullmatch(value) is not None,
    Type.OBJECT: lambda value: isinstance(value, dict),
    Type.ANY: lambda value: True,
}


def _fit(field: Field, value: Any) -> Any:
    """Give the value as the field holds it, None where it is missing, `_UNFIT` where it does not fit."""
    if value is None:
        return None
    if field.many:
        items = value if isinstance(value, list | tuple) else [value]
        return tuple(items) if all(_fits_one(field, item) for item in items) else _UNFIT
    if not _fits_one(field, value) or (field.unit == "m" and value < 0):
        return _UNFIT
    return value


def _fits_one(field: Field, value: Any) -> bool:
    """Tell whether one value fits; an object does if all of its members do: readers can rely on them."""
    if not _FITS[field.type](value):
        return False
    return all(fits(member, value.get(member.name)) for member in _parts(field))


def _parts(field: Field) -> tuple[Field, ...]:
    """Give the members of an object; none of claims, which are looked at as a table of their own."""
    return () if field.members is CLAIM.fields else field.members


def fits(field: Field, value: Any) -> bool:
    """Tell whether a value, where it is stated at all, fits its field.

    Examples
    --------
    >>> from geodata.schema import INTERCEPTION
    >>> fits(INTERCEPTION.fields[0], 84), fits(INTERCEPTION.fields[0], "84 km")
    (True, False)
    """
    return _fit(field, value) is not _UNFIT


def missing(field: Field) -> tuple[str, str]:
    """Give the message and the hint of a finding about a field that is not stated.

    Examples
    --------
    >>> from geodata.schema import OWNER
    >>> missing(OWNER.fields[0])
    ('has no name (name of the owner).', "Add 'name'.")
    """
    return f"has no {field.name} ({field.meaning}).", f"Add {field.name!r}."


def unfitting(field: Field, got: Any) -> str:
    """Give the message of a finding about a value that does not fit its field.

    Examples
    --------
    >>> from geodata.schema import OWNER
    >>> unfitting(OWNER.fields[3], "half")
    "share_pct is 'half'; expected a number (%)."
    """
    expected = f"{field.expected}, not negative" if field.unit == "m" else field.expected
    return f"{field.name} is {_shown(got)}; expected {expected}."


def _unfit(field: Field, path: str, got: Any, index: int, note: Noter) -> Iterator[Finding]:
    """Yield a note on a value that does not fit; of an object of a piece, on each member that does not."""
    hint = "The value is kept and shown as text, but not used."
    if path != field.name:
        member = next(member for member in _parts(field) if path.rpartition("/")[2] == member.name)
        yield note(index, "field-type", path, unfitting(member, got), hint)
        return
    items = _items(field, got)
    if items is None:
        yield note(index, "field-type", path, unfitting(field, got), hint)
        return
    hint = f"{field.name} as a whole is kept and shown as text, but not used."
    for where, item in items:
        for member in _parts(field):
            if not fits(member, value := item.get(member.name)):
                yield note(index, "field-type", f"{where}/{member.name}", unfitting(member, value), hint)


def _remarks(field: Field, values: Sequence[Any], note: Noter) -> Iterator[Finding]:
    """Yield the notes on missing required values and on words that the vocabulary does not know."""
    if field.required and (None in values or "" in values):
        for index, value in enumerate(values):
            if value is None or value == "":
                yield note(index, "missing-field", field.name, *missing(field))
    if field.choices:
        known = {term.name for term in field.choices}
        if known.union((None,)).issuperset(values):
            return
        for index, value in enumerate(values):
            if value is not None and value not in known:
                yield _unknown_word(field, value, known, index, note)


def _unknown_word(field: Field, value: str, known: set[str], index: int, note: Noter) -> Finding:
    message = f"{field.name} is {_shown(value)}, which is not a known word;"
    return note(index, "unknown-word", field.name, message, _known_words(value, tuple(sorted(known))))


@lru_cache(maxsize=1000)  # the same word may stand in a million rows
def _known_words(value: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(value, known, n=1)
    guess = f"did you mean {near[0]!r}? " if near else ""
    return f"{guess}Known: {', '.join(known)}. It is kept and shown as it is."


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
