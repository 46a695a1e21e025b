"""Name, label point and area of each country, under each viewpoint."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
import shapely

from tools.borders_source import Topology
from tools.borders_units import NAMES, NO_OWNER, VIEWPOINTS

GEOD = pyproj.Geod(ellps="WGS84")


@dataclass(slots=True)
class Unit:
    """A unit of the source with its owner under each viewpoint and its polygons."""

    name: str
    owners: dict[str, str]
    polygons: list[list[list[int]]]


def country_rows(topology: Topology, units: list[Unit]) -> list[list[Any]]:
    """Rows of viewpoint, code, name, label point (inside the largest part) and area in km²."""
    rows: list[list[Any]] = []
    known: dict[tuple[str, ...], list[Any]] = {}
    for viewpoint in VIEWPOINTS:
        for code in sorted({unit.owners[viewpoint] for unit in units} - {NO_OWNER}):
            own = [unit for unit in units if unit.owners[viewpoint] == code]
            names = tuple(unit.name for unit in own)
            if names not in known:
                known[names] = described(topology, own)
            name = NAMES.get(code) or max(own, key=lambda unit: len(unit.polygons)).name
            rows.append([viewpoint, code, name, *known[names]])
    return rows


def described(topology: Topology, units: list[Unit]) -> list[Any]:
    """Longitude and latitude of the label, and km², of units taken together."""
    shapes = []
    for polygon in (polygon for unit in units for polygon in unit.polygons):
        shell, *holes = (topology.degrees(topology.ring_points(ring)) for ring in polygon)
        shapes.append(shapely.Polygon(shell, holes))
    parts = shapely.get_parts(shapely.union_all(np.array(shapes)))
    km2 = [abs(GEOD.geometry_area_perimeter(part)[0]) / 1e6 for part in parts]
    return [*label_point(parts[int(np.argmax(km2))]), float(f"{sum(km2):.4g}")]


def label_point(part: shapely.Polygon) -> tuple[float, float]:
    """Centre of the largest circle inside, where a degree of longitude counts as its true width."""
    shrink = np.cos(np.radians(part.centroid.y))
    scaled = shapely.transform(part, lambda xy: xy * [shrink, 1.0])
    extent = max(scaled.bounds[2] - scaled.bounds[0], scaled.bounds[3] - scaled.bounds[1])
    circle = shapely.maximum_inscribed_circle(scaled, tolerance=extent / 100)
    x, y = shapely.get_coordinates(circle)[0]
    places = 2 if extent > 0.5 else 4
    return round(float(x / shrink), places), round(float(y), places)
