"""One claim, and all claims on one incident, as the rules see them. Pure: imports only the vocabulary."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from geodata.vocabulary import WEAK_RELIABILITIES

_EVENT_TOPICS: Final = frozenset({"event", "damage", "shutdown"})
_INTERCEPTION_TOPICS: Final = frozenset({"interception"})
_AFFECTED_ROLES: Final = frozenset({"operator", "affected_state"})
_LOCAL_ROLES: Final = frozenset({"regional_government", "military"})


@dataclass(frozen=True, slots=True)
class Claim:
    """What one party was reported to say.

    Parameters
    ----------
    number : int
        Its number within the incident, from 1.
    by : str
        Who says it, as it is shown.
    role, stance, about : str or None
        Words of the vocabulary.
    countries : frozenset of str
        Countries of the claimant.
    also_about : frozenset of str
        What else it states in so many words.
    contradicts : tuple of int or None
        For a denial, the numbers of the claims it contradicts; None: all on its topic.
    low, high : float or None
        The figure it states; both are the figure itself where it states no range.
    unit : str or None
        Unit of the figure.
    unnamed : bool
        Whether the claimant is not named.
    publisher : str or None
        Who published the source.
    reliability : str or None
        Word of the vocabulary, from the source.
    """

    number: int
    by: str
    role: str | None = None
    stance: str | None = None
    about: str | None = None
    countries: frozenset[str] = frozenset()
    also_about: frozenset[str] = frozenset()
    contradicts: tuple[int, ...] | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    unnamed: bool = False
    publisher: str | None = None
    reliability: str | None = None

    @property
    def party(self) -> str:
        """The claimant without what stands in brackets: one party in several versions is one claimant.

        Examples
        --------
        >>> Claim(1, "Russian Ministry of Defence (overnight list)").party
        'russian ministry of defence'
        """
        return without_brackets(self.by)

    @property
    def stated(self) -> frozenset[str]:
        """The topics on which it states something, as opposed to denying or not knowing.

        Examples
        --------
        >>> sorted(Claim(1, "A", stance="denies", about="effect", also_about=frozenset({"event"})).stated)
        ['event']
        """
        if self.stance in ("asserts", "confirms"):
            return self.also_about | ({self.about} if self.about else set())
        return self.also_about if self.stance in ("denies", "concern") else frozenset()

    @property
    def denied(self) -> str | None:
        """The topic that it denies; None where it denies nothing."""
        return self.about if self.stance == "denies" else None

    @property
    def is_second_hand(self) -> bool:
        """Whether its source is weak: it repeats others, or is state media and claims in its own name."""
        if self.reliability == "state_media" and self.role != "media":
            return False
        return self.reliability in WEAK_RELIABILITIES

    def is_independent_of(self, other: "Claim") -> bool:
        """Tell whether two claims come from different claimants of different countries or publishers.

        What is not known is not taken for a difference.

        Parameters
        ----------
        other : Claim
            Another claim on the same incident.

        Returns
        -------
        bool
            Whether they are independent.

        Examples
        --------
        >>> Claim(1, "A", publisher="Reuters").is_independent_of(Claim(2, "B", publisher="TASS"))
        True
        """
        if self.party == other.party:
            return False
        abroad = bool(self.countries and other.countries) and not self.countries & other.countries
        publishers = {without_brackets(name) for name in (self.publisher, other.publisher) if name}
        return abroad or len(publishers) == 2


@lru_cache(maxsize=4096)
def without_brackets(name: str) -> str:
    """Give a name in lower case without what stands in brackets behind it.

    Parameters
    ----------
    name : str
        Name of a claimant or a publisher.

    Returns
    -------
    str
        The name to compare by.

    Examples
    --------
    >>> without_brackets("Devdiscourse (Reuters)")
    'devdiscourse'
    """
    return name.split(" (")[0].strip().casefold()


@dataclass(frozen=True)
class Case:
    """All claims on one incident, and the one question put to them: whether it happened.

    For an incident of kind ``interception`` the question is whether the interception happened.

    Parameters
    ----------
    kind : str or None
        Kind of the incident.
    country : str or None
        Country on whose territory it was reported.
    claims : tuple of Claim
        In the order of their numbers.
    """

    kind: str | None
    country: str | None
    claims: tuple[Claim, ...]

    @cached_property
    def supporting(self) -> tuple[Claim, ...]:
        """The claims that state that it happened."""
        return tuple(claim for claim in self.claims if self._supports(claim))

    @cached_property
    def denying(self) -> tuple[Claim, ...]:
        """The claims that deny that it happened."""
        topics = {"event", "interception"} if self.kind == "interception" else {"event"}
        return tuple(claim for claim in self.claims if claim.denied in topics)

    @cached_property
    def firm(self) -> tuple[Claim, ...]:
        """The supporting claims that are not read second hand."""
        return tuple(claim for claim in self.supporting if not claim.is_second_hand)

    @cached_property
    def named(self) -> tuple[Claim, ...]:
        """The firm claims whose claimant is named."""
        return tuple(claim for claim in self.firm if not claim.unnamed)

    def affected_side(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Keep the claims of the operator and of the authorities of the country where it happened.

        Parameters
        ----------
        claims : iterable of Claim
            Claims of this case.

        Returns
        -------
        tuple of Claim
            Those of the affected side, in order.

        Examples
        --------
        >>> case = Case("fire", "RU", (Claim(1, "A", role="operator"), Claim(2, "B", role="media")))
        >>> [claim.by for claim in case.affected_side(case.claims)]
        ['A']
        """
        return tuple(claim for claim in claims if self._is_affected(claim))

    def other_sides(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Keep the claims of everybody who is not on the affected side.

        Parameters
        ----------
        claims : iterable of Claim
            Claims of this case.

        Returns
        -------
        tuple of Claim
            Those of other sides, in order.

        Examples
        --------
        >>> case = Case("fire", "RU", (Claim(1, "A", role="operator"), Claim(2, "B", role="media")))
        >>> [claim.by for claim in case.other_sides(case.claims)]
        ['B']
        """
        return tuple(claim for claim in claims if not self._is_affected(claim))

    @cached_property
    def independent(self) -> tuple[Claim, ...]:
        """The firm claims that have an independent one beside them."""
        return tuple(
            claim for claim in self.firm if any(claim.is_independent_of(other) for other in self.firm)
        )

    def _supports(self, claim: Claim) -> bool:
        if self.kind == "interception":
            return bool(claim.stated & _INTERCEPTION_TOPICS)
        claims_it = claim.stance == "confirms" and claim.about == "responsibility"
        return claims_it or bool(claim.stated & _EVENT_TOPICS)

    def _is_affected(self, claim: Claim) -> bool:
        """Tell the side of a claim; it hangs on the claim and the incident alone, not on other claims."""
        local = claim.role in _LOCAL_ROLES and self.country in claim.countries
        unlocated = claim.role == "regional_government" and self.country is None
        return claim.role in _AFFECTED_ROLES or local or unlocated
