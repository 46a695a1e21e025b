"""World Resources Institute's Global Power Plant Database: power plants as facilities. Pure."""

from typing import Any, Final

from geodata.dataset import Metadata
from geodata.formats.countries import countries
from geodata.formats.format import Format
from geodata.formats.mapping import Rule
from geodata.formats.values import number, point, text

_SOURCE: Final = {
    "id": "wri-gppd",
    "url": "https://datasets.wri.org/dataset/globalpowerplantdatabase",
    "publisher": "World Resources Institute",
    "title": "Global Power Plant Database",
    "language": "en",
    "licence": "CC BY 4.0",
    "attribution": "Global Power Plant Database, World Resources Institute, CC BY 4.0",
    "redistribution": True,
}


def capacity(megawatts: Any, year: Any) -> dict[str, Any] | None:
    """Give the capacity in megawatts, with the year it holds for."""
    if megawatts is None:
        return None
    since = {"year": number(year)} if year is not None else {}
    return {"value": number(megawatts), "unit": "MW", **since, "source": _SOURCE["id"]}


def power_plant(_: Any) -> str:
    """Say that it is a power plant, as all rows are."""
    return "power_plant"


def owners(cell: Any) -> list[dict[str, Any]]:
    """Give the owner."""
    return [{"name": text(cell)}]


def located_by(cell: Any) -> str:
    """Say who found the location."""
    return f"location as of {text(cell)}; how exact it is is not stated"


WRI: Final = Format(
    "wri",
    "WRI Global Power Plant Database",
    "facilities",
    (
        Rule("id", ("gppd_idnr",), needed=True, whole=True),
        Rule("name", ("name",), needed=True, whole=True),
        Rule("kind", ("primary_fuel",), "power_plant, as all rows are", power_plant, needed=True),
        Rule("commodity", ("primary_fuel",), whole=True),
        Rule("countries", ("country",), "as ISO 3166-1 alpha-2", countries),
        Rule("capacity", ("capacity_mw", "year_of_capacity_data"), "in MW", capacity),
        Rule("owners", ("owner",), "as one name", owners, whole=True),
        Rule("located_by", ("geolocation_source",), "who found it", located_by),
        Rule("geometry", ("longitude", "latitude"), "a point", point, needed=True, whole=True),
    ),
    _SOURCE,
    Metadata(
        title="Power plants of the Global Power Plant Database",
        licence="CC BY 4.0",
        attribution=("Global Power Plant Database, World Resources Institute, CC BY 4.0",),
        cautions=("The database does not say how exact its locations are.",),
    ),
)
