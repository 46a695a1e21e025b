"""The rules by which claims become a standing: ordered rows, the first that holds decides.

Pure. The standing, the sentence beside it and the method page all come from these rows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from geodata.errors import UnknownName
from geodata.evidence.claims import Case, Claim
from geodata.vocabulary import STANDINGS, label_of

PREMISES: Final = (
    "The standing answers one question: was the reported event said to have happened? For an interception"
    " it is the interception.",
    "A claim says so if it asserts or confirms the event, damage or a shutdown, if it claims"
    " responsibility, or if it takes the event as given in so many words; that drones were shot down speaks"
    " for an interception only.",
    "A denial counts against it only where it denies the event itself; a denial of effects, of damage or of"
    " responsibility is shown as a disagreement about that.",
    "A claim without information, a reaction that does not state the event, and a search that found no"
    " statement weigh nothing.",
    "A claim is second hand if it was read only in an aggregator, a propaganda mirror or a machine"
    " translation, or if state media make it in their own name; it is shown, but raises no standing above"
    " a single source.",
    "Claimants are independent if they are different parties, and of different countries or read with"
    " different publishers.",
)
"""What the rules take for granted, as sentences to print before them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Parameters
    ----------
    name : str
        The standing it gives, a word of the vocabulary.
    label : str
        The standing as it is shown.
    sentence : str
        The rule in words, to print beside the result.
    holds : callable
        Tells whether a case meets the rule.
    reason : callable
        Says for one case who meets it: what follows "Confirmed: ".
    """

    name: str
    label: str
    sentence: str
    holds: Callable[[Case], bool]
    reason: Callable[[Case], str]


def rule_named(name: str) -> Rule:
    """Give the rule that leads to a standing.

    Parameters
    ----------
    name : str
        A standing.

    Returns
    -------
    Rule
        The rule.

    Raises
    ------
    UnknownName
        If no rule leads to it.

    Examples
    --------
    >>> rule_named("contested").sentence
    'A named claimant says so and another claimant denies it.'
    """
    by_name = {rule.name: rule for rule in RULES}
    if name not in by_name:
        raise UnknownName.among("standing", name, by_name)
    return by_name[name]


def rule_for(case: Case) -> Rule:
    """Give the first rule that holds; the last one always does.

    Parameters
    ----------
    case : Case
        The claims on one incident.

    Returns
    -------
    Rule
        The rule that decides.

    Examples
    --------
    >>> rule_for(Case("fire", None, (Claim(1, "A", stance="asserts", about="event"),))).label
    'Single source'
    """
    return next(rule for rule in RULES if rule.holds(case))


def names(claims: Iterable[Claim], *, most: int = 4) -> str:
    """List claimants, each party once; semicolons part them, because a claimant may have a title.

    Parameters
    ----------
    claims : iterable of Claim
        Whose claimants to list, in their order.
    most : int
        How many to name.

    Returns
    -------
    str
        The names.

    Examples
    --------
    >>> names([Claim(1, "A, minister"), Claim(2, "B (as relayed)"), Claim(3, "B"), Claim(4, "C")], most=2)
    'A, minister; B and 1 more'
    """
    versions: dict[str, list[str]] = {}
    for claim in claims:
        versions.setdefault(claim.party, []).append(claim.by)
    # A party in several versions goes by its bare name.
    parties = [by[0] if len(set(by)) == 1 else by[0].split(" (")[0] for by in versions.values()]
    rest = f" and {len(parties) - most} more" if len(parties) > most else ""
    return "; ".join(parties[:most]) + rest


def _is_claim_only(case: Case) -> bool:
    return case.kind == "claim_only" and not case.affected_side(case.supporting)


def _why_claim_only(case: Case) -> str:
    if not case.supporting:
        return "something was claimed, and no claim states that it happened."
    denied = f", and denied by {names(case.denying)}" if case.denying else ""
    return f"said by {names(case.supporting)}, not by the operator or the affected side{denied}."


def _is_contested(case: Case) -> bool:
    return any(pro.party != contra.party for pro in case.named for contra in case.denying)


def _why_contested(case: Case) -> str:
    return f"said by {names(case.supporting)}, but denied by {names(case.denying)}."


def _is_denied(case: Case) -> bool:
    return bool(case.denying) and not case.named


def _why_denied(case: Case) -> str:
    said = f"said only by {names(case.supporting)}" if case.supporting else "said by nobody"
    return f"denied by {names(case.denying)}, and {said}."


def _is_confirmed(case: Case) -> bool:
    here, elsewhere = case.affected_side(case.firm), case.other_sides(case.firm)
    return any(one.party != other.party for one in here for other in elsewhere)


def _why_confirmed(case: Case) -> str:
    here = names(case.affected_side(case.firm))
    return f"said on the affected side by {here}, and on another by {names(case.other_sides(case.firm))}."


def _is_corroborated(case: Case) -> bool:
    return bool(case.independent)


def _why_corroborated(case: Case) -> str:
    return f"said by {names(case.independent)}, who differ in country or publisher."


def _is_single_source(case: Case) -> bool:
    return bool(case.supporting)


def _why_single_source(case: Case) -> str:
    if not case.firm:
        return f"said by {names(case.supporting)}, read second hand only."
    parties = {claim.party for claim in case.firm}
    echoes = [claim for claim in case.supporting if claim.party not in parties]
    how = "alone in this dataset" if len(parties) == 1 else "for one country through one publisher"
    echo = f", and second hand by {names(echoes)}" if echoes else ""
    return f"said by {names(case.firm)} {how}{echo}."


def _why_unstated(case: Case) -> str:
    return "no claim says whether it happened." if case.claims else "there is no claim."


def _rule(name: str, sentence: str, holds: Callable[[Case], bool], reason: Callable[[Case], str]) -> Rule:
    return Rule(name, label_of(STANDINGS, name), sentence, holds, reason)


RULES: Final = (
    _rule(
        "claim_only",
        "The record is of a claim, and neither the operator nor the affected side says that it happened.",
        _is_claim_only,
        _why_claim_only,
    ),
    _rule(
        "contested",
        "A named claimant says so and another claimant denies it.",
        _is_contested,
        _why_contested,
    ),
    _rule(
        "denied",
        "It is denied, and nobody says so, or only unnamed claimants or second-hand sources.",
        _is_denied,
        _why_denied,
    ),
    _rule(
        "confirmed",
        "The operator or an authority of the country where it happened says so, and another side says so"
        " too: the other country at war, a third state, a publication or a satellite.",
        _is_confirmed,
        _why_confirmed,
    ),
    _rule(
        "corroborated",
        "Two or more independent claimants say so.",
        _is_corroborated,
        _why_corroborated,
    ),
    _rule(
        "single_source",
        "One claimant alone says so, or several of one country through one publisher, or only second-hand"
        " sources do.",
        _is_single_source,
        _why_single_source,
    ),
    _rule(
        "unstated",
        "No claim says whether it happened.",
        lambda case: True,
        _why_unstated,
    ),
)
"""The rules in the order in which they are tried."""
