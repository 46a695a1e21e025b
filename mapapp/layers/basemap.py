"""The offline base map: land, coast, names, borders under each viewpoint, and online tiles by choice."""

from functools import lru_cache
from typing import Any, Final

import numpy as np
import shapely
import xyzservices.providers

from geodata.borders import border_arcs, load_borders
from mapapp.layers.base import DataLayer
from mapapp.names import main_places
from mapapp.view import View

TILES: Final = xyzservices.providers.OpenStreetMap.Mapnik

_NEAR: Final = 3.0
"""Degrees around the data within which every place of 15,000 inhabitants is named."""

_LARGE: Final = 0.06
"""From this share of the data's extent on, a country whose label point lies elsewhere is named there too."""

_EXTENTS: Final = 8
"""So many extents are kept: the app draws the same data again and again."""


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
        near = _labels_near(view.query.viewpoint, view.extent)
        return {
            "countries": [
                {
                    "code": row.code,
                    "points": [[round(row.label_lon, 3), round(row.label_lat, 3)], *near.get(row.code, [])],
                    "rank": round(float(np.log2(17_000_000 / max(row.area_km2, 1.0))), 1),
                }
                for row in countries
                if row.code
            ],
            "places": main_places(west - _NEAR, south - _NEAR, east + _NEAR, north + _NEAR),
        }


@lru_cache(maxsize=_EXTENTS)
def _labels_near(viewpoint: str, extent: tuple[float, float, float, float]) -> dict[str, list[list[float]]]:
    """Give a second label point to countries that are large around the data and are named elsewhere."""
    around = shapely.box(*extent)
    if not around.area:  # a single place
        return {}
    countries = load_borders(viewpoint=viewpoint, scale="50m").countries
    outside = ~shapely.contains_xy(around, countries["label_lon"], countries["label_lat"])
    parts = shapely.clip_by_rect(np.asarray(countries.geometry.array)[outside], *extent)
    is_large = shapely.area(parts) > _LARGE * around.area
    middles = shapely.get_point(shapely.maximum_inscribed_circle(parts[is_large]), 0)
    places = shapely.get_coordinates(middles).round(3).tolist()
    return {
        code: [place] for code, place in zip(countries["country"][outside][is_large], places, strict=True)
    }


class Tiles(DataLayer):
    """Online tiles, requested only once the reader switches them on."""

    name, title, group = "tiles", "OpenStreetMap tiles (online)", "Base map"
    hint = "Requests map images from openstreetmap.org; everything else works without a network."
    show = False
