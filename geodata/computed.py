"""What an exported file holds besides what its dataset states. Pure.

An export adds to each incident what was measured of it, under a name that no incident uses, and says which
name that is. Read back, these members are left away: they follow from the rest, and are measured anew.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

COMPUTED_UNDER: Final = "computed_under"
"""The member of a collection that names the property of its features that holds what was computed."""


def computed_name(members: Mapping[str, Any]) -> str | None:
    """Give the name under which the features of a collection hold what was computed.

    Parameters
    ----------
    members : mapping
        The collection's foreign members (RFC 7946, section 6.1).

    Returns
    -------
    str or None
        None where it states none.

    Examples
    --------
    >>> computed_name({"computed_under": "measured"}), computed_name({"computed_under": 5})
    ('measured', None)
    """
    name = members.get(COMPUTED_UNDER)
    return name if isinstance(name, str) else None


def stated(extras: Sequence[dict[str, Any]], name: str | None) -> tuple[Sequence[dict[str, Any]], int]:
    """Leave away what was computed.

    Parameters
    ----------
    extras : sequence of dict
        Of each feature, the properties that the schema does not know; unchanged.
    name : str or None
        The one that holds what was computed.

    Returns
    -------
    extras : sequence of dict
        Without it.
    count : int
        How many had it.

    Examples
    --------
    >>> stated([{"ship": "Koala", "measured": {"border_m": 5.0}}, {}], "measured")
    ([{'ship': 'Koala'}, {}], 1)
    """
    count = sum(name in extra for extra in extras) if name is not None else 0
    if not count:
        return extras, 0
    return [{key: value for key, value in extra.items() if key != name} for extra in extras], count
