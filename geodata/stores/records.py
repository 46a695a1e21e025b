"""The JSON files of a dataset folder: what it says of itself, sources, flows and changes.

Whatever a file holds, reading it does not raise: a report says what is wrong.
"""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pandas as pd

from geodata.dataset import Metadata, empty_table
from geodata.errors import UnreadableFile
from geodata.fields import read_rows
from geodata.geojson import parse_json, read_bytes
from geodata.geojson.remarks import shown
from geodata.places import LIST, Place
from geodata.report import Finding, Report, Severity
from geodata.schema import Record


def refusal(path: str | Path, error: UnreadableFile) -> Finding:
    """Turn the error of a file that cannot be opened into a finding.

    Parameters
    ----------
    path : str or Path
        The file, folder or address.
    error : UnreadableFile
        What was raised for it.

    Returns
    -------
    Finding
        A finding that names the file once.

    Examples
    --------
    >>> print(refusal(Path("data/a.json"), UnreadableFile("data/a.json does not exist. Check the name.")))
    data/a.json: does not exist. Check the name.
    """
    message = str(error).removeprefix(str(path)).lstrip(": ")
    return Finding(Severity.REJECT, "unreadable-file", message, file=_name(path))


def read_metadata(path: Path) -> tuple[Metadata, Report | None]:
    """Read what a dataset says about itself.

    Parameters
    ----------
    path : Path
        Its ``dataset.json``.

    Returns
    -------
    metadata : Metadata
        What is stated and fits; a dataset without the file is called as its folder.
    report : Report or None
        What was found; None where there is no such file.
    """
    if not path.exists():
        return Metadata(title=path.parent.name or "Untitled dataset"), None
    content, refused = _load(path)
    if refused is not None:
        return Metadata(), Report(refused.file, (refused,), 1, 0)
    return metadata_of(content, _name(path))


def metadata_of(content: Any, file: str) -> tuple[Metadata, Report]:
    """Read what a dataset says about itself, from what JSON holds.

    Parameters
    ----------
    content : object
        As JSON is read.
    file : str
        What it is called in findings.

    Returns
    -------
    metadata : Metadata
        What is stated and fits.
    report : Report
        What was found.

    Examples
    --------
    >>> metadata_of({"title": "Strikes of 2025", "licence": 7}, "dataset.json")[0].title
    'Strikes of 2025'
    """
    if not isinstance(content, dict):
        return Metadata(), Report(file, (_misfit(file, "", content, "an object"),), 1, 0)
    values: dict[str, Any] = {}
    findings = []
    for known in fields(Metadata):
        given = content.get(known.name)
        many = known.name in ("attribution", "languages", "cautions")
        if many and isinstance(given, list) and all(isinstance(item, str) for item in given):
            values[known.name] = tuple(given)
        elif isinstance(given, str):
            values[known.name] = (given,) if many else given
        elif given is not None:
            findings.append(_misfit(file, f"/{known.name}", given, "a list of texts" if many else "text"))
    return Metadata(**values), Report(file, tuple(findings), 1, 1)


def read_list(record: Record, file: Path) -> tuple[pd.DataFrame, Report | None, Place]:
    """Read a list of records, such as sources or flows.

    Parameters
    ----------
    record : Record
        The kind of record that the list holds.
    file : Path
        A JSON file.

    Returns
    -------
    table : DataFrame
        One row per object of the list; empty where there is no such file.
    report : Report or None
        What was found; None where there is no such file.
    place : Place
        Where the rows stand in the file.
    """
    if not file.exists():
        return empty_table(record), None, Place(_name(file), LIST)
    places, rows, report = _objects(file)
    place = Place(report.file, LIST, places)

    def note(row: int, rule: str, path: str, message: str, hint: str) -> Finding:
        id_ = str(rows[row]["id"]) if "id" in rows[row] else None
        return place.note(row, rule, path, message, hint, id_=id_)

    table, notes = read_rows(record, rows, note)
    return table, report.with_findings(notes), place


def read_changes(path: Path) -> tuple[tuple[dict[str, Any], ...], Report | None]:
    """Read the revision log of a dataset.

    Parameters
    ----------
    path : Path
        Its ``changes.json``.

    Returns
    -------
    changes : tuple of dict
        The entries, as they are.
    report : Report or None
        What was found; None where there is no such file.
    """
    if not path.exists():
        return (), None
    _, rows, report = _objects(path)
    return tuple(rows), report


def _name(path: str | Path) -> str:
    """Give a path as findings name it: as it was given, but always safe to print."""
    return shown(str(path))


def _load(path: Path) -> tuple[Any, Finding | None]:
    try:
        return parse_json(read_bytes(path), name=str(path))
    except UnreadableFile as error:
        return None, refusal(path, error)


def _objects(path: Path) -> tuple[Sequence[int], list[dict[str, Any]], Report]:
    """Give the objects of a list with their indices, and a finding for all that is no object."""
    content, refused = _load(path)
    if refused is None and not isinstance(content, list):
        refused = _misfit(_name(path), "", content, "a list of objects")
    if refused is not None:
        return [], [], Report(refused.file, (refused,), 1, 0)
    places = [index for index, item in enumerate(content) if isinstance(item, dict)]
    findings = [
        _misfit(_name(path), f"/{index}", item, "an object", record=index)
        for index, item in enumerate(content)
        if not isinstance(item, dict)
    ]
    report = Report(_name(path), tuple(findings), len(content), len(places))
    return places, [content[index] for index in places], report


def _misfit(file: str, pointer: str, got: Any, expected: str, *, record: int | None = None) -> Finding:
    return Finding(
        Severity.REJECT,
        "field-type",
        f"is {type(got).__name__} {got!r:.60}; expected {expected}.",
        "It is left out; the rest of the file is read." if pointer else "Nothing of the file is used.",
        file=file,
        pointer=pointer,
        record=record,
    )
