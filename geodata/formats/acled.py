"""ACLED, Armed Conflict Location and Event Data: its export as incidents. Pure.

Its terms do not allow passing rows on: they stay out of every export.
"""

from collections.abc import Mapping
from typing import Any, Final

from geodata.dataset import Metadata
from geodata.formats.countries import country
from geodata.formats.format import Format, Said
from geodata.formats.mapping import Mapped, Rule
from geodata.formats.values import european_date, items, number, one_of, point, text

GEO_PRECISION_M: Final = {"1": 5_000, "2": 25_000, "3": 100_000}
"""``geo_precision`` as metres: a town; near a town or part of a region; a region. ACLED gives no figure."""

TIME_PRECISION: Final = {"1": "day", "2": "week", "3": "month"}
"""``time_precision`` as the precision of the date."""

KINDS: Final = {"shelling/artillery/missile attack": "shelling", "disrupted weapons use": "interception"}
"""Types of events that say which of our kinds it is. Air and drone strikes are one type there: "other"."""

_SOURCE: Final = {
    "id": "acled",
    "url": "https://acleddata.com/",
    "publisher": "ACLED",
    "title": "Armed Conflict Location and Event Data",
    "reliability": "aggregator",
    "licence": "ACLED Terms of Use",
    "attribution": "Armed Conflict Location and Event Data (ACLED), acleddata.com",
    "redistribution": False,
}


def title(event: Any, sub_event: Any, where: Any) -> str:
    """Say what was reported, in our own words.

    Examples
    --------
    >>> title("Explosions/Remote violence", "Air/drone strike", "Orenburg")
    'Air/drone strike reported, Orenburg'
    """
    what = text(sub_event or event or "Event")
    return f"{what} reported" + (f", {text(where)}" if where else "")


def uncertainty_m(cell: Any) -> int:
    """Take the code of a location's precision as metres."""
    return int(one_of(cell, GEO_PRECISION_M))


def date_precision(cell: Any) -> str:
    """Take the code of a date's precision as a word of ours."""
    return str(one_of(cell, TIME_PRECISION))


def kind(cell: Any) -> str:
    """Take the type of an event as a kind of ours."""
    return KINDS.get(text(cell).casefold(), "other")


def located_by(code: Any, where: Any) -> str:
    """Say how the location was found."""
    place = text(where) if where else "not named"
    return f"ACLED, location {place}, geo_precision {text(code) if code else 'not stated'}"


def consequences(cell: Any) -> dict[str, Any] | None:
    """Give the deaths, where there were any."""
    dead = int(number(cell))
    return {"casualties": f"{dead} deaths, as ACLED has it"} if dead else None


def tell(mapped: Mapped, source: Mapping[str, Any]) -> Said:
    """Give a claim for each publication that ACLED names as having reported the event."""
    named = items(
        mapped.properties.get("acled_source") or mapped.properties.get("source") or "ACLED", signs=";"
    )
    what = mapped.properties.get("title", "an event")
    claims = [
        {
            "by": name,
            "role": "media",
            "stance": "asserts",
            "about": "event",
            "what": what,
            "source": source["id"],
        }
        for name in named
    ]
    return claims, []


ACLED: Final = Format(
    "acled",
    "ACLED export",
    "incidents",
    (
        Rule("id", ("event_id_cnty",), needed=True, whole=True),
        Rule(
            "title",
            ("event_type", "sub_event_type", "location"),
            "type of event and place",
            title,
            needed=True,
        ),
        Rule(
            "start",
            ("event_date",),
            "as ISO 8601, also from day-month-year",
            european_date,
            needed=True,
            whole=True,
        ),
        Rule("date_precision", ("time_precision",), "1 → day, 2 → week, 3 → month", date_precision),
        Rule("kind", ("sub_event_type",), "shelling, interception, else other", kind),
        Rule("country", ("iso",), "as ISO 3166-1 alpha-2", country),
        Rule("country", ("country",), "as ISO 3166-1 alpha-2", country),
        Rule("geometry", ("longitude", "latitude"), "a point", point, needed=True, whole=True),
        Rule("uncertainty_m", ("geo_precision",), "1 → 5 km, 2 → 25 km, 3 → 100 km", uncertainty_m),
        Rule("located_by", ("geo_precision", "location"), "in words", located_by),
        Rule("consequences", ("fatalities",), "deaths, where there were any", consequences),
    ),
    _SOURCE,
    Metadata(
        title="Events of ACLED",
        licence="ACLED Terms of Use",
        attribution=("Armed Conflict Location and Event Data (ACLED), acleddata.com",),
        cautions=("How exact locations are follows from ACLED's codes: 5, 25 and 100 km are assumptions.",),
    ),
    tells=tell,
)
