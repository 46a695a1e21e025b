import pytest

from geodata.analysis import analyse
from geodata.checks.members import MEMBERS
from geodata.stores.folder import open_dataset
from geodata.stores.folder_writer import write_folder
from mapapp.dossier import dossier
from mapapp.view import View
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


def test_of_a_list_of_objects_the_one_member_of_another_type_is_not_used(tmp_path):
    owners = [{"name": "KMG", "share_pct": "50%", "tide": 1}, {"name": "Shell", "share_pct": 20}]
    dataset = make_dataset(facilities=[STATION | {"owners": owners, "owners/0/share_pct": "mine"}])
    assert dataset.facilities["owners"][0] == ({"name": "KMG", "tide": 1}, owners[1])
    assert dataset.facilities["extra"][0] == {"owners/0/share_pct": "mine", "owners/0/share_pct~2": "50%"}
    (finding,) = findings(facilities=[STATION | {"owners": owners}])
    assert finding.hint == "The value is kept and shown as text, but not used."
    write_folder(dataset, tmp_path / "again")
    assert open_dataset(tmp_path / "again").digest == dataset.digest


def test_of_consequences_the_other_members_stay():
    dataset = make_dataset(incidents=[PLACED | {"consequences": {"bypassed": "yes", "damaged": "a pump"}}])
    assert dataset.incidents["consequences"].tolist() == [{"damaged": "a pump"}]
    assert dataset.incidents["extra"].tolist() == [{"consequences/bypassed": "yes"}]


def test_an_owner_whose_name_is_no_text_is_counted_as_unnamed():
    dataset = make_dataset(facilities=[STATION | {"owners": [{"name": 5, "share_pct": 20}]}])
    view = View(analyse(dataset))
    assert dossier(view, "f1").owners["owners"].tolist() == ["unnamed"]


def test_what_says_something_only_together_is_kept_as_extra_as_a_whole_and_read_back(tmp_path):
    stated = {"distance_km": "84 km", "claimed_by": "A"}
    dataset = make_dataset(incidents=[PLACED | {"interception": stated}])
    assert dataset.incidents["interception"].tolist() == [None]
    assert dataset.incidents["extra"].tolist() == [{"interception": stated}]
    write_folder(dataset, tmp_path / "again")
    assert open_dataset(tmp_path / "again").digest == dataset.digest


def test_members_that_fit_and_unknown_ones_are_not_remarked():
    interception = {"distance_km": 84, "facility_id": "f1", "by_radar": True}
    assert found(incidents=[PLACED | {"interception": interception, "claims": [CLAIM]}]) == []
