"""What may not be passed on stays out, and what stays out is told."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.dataset import TABLES, to_records
from geodata.licences import Withheld, attribution_lines, gate
from tests.builders import CLAIM, FLOW, PLACED, SOURCE, STATION, make_dataset
from tests.stores.datasets import datasets

CLOSED = {
    "id": "acled-2025",
    "url": "https://example.org/secret",
    "publisher": "ACLED",
    "title": "A secret title",
    "licence": "Terms of use",
    "attribution": "Data: ACLED",
    "redistribution": False,
}
SECRET = {**CLAIM, "what": "a secret", "source": "acled-2025"}
OTHER = {**PLACED, "id": "i2-other", "title": "Another secret"}


def dataset(**tables):
    whole = {"facilities": [STATION], "sources": [SOURCE, CLOSED], "flows": [FLOW]}
    return make_dataset(**{**whole, "incidents": [{**PLACED, "claims": [CLAIM]}], **tables})


def told(passed):
    """All that a dataset says, as text."""
    rows = [list(to_records(getattr(passed, name))) for name in TABLES]
    return json.dumps([rows, str(passed.metadata), passed.changes, str(passed.places)], ensure_ascii=False)


def ids(table):
    return table["id"].tolist()


def test_a_claim_on_a_closed_source_stays_out_and_the_incident_with_another_stays():
    gated = gate(dataset(incidents=[{**PLACED, "claims": [SECRET, CLAIM]}]))
    assert gated.dataset.claims["what"].tolist() == ["a fire"]
    assert ids(gated.dataset.incidents) == ["i1"]
    assert gated.withheld == (Withheld("acled-2025", "ACLED", "Terms of use", claims=1),)


def test_an_incident_whose_claims_all_stay_out_stays_out():
    gated = gate(dataset(incidents=[{**PLACED, "claims": [CLAIM]}, {**OTHER, "claims": [SECRET, SECRET]}]))
    assert ids(gated.dataset.incidents) == ["i1"]
    assert "secret" not in told(gated.dataset)
    assert gated.withheld == (Withheld("acled-2025", "ACLED", "Terms of use", incidents=1, claims=2),)


def test_an_incident_that_never_had_a_claim_stays():
    assert ids(gate(dataset(incidents=[PLACED])).dataset.incidents) == ["i1"]


@pytest.mark.parametrize(
    "fields",
    [
        {"sources": ["s1", "acled-2025"]},
        {"provenance": {"rows": [{"source": "acled-2025"}]}},
        {"alternative_dates": [{"date": "2025", "source": "acled-2025"}]},
        {"no_statement_found": [{"party": "CPC", "source": "acled-2025"}]},
        {"conflicts": ["acled-2025 has another date"]},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_an_incident_whose_own_record_rests_on_it_stays_out_with_all_its_claims(fields):
    gated = gate(dataset(incidents=[{**PLACED, "claims": [CLAIM], **fields}]))
    assert len(gated.dataset.incidents) == len(gated.dataset.claims) == 0
    assert gated.withheld == (Withheld("acled-2025", "ACLED", "Terms of use", incidents=1, claims=1),)


@pytest.mark.parametrize(
    "fields",
    [
        {"sources": ["acled-2025"]},
        {"owners": [{"name": "A", "source": "acled-2025"}]},
        {"capacity": {"value": 1, "source": "acled-2025"}},
        {"note": "read in acled-2025"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_facility_that_rests_on_it_stays_out_with_its_flows_and_every_reference(fields):
    secret = {**STATION, "id": "secret-1", **fields}
    incident = {
        **PLACED,
        "facility_ids": ["secret-1", "f1"],
        "interception": {"distance_km": 7, "facility_id": "secret-1"},
        "located_by": 'position of facility "secret-1"',
    }
    flows = [FLOW, {**FLOW, "id": "w2", "to": "secret-1"}, {**FLOW, "id": "w3", "via": ["secret-1"]}]
    gated = gate(dataset(facilities=[STATION, secret], incidents=[incident], flows=flows))
    assert ids(gated.dataset.facilities) == ["f1"]
    assert ids(gated.dataset.flows) == ["w1"]
    assert gated.dataset.incidents["facility_ids"].tolist() == [("f1",)]
    assert gated.dataset.incidents["interception"].tolist() == [{"distance_km": 7}]
    assert gated.dataset.incidents["located_by"].tolist() == ['position of facility "[held back]"']
    assert "secret-1" not in told(gated.dataset)
    assert gated.withheld == (Withheld("acled-2025", "ACLED", "Terms of use", facilities=1, flows=2),)


def test_the_source_is_named_and_nothing_else_of_it_is_said():
    passed = gate(dataset()).dataset
    (closed,) = [one for one in to_records(passed.sources) if one["id"] == "acled-2025"]
    kept = ("id", "publisher", "licence", "attribution", "redistribution")
    assert closed == {name: CLOSED[name] for name in kept}


@pytest.mark.parametrize("value", ["no", "maybe", 0, [False]], ids=str)
def test_a_leave_that_cannot_be_read_is_none(value):
    gated = gate(
        dataset(
            sources=[SOURCE, {**CLOSED, "redistribution": value}], incidents=[{**PLACED, "claims": [SECRET]}]
        )
    )
    assert len(gated.dataset.incidents) == 0


def test_a_source_without_a_word_on_redistribution_may_be_passed_on():
    gated = gate(
        dataset(
            sources=[SOURCE, {**CLOSED, "redistribution": None}], incidents=[{**PLACED, "claims": [SECRET]}]
        )
    )
    assert len(gated.dataset.incidents) == 1
    assert gated.withheld == ()


def test_denials_still_name_the_claims_they_contradict():
    denial = {**CLAIM, "stance": "denies", "contradicts": [1, 2]}
    passed = gate(dataset(incidents=[{**PLACED, "claims": [SECRET, CLAIM, denial]}])).dataset
    assert passed.claims["number"].tolist() == [1, 2]
    assert passed.claims["contradicts"].tolist() == [None, (1,)]


def test_a_denial_of_what_stays_out_alone_contradicts_nothing():
    denial = {**CLAIM, "stance": "denies", "contradicts": [1]}
    passed = gate(dataset(incidents=[{**PLACED, "claims": [SECRET, CLAIM, denial]}])).dataset
    assert passed.claims["contradicts"].tolist() == [None, ()]


def test_the_revision_log_stays_out_with_the_first_row():
    changes = [{"version": "2", "summary": "added a secret"}]
    assert gate(dataset(changes=changes)).dataset.changes == tuple(changes)
    assert gate(dataset(changes=changes, incidents=[{**PLACED, "claims": [SECRET]}])).dataset.changes == ()


def test_attribution_lines_of_sources_travel_once():
    cited = {**SOURCE, "attribution": "Data: Example"}
    found = dataset(dataset={"attribution": ["Ours"]}, sources=[cited, {**cited, "id": "s2"}, CLOSED])
    assert attribution_lines(found) == ("Ours", "Data: Example")
    assert gate(found).dataset.metadata.attribution == ("Ours", "Data: Example")


def test_a_dataset_without_such_sources_passes_as_it_is(sample):
    assert gate(sample).dataset is sample


def test_what_was_held_back_is_a_sentence():
    said = Withheld("acled", "ACLED", "Terms of use", incidents=2, claims=1).sentence
    assert said == (
        "Held back: 2 incidents and 1 claim that rest on ACLED (source “acled”, licence: Terms of use), "
        "whose data may not be passed on."
    )
    assert "rest on “x” (licence: not stated)" in Withheld("x", flows=1).sentence


@given(whole=datasets(), pick=st.data())
@settings(max_examples=20)
def test_the_gate_passes_what_it_has_passed_and_leaves_its_input_alone(whole, pick):
    """Any of a dataset's texts may turn out to be the id of a closed source."""
    names = [name for name in whole.claims["source"].tolist() if name] or ["none"]
    closed = make_dataset(
        incidents=[PLACED], sources=[{**CLOSED, "id": pick.draw(st.sampled_from(names)) or "none"}]
    )
    mixed = replace(whole, sources=closed.sources)
    before = mixed.digest
    passed = gate(mixed)
    assert replace(mixed).digest == before
    assert gate(passed.dataset).dataset is passed.dataset
    assert gate(passed.dataset).withheld == ()
    counted = {
        name: sum(getattr(one, name) for one in passed.withheld) for name in TABLES if name != "sources"
    }
    for name, count in counted.items():
        assert len(getattr(mixed, name)) - len(getattr(passed.dataset, name)) == count


def test_a_closed_source_without_an_id_is_no_hindrance():
    nameless = {"publisher": "Nobody", "redistribution": False}
    whole = dataset(
        incidents=[{**PLACED, "claims": [{**CLAIM, "source": "closed"}]}],
        sources=[{**SOURCE, "id": "closed", "redistribution": False}, nameless],
    )
    (withheld,) = gate(whole).withheld
    assert (withheld.source, withheld.incidents) == ("closed", 1)
