import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.geojson import parse_features
from geodata.tables import facility_table, incident_tables, looks_like_incidents, place_of, with_notes
from tests.builders import CLAIM, PLACED, STATION, feature, features

IDS = st.none() | st.sampled_from(["a", "a~2", "a~3", "feature-0", "feature-1", "", 1, 1.0, True])


def by_rule(findings, rule):
    return [item for item in findings if item.rule == rule]


@settings(deadline=None)
@given(st.lists(IDS, max_size=8))
def test_every_row_has_an_id_of_its_own(ids):
    source = features(*[{} if id_ is None else {"id": id_} for id_ in ids])
    made = facility_table(source)[0]["id"].tolist()
    assert len(set(made)) == len(ids)
    assert all(isinstance(id_, str) for id_ in made)


def test_a_repeated_id_of_a_record_is_a_repair_that_says_how_it_is_read():
    source = features(STATION, STATION | {"name": "Another"})
    table, findings = facility_table(source)
    assert table["id"].tolist() == ["f1", "f1~2"]
    (finding,) = by_rule(findings, "duplicate-id")
    assert finding.severity == "repair"
    assert str(finding) == (
        "a.geojson, feature 1 (id 'f1'), /features/1/properties/id: the id 'f1' is used by an earlier "
        "feature; this one is read as 'f1~2'. Give every feature an id of its own."
    )


def test_a_repeated_id_is_a_note_where_nothing_can_refer_to_the_feature():
    source = features(*[feature({"foo": text}, id=1) for text in "ab"])
    table, findings = facility_table(source)
    assert table["id"].tolist() == ["1", "1~2"]
    assert by_rule(findings, "duplicate-id")[0].severity == "note"


def test_a_made_id_gives_way_to_a_stated_one():
    table, findings = facility_table(features({"id": "feature-1"}, {}, {"id": "feature-1~2"}))
    assert table["id"].tolist() == ["feature-1", "feature-1~3", "feature-1~2"]
    assert not by_rule(findings, "duplicate-id")


def test_a_repeated_id_is_reported_once():
    source = features(*[feature({"name": "n"}, id=1) for _ in "ab"])
    report = with_notes(source, facility_table(source)[1])
    assert [item.severity for item in by_rule(report.findings, "duplicate-id")] == ["repair"]


def test_what_reading_said_of_other_things_stays():
    source = features(*[feature({"name": "n"}, id=1, geometry={"type": "Point"}) for _ in "ab"])
    report = with_notes(source, facility_table(features(STATION, STATION))[1])
    assert [item.severity.value for item in report.findings] == ["reject", "reject", "repair"]


def test_the_id_of_the_feature_serves_where_the_properties_have_none():
    assert facility_table(features(feature({"name": "n"}, id="f9")))[0]["id"][0] == "f9"


def test_claims_are_rows_numbered_within_their_incident():
    other = PLACED | {"id": "i2", "claims": [CLAIM]}
    _, claims, _ = incident_tables(features(PLACED | {"claims": [CLAIM, CLAIM]}, PLACED, other))
    assert claims[["incident_id", "number"]].to_numpy().tolist() == [["i1", 1], ["i1", 2], ["i2", 1]]


def test_a_finding_about_a_claim_names_its_feature_and_place():
    source = features(feature(geometry={"type": "Point"}), PLACED | {"claims": [CLAIM, CLAIM | {"by": 7}]})
    _, _, findings = incident_tables(source)
    (finding,) = by_rule(findings, "field-type")
    assert (finding.feature, finding.id) == (1, "i1")
    assert finding.pointer == "/features/1/properties/claims/1/by"


def test_features_that_were_left_out_do_not_shift_the_places_of_others():
    source = features(feature(geometry={"type": "Point"}), {"id": "f1"})
    (finding,) = facility_table(source)[1]
    assert (finding.feature, finding.pointer) == (1, "/features/1/properties/name")


def test_a_file_that_is_one_feature_has_places_without_a_collection():
    source = parse_features(
        b'{"type": "Feature", "geometry": null, "properties": {"id": "f1"}}', name="a.geojson"
    )
    (finding,) = facility_table(source)[1]
    assert (finding.feature, finding.pointer) == (None, "/properties/name")


def test_a_bare_geometry_becomes_a_row():
    source = parse_features(b'{"type": "Point", "coordinates": [39.1, 45.2]}', name="a.geojson")
    table, _ = facility_table(source)
    assert (table["id"][0], table.geometry[0].wkt) == ("feature-0", "POINT (39.1 45.2)")
    assert place_of(source).pointer(0) == ""


@pytest.mark.parametrize(
    ("short", "field", "value"),
    [
        ({"date": "2025-02"}, "start", "2025-02"),
        ({"name": "Fire"}, "title", "Fire"),
        ({"facility_id": "f1"}, "facility_ids", ("f1",)),
    ],
)
def test_a_shorthand_is_read_as_the_field_it_stands_for(short, field, value):
    incidents, _, _ = incident_tables(features(short))
    assert (incidents[field][0], incidents["extra"][0]) == (value, {})


def test_a_shorthand_beside_its_field_is_kept_as_an_unknown_property():
    incidents, _, _ = incident_tables(features({"title": "Fire", "name": "Brand"}))
    assert (incidents["title"][0], incidents["extra"][0]) == ("Fire", {"name": "Brand"})


def test_reading_leaves_the_features_as_they_are():
    source = features(PLACED | {"claims": [CLAIM], "date": "2025"}, {"id": "i1"})
    before = copy.deepcopy(source.features)
    incident_tables(source)
    assert source.features == before


def test_tables_are_in_longitude_and_latitude():
    assert facility_table(features(STATION))[0].crs == "OGC:CRS84"


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (PLACED, True),
        ({"date": "2025", "name": "Fire"}, False),
        ({"date": "2025", "name": "Fire", "claims": []}, True),
        (STATION | {"kind": "oil_refinery"}, False),
        ({"foo": 1}, False),
        ({"kind": ["oil_refinery"], "start": "2025"}, True),
        ({"kind": "oil_refinery", "start": "2025"}, False),
        ({"kind": "uav_strike", "start": "2025"}, True),
    ],
)
def test_the_kind_of_a_file_is_seen_from_its_properties(properties, expected):
    assert looks_like_incidents(features(properties).features) is expected


def test_most_features_decide_on_the_kind_of_a_file():
    assert looks_like_incidents(features(PLACED, PLACED, STATION | {"kind": "port"}).features)
