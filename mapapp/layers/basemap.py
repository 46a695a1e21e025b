"""The offline base map: land, coast, names, borders under each viewpoint, and online tiles by choice."""

from typing import Any, Final

import numpy as np
import xyzservices.providers

from geodata.borders import border_arcs
from mapapp.layers.base import DataLayer
from mapapp.names import main_places
from mapapp.view import View

TILES: Final = xyzservices.providers.OpenStreetMap.Mapnik

_NEAR: Final = 3.0
"""Degrees around the data within which every place of 15,000 inhabitants is named."""


class Basemap(DataLayer):
    """Land and coast, drawn from the shared arcs."""

    name, title, group = "basemap", "Land and sea", "Base map"
    hint = "Drawn from the file itself: nothing is requested from the network."


class Borders(DataLayer):
    """Land borders under the chosen viewpoint, drawn from the shared arcs."""

    name, title, group = "borders", "Borders", "Base map"
    hint = "Land borders under the viewpoint chosen below; disputed lines are dashed."


class Labels(DataLayer):
    """Names of countries and main places."""

    name, title, group = "labels", "Names", "Base map"
    hint = "Countries (CLDR) and main places (GeoNames)."

    def payload(self, view: View) -> dict[str, Any]:
        """Give the label points of countries and the places."""
        countries = sorted(border_arcs("50m").countries[view.query.viewpoint], key=lambda row: -row.area_km2)
        west, south, east, north = view.extent
        return {
            "countries": [
                {
                    "code": row.code,
                    "lon": round(row.label_lon, 3),
                    "lat": round(row.label_lat, 3),
                    "rank": round(float(np.log2(17_000_000 / max(row.area_km2, 1.0))), 1),
                }
                for row in countries
                if row.code
            ],
            "places": main_places(west - _NEAR, south - _NEAR, east + _NEAR, north + _NEAR),
        }


class Tiles(DataLayer):
    """Online tiles, requested only once the reader switches them on."""

    name, title, group = "tiles", "OpenStreetMap tiles (online)", "Base map"
    hint = "Requests map images from openstreetmap.org; everything else works without a network."
    show = False
