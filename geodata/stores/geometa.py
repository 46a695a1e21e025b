"""The ``geo`` metadata of a GeoParquet file, read and written. Pure.

References
----------
GeoParquet 1.1.0, https://geoparquet.org/releases/v1.1.0/
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyproj

from geodata.errors import UnreadableFile
from geodata.geodesy.ellipsoid import Floats
from geodata.jsontext import from_json

_LON_LAT: Final = ("OGC:CRS84", "EPSG:4326")
_POINTS: Final = {"Point", "MultiPoint", "Point Z", "MultiPoint Z"}


@dataclass(frozen=True, slots=True)
class GeoColumn:
    """The primary geometry column of a file.

    Parameters
    ----------
    name : str
        Of the column.
    encoding : str
        ``"WKB"``, or one of GeoArrow's in small letters.
    """

    name: str
    encoding: str


def read_geo(metadata: Mapping[bytes, bytes] | None) -> GeoColumn:
    """Read which column holds the geometry, and make sure that it is longitude and latitude on WGS84.

    A file that says nothing of its reference system is in OGC:CRS84, as the format has it; one that says it
    is unknown is read as such.

    Parameters
    ----------
    metadata : mapping of bytes, or None
        The file's metadata.

    Returns
    -------
    GeoColumn

    Raises
    ------
    UnreadableFile
        When there is no geometry, it is in another reference system, or its edges are not straight.

    Examples
    --------
    >>> read_geo({b"geo": geo_metadata({"Point"}, None)})
    GeoColumn(name='geometry', encoding='WKB')
    """
    if not metadata or b"geo" not in metadata:
        raise UnreadableFile("has no geometry: expected GeoParquet, with its 'geo' metadata")
    try:
        geo = from_json(metadata[b"geo"])
        name = geo["primary_column"]
        column = geo["columns"][name]
        encoding = str(column["encoding"])
    except (ValueError, KeyError, TypeError):
        raise UnreadableFile("has 'geo' metadata that name no geometry column; write the file anew") from None
    _check_crs(column.get("crs"))
    if column.get("edges") == "spherical" and not _POINTS.issuperset(column.get("geometry_types") or ["?"]):
        raise UnreadableFile(
            "has edges along great circles, expected edges straight in longitude and latitude (RFC 7946)"
        )
    return GeoColumn(str(name), "WKB" if encoding == "WKB" else encoding.lower())


def geo_metadata(types: Iterable[str], extent: Floats | None, *, covering: bool = False) -> bytes:
    """Describe a column ``geometry`` of WKB in OGC:CRS84, the format's default.

    Parameters
    ----------
    types : iterable of str
        Its types of geometry.
    extent : ndarray (4,) or None
        West, south, east, north in degrees; None or NaN where nothing has a location.
    covering : bool
        Whether a column ``bbox`` gives the extent of each row.

    Returns
    -------
    bytes
    """
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": sorted(types)}
    if extent is not None and np.isfinite(extent).all():
        column["bbox"] = extent.tolist()
    if covering:
        sides = ("xmin", "ymin", "xmax", "ymax")
        column["covering"] = {"bbox": {side: ["bbox", side] for side in sides}}
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    return json.dumps(geo, separators=(",", ":")).encode()


def _check_crs(given: Any) -> None:
    if given is None:
        return
    try:
        crs = pyproj.CRS.from_user_input(given)
    except pyproj.exceptions.CRSError:
        raise UnreadableFile("is in a reference system that nobody can read; expected OGC:CRS84") from None
    if not any(crs.equals(pyproj.CRS(known), ignore_axis_order=True) for known in _LON_LAT):
        raise UnreadableFile(
            f"is in {crs.name!r}, expected longitude and latitude on WGS84; convert it to OGC:CRS84 first"
        )
