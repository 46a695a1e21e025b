import pytest

from geodata.checks.claims import CLAIMS
from tests.builders import CLAIM, PLACED, make_dataset


def findings(*claims):
    return list(CLAIMS.run(make_dataset(incidents=[PLACED | {"claims": list(claims)}])))


def found(*claims):
    return [(item.rule, item.pointer) for item in findings(*claims)]


def test_a_whole_claim_is_not_remarked():
    assert found(CLAIM) == []


def test_an_incident_without_claims_is_named():
    dataset = make_dataset(incidents=[PLACED, PLACED | {"id": "i2", "claims": [CLAIM]}])
    assert [(item.rule, item.feature, item.id) for item in CLAIMS.run(dataset)] == [("no-claims", 0, "i1")]


def test_a_file_without_any_claims_is_told_once():
    (finding,) = CLAIMS.run(make_dataset(incidents=[PLACED, PLACED | {"id": "i2"}]))
    assert finding.message == "all 2 incidents are without claims."


@pytest.mark.parametrize("field", ["source", "stance", "about"])
@pytest.mark.parametrize("value", [None, ""])
def test_what_a_claim_does_not_state_is_named(field, value):
    assert found(CLAIM, CLAIM | {field: value}) == [
        ("missing-field", f"/features/0/properties/claims/1/{field}")
    ]


@pytest.mark.parametrize(
    "figures",
    [
        {"value": 5, "low": 6, "high": 8},
        {"value": 9, "low": 6, "high": 8},
        {"value": 5, "low": 6},
        {"value": 9, "high": 8},
    ],
)
def test_a_figure_outside_its_range_is_named(figures):
    assert found(CLAIM | figures) == [("value-outside-range", "/features/0/properties/claims/0/value")]


def test_an_open_range_is_told_as_such():
    assert findings(CLAIM | {"value": 9, "high": 8})[0].message.endswith("its own range, up to 8.")
    assert findings(CLAIM | {"value": 5, "low": 6})[0].message.endswith("its own range, from 6.")


def test_a_range_in_the_wrong_order_is_named():
    assert found(CLAIM | {"value": 7, "low": 8, "high": 6}) == [
        ("range-order", "/features/0/properties/claims/0/low")
    ]


@pytest.mark.parametrize(
    "figures",
    [
        {"value": 6, "low": 6, "high": 8},
        {"value": 6, "low": 6, "high": 6},
        {"low": 6, "high": 8},
        {"value": 7},
    ],
)
def test_a_figure_within_its_range_is_not_remarked(figures):
    assert found(CLAIM | figures) == []
