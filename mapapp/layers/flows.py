"""Flows from facility to facility, along the pipelines they pass, schematic like those."""

from typing import Any

import shapely
from pyproj import Geod
from shapely.ops import substring

from mapapp.layers.base import DataLayer, pairs
from mapapp.view import View, point_of

_GEOD = Geod(ellps="WGS84")


class Flows(DataLayer):
    """Reported flows; those that an incident was said to reduce or stop are marked."""

    name, title, group = "flows", "Flows", "Assets"
    hint = "What was reported to move where; marked where an incident was said to reduce or stop it."
    show = False

    def payload(self, view: View) -> list[dict[str, Any]]:
        """Give one path per course, with the flows that take it and an arrow at its middle."""
        facilities = view.dataset.facilities
        shapes = dict(zip(facilities["id"], facilities.geometry, strict=True))
        flows = view.dataset.flows
        courses: dict[tuple[str, ...], list[str]] = {}
        for flow_id, start, end, via in zip(
            flows["id"], flows["from"], flows["to"], flows["via"], strict=True
        ):
            courses.setdefault((start, *(via or ()), end), []).append(flow_id)
        found = []
        for course, ids in courses.items():
            path = _path([shapes.get(facility_id) for facility_id in course])
            if len(path) > 1:
                found.append({"ids": ids, "path": pairs(path), "arrow": _arrow(path)})
        return found


def _path(shapes: list[Any]) -> list[tuple[float, float]]:
    """Join the places of a course; along a line, only the stretch between its neighbours is followed."""
    marks = [point_of(shape) for shape in shapes]
    stops = [(shape, mark) for shape, mark in zip(shapes, marks, strict=True) if mark is not None]
    path: list[tuple[float, float]] = []
    for index, (shape, mark) in enumerate(stops):
        inner = 0 < index < len(stops) - 1
        stretch = (
            _stretch(shape, path[-1], stops[index + 1][1])
            if inner and shape.geom_type == "LineString"
            else [mark]
        )
        path += [point for point in stretch if not path or point != path[-1]]
    return path


def _stretch(line: Any, before: tuple[float, float], after: tuple[float, float]) -> list[tuple[float, float]]:
    begin, end = (line.project(shapely.Point(point)) for point in (before, after))
    part = substring(line, begin, end)
    return [(float(lon), float(lat)) for lon, lat, *_ in part.coords]


def _arrow(path: list[tuple[float, float]]) -> list[float]:
    """Give latitude, longitude and bearing (degrees from north) at the middle of a path."""
    line = shapely.LineString(path)
    middle = line.interpolate(0.5, normalized=True)
    ahead = line.interpolate(min(0.52 * line.length, line.length))
    azimuth, _, _ = _GEOD.inv(middle.x, middle.y, ahead.x, ahead.y)
    return [round(middle.y, 4), round(middle.x, 4), round(azimuth, 1)]
