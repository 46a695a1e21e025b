"""Members that any GeoJSON object may have: ``type``, ``bbox``, ``crs``, reserved and foreign ones. Pure."""

import difflib
import re
from typing import Any

from geodata.geojson.remarks import Fault, Remarks, describe, quoted, step

GEOMETRY_TYPES = (
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
)
ALL_TYPES = ("FeatureCollection", "Feature", *GEOMETRY_TYPES)

# RFC 7946 section 7.1: members that define one kind of object must not stand in another.
_RESERVED = {
    "FeatureCollection": ("coordinates", "geometries", "geometry", "properties"),
    "Feature": ("coordinates", "geometries", "features"),
}
_RESERVED_IN_GEOMETRY = ("geometry", "properties", "features")

_WGS84 = re.compile(
    r"(urn:(ogc|x-ogc):def:crs:)?OGC:[\d.]*:?CRS84|(urn:(ogc|x-ogc):def:crs:)?EPSG:[\d.]*:?4326"
    r"|https?://www\.opengis\.net/def/crs/(OGC/[\d.]+/CRS84|EPSG/[\d.]+/4326)|CRS84|WGS ?84",
    re.IGNORECASE,
)


def read_type(value: dict[str, Any], pointer: str, allowed: tuple[str, ...], what: str) -> str:
    """Return an object's type.

    Parameters
    ----------
    value : dict
        The object.
    pointer : str
        Where it stands.
    allowed : tuple of str
        The types that may stand there.
    what : str
        What is expected there, e.g. ``"a geometry"``.

    Returns
    -------
    str
        One of `allowed`.

    Raises
    ------
    Fault
        It has no type, or one that may not stand there.

    Examples
    --------
    >>> read_type({"type": "Point"}, "", GEOMETRY_TYPES, "a geometry")
    'Point'
    """
    if "type" not in value:
        raise Fault("missing-type", pointer, f'{what} is expected, but the object has no "type".', "Add it.")
    kind = value["type"]
    if isinstance(kind, str) and kind in allowed:
        return kind
    place = step(pointer, "type")
    if not isinstance(kind, str):
        raise Fault("unknown-type", place, f"the type is {describe(kind)}, not text.", _choices(allowed))
    if kind in ALL_TYPES:
        raise Fault(
            "misplaced-type", place, f"{what} is expected here, but this is a {kind}.", _choices(allowed)
        )
    near = difflib.get_close_matches(kind.lower(), [name.lower() for name in allowed], n=1)
    guess = next((f"; did you mean {name!r}?" for name in allowed if [name.lower()] == near), ".")
    raise Fault("unknown-type", place, f"unknown type {quoted(kind)}{guess}", _choices(allowed))


def _choices(allowed: tuple[str, ...]) -> str:
    return f"Choose from: {', '.join(allowed)}."


def read_foreign(
    value: dict[str, Any], own: frozenset[str], pointer: str, remarks: Remarks, *, kind: str
) -> dict[str, Any]:
    """Return an object's members other than its own, without those that may not stand in it.

    Parameters
    ----------
    value : dict
        The object.
    own : frozenset of str
        Names of the members that define it.
    pointer : str
        Where it stands.
    remarks : Remarks
        Receives the repairs.
    kind : str
        The object's type.

    Returns
    -------
    dict
        Foreign members and a well-formed ``bbox``.

    Raises
    ------
    Fault
        It has a ``crs`` other than WGS 84.

    Examples
    --------
    >>> value = {"type": "Feature", "geometry": None, "place": "A"}
    >>> read_foreign(value, frozenset(("type", "geometry")), "", Remarks(), kind="Feature")
    {'place': 'A'}
    """
    if own.issuperset(value):
        return {}
    foreign = {name: member for name, member in value.items() if name not in own}
    for name in _RESERVED.get(kind, _RESERVED_IN_GEOMETRY):
        if name in foreign:
            del foreign[name]
            message = f"a {kind} must not have a member {quoted(name)} (RFC 7946 section 7.1); it is left out"
            remarks.repair("reserved-member", step(pointer, name), message, "Rename or move it.")
    if "crs" in foreign:
        _check_crs(foreign.pop("crs"), step(pointer, "crs"), remarks)
    if "bbox" in foreign and not _is_bbox(foreign["bbox"]):
        del foreign["bbox"]
        message = "the bbox is not an array of 4 or 6 numbers; it is left out"
        remarks.repair("bbox", step(pointer, "bbox"), message, "Write [west, south, east, north].")
    return foreign


def _is_bbox(value: Any) -> bool:
    return isinstance(value, list) and len(value) in (4, 6) and set(map(type, value)) <= {int, float}


def _check_crs(crs: Any, pointer: str, remarks: Remarks) -> None:
    """Accept the ``crs`` of the GeoJSON of 2008 where it names WGS 84. A link is never followed."""
    if crs is None:
        remarks.note(
            "crs-null", pointer, "the crs member is null; longitude and latitude are taken for granted"
        )
        return
    name = _crs_name(crs)
    if name is None:
        message = "the crs member cannot be read, so it is not certain what the coordinates mean."
        raise Fault(
            "crs-unreadable", pointer, message, "Remove it if they are longitude and latitude on WGS 84."
        )
    if not _WGS84.fullmatch(name.strip()):
        message = f"the coordinates are in {quoted(name)}, not in longitude and latitude on WGS 84."
        hint = "Reproject the data to EPSG:4326 and leave the crs member out (RFC 7946 section 4)."
        raise Fault("crs-not-wgs84", pointer, message, hint)
    message = f"a crs member of the GeoJSON of 2008 names WGS 84 ({name!r}); it is left out"
    remarks.repair("crs-member", pointer, message, "RFC 7946 section 4 has no crs member.")


def _crs_name(crs: Any) -> str | None:
    if not isinstance(crs, dict) or not isinstance(properties := crs.get("properties"), dict):
        return None
    if crs.get("type") == "name" and isinstance(name := properties.get("name"), str):
        return name
    return None
