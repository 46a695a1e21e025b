"""Feature objects and the root object (RFC 7946 sections 3.2 and 3.3). Pure."""

from typing import Any

from geodata.geojson.audit import Audit
from geodata.geojson.geometry import read_geometry
from geodata.geojson.jsonparse import STREAMED
from geodata.geojson.members import ALL_TYPES, read_foreign, read_type
from geodata.geojson.remarks import Fault, Remarks, describe, step
from geodata.geojson.table import Feature

_FEATURE_OWN = frozenset(("type", "id", "geometry", "properties"))
_COLLECTION_OWN = frozenset(("type", "features"))

# A member, or two, that give away another kind of JSON; what it is, and what to do.
_OTHER_KINDS = (
    (("type", "arcs"), "TopoJSON", "Convert it to GeoJSON, e.g. with topo2geo."),
    (("objects", "arcs"), "TopoJSON", "Convert it to GeoJSON, e.g. with topo2geo."),
    (("geometryType", "features"), "Esri JSON", "Export it as GeoJSON (f=geojson)."),
    (("rings",), "an Esri JSON polygon", "Export it as GeoJSON (f=geojson)."),
    (("paths",), "an Esri JSON polyline", "Export it as GeoJSON (f=geojson)."),
    (("spatialReference",), "Esri JSON", "Export it as GeoJSON (f=geojson)."),
    (
        ("elements", "version"),
        "an OpenStreetMap (Overpass) answer",
        "Export it as GeoJSON, e.g. with osmtogeojson.",
    ),
    (("error",), "a server's error message", "Ask the server again."),
)


def read_feature(value: Any, index: int, pointer: str, audit: Audit, remarks: Remarks) -> Feature:
    """Check a feature object and read it.

    Parameters
    ----------
    value : object
        What the file has.
    index : int
        Its place in the collection.
    pointer : str
        Where it stands.
    audit : Audit
        How its properties are checked.
    remarks : Remarks
        Receives the repairs and notes.

    Returns
    -------
    Feature
        A point's geometry is still a bare position.

    Raises
    ------
    Fault
        It cannot be used.

    Examples
    --------
    >>> from geodata.geojson.limits import Limits
    >>> value = {"type": "Feature", "geometry": None, "properties": {"name": "Depot"}}
    >>> read_feature(value, 0, "", Audit(Limits(), strings=False), Remarks()).properties
    {'name': 'Depot'}
    """
    if not isinstance(value, dict):
        raise Fault("not-an-object", pointer, f"a feature is expected, but this is {describe(value)}.")
    read_type(value, pointer, ("Feature",), "a feature")
    id_ = _read_id(value, pointer, audit, remarks)
    geometry = _read_geometry(value, pointer, audit, remarks)
    properties = _read_properties(value, pointer, audit, remarks)
    foreign = read_foreign(value, _FEATURE_OWN, pointer, remarks, kind="Feature")
    if foreign:
        audit.members(foreign, pointer, remarks)
    return Feature(index, id_, geometry, properties, foreign)


def _read_id(value: dict[str, Any], pointer: str, audit: Audit, remarks: Remarks) -> str | int | float | None:
    if "id" not in value:
        return None
    id_ = value["id"]
    if isinstance(id_, str | int | float) and not isinstance(id_, bool):
        if audit.strings or isinstance(id_, float):
            audit.members({"id": id_}, pointer, remarks)
        return id_
    message = f"the id is {describe(id_)}, but must be text or a number."
    raise Fault("id-type", step(pointer, "id"), message, "Leave it out, or write it in quotes.")


def _read_geometry(value: dict[str, Any], pointer: str, audit: Audit, remarks: Remarks) -> Any:
    if "geometry" not in value:
        message = 'the feature has no "geometry".'
        raise Fault(
            "missing-geometry", step(pointer, "geometry"), message, 'Write "geometry": null if it has none.'
        )
    geometry = value["geometry"]
    if geometry is None:
        return None
    return read_geometry(geometry, f"{pointer}/geometry", remarks, max_nesting=audit.limits.max_nesting)


def _read_properties(value: dict[str, Any], pointer: str, audit: Audit, remarks: Remarks) -> dict[str, Any]:
    place = f"{pointer}/properties"
    if "properties" not in value:
        message = 'the feature has no "properties"; it is read as having none'
        remarks.repair("missing-properties", place, message, 'Write "properties": null if it has none.')
    properties = value.get("properties")
    if properties is None:
        return {}
    if not isinstance(properties, dict):
        message = f"the properties are {describe(properties)}, but must be an object or null."
        raise Fault("properties-type", place, message)
    audit.members(properties, place, remarks)
    return properties


def read_root(root: Any) -> str:
    """Return the type of the root object.

    Parameters
    ----------
    root : object
        What the file holds.

    Returns
    -------
    str
        One of the nine GeoJSON types.

    Raises
    ------
    Fault
        It is not a GeoJSON object.

    Examples
    --------
    >>> read_root({"type": "Point", "coordinates": [0, 0]})
    'Point'
    """
    if not isinstance(root, dict):
        hint = "Name a GeoJSON file, or export the data as GeoJSON."
        if isinstance(root, list) and root and isinstance(root[0], dict):
            hint = 'Wrap the array: {"type": "FeatureCollection", "features": [...]}.'
        message = f"a GeoJSON object is expected, but the file holds {describe(root)}."
        raise Fault("not-an-object", "", message, hint)
    if root.get("type") not in ALL_TYPES:
        for names, what, hint in _OTHER_KINDS:
            if all(name in root for name in names):
                pointer = "/type" if "type" in root else ""
                raise Fault("other-json", pointer, f"this is {what}, not GeoJSON.", hint)
    kind = read_type(root, "", ALL_TYPES, "a GeoJSON object")
    if kind == "FeatureCollection" and root.get("features") is not STREAMED:
        what = f"is {describe(root['features'])}" if "features" in root else "is missing"
        message = f'the "features" of the collection must be an array, but it {what}.'
        raise Fault("missing-features", "/features", message, "Write [] if there are none.")
    return kind


def read_collection_members(root: dict[str, Any], audit: Audit, remarks: Remarks) -> dict[str, Any]:
    """Return the foreign members of a FeatureCollection.

    Parameters
    ----------
    root : dict
        The collection.
    audit : Audit
        How its members are checked.
    remarks : Remarks
        Receives the repairs and notes.

    Returns
    -------
    dict
        Foreign members and a well-formed ``bbox``.

    Raises
    ------
    Fault
        A member makes the whole collection unusable, such as a ``crs`` other than WGS 84.

    Examples
    --------
    >>> from geodata.geojson.limits import Limits
    >>> root = {"type": "FeatureCollection", "features": STREAMED, "licence": "CC0"}
    >>> read_collection_members(root, Audit(Limits(), strings=False), Remarks())
    {'licence': 'CC0'}
    """
    members = read_foreign(root, _COLLECTION_OWN, "", remarks, kind="FeatureCollection")
    audit.members(members, "", remarks)
    return members
