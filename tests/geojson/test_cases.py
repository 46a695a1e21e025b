"""Third-party GeoJSON files with expected verdicts; they are not part of the project.

Their folder stands in the environment variable ``MAPAPP_CASES``. Its ``index.tsv`` names, for each file, the
expected verdict and the JSON pointer of the first fault.
"""

import csv
import os
import time
from pathlib import Path

import pytest

from geodata.geojson import read_features

CHECKOUT = Path(__file__).resolve().parents[2]
CASES = Path(os.environ.get("MAPAPP_CASES", CHECKOUT.parent / "shared" / "cases"))

# The index asks for a repair where there is nothing to repair: both features are legal GeoJSON and are kept
# as they are. The reader says what is odd about them in a note with this rule.
NOTED_INSTEAD = {
    "geojson/generated/null-island.geojson": "null-island",
    "geojson/generated/dup-ids.geojson": "duplicate-id",
}


def cases(expected):
    index = CASES / "index.tsv"
    if not index.exists():
        return [pytest.param({}, marks=pytest.mark.skip(reason=f"no test cases at {CASES}"))]
    with index.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t") if row["expected"] == expected]
    return [pytest.param(row, id=row["path"]) for row in rows]


def read(row):
    start = time.perf_counter()
    table = read_features(CASES / row["path"])
    assert time.perf_counter() - start < 5
    return table


def findings(table, severity):
    return [item for item in table.report.findings if item.severity == severity]


def is_at(pointer, expected):
    """Compare with the index, which writes the root as "/" and a name that occurs twice as the bare name."""
    if expected == "/":
        return pointer == ""
    if expected and not expected.startswith("/"):
        return pointer.endswith(f"/{expected}")
    return pointer == expected


@pytest.mark.parametrize("row", cases("accept"))
def test_a_good_file_loads_whole_and_without_fault(row):
    report = read(row).report
    assert report.verdict == "accept", [str(item) for item in report.findings]
    assert report.features_kept == report.features_read


@pytest.mark.parametrize("row", cases("repair"))
def test_a_repairable_file_is_repaired_by_name_or_refused_by_place(row):
    table = read(row)
    if row["path"] in NOTED_INSTEAD:
        assert [item.rule for item in findings(table, "note")] == [NOTED_INSTEAD[row["path"]]]
        return
    faults = findings(table, "reject") + findings(table, "repair")
    assert faults
    assert all(item.rule and item.pointer for item in faults)


@pytest.mark.parametrize("row", cases("reject"))
def test_a_faulty_file_is_refused_at_its_first_fault(row):
    table = read(row)
    refusals = findings(table, "reject")
    assert refusals
    assert is_at(refusals[0].pointer, row["pointer"]), str(refusals[0])
    if row["scope"] == "file":
        assert not table.features


@pytest.mark.parametrize("row", cases("policy"))
def test_a_file_left_to_the_reader_is_read_the_same_way_each_time(row):
    assert read(row).report == read(row).report
