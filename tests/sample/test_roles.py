"""Roles follow from who says it and where it happened."""

from typing import Any

Rows = list[dict[str, Any]]


def test_an_affected_state_is_the_country_where_it_happened(incidents: Rows) -> None:
    for incident in incidents:
        for claim in incident["claims"]:
            if claim["role"] == "affected_state":
                assert incident["country"] in claim["countries"], claim["what"]


def test_an_attacking_state_is_never_the_country_where_it_happened(incidents: Rows) -> None:
    for incident in incidents:
        for claim in incident["claims"]:
            if claim["role"] == "attacking_state":
                assert claim["countries"] == [{"RU": "UA", "UA": "RU"}[incident["country"]]], claim["what"]


def test_a_third_state_is_no_party_to_the_war_and_not_the_place(incidents: Rows) -> None:
    for incident in incidents:
        for claim in incident["claims"]:
            if claim["role"] == "third_state":
                assert not {"RU", "UA", incident["country"]} & {*claim["countries"]}, claim["what"]
