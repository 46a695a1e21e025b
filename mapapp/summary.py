"""How many incidents a view shows, and why not the others. Pure: no Streamlit."""

from dataclasses import dataclass
from typing import Final

from mapapp.payload.selection import Holding
from mapapp.view import View
from mapapp.wording import number

_CRITERIA: Final = {
    "dates": "date",
    "kinds": "kind",
    "standings": "standing",
    "countries": "country",
    "affected": "affected country",
    "text": "text",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of a view.

    Parameters
    ----------
    shown, total : int
        Incidents that are shown, and all.
    left_out : dict of str to int
        By criterion, how many incidents it leaves out; an incident can be left out by several.
    facilities, all_facilities : int
        Facilities that are drawn, and all.
    """

    shown: int
    total: int
    left_out: dict[str, int]
    facilities: int
    all_facilities: int

    @property
    def headline(self) -> str:
        """The counts as one line."""
        noun = "incident" if self.total == 1 else "incidents"
        return f"{self.shown} of {self.total} {noun} shown"

    @property
    def reason(self) -> str:
        """Why the others are not shown, as one line; empty where all are."""
        parts = [f"{count} by {_CRITERIA[name]}" for name, count in self.left_out.items()]
        if not parts:
            return ""
        several = " (some by more than one)" if sum(self.left_out.values()) > self.total - self.shown else ""
        return f"Left out by the filters: {', '.join(parts)}{several}."

    @property
    def drawn(self) -> str:
        """How many facilities are drawn, as one line."""
        noun = "facility" if self.all_facilities == 1 else "facilities"
        if self.facilities == self.all_facilities:
            return f"{self.all_facilities} {noun}"
        return f"{self.facilities} of {self.all_facilities} {noun} drawn"


def summarise(view: View) -> Summary:
    """Count what a view shows and what each criterion leaves out.

    Parameters
    ----------
    view : View
        What the map shows.

    Returns
    -------
    Summary
        The counts.

    Raises
    ------
    InvalidArgument
        If a date of the query is none that exists.
    """
    groups = view.query.facility_groups
    left_out = {name: int((~leaves).sum()) for name, leaves in view.query.criteria(view.analysis).items()}
    return Summary(
        shown=int(view.shown.sum()),
        total=len(view.dataset.incidents),
        left_out={name: count for name, count in left_out.items() if count},
        facilities=sum(groups is None or group in groups for group in view.groups),
        all_facilities=len(view.groups),
    )


def held_in_words(holding: Holding) -> str:
    """Tell how many incidents a page holds, and what it does with the others.

    Parameters
    ----------
    holding : Holding
        The counts.

    Returns
    -------
    str
        Part of a sentence.

    Examples
    --------
    >>> held_in_words(Holding(54, 12, 54))
    '12 of 54 incidents'
    >>> held_in_words(Holding(20, 54, 54))
    '20 of 54 incidents one by one (the latest), all of them counted in hexagons'
    """
    held, left, total = map(number, (holding.held, holding.left, holding.total))
    if holding.is_whole:
        return f"{left} of {total} incidents"
    if holding.held == holding.left:
        chosen = "those that the filter leaves"
    elif holding.left == holding.total:
        chosen = "the latest"
    else:
        chosen = f"the latest of the {left} that the filter leaves"
    return f"{held} of {total} incidents one by one ({chosen}), all of them counted in hexagons"
