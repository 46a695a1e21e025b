"""The maps that are compared."""

import importlib
from dataclasses import dataclass
from typing import Any, Final

OURS: Final = "ours"


@dataclass(frozen=True, slots=True)
class Implementation:
    """One kind of map: a row of the table.

    Parameters
    ----------
    key : str
        As `--only` names it, and as `page/hooks.js` does.
    name : str
        As the table shows it.
    maker : str
        File in `makers` and class.
    package : str, optional
        What must be installed, as it is imported.
    hooks : str, optional
        Whose hooks it has in the page; its own where not given.
    """

    key: str
    name: str
    maker: str
    package: str | None = None
    hooks: str | None = None

    @property
    def is_ours(self) -> bool:
        """Whether our goals are set for it."""
        return self.page_hooks == OURS

    @property
    def page_hooks(self) -> str:
        """The key of its hooks in `page/hooks.js`."""
        return self.hooks or self.key

    def load(self) -> Any:
        """Give the class that makes it."""
        module, name = self.maker.split(".")
        return getattr(importlib.import_module(f"benchmarks.rendering.makers.{module}"), name)


IMPLEMENTATIONS: Final = (
    Implementation(OURS, "ours", "ours.Alike"),
    Implementation("analysed", "ours, with claims and measures", "ours.Analysed", hooks=OURS),
    Implementation("fastmarkercluster", "FastMarkerCluster", "leaflet.Cluster"),
    Implementation("geojson", "GeoJson", "leaflet.GeoJson"),
    Implementation("heatmap", "HeatMap (place only)", "leaflet.Heat"),
    Implementation("timestamped", "TimestampedGeoJson", "leaflet.Timestamped"),
    Implementation("pydeck", "pydeck", "decks.Pydeck", "pydeck"),
    Implementation("lonboard", "lonboard", "decks.Lonboard", "lonboard"),
)
