"""TimeMap's events, as Forensic Architecture's map of that name reads them: incidents. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from geodata.dataset import Metadata
from geodata.formats.format import Format, Said, attested
from geodata.formats.mapping import Mapped, Rule
from geodata.formats.values import american_date, point, text

_SOURCE: Final = {
    "id": "timemap",
    "url": "https://forensic-architecture.org/",
    "publisher": "the makers of the TimeMap file",
    "title": "Events of a TimeMap",
    "licence": "not stated",
}


def start(day: Any, time: Any) -> str | None:
    """Join a date, month before day as TimeMap has it, and a time of day.

    Examples
    --------
    >>> start("8/23/2011", "18:30"), start("8/23/2011", None)
    ('2011-08-23T18:30', '2011-08-23')
    """
    if day is None:
        return None
    given = american_date(day)
    clock = text(time or "")
    return (
        f"{given}T{clock.zfill(5)}" if clock.replace(":", "").isdigit() and clock.count(":") == 1 else given
    )


def date_precision(day: Any, time: Any) -> str | None:
    """Tell how exactly the time is known."""
    found = start(day, time)
    return None if found is None else "minute" if "T" in found else "day"


def located_by(cell: Any) -> str:
    """Say what place is meant."""
    return f"the file's place {text(cell)!r}"


def tell(mapped: Mapped, source: Mapping[str, Any]) -> Said:
    """Give the file's own claim; the sources that it names stay in the row."""
    return attested(mapped, source, by=source["publisher"], what=mapped.properties.get("title", "an event"))


TIMEMAP: Final = Format(
    "timemap",
    "TimeMap events",
    "incidents",
    (
        Rule("id", ("id|civId",), whole=True),
        Rule("title", ("desc|description",), needed=True, whole=True),
        Rule(
            "start", ("date", "time"), "month/day/year, and the time of day", start, needed=True, whole=True
        ),
        Rule("date_precision", ("date", "time"), "minute, or day where no time is given", date_precision),
        Rule("geometry", ("long|longitude", "lat|latitude"), "a point", point, needed=True, whole=True),
        Rule("located_by", ("location",), "the place's name", located_by, needed=True),
    ),
    _SOURCE,
    Metadata(title="Events of a TimeMap"),
    tells=tell,
    files="JSON",
)
