"""The layers of the map document, each a Folium element built from a View.

To add one: a new file here, its drawing in ``mapapp/web/src/layers``, a line in `LAYERS`, a test.
"""

from typing import Final

from mapapp.layers.base import DataLayer
from mapapp.layers.basemap import Basemap, Borders, Labels, Tiles
from mapapp.layers.density import Density
from mapapp.layers.extents import Distances, Interceptions, Uncertainty
from mapapp.layers.facilities import Facilities, Pipelines
from mapapp.layers.flows import Flows
from mapapp.layers.heat import Heat
from mapapp.layers.incidents import Incidents

LAYERS: Final[tuple[type[DataLayer], ...]] = (
    Incidents,
    Interceptions,
    Heat,
    Uncertainty,
    Distances,
    Density,
    Facilities,
    Pipelines,
    Flows,
    Basemap,
    Borders,
    Labels,
    Tiles,
)
"""In the order of the card of layers."""
