import pytest

from geodata.checks.members import MEMBERS
from geodata.stores.folder import open_dataset
from geodata.stores.folder_writer import write_folder
from tests.builders import CLAIM, PLACED, STATION, make_dataset


def findings(**tables):
    dataset = make_dataset(**tables)
    read = [item for report in dataset.reports for item in report.findings if item.rule == "field-type"]
    return [*read, *MEMBERS.run(dataset)]


def found(**tables):
    return [(item.rule, item.pointer) for item in findings(**tables)]


@pytest.mark.parametrize(
    ("properties", "path"),
    [
        ({"interception": {"distance_km": "84 km"}}, "interception/distance_km"),
        ({"interception": {"facility_id": ["f1"]}}, "interception/facility_id"),
        ({"alternative_dates": [{"date": "2025"}, {"date": "Monday"}]}, "alternative_dates/1/date"),
        ({"consequences": {"bypassed": "yes"}}, "consequences/bypassed"),
    ],
)
def test_a_member_of_another_type_is_named(properties, path):
    assert found(incidents=[PLACED | properties]) == [("field-type", f"/features/0/properties/{path}")]


def test_a_member_of_a_facility_is_looked_at():
    owners = [{"name": "KMG", "share_pct": 19}, {"name": "Others", "share_pct": "rest"}]
    assert found(facilities=[STATION | {"owners": owners}]) == [
        ("field-type", "/features/0/properties/owners/1/share_pct")
    ]


def test_a_missing_required_member_is_named():
    assert found(facilities=[STATION | {"owners": [{"share_pct": 19}]}]) == [
        ("missing-field", "/features/0/properties/owners/0/name")
    ]


def test_a_finding_says_what_was_got_and_expected():
    (finding,) = findings(incidents=[PLACED | {"interception": {"distance_km": "84 km"}}])
    assert finding.message == "distance_km is '84 km'; expected a number (km)."
    assert finding.hint == "interception as a whole is kept and shown as text, but not used."


def test_what_has_a_member_of_another_type_is_kept_as_extra_and_read_back(tmp_path):
    stated = {"distance_km": "84 km", "claimed_by": "A"}
    dataset = make_dataset(incidents=[PLACED | {"interception": stated}])
    assert dataset.incidents["interception"].tolist() == [None]
    assert dataset.incidents["extra"].tolist() == [{"interception": stated}]
    write_folder(dataset, tmp_path / "again")
    assert open_dataset(tmp_path / "again").digest == dataset.digest


def test_members_that_fit_and_unknown_ones_are_not_remarked():
    interception = {"distance_km": 84, "facility_id": "f1", "by_radar": True}
    assert found(incidents=[PLACED | {"interception": interception, "claims": [CLAIM]}]) == []
