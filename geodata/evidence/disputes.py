"""What contradicts what: topics on which claims disagree, and figures that differ. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from geodata.evidence.claims import Claim
from geodata.vocabulary import ABOUT

_ORDER: Final = {term.name: rank for rank, term in enumerate(ABOUT)}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One topic on which some state something and others deny it.

    Parameters
    ----------
    topic : str
        Word of the vocabulary of topics.
    asserting, denying : tuple of int
        Numbers of the claims on either side, ascending.
    """

    topic: str
    asserting: tuple[int, ...]
    denying: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure of one claim.

    Parameters
    ----------
    number : int
        Number of the claim.
    low, high : float or None
        Its ends; equal where the claim states one value, None where an end is open.
    """

    number: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class FigureConflict:
    """Figures that differ although they have one unit and one topic.

    Parameters
    ----------
    topic : str
        Word of the vocabulary of topics.
    unit : str
        Their unit.
    figures : tuple of Figure
        By number of the claim, ascending.
    """

    topic: str
    unit: str
    figures: tuple[Figure, ...]


def disagreements(claims: Sequence[Claim]) -> tuple[Disagreement, ...]:
    """Set the denials against what other claimants state.

    A denial contradicts the claims that it names, or, where it names none, all that other claimants state
    on the topic that it denies.

    Parameters
    ----------
    claims : sequence of Claim
        The claims on one incident.

    Returns
    -------
    tuple of Disagreement
        One per topic, in the order of the vocabulary.

    Examples
    --------
    >>> pro = Claim(1, "A", stance="asserts", about="effect")
    >>> contra = Claim(2, "B", stance="denies", about="effect")
    >>> disagreements([pro, contra])
    (Disagreement(topic='effect', asserting=(1,), denying=(2,)),)
    """
    sides: dict[str, tuple[set[int], set[int]]] = {}
    for denial in claims:
        topic = denial.denied
        contradicted = _contradicted(denial, claims) if topic else set()
        if topic and contradicted:
            asserting, denying = sides.setdefault(topic, (set(), set()))
            asserting |= contradicted
            denying.add(denial.number)
    return tuple(
        Disagreement(topic, tuple(sorted(sides[topic][0])), tuple(sorted(sides[topic][1])))
        for topic in in_order(sides)
    )


def _contradicted(denial: Claim, claims: Sequence[Claim]) -> set[int]:
    """Give the numbers of the claims of other parties that a denial contradicts."""
    others = [claim for claim in claims if claim.party != denial.party and claim.stated]
    if denial.contradicts is not None:
        return {claim.number for claim in others if claim.number in denial.contradicts}
    return {claim.number for claim in others if denial.denied in claim.stated}


def denied_topics(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Give the topics that somebody denies, whether or not anybody here states the opposite.

    Parameters
    ----------
    claims
        As for `disagreements`.

    Returns
    -------
    tuple of str
        In the order of the vocabulary.

    Examples
    --------
    >>> denied_topics([Claim(1, "A", stance="denies", about="effect")])
    ('effect',)
    """
    return in_order({claim.denied for claim in claims if claim.denied})


def figure_conflicts(claims: Sequence[Claim]) -> tuple[FigureConflict, ...]:
    """Find figures of different claimants that differ in value, with one unit and one topic.

    Parameters
    ----------
    claims
        As for `disagreements`.

    Returns
    -------
    tuple of FigureConflict
        By topic, then by unit.

    Examples
    --------
    >>> one = Claim(1, "A", stance="asserts", about="effect", low=30, high=30, unit="%")
    >>> two = Claim(2, "B", stance="asserts", about="effect", low=30, high=40, unit="%")
    >>> [figure.high for figure in figure_conflicts([one, two])[0].figures]
    [30, 40]
    """
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        has_figure = claim.low is not None or claim.high is not None
        if has_figure and claim.about and claim.unit and claim.stance != "no_information":
            groups.setdefault((claim.about, claim.unit), []).append(claim)
    keys = [
        (topic, unit) for topic in in_order({topic for topic, _ in groups}) for unit in _units(groups, topic)
    ]
    return tuple(
        FigureConflict(topic, unit, _figures(groups[topic, unit]))
        for topic, unit in keys
        if _differ(groups[topic, unit])
    )


def _units(groups: dict[tuple[str, str], list[Claim]], topic: str) -> list[str]:
    return sorted(unit for other, unit in groups if other == topic)


def _figures(claims: Sequence[Claim]) -> tuple[Figure, ...]:
    return tuple(
        Figure(claim.number, claim.low, claim.high)
        for claim in sorted(claims, key=lambda claim: claim.number)
    )


def _differ(claims: Sequence[Claim]) -> bool:
    return any(
        one.party != other.party and (one.low, one.high) != (other.low, other.high)
        for one in claims
        for other in claims
    )


def in_order(topics: Iterable[str]) -> tuple[str, ...]:
    """Sort topics as the vocabulary has them, unknown words last.

    Parameters
    ----------
    topics : iterable of str
        Topics, each once.

    Returns
    -------
    tuple of str
        The same topics, sorted.

    Examples
    --------
    >>> in_order(["weather", "effect", "event"])
    ('event', 'effect', 'weather')
    """
    return tuple(sorted(topics, key=lambda topic: (_ORDER.get(topic, len(_ORDER)), topic)))
