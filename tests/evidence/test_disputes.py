from typing import Any

from geodata.evidence import Claim, Disagreement, Figure
from geodata.evidence.disputes import denied_topics, disagreements, figure_conflicts


def said(number: int, by: str, stance: str, about: str, **more: Any) -> Claim:
    return Claim(number, by, stance=stance, about=about, **more)


def test_a_denial_contradicts_what_others_state_on_its_topic() -> None:
    claims = [
        said(1, "Operator", "asserts", "event", also_about=frozenset({"effect"})),
        said(2, "Minister", "denies", "effect"),
        said(3, "Agency", "asserts", "damage"),
    ]
    assert disagreements(claims) == (Disagreement("effect", (1,), (2,)),)


def test_nobody_contradicts_himself() -> None:
    claims = [said(1, "Operator", "asserts", "effect"), said(2, "Operator (later)", "denies", "effect")]
    assert disagreements(claims) == ()


def test_a_denial_of_what_nobody_states_is_denied_but_not_contested() -> None:
    claims = [said(1, "Governor", "asserts", "event"), said(2, "Minister", "denies", "effect")]
    assert disagreements(claims) == ()
    assert denied_topics(claims) == ("effect",)


def test_a_denial_that_names_the_claims_it_contradicts_is_taken_at_its_word() -> None:
    claims = [
        said(1, "A", "asserts", "effect"),
        said(2, "B", "asserts", "effect"),
        said(3, "C", "denies", "effect", contradicts=(2,)),
        said(4, "D", "denies", "effect", contradicts=()),
    ]
    assert disagreements(claims) == (Disagreement("effect", (2,), (3,)),)


def test_a_claim_without_information_is_on_no_side() -> None:
    claims = [said(1, "A", "no_information", "event"), said(2, "B", "denies", "event", contradicts=(1,))]
    assert disagreements(claims) == ()


def test_topics_come_in_the_order_of_the_vocabulary() -> None:
    claims = [
        said(1, "A", "asserts", "effect", also_about=frozenset({"event", "weather"})),
        *(said(n, "B", "denies", topic) for n, topic in enumerate(("weather", "effect", "event"), 2)),
    ]
    assert [one.topic for one in disagreements(claims)] == ["event", "effect", "weather"]


def figure(number: int, by: str, low: float | None, high: float | None, unit: str = "m2") -> Claim:
    return said(number, by, "asserts", "damage", low=low, high=high, unit=unit)


def test_figures_that_differ_stand_side_by_side() -> None:
    (conflict,) = figure_conflicts([figure(2, "Ministry", 1700, 1700), figure(1, "Region", 20, 20)])
    assert conflict.figures == (Figure(1, 20, 20), Figure(2, 1700, 1700))


def test_a_range_differs_from_its_lower_end() -> None:
    assert figure_conflicts([figure(1, "A", 30, 30), figure(2, "B", 30, 40)])


def test_equal_figures_and_figures_in_other_units_do_not_differ() -> None:
    assert not figure_conflicts([figure(1, "A", 20, 20), figure(2, "B", 20, 20), figure(3, "C", 5, 5, "km")])


def test_one_party_may_give_two_figures() -> None:
    assert not figure_conflicts([figure(1, "A", 20, 20), figure(2, "A (later)", 30, 30)])
