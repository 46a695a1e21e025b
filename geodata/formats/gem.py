"""Global Energy Monitor's trackers: oil and gas fields, LNG terminals, pipelines. Pure.

Facilities, from the files behind the tracker's maps and from its downloads; the routes of pipelines are WKT.
"""

import re
from typing import Any, Final

import shapely

from geodata.dataset import Metadata
from geodata.formats.countries import countries
from geodata.formats.format import Format
from geodata.formats.mapping import Rule
from geodata.formats.values import BadCell, items, number, one_of, point, text
from geodata.wkx import from_wkt

ACCURACY_M: Final = {"exact": 1_000, "approximate": 25_000}
"""What the tracker's words for the accuracy of a location are taken for, in metres: an assumption of ours, as
the tracker gives no figure."""

_SHARE: Final = re.compile(r"(.+?)\s*[\[(]\s*(\d+(?:\.\d+)?)\s*%\s*[\])]")

_ROUTE: Final = ("wktformat|wkt_format|route",)
_SOURCE: Final = {
    "id": "gem",
    "url": "https://globalenergymonitor.org/",
    "publisher": "Global Energy Monitor",
    "title": "Tracker of Global Energy Monitor",
    "language": "en",
    "licence": "CC BY 4.0",
    "attribution": "Global Energy Monitor, CC BY 4.0",
    "redistribution": True,
}


def place(lon: Any, lat: Any, geometry: Any = None) -> Any:
    """Give the location: of a map's file its geometry, of a table its coordinates."""
    return geometry if isinstance(geometry, shapely.Geometry) else point(lon, lat)


def route(cell: Any) -> Any:
    """Read the route of a pipeline.

    Raises
    ------
    BadCell
        If it is no WKT of lines within the world.
    """
    given = text(cell)
    try:
        shape = from_wkt(given)
    except ValueError:
        raise BadCell("is no route in WKT, such as LINESTRING (53.6 51.5, 54.1 51.7)") from None
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise BadCell("leaves the world; expected longitudes and latitudes in degrees")
    return shape


def owners(cell: Any) -> list[dict[str, Any]]:
    """Part owners and their shares.

    Examples
    --------
    >>> owners("Shell Brasil (50%); Petrobras")
    [{'name': 'Shell Brasil', 'share_pct': 50.0}, {'name': 'Petrobras'}]
    """
    found = []
    for item in items(cell, signs=";"):
        share = _SHARE.fullmatch(item)
        found.append({"name": share[1], "share_pct": float(share[2])} if share else {"name": item})
    return found


def uncertainty_m(cell: Any) -> int:
    """Take a word for the accuracy as metres."""
    return int(one_of(cell, ACCURACY_M))


def located_by(cell: Any) -> str:
    """Say how the location is known."""
    return f"Global Energy Monitor calls the location {text(cell)!r}"


def capacity(value: Any, unit: Any) -> dict[str, Any] | None:
    """Give the capacity with its unit as stated."""
    if value is None:
        return None
    return {"value": number(value), **({"unit": text(unit)} if unit else {}), "source": _SOURCE["id"]}


def field_kind(name: Any) -> str:
    """Tell what kind of field it is, where its name says so.

    Examples
    --------
    >>> field_kind("Matzen Oil and Gas Field (Austria)"), field_kind("Lun Gas Field")
    ('oil_gas_field', 'gas_field')
    """
    words = text(name).casefold()
    if "condensate" in words:
        return "gas_condensate_field"
    oil, gas = "oil" in words, "gas" in words
    return "oil_field" if oil and not gas else "gas_field" if gas and not oil else "oil_gas_field"


def terminal_kind(flow: Any, fuel: Any) -> str | None:
    """Tell what kind of terminal it is."""
    kinds = {
        ("lng", "export"): "lng_export_terminal",
        ("lng", "import"): "lng_import_terminal",
        ("lng", ""): "lng_terminal",
        ("oil", "export"): "oil_export_terminal",
        ("oil", "import"): "oil_import_terminal",
    }
    return kinds.get((text(fuel or "").casefold(), text(flow or "").casefold()))


def pipeline_kind(fuel: Any) -> str | None:
    """Tell what kind of pipeline it is."""
    words = text(fuel).casefold()
    return "gas_pipeline" if "gas" in words else "oil_pipeline" if "oil" in words else None


def _about(title: str) -> Metadata:
    return Metadata(
        title=title,
        licence="CC BY 4.0",
        attribution=("Global Energy Monitor, CC BY 4.0",),
        cautions=(
            "Locations that Global Energy Monitor calls exact are taken to lie within 1 km, approximate ones "
            "within 25 km: an assumption, as the tracker gives no figure.",
        ),
    )


_SHARED: Final = (
    Rule("operator", ("operator",), whole=True),
    Rule("owners", ("owner",), "parted at semicolons, with shares", owners),
    Rule("status", ("status",), whole=True),
    Rule("uncertainty_m", ("location_accuracy",), "exact → 1,000 m; approximate → 25,000 m", uncertainty_m),
    Rule("located_by", ("location_accuracy",), "the tracker's word", located_by),
)

GEM_FIELDS: Final = Format(
    "gem_fields",
    "GEM Global Oil and Gas Extraction Tracker",
    "facilities",
    (
        Rule("id", ("unit_id",), needed=True, whole=True),
        Rule("name", ("wiki_name|unit_name",), needed=True, whole=True),
        Rule("kind", ("wiki_name|unit_name",), "from the words oil, gas, condensate of the name", field_kind),
        Rule("countries", ("country_list",), "each as ISO 3166-1 alpha-2", countries),
        Rule("countries", ("country_area",), "each as ISO 3166-1 alpha-2", countries),
        Rule("region", ("subnational_unit_province_state|state_province",), whole=True),
        Rule("geometry", ("lng|longitude", "lat|latitude"), "a point", point, needed=True, whole=True),
        *_SHARED,
    ),
    _SOURCE,
    _about("Oil and gas fields of Global Energy Monitor"),
)

GEM_TERMINALS: Final = Format(
    "gem_terminals",
    "GEM Global Gas Infrastructure Tracker, LNG terminals",
    "facilities",
    (
        Rule("id", ("unit_id|combo_id",), needed=True, whole=True),
        Rule("name", ("pipeline_name|terminal_name",), needed=True, whole=True),
        Rule(
            "kind",
            ("facility_type", "fuel_type|fuel"),
            "export or import, of LNG or oil",
            terminal_kind,
            needed=True,
        ),
        Rule("commodity", ("fuel_type|fuel",), whole=True),
        Rule("countries", ("countries_or_areas|country_area",), "each as ISO 3166-1 alpha-2", countries),
        Rule("region", ("start_state_province|state_province",), whole=True),
        Rule("capacity", ("capacity", "capacity_units|capacity_unit"), "the figure with its unit", capacity),
        Rule("geometry", ("longitude|lng", "latitude|lat", "geometry"), "a point", place, whole=True),
        *_SHARED,
    ),
    _SOURCE,
    _about("LNG terminals of Global Energy Monitor"),
    files="GeoJSON, CSV or XLSX",
)

GEM_PIPELINES: Final = Format(
    "gem_pipelines",
    "GEM Global Oil and Gas Infrastructure Trackers, pipelines",
    "facilities",
    (
        Rule("id", ("project_id",), needed=True, whole=True),
        Rule("name", ("pipeline_name",), needed=True, whole=True),
        Rule("kind", ("fuel",), "oil or gas", pipeline_kind, needed=True),
        Rule("commodity", ("fuel",), whole=True),
        Rule("countries", ("countries_or_areas|countries",), "each as ISO 3166-1 alpha-2", countries),
        Rule("capacity", ("capacity", "capacity_units"), "the figure with its unit", capacity),
        Rule("geometry", _ROUTE, "the route, WKT", route, needed=True, whole=True),
        Rule("uncertainty_m", ("route_accuracy",), "as for locations", uncertainty_m),
        *_SHARED[:3],
    ),
    _SOURCE,
    _about("Pipelines of Global Energy Monitor"),
)
