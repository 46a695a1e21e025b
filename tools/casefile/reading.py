"""Reads the case file and the tables of judgement that lie beside this script."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The records of the case file, and what was judged about them.

    Parameters
    ----------
    facilities, flows, incidents, sources : list of dict
        As they stand in the case file, with `wording.tsv` applied.
    judged : dict
        Row of `claims.tsv` by incident id and number of the claim.
    times : dict
        Row of `times.tsv` by incident id.
    """

    facilities: list[Row]
    flows: list[Row]
    incidents: list[Row]
    sources: list[Row]
    judged: dict[tuple[str, int], dict[str, str]]
    times: dict[str, dict[str, str]]


def read_casefile(folder: Path) -> CaseFile:
    """Read the case file and the tables.

    Parameters
    ----------
    folder : Path
        Folder with `facilities.json`, `flows.json`, `incidents.json` and `sources.json`.

    Returns
    -------
    CaseFile
        All of it.
    """
    wording = {row["found"]: row["written"] for row in _table("wording.tsv")}
    names = ("facilities", "flows", "incidents", "sources")
    records = {name: _records(folder / f"{name}.json", wording) for name in names}
    judged = {(row["incident"], int(row["claim"])): row for row in _table("claims.tsv")}
    times = {row["incident"]: row for row in _table("times.tsv")}
    return CaseFile(**records, judged=judged, times=times)


def _records(path: Path, wording: dict[str, str]) -> list[Row]:
    text = path.read_text("utf-8")
    for found, written in wording.items():
        text = text.replace(found, written)
    rows: list[Row] = json.loads(text)
    return rows


def _table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def stated(row: Row) -> Row:
    """Return the fields that state something: without nulls, empty texts and empty lists, all the way down.

    Examples
    --------
    >>> stated({"a": None, "b": {"c": None}, "d": 0, "e": []})
    {'d': 0}
    """
    kept = {key: stated(value) if isinstance(value, dict) else value for key, value in row.items()}
    return {key: value for key, value in kept.items() if value not in (None, "", [], {})}


def countries(code: str | None) -> list[str]:
    """Split a code such as ``KZ/RU``.

    Examples
    --------
    >>> countries("KZ/RU"), countries(None)
    (['KZ', 'RU'], [])
    """
    return code.split("/") if code else []
