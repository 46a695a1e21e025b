"""The GeoJSON writer (RFC 7946): the same features give the same bytes. Knows no map and no screen."""

import json
import math
import os
from collections.abc import Iterable, Mapping
from typing import Any

import shapely

from geodata.errors import InvalidArgument
from geodata.files import atomic_write
from geodata.geojson.audit import LONE_SURROGATE
from geodata.geojson.remarks import step
from geodata.geojson.table import Feature

_NOT_FOREIGN_TO_COLLECTION = {"type", "features", "coordinates", "geometries", "geometry", "properties"}
_NOT_FOREIGN_TO_FEATURE = {"type", "id", "geometry", "properties", "coordinates", "geometries", "features"}


def write_features(
    path: str | os.PathLike[str],
    features: Iterable[Feature],
    *,
    members: Mapping[str, Any] | None = None,
    indent: int | None = None,
) -> None:
    r"""Write features to a GeoJSON file, as a whole or not at all.

    Parameters
    ----------
    path : str or os.PathLike
        The file to write.
    features : iterable of Feature
        What to write, in this order.
    members : mapping, optional
        Foreign members of the collection.
    indent : int, optional
        Spaces for each level; one line for each feature where not given.

    Raises
    ------
    InvalidArgument
        A feature cannot be written as GeoJSON.
    WriteFailed
        The file could not be written; it is as it was before.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_features(Path(folder, "out.geojson"), [])
    ...     Path(folder, "out.geojson").read_text()
    '{"type":"FeatureCollection","features":[]}\n'
    """
    atomic_write(path, dump_features(features, members=members, indent=indent))


def dump_features(
    features: Iterable[Feature], *, members: Mapping[str, Any] | None = None, indent: int | None = None
) -> bytes:
    """Write features as the bytes of a GeoJSON file.

    Parameters
    ----------
    features, members, indent
        As for `write_features`.

    Returns
    -------
    bytes
        UTF-8 with a line break at the end.

    Raises
    ------
    InvalidArgument
        A value is not a JSON value, a coordinate is outside the world, or a member's name is reserved.

    Examples
    --------
    >>> depot = Feature(0, "A7", shapely.Point(30.5, 50.4), {"name": "Depot"})
    >>> print(dump_features([depot]).decode(), end="")
    {"type":"FeatureCollection","features":[
    {"type":"Feature","id":"A7","geometry":{"type":"Point","coordinates":[30.5,50.4]},"properties":{"name":"Depot"}}
    ]}
    """
    foreign = dict(members or {})
    _require_foreign(foreign, _NOT_FOREIGN_TO_COLLECTION, "")
    _require_json(foreign, "")
    objects = (_feature_object(feature, f"/features/{i}") for i, feature in enumerate(features))
    if indent is not None:
        root = {"type": "FeatureCollection", **foreign, "features": list(objects)}
        return _encode(json.dumps(root, ensure_ascii=False, allow_nan=False, indent=indent) + "\n")
    encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    head = encoder.encode({"type": "FeatureCollection", **foreign})[:-1] + ',"features":['
    lines = ",\n".join(map(encoder.encode, objects))
    return _encode(f"{head}\n{lines}\n]}}\n" if lines else f"{head}]}}\n")


def _feature_object(feature: Feature, pointer: str) -> dict[str, Any]:
    _require_foreign(feature.foreign, _NOT_FOREIGN_TO_FEATURE, pointer)
    if isinstance(feature.id, bool) or not isinstance(feature.id, str | int | float | None):
        raise InvalidArgument(
            f"{pointer}/id: {type(feature.id).__name__} cannot be an id; give text or a number"
        )
    _require_json(feature.foreign, pointer)
    _require_json(feature.id, f"{pointer}/id")
    _require_json(feature.properties, f"{pointer}/properties")
    head = {"type": "Feature"} if feature.id is None else {"type": "Feature", "id": feature.id}
    geometry = geometry_object(feature.geometry, f"{pointer}/geometry")
    return head | {"geometry": geometry, "properties": feature.properties} | feature.foreign


def geometry_object(geometry: Any, pointer: str = "") -> dict[str, Any] | None:
    """Give a shapely geometry as a GeoJSON geometry object, rings by the right-hand rule.

    Parameters
    ----------
    geometry : shapely.Geometry or None
        In longitude and latitude on WGS 84.
    pointer : str
        Where it will stand, for the error.

    Returns
    -------
    dict or None
        None where the geometry is None or empty.

    Raises
    ------
    InvalidArgument
        A coordinate is not finite or outside the world.

    Examples
    --------
    >>> geometry_object(shapely.Point(30.5, 50.4))
    {'type': 'Point', 'coordinates': [30.5, 50.4]}
    """
    if geometry is None or geometry.is_empty:
        return None
    if geometry.geom_type == "GeometryCollection":
        parts = [part for part in map(geometry_object, _flat_parts(geometry)) if part is not None]
        return {"type": "GeometryCollection", "geometries": parts}
    _require_on_globe(geometry, pointer)
    wound = shapely.orient_polygons(geometry)
    kind = "LineString" if wound.geom_type == "LinearRing" else wound.geom_type
    return {"type": kind, "coordinates": _coordinates(wound)}


def _coordinates(geometry: Any) -> Any:
    match geometry.geom_type:
        case "Point":
            return _rows(geometry)[0]
        case "LineString" | "LinearRing":
            return _rows(geometry)
        case "Polygon":
            return [_ring(ring) for ring in (geometry.exterior, *geometry.interiors)]
        case _:
            return [_coordinates(part) for part in geometry.geoms]


def _rows(geometry: Any) -> list[list[float]]:
    rows = shapely.get_coordinates(geometry, include_z=geometry.has_z)
    # Shapely writes a missing height as NaN, which GeoJSON does not have.
    return [[number for number in row if not math.isnan(number)] for row in rows.tolist()]


def _ring(ring: Any) -> list[list[float]]:
    rows = _rows(ring)
    return [*rows[:-1], rows[0]]  # shapely closes rings in the plane; the heights may differ


def _flat_parts(collection: Any) -> Iterable[Any]:
    for part in collection.geoms:
        if part.geom_type == "GeometryCollection":
            yield from _flat_parts(part)
        else:
            yield part


def _require_on_globe(geometry: Any, pointer: str) -> None:
    xyz = shapely.get_coordinates(geometry)
    outside = ~((abs(xyz[:, 0]) <= 180) & (abs(xyz[:, 1]) <= 90))
    if outside.any():
        lon, lat = xyz[outside][0]
        raise InvalidArgument(f"{pointer}: position {lon:.10g}, {lat:.10g} is not on the globe; give degrees")


def _require_foreign(members: Mapping[str, Any], taken: set[str], pointer: str) -> None:
    for name in members:
        if name in taken:
            raise InvalidArgument(
                f"{step(pointer, name)}: {name!r} has a meaning of its own in GeoJSON; rename it"
            )


def _require_json(value: Any, pointer: str) -> None:
    """Refuse what JSON would change or does not have."""
    if value is None or isinstance(value, str | bool | int):
        return
    if isinstance(value, float):
        if not math.isfinite(value):
            raise InvalidArgument(f"{pointer}: {value} is not JSON; give None where a value is missing")
    elif isinstance(value, dict):
        for name, member in value.items():
            if not isinstance(name, str):
                raise InvalidArgument(f"{pointer}: the name {name!r} is not text")
            _require_json(member, step(pointer, name))
    elif isinstance(value, list | tuple):
        for index, element in enumerate(value):
            _require_json(element, step(pointer, index))
    else:
        raise InvalidArgument(f"{pointer}: {type(value).__name__} is not a JSON type; convert it first")


def _encode(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # Half of a surrogate pair can be written as an escape only.
        return LONE_SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", text).encode("utf-8")
