"""The reader alone on third-party files: every verdict met, every pointer exact.

`tests/reliability/test_corpus.py` takes them the whole way.
"""

import time

import pytest

from geodata.geojson import read_features
from tests.reliability.cases import CASES, NOTED_INSTEAD, cases, missed


def read(row):
    start = time.perf_counter()
    table = read_features(CASES / row["path"])
    assert time.perf_counter() - start < 5
    return table


def fault(row, table):
    """What the report on a file fails to say; "" if nothing."""
    return missed(row, [item.to_json() for item in table.report.findings])


@pytest.mark.parametrize("row", cases("accept"))
def test_a_good_file_loads_whole_and_without_fault(row):
    report = read(row).report
    assert report.verdict == "accept", [str(item) for item in report.findings]
    assert report.features_kept == report.features_read


@pytest.mark.parametrize("row", cases("repair"))
def test_a_repairable_file_is_repaired_by_name_or_refused_by_place(row, tally):
    table = read(row)
    found = fault(row, table)
    tally("unsaid", found != "")
    assert found == "", [str(item) for item in table.report.findings]
    assert row["path"] not in NOTED_INSTEAD or table.report.verdict == "accept"


@pytest.mark.parametrize("row", cases("reject"))
def test_a_faulty_file_is_refused_at_its_first_fault(row, tally):
    table = read(row)
    found = fault(row, table)
    tally("silent", found == "silent")
    tally("misplaced", found == "misplaced")
    assert found == "", [str(item) for item in table.report.findings]
    if row["scope"] == "file":
        assert not table.features


@pytest.mark.parametrize("row", cases("policy"))
def test_a_file_left_to_the_reader_is_read_the_same_way_each_time(row):
    assert read(row).report == read(row).report
