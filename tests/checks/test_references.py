from pathlib import Path

import pytest

from geodata.checks.references import REFERENCES
from tests.builders import CLAIM, FLOW, PLACED, SOURCE, STATION, make_dataset


def found(**tables):
    return [
        (Path(item.file).name, item.rule, item.pointer) for item in REFERENCES.run(make_dataset(**tables))
    ]


def test_references_that_lead_somewhere_are_not_remarked():
    incident = PLACED | {"facility_ids": ["f1"], "claims": [CLAIM]}
    assert found(incidents=[incident], facilities=[STATION], sources=[SOURCE], flows=[FLOW]) == []


@pytest.mark.parametrize(
    ("properties", "path"),
    [
        ({"facility_ids": ["f1", "f9"]}, "facility_ids/1"),
        ({"interception": {"facility_id": "f9"}}, "interception/facility_id"),
    ],
)
def test_an_incident_at_an_unknown_facility_is_named(properties, path):
    assert found(incidents=[PLACED, PLACED | {"id": "i2"} | properties], facilities=[STATION]) == [
        ("incidents.geojson", "unknown-facility", f"/features/1/properties/{path}")
    ]


@pytest.mark.parametrize(("field", "value", "path"), [("from", "f9", "from"), ("via", ["f1", "f9"], "via/1")])
def test_a_flow_through_an_unknown_facility_is_named(field, value, path):
    assert found(flows=[FLOW | {field: value}], facilities=[STATION]) == [
        ("flows.json", "unknown-facility", f"/0/{path}")
    ]


@pytest.mark.parametrize(
    ("properties", "path"),
    [
        ({"claims": [CLAIM, CLAIM | {"source": "s9"}]}, "claims/1/source"),
        ({"alternative_dates": [{"date": "2025-02-18", "source": "s9"}]}, "alternative_dates/0/source"),
        ({"no_statement_found": [{"party": "CPC", "source": "s9"}]}, "no_statement_found/0/source"),
    ],
)
def test_an_unknown_source_of_an_incident_is_named(properties, path):
    assert found(incidents=[PLACED | properties], sources=[SOURCE]) == [
        ("incidents.geojson", "unknown-source", f"/features/0/properties/{path}")
    ]


@pytest.mark.parametrize(
    ("properties", "path"),
    [
        ({"sources": ["s1", "s9"]}, "sources/1"),
        ({"owners": [{"name": "KMG", "source": "s9"}]}, "owners/0/source"),
        ({"capacity": {"value": 67, "source": "s9"}}, "capacity/source"),
    ],
)
def test_an_unknown_source_of_a_facility_is_named(properties, path):
    assert found(facilities=[STATION | properties], sources=[SOURCE]) == [
        ("facilities.geojson", "unknown-source", f"/features/0/properties/{path}")
    ]


def test_an_unknown_source_of_a_flow_is_named():
    assert found(flows=[FLOW | {"sources": ["s9"]}], facilities=[STATION], sources=[SOURCE]) == [
        ("flows.json", "unknown-source", "/0/sources/0")
    ]


def test_a_finding_about_a_flow_names_its_place_in_the_list_and_its_id():
    strays = [FLOW, FLOW | {"id": "w2", "sources": ["s9"]}]
    dataset = make_dataset(flows=strays, facilities=[STATION], sources=[SOURCE])
    (finding,) = REFERENCES.run(dataset)
    assert (finding.feature, finding.record, finding.id) == (None, 1, "w2")
    assert "flows.json, record 1 (id 'w2'), /1/sources/0: names the source 's9'" in str(finding)


def test_a_near_id_is_offered():
    dataset = make_dataset(incidents=[PLACED | {"facility_ids": ["f-1"]}], facilities=[STATION])
    (finding,) = REFERENCES.run(dataset)
    assert "did you mean 'f1'?" in finding.message


def test_incidents_without_any_facilities_are_told_once():
    many = [PLACED | {"id": f"i{n}", "facility_ids": [f"f{n % 7}"]} for n in range(20)]
    (finding,) = REFERENCES.run(make_dataset(incidents=many))
    assert str(finding).removeprefix(f"{finding.file}: ") == (
        "names 7 facilities, but no facilities were read with it. "
        "Open it together with its facilities, for instance as a dataset folder."
    )


def test_one_facility_is_told_as_one():
    (finding,) = REFERENCES.run(make_dataset(incidents=[PLACED | {"facility_ids": ["f1"]}]))
    assert finding.message.startswith("names 1 facility, but no facilities")


def test_claims_without_any_sources_are_told_once():
    incident = PLACED | {"claims": [CLAIM, CLAIM | {"source": "s2"}]}
    assert found(incidents=[incident]) == [("incidents.geojson", "no-sources", "")]


def test_an_id_of_another_type_is_left_to_the_check_of_members():
    incident = PLACED | {"interception": {"facility_id": ["f9"]}, "alternative_dates": [{"source": 7}]}
    assert found(incidents=[incident], facilities=[STATION], sources=[SOURCE]) == []


def test_claims_on_no_incident_are_counted():
    dataset = make_dataset(incidents=[PLACED | {"claims": [CLAIM]}], sources=[SOURCE])
    dataset.claims["incident_id"] = "i9"
    (finding,) = REFERENCES.run(dataset)
    assert (finding.rule, finding.message[:14]) == ("unknown-incident", "1 claims are a")
