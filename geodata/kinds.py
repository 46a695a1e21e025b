"""Which kind of record a file holds, as far as the names of its properties tell. Pure."""

from collections.abc import Iterable
from typing import Any, Final

from geodata.vocabulary import FACILITY_KINDS

_INCIDENT_SIGNS: Final = frozenset({"start", "end", "date", "claims", "interception", "title"})
_FACILITY_SIGNS: Final = frozenset({"operator", "owners", "capacity", "commodity", "names", "name"})
_KINDS: Final = frozenset(term.name for term in FACILITY_KINDS)


def incident_score(names: Iterable[tuple[Iterable[str], int]], kinds: Iterable[Any]) -> int:
    """Weigh what speaks for incidents against what speaks for facilities.

    Parameters
    ----------
    names : iterable of (names, int)
        The names of the properties of features, and how many features have these.
    kinds : iterable
        What features state as their kind.

    Returns
    -------
    int
        Above 0 for incidents; below for facilities, and 0 where nothing tells.

    Examples
    --------
    >>> incident_score([(("title", "start"), 3), (("name",), 1)], ["port", None])
    4
    """
    score = 0
    for own, count in names:
        score += count * (len(_INCIDENT_SIGNS.intersection(own)) - len(_FACILITY_SIGNS.intersection(own)))
    return score - sum(isinstance(kind, str) and kind in _KINDS for kind in kinds)
