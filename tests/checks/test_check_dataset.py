import csv
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.checks import CHECKS, check_dataset
from geodata.checks.files import check_path
from geodata.dataset import TABLES, empty_dataset
from geodata.geojson import read_features
from geodata.schema import FACILITY, INCIDENT
from tests.builders import (
    CLAIM,
    FLOW,
    PLACED,
    SOURCE,
    STATION,
    collection,
    feature,
    make_dataset,
    write_folder,
)

CASES = Path(os.environ.get("MAPAPP_CASES", Path(__file__).resolve().parents[3] / "shared" / "cases"))


def flawed():
    incident = PLACED | {"facility_ids": ["f9"], "end": "2024", "claims": [CLAIM | {"stance": None}]}
    broken = feature(geometry={"type": "Point"})
    return make_dataset(
        facilities=[STATION], incidents=[broken, incident], sources=[SOURCE], flows=[FLOW | {"to": "f9"}]
    )


def test_the_bundled_dataset_is_accepted(sample):
    assert {report.verdict.value for report in check_dataset(sample)} == {"accept"}


def test_reports_come_by_file_in_the_order_of_reading():
    dataset = flawed()
    files = [report.file for report in check_dataset(dataset)]
    assert files == [report.file for report in dataset.reports]


def test_findings_stand_with_their_file_after_those_of_reading():
    dataset = flawed()
    reports = {Path(report.file).name: report for report in check_dataset(dataset)}
    read = {Path(report.file).name: report for report in dataset.reports}
    assert [item.rule for item in reports["flows.json"].findings] == ["unknown-facility"]
    incidents = reports["incidents.geojson"].findings
    count = len(read["incidents.geojson"].findings)
    assert incidents[:count] == read["incidents.geojson"].findings
    assert [item.rule for item in incidents[count:]] == ["unknown-facility", "end-before-start"]


def test_a_finding_points_past_features_that_were_left_out():
    (report,) = [item for item in check_dataset(flawed()) if item.file.endswith("incidents.geojson")]
    assert {item.feature for item in report.findings if item.rule == "end-before-start"} == {1}


def test_what_reading_said_is_not_said_again():
    island = feature(
        PLACED | {"claims": [CLAIM | {"source": ""}]}, geometry={"type": "Point", "coordinates": [0, 0]}
    )
    (report,) = check_dataset(make_dataset(incidents=[island]))
    assert [item.rule for item in report.findings] == ["null-island", "missing-field"]


def test_a_dataset_without_reports_is_checked_under_the_names_of_a_folder():
    reports = check_dataset(replace(flawed(), reports=(), places={}))
    assert [report.file for report in reports] == ["incidents.geojson", "flows.json"]


def test_two_files_of_one_name_share_a_report(tmp_path):
    folders = [tmp_path / "one", tmp_path / "other"]
    for folder in folders:
        folder.mkdir()
        write_folder(folder, incidents=[PLACED])
    dataset = make_dataset(incidents=[PLACED])
    (report,) = check_dataset(replace(dataset, reports=dataset.reports * 2))
    assert (report.features_read, report.features_kept) == (2, 2)


def test_checks_only_note():
    assert {item.severity.value for check in CHECKS for item in check.run(flawed())} == {"note"}


def test_checks_find_nothing_in_nothing():
    assert check_dataset(empty_dataset()) == ()


def test_checks_leave_the_dataset_as_it_is():
    dataset = flawed()
    before = {name: getattr(dataset, name).copy(deep=True) for name in TABLES}
    check_dataset(dataset)
    assert all(getattr(dataset, name).equals(table) for name, table in before.items())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["facility_id", "date", "source", "distance_km"]), inner, max_size=3
        )
    ),
    max_leaves=5,
)
NAMES = sorted({*FACILITY.names, *INCIDENT.names})


@settings(deadline=None, max_examples=50)
@given(st.lists(st.dictionaries(st.sampled_from(NAMES), JSON, max_size=6), max_size=3))
def test_no_properties_make_a_check_fail(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("any") / "any.geojson"
    path.write_text(json.dumps(collection(*[feature(row) for row in rows])))
    (report,) = check_path(path)
    assert report.features_read == len(rows)


def cases():
    index = CASES / "index.tsv"
    if not index.exists():
        return [pytest.param("", "", marks=pytest.mark.skip(reason=f"no test cases at {CASES}"))]
    with index.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    # All files that are to be accepted, and every tenth of the others.
    chosen = [row for number, row in enumerate(rows) if row["expected"] == "accept" or number % 10 == 0]
    return [pytest.param(row["path"], row["expected"], id=row["path"]) for row in chosen]


@pytest.mark.parametrize(("path", "expected"), cases())
def test_checks_do_not_change_the_verdict_on_a_file_of_others(path, expected):
    (report,) = check_path(CASES / path)
    assert report.verdict == read_features(CASES / path).report.verdict
    assert expected != "accept" or report.verdict == "accept"


def test_a_repeated_id_of_a_feature_with_our_fields_is_repaired():
    path = CASES / "geojson" / "generated" / "dup-ids.geojson"
    if not path.exists():
        pytest.skip(f"no test cases at {CASES}")
    assert check_path(path)[0].verdict == "repair"
