"""Folium's own ways to draw many incidents, as its users write them. No tiles: there is no network."""

from html import escape
from pathlib import Path
from typing import Any, Final

import folium
import pandas as pd
from folium.plugins import FastMarkerCluster, HeatMap, TimestampedGeoJson

CENTRE: Final = (54.5, 55.0)
ZOOM: Final = 4

# Popups are made when they are opened, which is the light way to give FastMarkerCluster popups.
POPUP: Final = """function (row) {
  var marker = L.marker(new L.LatLng(row[0], row[1]));
  marker.bindPopup(function () {
    var box = document.createElement("div"), link = document.createElement("a");
    link.href = row[3]; link.textContent = row[2];
    box.append(link, " " + row[4]);
    return box;
  });
  return marker;
}"""
PLAIN: Final = "function (row) { return L.marker(new L.LatLng(row[0], row[1])); }"


class _Leaflet:
    analysis_s = None

    def __init__(self, table: pd.DataFrame, *, bare: bool = False) -> None:
        self.table, self.bare = table, bare

    def write(self, path: Path) -> None:
        chart = folium.Map(CENTRE, zoom_start=ZOOM, tiles=None, prefer_canvas=True)
        chart.options |= {"max_zoom": 18}  # as tiles would set it
        self.layer().add_to(chart)
        chart.save(path)

    def layer(self) -> Any:
        raise NotImplementedError


class Cluster(_Leaflet):
    """FastMarkerCluster, a popup with title, address and date on each marker."""

    def layer(self) -> Any:
        """Make the layer."""
        columns = ["lat", "lon", "date"] if self.bare else ["lat", "lon", "title", "url", "date"]
        return FastMarkerCluster(
            self.table[columns].to_numpy().tolist(), callback=PLAIN if self.bare else POPUP
        )


class GeoJson(_Leaflet):
    """GeoJson with tooltip and popup, markers drawn as circles on canvas."""

    def layer(self) -> Any:
        """Make the layer."""
        properties = ["date"] if self.bare else ["title", "url", "date", "kind"]
        told = {} if self.bare else {
            "tooltip": folium.GeoJsonTooltip(["title"]),
            "popup": folium.GeoJsonPopup(properties),
        }  # fmt: skip
        marker = folium.CircleMarker(radius=4, fill=True)
        return folium.GeoJson(_features(self.table, properties), marker=marker, **told)


class Heat(_Leaflet):
    """HeatMap, which knows places alone."""

    def layer(self) -> Any:
        """Make the layer."""
        return HeatMap(self.table[["lat", "lon"]].to_numpy().tolist())


class Timestamped(_Leaflet):
    """TimestampedGeoJson with a slider of days; each incident is shown for a month."""

    def layer(self) -> Any:
        """Make the layer."""
        features = _features(self.table, [])
        columns = (self.table[name].tolist() for name in ("date", "title", "url"))
        for feature, date, title, url in zip(features["features"], *columns, strict=True):
            popup = {} if self.bare else {"popup": f'<a href="{escape(url)}">{escape(title)}</a>'}
            feature["properties"] = {"time": date, "icon": "circle", **popup}
        return TimestampedGeoJson(features, period="P1D", duration="P1M", auto_play=False)


def _features(table: pd.DataFrame, properties: list[str]) -> dict[str, Any]:
    rows = table[properties].to_dict("records") if properties else [{} for _ in range(len(table))]
    places = zip(table["lon"].tolist(), table["lat"].tolist(), strict=True)
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": list(place)}, "properties": stated}
        for place, stated in zip(places, rows, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}
