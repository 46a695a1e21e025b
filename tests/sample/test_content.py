"""What the bundled dataset must hold, and hold apart."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from geodata.json_schema import json_schema
from geodata.vocabulary import (
    ABOUT,
    DATE_PRECISIONS,
    FACILITY_KINDS,
    FLOW_STATUSES,
    INCIDENT_KINDS,
    RELIABILITIES,
    ROLES,
    STANCES,
    WEAK_RELIABILITIES,
    Term,
)

Rows = list[dict[str, Any]]


def test_the_counts_reconcile(
    facilities: Rows, incidents: Rows, claims: Rows, sources: Rows, flows: Rows
) -> None:
    silences = [note for incident in incidents for note in incident.get("no_statement_found", ())]
    assert (len(incidents), len(claims), len(silences)) == (54, 210, 10)
    assert (len(facilities), len(flows), len(sources)) == (76, 40, 236)


def test_the_revision_log_has_the_counts(folder: Path) -> None:
    (entry,) = json.loads((folder / "changes.json").read_text("utf-8"))
    assert entry["version"] == json.loads((folder / "dataset.json").read_text("utf-8"))["version"]
    assert (entry["added"]["incidents"], entry["added"]["claims"]) == (54, 210)


@pytest.mark.parametrize("record", ["facility", "incident", "source", "flow", "claim"])
def test_records_follow_the_schema(record: str, request: pytest.FixtureRequest) -> None:
    plural = {"facility": "facilities"}.get(record, f"{record}s")
    validator = Draft202012Validator(json_schema(record))
    faults = [
        f"{row.get('id', row.get('what'))}: {error.message}"
        for row in request.getfixturevalue(plural)
        for error in validator.iter_errors(row)
    ]
    assert faults == []


def test_the_schema_check_can_fail() -> None:
    validator = Draft202012Validator(json_schema("claim"))
    assert list(validator.iter_errors({"by": "A", "stance": "asserts", "what": "x", "countries": ["KZ/RU"]}))


@pytest.mark.parametrize(
    ("rows", "field", "terms"),
    [
        ("facilities", "kind", FACILITY_KINDS),
        ("incidents", "kind", INCIDENT_KINDS),
        ("incidents", "date_precision", DATE_PRECISIONS),
        ("claims", "role", ROLES),
        ("claims", "stance", STANCES),
        ("claims", "about", ABOUT),
        ("sources", "reliability", RELIABILITIES),
        ("flows", "status", FLOW_STATUSES),
    ],
)
def test_every_word_is_in_its_vocabulary(
    rows: str, field: str, terms: tuple[Term, ...], request: pytest.FixtureRequest
) -> None:
    words = {row.get(field) for row in request.getfixturevalue(rows)}
    assert words <= {term.name for term in terms}


def test_further_topics_are_in_the_vocabulary_and_not_repeated(claims: Rows) -> None:
    known = {term.name for term in ABOUT}
    for claim in claims:
        assert {*claim.get("also_about", ())} <= known - {claim["about"]}, claim["what"]


def test_only_denials_contradict_and_only_other_claims_of_their_incident(incidents: Rows) -> None:
    for incident in incidents:
        for number, claim in enumerate(incident["claims"], 1):
            others = {*range(1, len(incident["claims"]) + 1)} - {number}
            assert {*claim.get("contradicts", ())} <= others, claim["what"]
            assert claim["stance"] == "denies" or "contradicts" not in claim, claim["what"]


def test_a_figure_has_a_unit_and_a_unit_a_figure(claims: Rows) -> None:
    for claim in claims:
        assert bool({"value", "low", "high"} & claim.keys()) == ("unit" in claim), claim["what"]


def test_every_facility_of_an_incident_exists(facilities: Rows, incidents: Rows) -> None:
    known = {row["id"] for row in facilities}
    for incident in incidents:
        assert {*incident["facility_ids"]} <= known, incident["id"]
        assert incident.get("interception", {}).get("facility_id") in {None, *known}, incident["id"]


def test_every_end_of_a_flow_exists(facilities: Rows, flows: Rows) -> None:
    known = {row["id"] for row in facilities}
    for flow in flows:
        assert {flow["from"], flow["to"], *flow.get("via", ())} <= known, flow["id"]


def test_every_source_that_is_named_exists(
    facilities: Rows, incidents: Rows, claims: Rows, sources: Rows, flows: Rows
) -> None:
    known = {row["id"] for row in sources}
    named = {source for row in (*facilities, *flows) for source in row.get("sources", ())}
    named |= {claim["source"] for claim in claims}
    for facility in facilities:
        named |= {
            part["source"] for part in (*facility.get("owners", ()), facility.get("capacity", {})) if part
        }
    for incident in incidents:
        notes = (*incident.get("alternative_dates", ()), *incident.get("no_statement_found", ()))
        named |= {note["source"] for note in notes if "source" in note}
    assert named <= known


@pytest.mark.parametrize("rows", ["facilities", "incidents", "sources", "flows"])
def test_ids_are_unique(rows: str, request: pytest.FixtureRequest) -> None:
    repeated = {
        id_ for id_, times in Counter(row["id"] for row in request.getfixturevalue(rows)).items() if times > 1
    }
    assert repeated == set()


def test_the_interception_of_24_march_is_kept_as_one_partys_claim(incidents: Rows) -> None:
    (incident,) = (row for row in incidents if row["id"] == "cpc-kropotkinskaya-2025-03-24")
    assert incident["interception"] == {
        "distance_km": 7,
        "facility_id": "cpc-kropotkinskaya-ps",
        "claimed_by": "Russian Ministry of Defence",
    }
    with_distance = [claim for claim in incident["claims"] if claim.get("unit") == "km"]
    assert [(claim["by"], claim["about"], claim["value"]) for claim in with_distance] == [
        ("Russian Ministry of Defence", "interception", 7)
    ]


def test_no_search_without_a_statement_appears_as_a_claim(claims: Rows) -> None:
    assert not [claim["by"] for claim in claims if "statement found" in claim["by"]]
    assert not [claim for claim in claims if "absence_of_statement" in claim]


def test_a_search_without_a_statement_names_the_party_and_has_no_stance(incidents: Rows) -> None:
    notes = [note for incident in incidents for note in incident.get("no_statement_found", ())]
    assert {note["party"] for note in notes} == {"Ukraine", "Russia", "Russian side"}
    assert not [note for note in notes if {"stance", "about", "what"} & note.keys()]


def test_weak_sources_are_flagged(sources: Rows) -> None:
    flagged = Counter(row["reliability"] for row in sources if row["reliability"] in WEAK_RELIABILITIES)
    assert flagged == {
        "state_media": 11,
        "propaganda_mirror": 7,
        "aggregator": 7,
        "machine_translation": 6,
    }


def test_dates_that_conflict_stand_side_by_side(incidents: Rows) -> None:
    (orenburg,) = (row for row in incidents if row["id"] == "orenburg-gpp-2025-10-19")
    others = {other["date"] for other in orenburg["alternative_dates"]}
    assert (orenburg["start"], others) == ("2025-10-19", {"2025-06-19", "2025-10-18", "2025-09-19"})


def test_every_line_says_that_it_is_schematic(folder: Path) -> None:
    features = json.loads((folder / "facilities.geojson").read_text("utf-8"))["features"]
    lines = {row["id"] for row in features if row["geometry"]["type"] != "Point"}
    schematic = {row["id"] for row in features if row["properties"].get("schematic")}
    assert lines
    assert lines == schematic


@pytest.mark.parametrize("name", ["facilities.geojson", "incidents.geojson"])
def test_positions_are_longitude_and_latitude(name: str, folder: Path) -> None:
    features = json.loads((folder / name).read_text("utf-8"))["features"]
    for feature in features:
        geometry = feature["geometry"]
        line = [geometry["coordinates"]] if geometry["type"] == "Point" else geometry["coordinates"]
        assert all(14 < lon < 90 and 35 < lat < 62 for lon, lat in line), feature["id"]


@pytest.mark.parametrize("rows", ["facilities", "incidents"])
def test_every_place_has_its_uncertainty_and_its_basis(rows: str, request: pytest.FixtureRequest) -> None:
    for row in request.getfixturevalue(rows):
        assert row["uncertainty_m"] >= 3000, row["id"]
        assert row["located_by"], row["id"]
