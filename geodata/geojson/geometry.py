"""From a geometry object to a shapely geometry (RFC 7946 section 3.1). Pure.

Each part is checked on its own, then the whole: parts stay apart where the antimeridian cuts them, holes
lie inside, nothing intersects itself.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import shapely

from geodata.geojson import antimeridian
from geodata.geojson.members import GEOMETRY_TYPES, read_foreign, read_type
from geodata.geojson.positions import Positions, read_position, read_positions, require_array
from geodata.geojson.remarks import Fault, Remarks, describe, quoted, step
from geodata.geojson.rings import read_ring, wind
from geodata.geojson.syntax import nesting_fault

_Part = TypeVar("_Part")

_OWN = frozenset(("type", "coordinates"))
_OWN_OF_COLLECTION = frozenset(("type", "geometries"))


def read_geometry(value: Any, pointer: str, remarks: Remarks, *, max_nesting: int) -> Any:
    """Turn a geometry object into a shapely geometry.

    Parameters
    ----------
    value, pointer, remarks
        As for `read_position`.
    max_nesting : int
        How deep collections may stand in one another.

    Returns
    -------
    shapely.Geometry or tuple of float or None
        A point as its bare position, since points are made many at once; None where it is empty.

    Raises
    ------
    Fault
        It cannot be used.

    Examples
    --------
    >>> read_geometry({"type": "Point", "coordinates": [30, 50]}, "", Remarks(), max_nesting=9)
    (30.0, 50.0)
    """
    if not isinstance(value, dict):
        raise Fault(
            "not-an-object", pointer, f"a geometry object is expected, but this is {describe(value)}."
        )
    kind = read_type(value, pointer, GEOMETRY_TYPES, "a geometry")
    if len(value) > 2:
        _remark_members(value, pointer, remarks, kind)
    if kind == "GeometryCollection":
        if pointer.count("/") >= max_nesting:
            raise nesting_fault(max_nesting)
        return _collection(value, pointer, remarks, max_nesting)
    place = f"{pointer}/coordinates"
    if "coordinates" not in value:
        raise Fault("missing-coordinates", place, f'the {kind} has no "coordinates".', "Add them.")
    coordinates = value["coordinates"]
    if coordinates == []:
        message = f"the {kind} has no positions; it is read as no location (RFC 7946 section 3.1)"
        remarks.repair("empty-geometry", place, message, 'Write "geometry": null.')
        return None
    return _READERS[kind](coordinates, place, remarks)


def make_points(geometries: list[Any]) -> list[Any]:
    """Replace the bare positions in a list of geometries by points.

    Parameters
    ----------
    geometries : list
        Shapely geometries, bare positions and None.

    Returns
    -------
    list
        Shapely geometries and None, in the same order.

    Examples
    --------
    >>> make_points([(1.0, 2.0), None])
    [<POINT (1 2)>, None]
    """
    made = list(geometries)
    for size in (2, 3):
        places = [i for i, item in enumerate(made) if type(item) is tuple and len(item) == size]
        if places:
            points = shapely.points([made[i] for i in places])
            for i, point in zip(places, points, strict=True):
                made[i] = point
    return made


def _remark_members(value: dict[str, Any], pointer: str, remarks: Remarks, kind: str) -> None:
    own = _OWN_OF_COLLECTION if kind == "GeometryCollection" else _OWN
    for name in read_foreign(value, own, pointer, remarks, kind=kind):
        if name != "bbox":
            message = f"the geometry's own member {quoted(name)} is not read"
            remarks.note("geometry-member", step(pointer, name), message, "Put it into the properties.")


def _point(value: Any, pointer: str, remarks: Remarks) -> tuple[float, ...]:
    position = antimeridian.turn_back(read_position(value, pointer, remarks), pointer, remarks)
    if position[0] == 0 == position[1]:
        message = (
            "the point lies at 0,0 in the Gulf of Guinea, which mostly means that its place is not known"
        )
        remarks.note("null-island", pointer, message, 'Write "geometry": null where the place is not known.')
    return position


def _multipoint(value: Any, pointer: str, remarks: Remarks) -> Any:
    rows = read_positions(value, pointer, remarks)
    points = [
        antimeridian.turn_back(tuple(row), step(pointer, i), remarks) for i, row in enumerate(rows.tolist())
    ]
    return shapely.MultiPoint(points)


def _linestring(value: Any, pointer: str, remarks: Remarks) -> Any:
    pieces = _read_line(value, pointer, remarks)
    line = shapely.LineString(pieces[0]) if len(pieces) == 1 else shapely.MultiLineString(pieces)
    return _valid(line, pointer, remarks)


def _multilinestring(value: Any, pointer: str, remarks: Remarks) -> Any:
    pieces = [piece for _, line in _parts(value, pointer, remarks, _read_line) for piece in line]
    return _valid(shapely.MultiLineString(pieces), pointer, remarks) if pieces else None


def _read_line(value: Any, pointer: str, remarks: Remarks) -> list[Positions]:
    positions = read_positions(value, pointer, remarks)
    if len(positions) < 2:
        message = f"the line has {len(positions)} position, but needs 2."
        raise Fault("line-size", pointer, message, "Write a Point for a single place.")
    if antimeridian.stays_within(positions):
        return [positions]
    unrolled = antimeridian.unroll(positions, pointer, remarks)
    return antimeridian.cut_line(unrolled) if antimeridian.crosses(unrolled) else [unrolled]


def _polygon(value: Any, pointer: str, remarks: Remarks) -> Any:
    area = _read_area(value, pointer, remarks)
    return None if area is None else _valid(area, pointer, remarks)


def _multipolygon(value: Any, pointer: str, remarks: Remarks) -> Any:
    areas = [area for _, area in _parts(value, pointer, remarks, _read_area) if area is not None]
    polygons = [polygon for area in areas for polygon in shapely.get_parts(area)]
    return _valid(shapely.MultiPolygon(polygons), pointer, remarks) if polygons else None


def _read_area(value: Any, pointer: str, remarks: Remarks) -> Any:
    """Read a polygon; a multipolygon where the antimeridian cuts it."""
    parts = list(_parts(value, pointer, remarks, read_ring))
    pointers, rings = [place for place, _ in parts], [ring for _, ring in parts]
    if not rings or value[0] == []:  # holes alone are no area
        return None
    within = all(map(antimeridian.stays_within, rings))
    unrolled = rings if within else antimeridian.unroll_rings(rings, pointers, remarks)
    wound = [wind(ring, pointers[i], remarks, hole=i > 0) for i, ring in enumerate(unrolled)]
    outer, *holes = map(shapely.linearrings, wound)
    area = shapely.polygons(outer, holes or None)
    if within or not any(map(antimeridian.crosses, wound)):
        return area
    return antimeridian.cut_area(_valid(area, pointer, remarks))


def _parts(
    value: Any, pointer: str, remarks: Remarks, read: Callable[[Any, str, Remarks], _Part]
) -> Iterator[tuple[str, _Part]]:
    """Yield where each ring or part stands, and what is read there; empty ones are left out."""
    for index, item in enumerate(require_array(value, pointer)):
        place = step(pointer, index)
        if item == []:
            message = "a part has no positions; it is left out"
            remarks.repair("empty-part", place, message, "Remove the empty array.")
        else:
            yield place, read(item, place, remarks)


def _valid(geometry: Any, pointer: str, remarks: Remarks) -> Any:
    """Repair what intersects itself; refuse what has no extent."""
    if geometry.is_valid:
        return geometry
    reason = shapely.is_valid_reason(geometry)
    repaired = _rebuild(geometry)
    if repaired is None:
        message = f"the {geometry.geom_type} is not valid ({reason}) and nothing is left when it is rebuilt."
        raise Fault("collapsed-geometry", pointer, message, "Draw it again, or write a Point.")
    message = f"the {geometry.geom_type} is not valid ({reason}); it is rebuilt from its rings"
    remarks.repair("invalid-geometry", pointer, message, "Compare the result with the source.")
    return shapely.orient_polygons(repaired)


def _rebuild(geometry: Any) -> Any:
    """Rebuild a geometry from its lines and rings; None where nothing valid is left."""
    try:
        repaired = shapely.make_valid(geometry, method="structure", keep_collapsed=False)
        if not repaired.is_valid:  # parts that share an edge are left apart
            repaired = shapely.union_all(shapely.get_parts(repaired))
    except shapely.errors.GEOSException:
        return None
    return repaired if repaired.is_valid and not repaired.is_empty else None


def _collection(value: dict[str, Any], pointer: str, remarks: Remarks, max_nesting: int) -> Any:
    place = step(pointer, "geometries")
    if not isinstance(value.get("geometries"), list):
        message = 'the GeometryCollection has no array "geometries".'
        raise Fault("missing-geometries", place, message, "Add it.")
    parts: list[Any] = []
    for index, item in enumerate(value["geometries"]):
        inner = step(place, index)
        if isinstance(item, dict) and item.get("type") == "GeometryCollection":
            message = "a GeometryCollection stands in another; its geometries are moved up"
            remarks.repair("nested-collection", inner, message, "Avoid it (RFC 7946 section 3.1.8).")
        geometry = read_geometry(item, inner, remarks, max_nesting=max_nesting)
        if geometry is not None:
            parts.append(geometry)
    if not parts:
        remarks.note("empty-collection", place, "the GeometryCollection is empty; it is read as no location")
        return None
    flat: list[Any] = []
    for part in make_points(parts):
        flat.extend(shapely.get_parts(part) if part.geom_type == "GeometryCollection" else [part])
    return shapely.GeometryCollection(flat)


_READERS: dict[str, Callable[[Any, str, Remarks], Any]] = {
    "Point": _point,
    "MultiPoint": _multipoint,
    "LineString": _linestring,
    "MultiLineString": _multilinestring,
    "Polygon": _polygon,
    "MultiPolygon": _multipolygon,
}
