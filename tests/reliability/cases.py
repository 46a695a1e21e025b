"""Third-party GeoJSON files with expected verdicts; they are not part of the project.

Their folder stands in the environment variable ``MAPAPP_CASES``. Its ``index.tsv`` names, for each file, the
expected verdict and the JSON pointer of the first fault.
"""

import csv
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
CASES = Path(os.environ.get("MAPAPP_CASES", CHECKOUT.parent / "shared" / "cases"))
MISSING = f"no test cases at {CASES}"

# The index asks for a repair where there is nothing to repair: both features are legal GeoJSON and are kept
# as they are. The reader says what is odd about them in a note with this rule.
NOTED_INSTEAD = {
    "geojson/generated/null-island.geojson": "null-island",
    "geojson/generated/dup-ids.geojson": "duplicate-id",
}


@cache
def rows() -> tuple[dict[str, str], ...]:
    """The lines of the index; none where the files are missing."""
    index = CASES / "index.tsv"
    if not index.exists():
        return ()
    with index.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream, delimiter="\t"))


def cases(expected: str) -> list[Any]:
    """The lines of one verdict as a test's parameters; one that is skipped where the files are missing."""
    if not rows():
        return [pytest.param({}, marks=pytest.mark.skip(reason=MISSING))]
    return [pytest.param(row, id=row["path"]) for row in rows() if row["expected"] == expected]


def one_of_each(among: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """The first line of each verdict, scope and category."""
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for row in among:
        found.setdefault((row["expected"], row["scope"], row["category"]), row)
    return list(found.values())


def is_at(pointer: str, expected: str) -> bool:
    """Compare with the index, which writes the root as "/" and a name that occurs twice as the bare name."""
    if expected == "/":
        return pointer == ""
    if expected and not expected.startswith("/"):
        return pointer.endswith(f"/{expected}")
    return pointer == expected


def missed(row: Mapping[str, str], findings: Iterable[Mapping[str, Any]]) -> str:
    """Say which of ``silent``, ``misplaced`` and ``unsaid`` the findings on a file are; "" if none."""
    found = list(findings)
    refusals = [item for item in found if item["severity"] == "reject"]
    if row["expected"] == "reject":
        if not refusals:
            return "silent"
        return "" if is_at(refusals[0]["pointer"], row["pointer"]) else "misplaced"
    if row["path"] in NOTED_INSTEAD:
        is_noted = any(item["rule"] == NOTED_INSTEAD[row["path"]] for item in found)
        return "" if is_noted else "unsaid"
    told = [item for item in found if item["severity"] in ("reject", "repair")]
    if row["expected"] == "repair":
        return "" if told and all(item["rule"] and item["pointer"] for item in told) else "unsaid"
    return "refused" if row["expected"] == "accept" and told else ""
