"""What surrounds a place: discs of uncertainty, rings of interceptions, lines to the nearest border."""

from typing import Any, Final

from pyproj import Geod

from geodata.geodesy import ring
from geodata.geodesy.circle import FINEST_M, GREATEST_RADIUS_M
from mapapp.layers.base import DataLayer, pairs, polygon_rings
from mapapp.records import plain, rows_stating
from mapapp.view import View, point_of

_GEOD = Geod(ellps="WGS84")

_TOLD: Final = ("distance_km", "distance_km_low", "distance_km_high", "claimed_by")
"""What is written on the ring of an interception."""


class Uncertainty(DataLayer):
    """The circle that contains the whole location, drawn from what the records state."""

    name, title, group = "uncertainty", "Location uncertainty", "Reports"
    hint = "Each place lies somewhere inside its disc."


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
    """Shortest lines to the nearest border and facility, drawn from the feet that were measured."""

    name, title, group = "distances", "Measured distances", "Reports"
    hint = "Geodesics to the nearest land border; for a selection they are always drawn."
    show = False


def _radii_m(stated: dict[str, Any]) -> list[float]:
    """Give the radii to draw, without repeats: the ends of a range where one is stated, else the distance."""
    ends = [stated.get("distance_km_low"), stated.get("distance_km_high")]
    values = ends if all(value is not None for value in ends) else [stated.get("distance_km")]
    return [
        km * 1000.0 for km in dict.fromkeys(values) if km is not None and 0 < km * 1000.0 <= GREATEST_RADIUS_M
    ]
