"""GeoConfirmed's placemarks, and events as osint-geo-extractor gives them: incidents. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from geodata.dataset import Metadata
from geodata.formats.format import Format, Said, attested
from geodata.formats.mapping import Mapped, Rule
from geodata.formats.values import BadCell, date, point, text

_SOURCE: Final = {
    "id": "geoconfirmed",
    "url": "https://geoconfirmed.org/",
    "publisher": "GeoConfirmed",
    "title": "Placemarks of GeoConfirmed",
    "licence": "not stated",
}
_EVENTS: Final = {
    "id": "geolocated-events",
    "url": "https://github.com/conflict-investigations/osint-geo-extractor",
    "publisher": "databases of geolocated events",
    "title": "Events as osint-geo-extractor gives them",
    "licence": "that of each database",
}


def pair(cell: Any) -> Any:
    """Read a list of longitude and latitude.

    Raises
    ------
    BadCell
        If it is no such list.

    Examples
    --------
    >>> pair([36.66, 49.85])
    <POINT (36.66 49.85)>
    """
    if not isinstance(cell, list) or len(cell) < 2:
        raise BadCell("is no list of longitude and latitude")
    return point(cell[0], cell[1])


def either(title: Any, description: Any) -> str:
    """Give the title, or the first line of the description where there is none."""
    return short(title or description)


def short(cell: Any) -> str:
    """Give the first line of a text, at most 200 characters of it."""
    line = text(cell).splitlines()[0] if text(cell) else ""
    return line if len(line) <= 200 else f"{line[:199]}…"


def day_precision(cell: Any) -> str:
    """Tell how exactly a time is known."""
    return "minute" if "T" in date(cell) else "day"


def located_by(cell: Any) -> str:
    """Say what place is meant."""
    return f"geolocated from pictures; {text(cell)}"


def tell(mapped: Mapped, source: Mapping[str, Any]) -> Said:
    """Give the database's claim, and the links of a row as sources that it names."""
    by = text(mapped.properties.get("source") or source["publisher"])
    what = mapped.properties.get("title", "an event")
    claims, _ = attested(mapped, source, by=by, what=what)
    return claims, []


GEOCONFIRMED: Final = Format(
    "geoconfirmed",
    "GeoConfirmed placemarks",
    "incidents",
    (
        Rule("id", ("id",), whole=True),
        Rule("title", ("name",), "its first line", short, needed=True),
        Rule("start", ("date",), "as ISO 8601", date, whole=True),
        Rule("date_precision", ("date",), "minute, or day", day_precision),
        Rule("geometry", ("coordinates",), "a point", pair, needed=True, whole=True),
        Rule("located_by", ("folder",), "geolocated from pictures", located_by, needed=True),
    ),
    _SOURCE,
    Metadata(title="Placemarks of GeoConfirmed", attribution=("GeoConfirmed, geoconfirmed.org",)),
    tells=tell,
    files="JSON",
)

GEOLOCATED: Final = Format(
    "geolocated",
    "Geolocated events of osint-geo-extractor",
    "incidents",
    (
        Rule("id", ("id",), whole=True),
        Rule("title", ("title", "description"), "the title, or the first line of the description", either),
        Rule("start", ("date",), "as ISO 8601", date, needed=True, whole=True),
        Rule("date_precision", ("date",), "minute, or day", day_precision),
        Rule("geometry", ("longitude", "latitude"), "a point", point, needed=True, whole=True),
        Rule("located_by", ("place_desc",), "geolocated from pictures", located_by, needed=True),
    ),
    _EVENTS,
    Metadata(title="Geolocated events"),
    tells=tell,
    files="JSON",
)
