"""Measured incidents as GeoJSON, one line for each."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely

from geodata.engines import Format
from geodata.geojson.writer import geometry_object
from mapapp.exporters.measured_text import texts
from mapapp.records import plain

_HEAD: Final = b'{"type":"FeatureCollection","features":['
_TAIL: Final = b"]}\n"
_AS_IT_IS: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_ESCAPED: Final = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def write_part(table: gpd.GeoDataFrame, path: Path) -> None:
    """Write some features, a line for each.

    Parameters
    ----------
    table : GeoDataFrame
        Measured incidents, in longitude and latitude.
    path : Path
        The file to write.

    Raises
    ------
    InvalidArgument
        When a coordinate is outside the world.
    """
    cells = table.drop(columns=table.geometry.name)
    columns = [texts(cells[name], _json, missing="null") for name in cells.columns]
    # Percent signs of names are doubled: the line is a template.
    members = ",".join(f"{_json(str(name))}:".replace("%", "%%") + "%s" for name in cells.columns)
    line = f'{{"type":"Feature","id":%s,"geometry":%s,"properties":{{{members}}}}}\n'
    ids = texts(cells["id"], _json, missing="null")
    rows = zip(ids, _geometries(table.geometry.to_numpy()), *columns, strict=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(map(line.__mod__, rows))


def join(parts: Iterable[Path], target: Path) -> None:
    """Write all features as one collection.

    Parameters
    ----------
    parts : iterable of Path
        What `write_part` wrote, in order.
    target : Path
        The file to write.
    """
    with target.open("wb") as sink:
        sink.write(_HEAD)
        between = b"\n"
        for part in parts:
            # A line holds no line break: JSON escapes them.
            lines = part.read_bytes().removesuffix(b"\n")
            if lines:
                sink.write(between)
                sink.write(lines.replace(b"\n", b",\n"))
                between = b",\n"
        sink.write((b"" if between == b"\n" else b"\n") + _TAIL)


def _json(value: Any) -> str:
    simple = value if isinstance(value, str) else plain(value)
    text = _AS_IT_IS.encode(simple)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair can be written as an escape only
        return _ESCAPED.encode(simple)
    return text


def _geometries(shapes: Any) -> list[str]:
    """Write geometries; points in the plane, of which most tables consist, all at once."""
    flat = (shapely.get_type_id(shapes) == 0) & ~shapely.is_empty(shapes) & ~shapely.has_z(shapes)
    lon, lat = (
        texts(pd.Series(side), str, missing="null") for side in shapely.get_coordinates(shapes[flat]).T
    )
    points = map('{"type":"Point","coordinates":[%s,%s]}'.__mod__, zip(lon, lat, strict=True))
    return [
        next(points) if is_flat else _json(geometry_object(shape))
        for shape, is_flat in zip(shapes, flat, strict=True)
    ]


GEOJSON: Final = Format(".geojson", write_part, join)
