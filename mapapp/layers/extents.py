"""What surrounds a place: discs of uncertainty, rings of interceptions, lines to the nearest border."""

import math
from typing import Any, Final

import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

from geodata.geodesy import ring
from geodata.geodesy.circle import FINEST_M, GREATEST_RADIUS_M
from mapapp.layers.base import DataLayer, pairs, polygon_rings
from mapapp.records import plain, rows_stating
from mapapp.view import View, point_of

_GEOD = Geod(ellps="WGS84")

_VAGUE_M: Final = 100_000.0
"""Radius from which on a disc is only outlined: filled, it would tint the whole map."""

_TOLD: Final = ("distance_km", "distance_km_low", "distance_km_high", "claimed_by")
"""What is written on the ring of an interception."""


class Uncertainty(DataLayer):
    """The circle that contains the whole location; that of an incident is drawn from its columns."""

    name, title, group = "uncertainty", "Location uncertainty", "Reports"
    hint = "Each place lies somewhere inside its disc."

    def payload(self, view: View) -> list[dict[str, Any]]:
        """Give a disc per point facility whose uncertainty is known."""
        table = view.dataset.facilities
        found = []
        for row_id, shape, radius in zip(table["id"], table.geometry, table["uncertainty_m"], strict=True):
            mark = point_of(shape)
            if mark is not None and shape.geom_type == "Point" and 0 < radius <= GREATEST_RADIUS_M:
                disc = ring(mark[0], mark[1], radius, tolerance_m=max(radius / 200, FINEST_M))
                vague = bool(radius >= _VAGUE_M)
                found.append({"id": row_id, "rings": polygon_rings(disc), "vague": vague})
        return found


class Interceptions(DataLayer):
    """Reported distances of interceptions, as rings around the facility."""

    name, title, group = "interceptions", "Reported interceptions", "Reports"
    hint = "A ring at the reported distance around the facility: a claim, not a position."

    def payload(self, view: View) -> list[dict[str, Any]]:
        """Give a ring per stated distance, the point on it where its text stands, and what that says."""
        incidents, facilities = view.dataset.incidents, view.dataset.facilities
        marks = dict(zip(facilities["id"], map(point_of, facilities.geometry), strict=True))
        page_rows = view.order.page_rows()
        found = []
        for row in rows_stating(incidents["interception"]):
            stated = incidents["interception"].iloc[row]
            mark = marks.get(stated.get("facility_id"))
            if mark is None:
                continue
            told = {name: plain(stated[name]) for name in _TOLD if stated.get(name) is not None}
            for radius_m in _radii_m(stated):
                circle = ring(mark[0], mark[1], radius_m, tolerance_m=max(radius_m / 2000, FINEST_M))
                foot = _GEOD.fwd(mark[0], mark[1], 180.0, radius_m)
                drawn = {"rings": polygon_rings(circle), "label": pairs([foot[:2]])[0]}
                found.append({"id": incidents["id"].iloc[row], "row": int(page_rows[row]), **drawn, **told})
        return found


class Distances(DataLayer):
    """Shortest lines to the nearest border, and to the nearest facility.

    Those of incidents are drawn from the feet that their texts state.
    """

    name, title, group = "distances", "Measured distances", "Reports"
    hint = "Geodesics to the nearest land border; for a selection they are always drawn."
    show = False

    def payload(self, view: View) -> dict[str, Any]:
        """Give the lines from facilities to borders, by viewpoint, as [id, path]."""
        return {
            name: _lines(view.dataset.facilities, measured, "border")
            for name, measured in view.analysis.facilities.items()
        }


def _radii_m(stated: dict[str, Any]) -> list[float]:
    """Give the radii to draw, without repeats: the ends of a range where one is stated, else the distance."""
    ends = [stated.get("distance_km_low"), stated.get("distance_km_high")]
    values = ends if all(value is not None for value in ends) else [stated.get("distance_km")]
    return [
        km * 1000.0 for km in dict.fromkeys(values) if km is not None and 0 < km * 1000.0 <= GREATEST_RADIUS_M
    ]


def _lines(places: pd.DataFrame, measured: pd.DataFrame, prefix: str) -> list[list[Any]]:
    """Give a path per row whose foot is known and not at the place itself."""
    found = []
    feet = zip(measured[f"{prefix}_lon"], measured[f"{prefix}_lat"], strict=True)
    for row_id, shape, (lon, lat) in zip(places["id"], places["geometry"], feet, strict=True):
        mark = point_of(shape)
        if (
            mark is not None
            and math.isfinite(lon)
            and not shapely.Point(mark).equals(shapely.Point(lon, lat))
        ):
            found.append([row_id, geodesic_path(mark, (float(lon), float(lat)))])
    return found


def geodesic_path(start: tuple[float, float], end: tuple[float, float]) -> list[list[float]]:
    """Give points along a geodesic, at most 50 km apart, as Leaflet takes them.

    Parameters
    ----------
    start, end : tuple of float
        Longitude and latitude.

    Returns
    -------
    list of [latitude, longitude]
        From start to end, both included; longitudes run on without a jump at the antimeridian.
    """
    azimuth, _, length_m = _GEOD.inv(*start, *end)
    steps = max(1, math.ceil(length_m / 50_000))
    along = np.linspace(0.0, length_m, steps + 1)
    from_lon, from_lat, azimuths = (np.full(steps + 1, value) for value in (*start, azimuth))
    lon, lat, _ = _GEOD.fwd(from_lon, from_lat, azimuths, along)
    return pairs(zip(np.unwrap(lon, period=360.0), lat, strict=True))
