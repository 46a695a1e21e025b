"""Rows of properties → a table with the schema's columns, and findings for what did not fit.

Column by column, so that a million rows cost a few passes. A value that does not fit its field is kept
under its own name in the column ``extra`` and shown; it is never dropped and never guessed at.
"""

import difflib
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from geodata.dates import is_iso_date
from geodata.report import Finding, Severity
from geodata.schema import Field, Record, Type

_COUNTRY: Final = re.compile("[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where rows come from, so that a finding can name the place.

    Parameters
    ----------
    file : str
        Name of the file as the user gave it.
    pointers : sequence of str
        JSON pointer of each row's object of properties.
    ids : sequence of (str or None)
        Id of each row, where it has one.
    features : sequence of (int or None)
        Index of each row's feature in its collection.
    """

    file: str
    pointers: Sequence[str]
    ids: Sequence[str | None]
    features: Sequence[int | None]

    def finding(self, row: int, rule: str, path: str, message: str, hint: str) -> Finding:
        """Build a note about one row's field."""
        return Finding(
            Severity.NOTE,
            rule,
            message,
            hint,
            file=self.file,
            feature=self.features[row],
            id=self.ids[row],
            pointer=f"{self.pointers[row]}/{path}" if path else self.pointers[row],
        )


def read_rows(
    record: Record, rows: Sequence[dict[str, Any]], origin: Origin
) -> tuple[pd.DataFrame, list[Finding]]:
    """Turn rows of properties into a table with the record's columns and ``extra``.

    Parameters
    ----------
    record : Record
        The kind of record that the rows hold.
    rows : sequence of dict
        The properties, unchanged by this function.
    origin : Origin
        Where they come from.

    Returns
    -------
    table : DataFrame
        One row per row, in order. Numbers are float64 (NaN: not stated), everything else is object
        (None: not stated; lists are tuples). ``extra`` holds a dict of all that the schema does not know.
    findings : list of Finding
        A note per missing required field, unfitting value and unknown word.
    """
    extras: list[dict[str, Any]] = [
        {key: value for key, value in row.items() if key not in record.names} for row in rows
    ]
    findings: list[Finding] = []
    columns: dict[str, Any] = {}
    for field in record.fields:
        raw = [row.get(field.name) for row in rows]
        values = [_fit(field, value) for value in raw]
        for index, (got, kept) in enumerate(zip(raw, values, strict=True)):
            if got is not None and kept is _UNFIT:
                extras[index][field.name] = got
                values[index] = None
                findings.append(_unfit(field, got, index, origin))
        findings += _remarks(field, values, origin)
        columns[field.name] = pd.Series(values, dtype="float64" if _is_plain_number(field) else "object")
    columns["extra"] = pd.Series(extras, dtype="object")
    return pd.DataFrame(columns), findings


_UNFIT: Final = object()


def _is_plain_number(field: Field) -> bool:
    return field.type is Type.NUMBER and not field.many


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


_FITS: Final[dict[Type, Callable[[Any], bool]]] = {
    Type.TEXT: lambda value: isinstance(value, str),
    Type.NUMBER: _is_number,
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
    fits = _FITS[field.type]
    if field.many:
        items = value if isinstance(value, list | tuple) else [value]
        return tuple(items) if all(fits(item) for item in items) else _UNFIT
    if not fits(value) or (field.unit == "m" and value < 0):
        return _UNFIT
    return value


def _unfit(field: Field, got: Any, index: int, origin: Origin) -> Finding:
    expected = f"{field.expected}, not negative" if field.unit == "m" else field.expected
    return origin.finding(
        index,
        "field-type",
        field.name,
        f"{field.name} is {_shown(got)}; expected {expected}.",
        "The value is kept and shown as text, but not used.",
    )


def _remarks(field: Field, values: Sequence[Any], origin: Origin) -> Iterator[Finding]:
    """Yield the notes on missing required values and on words that the vocabulary does not know."""
    if field.required:
        for index, value in enumerate(values):
            if value is None or value == "":
                yield origin.finding(
                    index,
                    "missing-field",
                    "",
                    f"has no {field.name} ({field.meaning}).",
                    f"Add {field.name!r}.",
                )
    if field.choices:
        known = {term.name for term in field.choices}
        for index, value in enumerate(values):
            if value is not None and value not in known:
                yield _unknown_word(field, value, known, index, origin)


def _unknown_word(field: Field, value: str, known: set[str], index: int, origin: Origin) -> Finding:
    near = difflib.get_close_matches(value, known, n=1)
    guess = f"did you mean {near[0]!r}? " if near else ""
    return origin.finding(
        index,
        "unknown-word",
        field.name,
        f"{field.name} is {_shown(value)}, which is not a known word;",
        f"{guess}Known: {', '.join(sorted(known))}. It is kept and shown as it is.",
    )


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
