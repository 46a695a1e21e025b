"""Facilities by kind: points and areas in one layer, pipelines in another."""

from typing import Any

from mapapp.layers.base import DataLayer, line_parts, polygon_rings
from mapapp.view import View, point_of


class Facilities(DataLayer):
    """Facilities that are points or areas; the glyph says the kind."""

    name, title, group = "facilities", "Facilities", "Assets"
    hint = "Points stand for the town or place that a source names, not for a surveyed position."

    def payload(self, view: View) -> dict[str, Any]:
        """Give the points and the outlines of areas."""
        points, areas = [], []
        facilities = view.dataset.facilities
        for facility_id, shape in zip(facilities["id"], facilities.geometry, strict=True):
            mark = point_of(shape)
            if mark is None or shape.geom_type.endswith("LineString"):
                continue
            points.append({"id": facility_id, "lon": mark[0], "lat": mark[1]})
            if shape.geom_type.endswith("Polygon"):
                areas.append({"id": facility_id, "rings": polygon_rings(shape)})
        return {"points": points, "areas": areas}


class Pipelines(DataLayer):
    """Facilities that are lines."""

    name, title, group = "pipelines", "Pipelines", "Assets"
    hint = "Schematic courses through public waypoints are dashed."

    def payload(self, view: View) -> list[dict[str, Any]]:
        """Give the lines."""
        facilities = view.dataset.facilities
        return [
            {"id": facility_id, "lines": line_parts(shape)}
            for facility_id, shape in zip(facilities["id"], facilities.geometry, strict=True)
            if shape is not None and not shape.is_empty and shape.geom_type.endswith("LineString")
        ]
