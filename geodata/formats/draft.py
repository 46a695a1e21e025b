"""A first mapping file for a table, drafted from the names of its columns. Pure."""

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from geodata.formats.generic import UNITS_M
from geodata.formats.mapping import simple
from geodata.schema import FACILITY, INCIDENT

_SPELLINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "event_id", "unit_id", "no", "nr", "number", "code", "номер"),
    "title": ("title", "headline", "event", "description", "summary", "name", "событие", "описание"),
    "name": ("name", "facility", "plant", "station", "asset", "title", "название", "объект"),
    "start": ("start", "date", "start_date", "event_date", "day", "datum", "дата"),
    "end": ("end", "end_date", "until"),
    "kind": ("kind", "type", "category", "event_type", "тип"),
    "country": ("country", "iso", "страна"),
    "countries": ("countries", "country", "страна"),
    "region": ("region", "province", "state", "oblast", "admin1", "область"),
    "operator": ("operator", "company", "оператор"),
    "status": ("status", "state_of_operation", "статус"),
    "commodity": ("commodity", "fuel", "fuel_type", "primary_fuel", "product"),
    "uncertainty_m": (
        "uncertainty_m",
        "coordinate_uncertainty_in_meters",
        "error_m",
        "accuracy_m",
        "radius_m",
    ),
}
_LONGITUDES: Final = ("longitude", "lon", "lng", "long", "x", "decimal_longitude", "долгота")
_LATITUDES: Final = ("latitude", "lat", "y", "decimal_latitude", "широта")
_ROUTES: Final = ("wkt", "geom_wkt", "wkt_format", "geometry", "geom")
_UNITS: Final = {
    **dict.fromkeys(("metres", "meters"), "m"),
    **dict.fromkeys(("kilometres", "kilometers"), "km"),
    "miles": "mi",
    "feet": "ft",
}
"""Words of units, and how a mapping writes them."""

_OF_INCIDENTS: Final = ("start", "title")


def draft_mapping(columns: Sequence[str], *, holds: str | None = None) -> str:
    """Draft a mapping file.

    Parameters
    ----------
    columns : sequence of str
        The table's.
    holds : str, optional
        ``"facilities"`` or ``"incidents"``; told from the columns where not given: incidents have a date.

    Returns
    -------
    str
        TOML, with a comment for each column that no field was found for.

    Examples
    --------
    >>> print(draft_mapping(["Headline", "Date", "Lon", "Lat", "Weather"]).split("[source]")[0])
    # Which column is which field. Look it over: it was drafted from the names of the columns.
    holds = "incidents"
    <BLANKLINE>
    [fields]
    title = "Headline"
    start = "Date"
    geometry = { longitude = "Lon", latitude = "Lat" }
    # "Weather" is kept as it stands.
    <BLANKLINE>
    <BLANKLINE>
    """
    kind = holds or ("incidents" if _found(_SPELLINGS["start"], columns) else "facilities")
    record = INCIDENT if kind == "incidents" else FACILITY
    chosen: dict[str, str] = {}
    for name in record.names:
        if column := _found(_SPELLINGS.get(name, ()), [one for one in columns if one not in chosen.values()]):
            chosen[name] = column
    units = {field.name: field.unit for field in record.fields}
    lines = [
        _length(name, column) if units[name] == "m" else f"{name} = {_quoted(column)}"
        for name, column in chosen.items()
    ]
    where, used = _location(columns)
    rest = [one for one in columns if one not in chosen.values() and one not in used]
    return "\n".join(
        [
            "# Which column is which field. Look it over: it was drafted from the names of the columns.",
            f"holds = {_quoted(kind)}",
            "",
            "[fields]",
            *lines,
            where,
            *(f"# {_quoted(column)} is kept as it stands." for column in rest),
            "",
            "[source]",
            'id = "table"',
            'url = ""',
            'publisher = ""  # who says what the table says',
            'licence = ""',
            'attribution = ""  # the line that must travel with the data',
            "redistribution = true  # false: its rows stay out of every export",
            "",
        ]
    )


def _length(name: str, column: str) -> str:
    """Write the line of a length, in the unit that the column's name ends with."""
    last = simple(column).rpartition("_")[2]
    unit = _UNITS.get(last, last)
    if unit in UNITS_M:
        return f"{name} = {{ column = {_quoted(column)}, unit = {_quoted(unit)} }}"
    units = ", ".join(UNITS_M)
    return f'{name} = {{ column = {_quoted(column)}, unit = "m" }}  # its name tells no unit; one of {units}'


def _location(columns: Sequence[str]) -> tuple[str, Sequence[str]]:
    lon, lat = _found(_LONGITUDES, columns), _found(_LATITUDES, columns)
    if lon and lat:
        return f"geometry = {{ longitude = {_quoted(lon)}, latitude = {_quoted(lat)} }}", (lon, lat)
    if wkt := _found(_ROUTES, columns):
        return f"geometry = {{ wkt = {_quoted(wkt)} }}", (wkt,)
    return '# geometry = { longitude = "…", latitude = "…" }  # no such columns were found', ()


def _found(spellings: Iterable[str], columns: Sequence[str]) -> str | None:
    """Find the column that is spelled in one of some ways, or nearly so."""
    known = {simple(column): column for column in reversed(columns)}
    for spelling in spellings:
        if spelling in known:
            return known[spelling]
    for spelling in spellings:
        if len(spelling) > 3 and (near := difflib.get_close_matches(spelling, known, n=1, cutoff=0.85)):
            return known[near[0]]
    return None


def _quoted(text: str) -> str:
    """Write a text as TOML does, which for basic strings is as JSON does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
