"""VIINA, Violent Incident Information from News Articles, and tables derived from it: incidents. Pure."""

import hashlib
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any, Final

from geodata.dataset import Metadata
from geodata.formats.format import Format, Said
from geodata.formats.mapping import Mapped, Rule
from geodata.formats.values import date, items, point, text

CLASSES: Final = {
    "REFINING_PETROCHEM_GAS": "a refinery, petrochemical or gas plant",
    "FUEL_STORAGE_TERMINAL": "a fuel depot or terminal",
    "ENERGY_GRID_SUPPORT": "the electricity grid",
    "PIPELINE_PUMPING": "a pipeline or pumping station",
}
"""The classes of targets, in words."""

_CREDIT: Final = "VIINA (Zhukov and Ayers 2023), Open Database License"
_LICENCE: Final = {"licence": "ODbL 1.0", "attribution": _CREDIT, "redistribution": True}
_SOURCE: Final = {
    "id": "viina",
    "url": "https://github.com/zhukovyuri/VIINA",
    "publisher": "VIINA",
    "title": "Violent Incident Information from News Articles",
    "reliability": "aggregator",
    **_LICENCE,
}


def title(classes: Any, where: Any) -> str:
    """Say what was reported, in our own words.

    Examples
    --------
    >>> title("FUEL_STORAGE_TERMINAL", "Kharkiv")
    'Reports on a fuel depot or terminal, Kharkiv'
    """
    named = " and ".join(CLASSES.get(word, word) for word in items(classes or "")) or "energy infrastructure"
    return f"Reports on {named}" + (f", {text(where)}" if where else "")


def day_precision(_: Any) -> str:
    """Say that the date is one of a day."""
    return "day"


def located_by(cell: Any) -> str:
    """Say how the location was found."""
    return f"the place name {text(cell)!r}, as a machine read it; it can be another place of that name"


def tell(mapped: Mapped, source: Mapping[str, Any]) -> Said:
    """Give a claim for each outlet that reported, with its article as the source."""
    outlets = items(mapped.properties.get("sources_matching", ""))
    addresses = items(mapped.properties.get("source_urls", ""), signs="|")
    claims, sources = [], []
    for outlet, address in zip_longest(outlets, addresses):
        publisher = outlet or "an outlet that is not named"
        id_ = source["id"]
        if address:
            id_ = f"viina-{_short_digest(address)}"
            sources.append({"id": id_, "url": address, "publisher": publisher, **_LICENCE})
        claims.append(
            {
                "by": publisher,
                "unnamed": outlet is None or None,
                "role": "media",
                "stance": "asserts",
                "about": "event",
                "what": mapped.properties.get("title", "an event"),
                "date": mapped.properties.get("start"),
                "source": id_,
            }
        )
    return claims, sources


def _short_digest(address: str) -> str:
    return hashlib.sha256(address.encode("utf-8", "backslashreplace")).hexdigest()[:12]


VIINA: Final = Format(
    "viina",
    "VIINA, energy-related reports",
    "incidents",
    (
        Rule("id", ("event_id_1pd|event_id",), needed=True, whole=True),
        Rule("title", ("target_classes", "asciiname"), "the targets in words, and the place", title),
        Rule("start", ("date",), "20220224 → 2022-02-24", date, needed=True, whole=True),
        Rule("date_precision", ("date",), "day", day_precision),
        Rule("geometry", ("longitude", "latitude"), "a point", point, needed=True, whole=True),
        Rule("located_by", ("asciiname",), "the place name that a machine read", located_by, needed=True),
    ),
    _SOURCE,
    Metadata(
        title="Energy-related reports derived from VIINA",
        licence="ODbL 1.0",
        attribution=(_CREDIT,),
        cautions=(
            "Selected by a machine from news reports, not verified: a report is no confirmation of a strike.",
            "Places are those that a machine read from the text, some wrong; how exact is not stated.",
        ),
    ),
    tells=tell,
)
