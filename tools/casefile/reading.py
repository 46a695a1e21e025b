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
        As they stand in the case file, with the texts of `wording.tsv` in place of some.
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
    names = ("facilities", "flows", "incidents", "sources")
    records: dict[str, list[Row]] = {
        name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in names
    }
    by_id = {row["id"]: row for row in records["incidents"]}
    for row in _table("wording.tsv"):
        _reword(by_id[row["incident"]], row["pointer"], row["written"])
    judged = {(row["incident"], int(row["claim"])): row for row in _table("claims.tsv")}
    times = {row["incident"]: row for row in _table("times.tsv")}
    return CaseFile(**records, judged=judged, times=times)


def _reword(record: Row, pointer: str, written: str) -> None:
    """Put a text in the place of another, found by its JSON pointer (RFC 6901)."""
    *parents, last = pointer.split("/")[1:]
    place: Any = record
    for part in parents:
        place = place[int(part) if isinstance(place, list) else part]
    place[int(last) if isinstance(place, list) else last] = written


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
