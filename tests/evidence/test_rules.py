from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geodata.errors import InvalidArgument, UnknownName
from geodata.evidence import PREMISES, RULES, Case, Claim, rule_named, standings
from geodata.vocabulary import STANDINGS

Weigh = Callable[..., Any]


def said(
    by: str, role: str, country: str, stance: str = "asserts", about: str = "event", **more: Any
) -> dict[str, Any]:
    fields = {"by": by, "role": role, "countries": (country,), "stance": stance, "about": about}
    return {**fields, "source": f"page of {by}", **more}


GOVERNOR = said("Governor", "regional_government", "RU")
OPERATOR = said("Operator", "operator", "RU")
MINISTRY = said("Ministry of Defence", "military", "RU")
GENERAL_STAFF = said("General Staff", "military", "UA", "confirms", "responsibility")
NEIGHBOUR = said("Neighbour's ministry", "third_state", "KZ", about="effect", also_about=("event",))
NEWSPAPER = said("Newspaper", "media", "UA")
UNNAMED = said("SBU sources", "attacking_state", "UA", "confirms", unnamed=True)
DENIAL = said("Other ministry", "affected_state", "RU", "denies")


def test_a_claim_that_neither_operator_nor_affected_side_repeats_is_claim_only(weigh: Weigh) -> None:
    row = weigh(NEWSPAPER, NEIGHBOUR, kind="claim_only")
    assert row.standing == "claim_only"
    assert "not by the operator or the affected side" in row.why


def test_a_claim_only_record_that_the_operator_repeats_is_weighed_like_any_other(weigh: Weigh) -> None:
    assert weigh(NEWSPAPER, OPERATOR, kind="claim_only").standing == "confirmed"


def test_an_event_said_by_one_and_denied_by_another_is_contested(weigh: Weigh) -> None:
    row = weigh(NEWSPAPER, DENIAL)
    assert (row.standing, row.why) == (
        "contested",
        "Contested: said by Newspaper, but denied by Other ministry.",
    )


def test_an_event_that_is_only_denied_is_denied(weigh: Weigh) -> None:
    assert weigh(DENIAL).why == "Denied: denied by Other ministry, and said by nobody."


def test_a_denied_event_that_only_unnamed_claimants_state_is_denied(weigh: Weigh) -> None:
    assert weigh(UNNAMED, DENIAL).standing == "denied"


def test_a_denied_event_that_only_an_aggregator_states_is_denied(weigh: Weigh) -> None:
    assert weigh({**NEWSPAPER, "source": "weak"}, DENIAL, reliability="aggregator").standing == "denied"


@pytest.mark.parametrize("here", [GOVERNOR, OPERATOR, MINISTRY], ids=lambda claim: claim["role"])
@pytest.mark.parametrize(
    "elsewhere", [GENERAL_STAFF, NEIGHBOUR, NEWSPAPER, UNNAMED], ids=lambda claim: claim["by"]
)
def test_an_event_said_on_the_affected_side_and_on_another_is_confirmed(
    weigh: Weigh, here: dict[str, Any], elsewhere: dict[str, Any]
) -> None:
    row = weigh(elsewhere, here)
    assert row.standing == "confirmed"
    assert (
        row.why
        == f"Confirmed: said on the affected side by {here['by']}, and on another by {elsewhere['by']}."
    )


def test_the_military_of_the_other_country_is_not_the_affected_side(weigh: Weigh) -> None:
    assert weigh(GENERAL_STAFF, NEWSPAPER).standing == "corroborated"


def test_two_claimants_of_different_countries_corroborate(weigh: Weigh) -> None:
    assert weigh(NEWSPAPER, NEIGHBOUR).standing == "corroborated"


def test_two_authorities_of_one_country_corroborate_only_through_different_publishers(weigh: Weigh) -> None:
    one_page = {"source": "one page"}
    assert weigh(GOVERNOR, MINISTRY).standing == "corroborated"
    row = weigh({**GOVERNOR, **one_page}, {**MINISTRY, **one_page})
    assert row.standing == "single_source"
    assert "for one country through one publisher" in row.why


def test_one_party_in_two_versions_is_one_claimant(weigh: Weigh) -> None:
    relay = {**MINISTRY, "by": "Ministry of Defence (English relay)", "source": "another page"}
    row = weigh(MINISTRY, relay)
    assert (row.standing, row.claimants) == ("single_source", 1)


@pytest.mark.parametrize(
    "reliability", ["aggregator", "propaganda_mirror", "machine_translation", "state_media"]
)
def test_a_publication_read_second_hand_raises_nothing_above_a_single_source(
    weigh: Weigh, reliability: str
) -> None:
    row = weigh(GOVERNOR, {**NEWSPAPER, "source": "weak"}, reliability=reliability)
    assert row.standing == "single_source"
    assert row.why == "Single source: said by Governor alone in this dataset, and second hand by Newspaper."


def test_a_party_that_speaks_through_state_media_is_read_first_hand(weigh: Weigh) -> None:
    assert weigh({**GOVERNOR, "source": "weak"}, NEWSPAPER, reliability="state_media").standing == "confirmed"


@pytest.mark.parametrize("stance", ["no_information", "concern"])
def test_no_information_and_concern_weigh_nothing(weigh: Weigh, stance: str) -> None:
    assert weigh({**GOVERNOR, "stance": stance}).why == "Not stated: no claim says whether it happened."


def test_a_reaction_that_takes_the_event_as_given_says_so(weigh: Weigh) -> None:
    reaction = {**NEIGHBOUR, "stance": "concern"}
    assert weigh(reaction).standing == "single_source"
    assert weigh({**reaction, "stance": "no_information"}).standing == "unstated"


def test_an_incident_without_claims_is_not_stated(weigh: Weigh) -> None:
    assert weigh().why == "Not stated: there is no claim."


@pytest.mark.parametrize("topic", ["effect", "damage", "shutdown", "responsibility", "restoration"])
def test_a_denial_of_anything_but_the_event_leaves_the_standing(weigh: Weigh, topic: str) -> None:
    row = weigh(GOVERNOR, NEWSPAPER, {**DENIAL, "about": topic})
    assert row.standing == "confirmed"
    assert row.denied_about == (topic,)


def test_drones_shot_down_speak_for_an_interception_only(weigh: Weigh) -> None:
    tally = {**MINISTRY, "about": "interception"}
    assert weigh(tally).standing == "unstated"
    assert weigh(tally, kind="interception").standing == "single_source"


def test_an_effect_alone_does_not_speak_for_the_event(weigh: Weigh) -> None:
    assert weigh({**NEIGHBOUR, "also_about": ()}).standing == "unstated"


def test_every_standing_has_one_rule_with_its_sentence() -> None:
    assert {rule.name for rule in RULES} == {term.name for term in STANDINGS}
    assert len({rule.sentence for rule in RULES}) == len(RULES)
    assert all(text.endswith(".") for text in (*PREMISES, *(rule.sentence for rule in RULES)))


def test_the_page_on_evidence_has_the_rules_in_their_order() -> None:
    page = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text("utf-8")
    written = [
        f"{n}. **{rule.label}**: {rule.sentence[0].lower()}{rule.sentence[1:]}"
        for n, rule in enumerate(RULES, 1)
    ]
    assert [line for line in page.splitlines() if line[:1].isdigit()] == written


def test_the_last_rule_always_holds() -> None:
    assert RULES[-1].holds(Case(None, None, (Claim(1, "A"),)))


def test_an_unknown_standing_lists_the_choices() -> None:
    with pytest.raises(UnknownName, match="did you mean 'confirmed'"):
        rule_named("confirmd")


def test_a_table_without_ids_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="no column 'id'"):
        standings(pd.DataFrame({"kind": ["fire"]}), pd.DataFrame({"incident_id": []}))


def test_the_result_has_the_index_of_the_incidents() -> None:
    incidents = pd.DataFrame({"id": ["a", "b"], "kind": ["fire", None]}, index=[7, 3])
    table = standings(incidents, pd.DataFrame({"incident_id": ["b"], "by": ["A"]}))
    assert list(table.index) == [7, 3]
    assert list(table["claims"]) == [0, 1]


def test_a_table_without_incidents_gives_the_same_columns(weigh: Weigh) -> None:
    empty = standings(pd.DataFrame({"id": []}), pd.DataFrame({"incident_id": []}))
    assert len(empty) == 0
    assert list(empty.columns) == list(weigh().index)
