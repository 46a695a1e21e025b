"""What one page holds: all incidents, some with the others counted, or a part of them. Pure.

Up to a million incidents, a page holds its dataset. Beyond, it holds those that the query leaves, and counts
of all in squares, from which the page draws hexagons; or it is one of a folder's pages: the index, which only
counts and links to the parts, or a part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from geodata.days import to_iso
from mapapp.payload.parts import Part
from mapapp.payload.selection import Rows, held_rows, holding_of, part_of
from mapapp.view import View

INDEX: Final = "index.html"
"""The page of a folder that links to its parts."""

_OF_INCIDENTS: Final = frozenset({"incidents", "interceptions"})
"""Layers that say nothing in a page without incidents."""


@dataclass(frozen=True)
class Contents:
    """What one page holds.

    Parameters
    ----------
    whole : View
        The dataset, whatever the page holds of it.
    view : View
        The incidents that the page has as rows.
    told : mapping of str to object, optional
        What the page says of the others, ready for JSON; empty where there are none.
    has_counts : bool
        Whether counts of all incidents travel with the page.
    """

    whole: View
    view: View
    told: Mapping[str, Any] = field(default_factory=dict)
    has_counts: bool = False

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """West, south, east, north of all that the page shows at first."""
        return self.whole.extent if self.has_counts else self.view.extent

    def has_layer(self, name: str) -> bool:
        """Tell whether a layer has something to say in this page."""
        return name not in _OF_INCIDENTS or self.told.get("is") != "index"

    def shows(self, name: str, *, usually: bool) -> bool:
        """Tell whether a layer is on when the page opens: where all are counted, their hexagons are."""
        return usually or (self.has_counts and name == "density")


def contents_of(view: View) -> Contents:
    """Choose what the page of a view holds.

    Parameters
    ----------
    view : View
        What the map shows.

    Returns
    -------
    Contents
        All incidents where a page can take them; else those that the query leaves, or the latest of them.

    Raises
    ------
    InvalidArgument
        If a date of the query is none that exists.
    """
    holding = holding_of(view)
    if holding.is_whole:
        return Contents(view, view)
    told = {"is": "latest" if holding.held < holding.left else "filtered", "left": holding.left}
    return _some(view, held_rows(view), {**told, **_counted(view)}, has_counts=True)


def index_of(view: View, parts: Sequence[Part]) -> Contents:
    """Make the page that counts all incidents and links to the parts; it has none of them as a row.

    Parameters
    ----------
    view : View
        What the map shows.
    parts : sequence of Part
        As `mapapp.payload.parts.parts_of` gives them.

    Returns
    -------
    Contents
        The page ``index.html`` of the folder.
    """
    told = {"is": "index", "left": sum(len(part.rows) for part in parts), **_counted(view), **_linked(parts)}
    return _some(view, held_rows(view)[:0], told, has_counts=True)


def page_of_part(view: View, parts: Sequence[Part], part: Part) -> Contents:
    """Make the page of a part: a map of its incidents alone.

    Parameters
    ----------
    view : View
        What the map shows.
    parts : sequence of Part
        As `mapapp.payload.parts.parts_of` gives them.
    part : Part
        One of them.

    Returns
    -------
    Contents
        The page that `Part.described` names the file of.
    """
    told = {"is": "part", "left": len(part.rows), "of": len(view.dataset.incidents), **_linked(parts)}
    return _some(view, part.rows, {**told, "part": parts.index(part)}, has_counts=False)


def _some(view: View, rows: Rows, told: Mapping[str, Any], *, has_counts: bool) -> Contents:
    """Hold some incidents of a view."""
    said = {**told, "held": len(rows)}
    return Contents(view, View(part_of(view.analysis, rows), view.query), said, has_counts)


def _counted(view: View) -> dict[str, Any]:
    """Say how many incidents are counted, how many of them in hexagons, and between which days they lie."""
    first, last = view.days
    dated = first <= last
    return {
        "of": len(view.dataset.incidents),
        "located": view.order.located,
        "undated": int((~dated).sum()),
        "first_day": to_iso(first[dated].min()) if dated.any() else None,
        "last_day": to_iso(last[dated].max()) if dated.any() else None,
    }


def _linked(parts: Sequence[Part]) -> dict[str, Any]:
    return {"index": INDEX, "parts": [part.described() for part in parts]}
