"""Two that draw with deck.gl, by WebGL. No base map: there is no network."""

from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

CENTRE: Final = {"longitude": 55.0, "latitude": 54.5, "zoom": 3}
COLOUR: Final = [200, 60, 40, 160]


class _Deck:
    analysis_s = None

    def __init__(self, table: pd.DataFrame, *, bare: bool = False) -> None:
        self.table = table[["lon", "lat", "date"] if bare else ["lon", "lat", "title", "url", "date", "kind"]]


class Pydeck(_Deck):
    """A ScatterplotLayer of pydeck with a tooltip."""

    def write(self, path: Path) -> None:
        """Build the map and write it."""
        import pydeck

        layer = pydeck.Layer(
            "ScatterplotLayer",
            self.table,
            get_position=["lon", "lat"],
            get_radius=4,
            radius_units="'pixels'",
            get_fill_color=COLOUR,
            pickable=True,
        )
        deck = pydeck.Deck(
            layers=[layer],
            map_provider=None,
            map_style=None,
            initial_view_state=pydeck.ViewState(**CENTRE),
            tooltip={"text": "{title}\n{date}"},  # type: ignore[arg-type] (it takes either)
        )
        deck.to_html(str(path), notebook_display=False)


class Lonboard(_Deck):
    """A ScatterplotLayer of lonboard, which carries the table as GeoParquet."""

    def write(self, path: Path) -> None:
        """Build the map and write it."""
        import lonboard

        told = self.table.drop(columns=["lon", "lat"]).assign(date=pd.to_datetime(self.table["date"]))
        points = gpd.points_from_xy(self.table["lon"], self.table["lat"])
        layer = lonboard.ScatterplotLayer.from_geopandas(
            gpd.GeoDataFrame(told, geometry=points, crs="OGC:CRS84"),
            get_radius=4,
            radius_units="pixels",
            get_fill_color=COLOUR,
            pickable=True,
        )
        lonboard.Map(layer, basemap=None, view_state=CENTRE).to_html(path)
