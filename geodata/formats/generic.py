"""A table of any tool, with a mapping file (TOML) that says which column is which field. Reads mapping files.

::

    holds = "incidents"

    [fields]
    id = "No."
    title = "Headline"
    start = { column = "Date", dates = "day/month/year" }
    geometry = { longitude = "Lon", latitude = "Lat" }
    uncertainty_m = { column = "Error (km)", unit = "km" }
    kind = { column = "Type", words = { Drone = "uav_strike" } }
    date_precision = { value = "day" }

    [source]
    id = "my-table"
    url = "https://example.org/"
    publisher = "…"
    licence = "…"
    redistribution = true
"""

import tomllib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from geodata.dataset import Metadata
from geodata.errors import UnknownName, UnreadableFile
from geodata.formats.countries import countries, country
from geodata.formats.format import Format, Said, attested
from geodata.formats.mapping import Mapped, Rule
from geodata.formats.tables.rows import GEOMETRY
from geodata.formats.values import (
    BadCell,
    american_date,
    date,
    european_date,
    items,
    number,
    one_of,
    point,
    text,
)
from geodata.jsontext import from_json, to_json
from geodata.schema import FACILITY, INCIDENT, Field, Record, Type
from geodata.wkx import from_wkt

RECORDS: Final[Mapping[str, Record]] = {"facilities": FACILITY, "incidents": INCIDENT}
DATES: Final[Mapping[str, Callable[[Any], str]]] = {
    "day/month/year": european_date,
    "month/day/year": american_date,
    "any": date,
}
"""The orders in which dates can be written; ISO 8601 is read by each."""

UNITS_M: Final = {"m": 1.0, "km": 1_000.0, "mi": 1_609.344, "nmi": 1_852.0, "ft": 0.3048}
"""Units of a length, in metres."""

_MEMBERS: Final = {"column", "dates", "unit", "words", "value", "longitude", "latitude", "wkt"}


def read_mapping(path: str | Path) -> Format:
    """Read a mapping file as a format.

    Parameters
    ----------
    path : path
        A TOML file, as above.

    Returns
    -------
    Format
        With a rule for each field that the file names.

    Raises
    ------
    UnreadableFile
        If it is missing, no TOML, or says something that is not known.
    UnknownName
        If it names a field, unit or order of dates that there is none of.
    """
    try:
        # As JSON has it: dates as text, and neither deeper nor larger than the values of any other file.
        given = from_json(to_json(tomllib.loads(Path(path).read_text(encoding="utf-8")), default=str))
    except FileNotFoundError:
        raise UnreadableFile(
            f"{path} does not exist. `mapapp convert --draft {path} TABLE` drafts one."
        ) from None
    except RecursionError:
        raise UnreadableFile(f"{path}: cannot be read as TOML (it is nested too deep).") from None
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"{path}: cannot be read as TOML ({error}).") from None
    return format_from(given, file=str(path))


def format_from(given: Mapping[str, Any], *, file: str) -> Format:
    """Build a format from the content of a mapping file.

    Parameters
    ----------
    given : mapping
        As TOML gives it.
    file : str
        Its name, for errors.

    Returns
    -------
    Format

    Raises
    ------
    UnreadableFile
        If something is missing or of the wrong kind.
    UnknownName
        If it names a field, unit or order of dates that there is none of.
    """
    holds = str(given.get("holds"))
    if holds not in RECORDS:
        raise UnreadableFile(f"{file}: holds is {holds!r}; expected one of: {', '.join(RECORDS)}.")
    fields = given.get("fields")
    if not isinstance(fields, dict) or not fields:
        raise UnreadableFile(f"{file}: has no table [fields]; expected a line for each field and its column.")
    rules = tuple(_rule(RECORDS[holds], name, said, file) for name, said in fields.items())
    source = {"id": "table", "url": "", **_table(given, "source", file)}
    about = Metadata(
        title=str(source.get("title") or "Imported table"),
        licence=str(source.get("licence") or ""),
        attribution=tuple(filter(None, [str(source.get("attribution") or "")])),
    )
    return Format("mapping", "Table with a mapping", holds, rules, source, about, _teller(holds))


def _table(given: Mapping[str, Any], name: str, file: str) -> dict[str, Any]:
    """Give a part of a mapping that has members; empty where it is not there."""
    said = given.get(name, {})
    if not isinstance(said, dict):
        raise UnreadableFile(f"{file}: {name} is {said!r}; expected a table with members.")
    return said


def _rule(record: Record, name: str, said: Any, file: str) -> Rule:
    known = {field.name: field for field in record.fields}
    if name != GEOMETRY and name not in known:
        raise UnknownName.among(f"field in {file}", name, [GEOMETRY, *known])
    how = {"column": said} if isinstance(said, str) else said
    if not isinstance(how, dict) or not how.keys() <= _MEMBERS:
        raise UnreadableFile(
            f"{file}: {name} is {said!r}; expected the name of a column, or a table with some of: "
            f"{', '.join(sorted(_MEMBERS))}."
        )
    if name == GEOMETRY:
        return _location(how, file)
    if "value" in how:
        value = how["value"]
        return Rule(name, (), f"always {value!r}", lambda: value)
    if not isinstance(how.get("column"), str):
        raise UnreadableFile(f'{file}: {name} names no column; expected {name} = "…".')
    needed = name in ("id", "title", "name", "start")
    convert = _converter(known[name], how, file)
    return Rule(name, (how["column"],), _in_words(how), convert, needed=needed, whole=convert is text)


def _location(how: Mapping[str, Any], file: str) -> Rule:
    if "wkt" in how:
        return Rule(GEOMETRY, (str(how["wkt"]),), "WKT", _wkt, needed=True, whole=True)
    if not {"longitude", "latitude"} <= how.keys():
        raise UnreadableFile(
            f"{file}: geometry is {dict(how)!r}; expected the columns of longitude and latitude, or of wkt."
        )
    return Rule(
        GEOMETRY, (str(how["longitude"]), str(how["latitude"])), "a point", point, needed=True, whole=True
    )


def _converter(field: Field, how: Mapping[str, Any], file: str) -> Callable[..., Any]:
    if words := _table(how, "words", file):
        lowered = {str(word).casefold(): meant for word, meant in words.items()}
        return partial(_word, lowered)
    if field.type is Type.DATE:
        order = how.get("dates", "any")
        if not isinstance(order, str) or order not in DATES:
            raise UnknownName.among(f"order of dates in {file}", order, DATES)
        return DATES[order]
    if field.type is Type.COUNTRY:
        return countries if field.many else country
    if field.type is Type.NUMBER and not field.many:
        unit = how.get("unit", "m")
        if not isinstance(unit, str) or unit not in UNITS_M:
            raise UnknownName.among(f"unit in {file}", unit, UNITS_M)
        return partial(_length, UNITS_M[unit]) if field.unit == "m" else number
    if field.type is Type.OBJECT:
        return _as_object if not field.many else _as_objects
    return items if field.many else text


def _word(words: Mapping[str, Any], cell: Any) -> Any:
    return one_of(cell, words)


def _length(metres: float, cell: Any) -> float:
    value = number(cell) * metres
    if value < 0:
        raise BadCell("is negative; expected a length")
    return value


def _as_object(cell: Any) -> Any:
    if isinstance(cell, dict):
        return cell
    raise BadCell("is no object; a column of a table cannot fill this field")


def _as_objects(cell: Any) -> Any:
    """Take a cell as the name of one object: of an owner, say."""
    return cell if isinstance(cell, list) else [{"name": name} for name in items(cell)]


def _wkt(cell: Any) -> Any:
    given = text(cell)
    try:
        shape = from_wkt(given)
    except ValueError:
        raise BadCell("is no WKT, such as POINT (53.6 51.5)") from None
    if shape.is_empty:
        return None
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise BadCell("leaves the world; expected longitudes and latitudes in degrees")
    return shape


def _in_words(how: Mapping[str, Any]) -> str:
    rest = [f"{name} {value}" for name, value in how.items() if name != "column"]
    return ", ".join(rest) or "as it stands"


def _teller(holds: str) -> Callable[[Mapped, Mapping[str, Any]], Said] | None:
    return _tell if holds == "incidents" else None


def _tell(mapped: Mapped, source: Mapping[str, Any]) -> Said:
    """Give one claim: what the table says, in the name of its publisher."""
    by = str(source.get("publisher") or "the table")
    return attested(mapped, source, by=by, what=str(mapped.properties.get("title", "an event")))
