"""The role of a claimant, by rule.

1. A role in `claims.tsv` stands; a reader can see and dispute it there. It is given where a claim *is* an
   observation from space (``satellite``), and where rule 4 needs a judgement.
2. Operator, military, regional_government, third_state and media stand as the case file gives them, but
   an authority of the country on whose territory it happened is ``affected_state``, also where that
   country is at war with nobody here.
3. ``state`` is ``affected_state`` where its country is the country on whose territory it happened.
4. ``state`` of the other country at war is ``attacking_state`` where another claimant names that country
   as the attacker, or where it claims the attack itself; otherwise ``other``. Which of the two it is
   stands in `claims.tsv`: a missing judgement is an error.
"""

from casefile.reading import Row, countries

TERRITORY = {"on_russian_territory": "RU", "on_ukrainian_territory": "UA"}


def territory(incident: Row, country_of: dict[str, str]) -> str:
    """Give the country on whose territory the incident was reported.

    Parameters
    ----------
    incident : dict
        A record of the case file.
    country_of : dict
        Country code of each facility; asked where the case file says no more than "third country".
    """
    return TERRITORY.get(incident["direction"]) or country_of[incident["facility_ids"][0]]


def role(claim: Row, judged: str, country: str) -> str:
    """Give the role of a claimant.

    Parameters
    ----------
    claim : dict
        A claim of the case file.
    judged : str
        The role in `claims.tsv`, or an empty text.
    country : str
        The country on whose territory it happened.

    Raises
    ------
    ValueError
        If rule 4 needs a judgement and `claims.tsv` has none.

    Examples
    --------
    >>> role({"party_type": "state", "country": "RU", "by": "Kremlin"}, "", "RU")
    'affected_state'
    """
    given: str = claim["party_type"]
    at_home = country in countries(claim["country"])
    if judged:
        return judged
    if given in ("state", "third_state") and at_home:
        return "affected_state"
    if given == "state":
        raise ValueError(f"claim of {claim['by']!r}: claims.tsv must say attacking_state or other")
    return given
