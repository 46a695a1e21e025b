"""What every map layer has in common: a Folium element that carries one inert block of data.

The template holds constants only. What a layer draws, it draws in the browser from its block.
"""

from typing import Any, ClassVar, Protocol

from branca.element import MacroElement
from jinja2 import Template

from mapapp.blocks import block_mark, encode_block
from mapapp.view import View

ATLAS = "atlas"
"""Name of the script object that layers are added to, and the map's id."""


class LayerType(Protocol):
    """What the registry of layers holds: a class that builds its element from a View."""

    name: ClassVar[str]
    title: ClassVar[str]
    group: ClassVar[str]
    hint: ClassVar[str]
    show: ClassVar[bool]

    def __call__(self, view: View) -> MacroElement:
        """Build the element."""


class DataLayer(MacroElement):
    """A layer of the map document.

    A subclass names itself and gives its `payload`; its drawing is the module of the same name in
    ``mapapp/web/src/layers``.

    Parameters
    ----------
    view : View
        What the map shows.
    """

    name: ClassVar[str]
    """Stable name, used in the page's state and on the command line."""

    title: ClassVar[str]
    """The layer as the card of layers calls it."""

    group: ClassVar[str]
    """The group of the card that it stands in."""

    hint: ClassVar[str] = ""
    """One sentence on what it shows."""

    show: ClassVar[bool] = True
    """Whether it is on when the document opens."""

    _template = Template(
        "{% macro html(this, kwargs) %}"
        "{% if this.block %}{{ this.mark }}{% endif %}"
        "{% endmacro %}"
        "{% macro script(this, kwargs) %}{{ this.atlas }}.add({{ this.declaration | tojson }});{% endmacro %}"
    )

    def __init__(self, view: View) -> None:
        super().__init__()
        self._name = "Layer"
        self._id = self.name
        self.atlas = ATLAS
        content = self.payload(view)
        self.mark = block_mark(self.name)
        self.block = None if content is None else encode_block(content)
        self.declaration = {
            "name": self.name,
            "title": self.title,
            "group": self.group,
            "hint": self.hint,
            "show": self.show,
        }

    @classmethod
    def applies(cls, view: View) -> bool:
        """Tell whether a map of a view has the layer at all.

        Parameters
        ----------
        view : View
            What the map shows.

        Returns
        -------
        bool
        """
        return True

    def payload(self, view: View) -> Any:
        """Give what the layer draws, ready for JSON; None where the records say it all.

        Parameters
        ----------
        view : View
            What the map shows.

        Returns
        -------
        dict, list or None
            Content of the layer's block.
        """
        return None


def pairs(coordinates: Any, digits: int = 5) -> list[list[float]]:
    """Give coordinates as Leaflet takes them: [latitude, longitude], rounded to about a metre.

    Examples
    --------
    >>> pairs([(40.5704, 45.4372)])
    [[45.4372, 40.5704]]
    """
    return [[round(float(lat), digits), round(float(lon), digits)] for lon, lat, *_ in coordinates]


def polygon_rings(shape: Any) -> list[Any]:
    """Give the rings of a polygon, or of each part of a multipolygon, as Leaflet takes them."""
    if shape.geom_type == "MultiPolygon":
        return [polygon_rings(part) for part in shape.geoms]
    return [pairs(ring.coords) for ring in (shape.exterior, *shape.interiors)]


def line_parts(shape: Any) -> list[list[list[float]]]:
    """Give the parts of a line or multiline as Leaflet takes them."""
    parts = shape.geoms if shape.geom_type.startswith("Multi") else [shape]
    return [pairs(part.coords) for part in parts]
