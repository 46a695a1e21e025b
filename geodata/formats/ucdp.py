"""UCDP GED, the Georeferenced Event Dataset of the Uppsala Conflict Data Program: incidents. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from geodata.dataset import Metadata
from geodata.formats.countries import country
from geodata.formats.format import Format, Said, attested
from geodata.formats.mapping import Mapped, Rule
from geodata.formats.values import day, number, one_of, point, text

WHERE_PREC_M: Final = {
    "1": 5_000,
    "2": 25_000,
    "3": 50_000,
    "4": 150_000,
    "5": 150_000,
    "6": 1_000_000,
    "7": 500_000,
}
"""``where_prec`` as metres: a place; within 25 km of one; a district; a province; a line or an area;
a country; waters. All but the second are assumptions of ours."""

DATE_PREC: Final = {"1": "day", "2": "week", "3": "week", "4": "month", "5": "year"}
"""``date_prec`` as the precision of the date: a day; two to six days; a week; up to a month; up to a year."""

_VIOLENCE: Final = {"1": "State-based conflict", "2": "Non-state conflict", "3": "One-sided violence"}
_CLARITY: Final = {"1": "a single event", "2": "several events summed up by the source"}
_SOURCE: Final = {
    "id": "ucdp-ged",
    "url": "https://ucdp.uu.se/downloads/",
    "publisher": "Uppsala Conflict Data Program",
    "title": "Georeferenced Event Dataset",
    "reliability": "aggregator",
    "licence": "CC BY 4.0",
    "attribution": "UCDP Georeferenced Event Dataset, Uppsala University, CC BY 4.0",
    "redistribution": True,
}


def title(violence: Any, one: Any, other: Any, where: Any) -> str:
    """Say what was reported, in our own words.

    Examples
    --------
    >>> title("1", "Government of A", "Government of B", "Orenburg town")
    'State-based conflict, Government of A and Government of B: deadly event, Orenburg town'
    """
    what = _VIOLENCE.get(text(violence or ""), "Conflict")
    sides = " and ".join(text(side) for side in (one, other) if side)
    return f"{what}{', ' if sides else ''}{sides}: deadly event" + (f", {text(where)}" if where else "")


def uncertainty_m(cell: Any) -> int:
    """Take the code of a location's precision as metres."""
    return int(one_of(cell, WHERE_PREC_M))


def date_precision(cell: Any) -> str:
    """Take the code of a date's precision as a word of ours."""
    return str(one_of(cell, DATE_PREC))


def located_by(code: Any, where: Any) -> str:
    """Say how the location was found."""
    return f"UCDP, {text(where) if where else 'place not named'}, where_prec {text(code or 'not stated')}"


def time_note(cell: Any) -> str:
    """Say what the row stands for."""
    return f"event_clarity {text(cell)}: {one_of(cell, _CLARITY)}"


def consequences(best: Any, low: Any, high: Any) -> dict[str, Any] | None:
    """Give the deaths with their range."""
    if best is None:
        return None
    least, most = (best if low is None else low), (best if high is None else high)
    words = f"{number(best):.0f} deaths as best estimate"
    range_ = f", {number(least):.0f} to {number(most):.0f}" if number(least) != number(most) else ""
    return {"casualties": f"{words}{range_}"}


def tell(mapped: Mapped, source: Mapping[str, Any]) -> Said:
    """Give UCDP's claim that it happened, and the one about deaths, with its range."""
    claims, _ = attested(
        mapped, source, by="Uppsala Conflict Data Program", what=mapped.properties.get("title", "an event")
    )
    figures = {
        name: number(mapped.properties[column])
        for name, column in (("value", "best"), ("low", "low"), ("high", "high"))
        if column in mapped.properties
    }
    if figures:
        what = "deaths: best, low and high estimate"
        claims.append({**claims[0], "about": "effect", "what": what, "unit": "deaths", **figures})
    return claims, []


UCDP: Final = Format(
    "ucdp",
    "UCDP Georeferenced Event Dataset",
    "incidents",
    (
        Rule("id", ("id",), needed=True, whole=True),
        Rule(
            "title",
            ("type_of_violence", "side_a", "side_b", "where_coordinates"),
            "kind of conflict, parties, place",
            title,
        ),
        Rule("start", ("date_start",), "the day", day, needed=True, whole=True),
        Rule("end", ("date_end",), "the day", day, needed=True, whole=True),
        Rule(
            "date_precision",
            ("date_prec",),
            "1: day; 2, 3: week; 4: month; 5: year",
            date_precision,
            needed=True,
        ),
        Rule("time_note", ("event_clarity",), "what the row stands for", time_note),
        Rule("country", ("country",), "as ISO 3166-1 alpha-2", country),
        Rule("geometry", ("longitude", "latitude"), "a point", point, needed=True, whole=True),
        Rule(
            "uncertainty_m",
            ("where_prec",),
            "1 → 5 km, 2 → 25, 3 → 50, 4 and 5 → 150, 6 → 1,000, 7 → 500",
            uncertainty_m,
            needed=True,
        ),
        Rule("located_by", ("where_prec", "where_coordinates"), "in words", located_by),
        Rule("consequences", ("best", "low", "high"), "deaths with their range", consequences),
    ),
    _SOURCE,
    Metadata(
        title="Events of UCDP GED",
        licence="CC BY 4.0",
        attribution=("UCDP Georeferenced Event Dataset, Uppsala University, CC BY 4.0",),
        cautions=("How exact locations are follows from UCDP's codes; but for 25 km these are assumptions.",),
    ),
    tells=tell,
)
