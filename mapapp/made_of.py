"""What a map document is made of besides the dataset: whose it is, and under which licence. Reads files."""

from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from mapapp.assets import LEAFLET_VERSION


@dataclass(frozen=True, slots=True)
class Part:
    """Something of others, or of this program, that stands in every page.

    Parameters
    ----------
    name : str
        What it is called.
    use : str
        What it does in the page.
    holder : str
        Who made it.
    licence : str
        By its SPDX name where it has one.
    version : str
        Empty where it has none.
    text : str
        The file of its licence's text; empty where the licence asks for no copy.
    """

    name: str
    use: str
    holder: str
    licence: str
    version: str = ""
    text: str = ""


PARTS: Final = (
    Part(
        "energy-strike-map",
        "the page's own scripts and styles",
        "the energy-strike-map authors",
        "BSD-3-Clause",
        text="energy-strike-map",
    ),
    Part(
        "Leaflet",
        "draws the map",
        "Volodymyr Agafonkin; CloudMade",
        "BSD-2-Clause",
        LEAFLET_VERSION,
        "leaflet",
    ),
    Part("geographiclib-geodesic", "measures", "Charles Karney", "MIT", "2.2.0", "geographiclib-geodesic"),
    Part(
        "Natural Earth", "borders and coasts", "the contributors of Natural Earth", "public domain", "4.1.0"
    ),
    Part(
        "world-atlas",
        "Natural Earth's borders as arcs that neighbours share",
        "Michael Bostock",
        "ISC",
        "2.0.2",
        "world-atlas",
    ),
    Part("GeoNames", "names and places of towns", "geonames.org", "CC-BY-4.0"),
    Part("Unicode CLDR", "names of countries", "Unicode, Inc.", "Unicode-3.0", text="unicode-cldr"),
)
"""All of them; a test holds versions and texts to what the page is built from."""


@cache
def made_of() -> tuple[dict[str, Any], ...]:
    """Give the parts as the page lists them, each with the text of its licence.

    Returns
    -------
    tuple of dict
        The members of `Part`; ``text`` is the licence itself.

    Examples
    --------
    >>> made_of()[1]["name"], made_of()[1]["text"].splitlines()[0]
    ('Leaflet', 'BSD 2-Clause License')
    """
    return tuple({**asdict(part), "text": licence_text(part)} for part in PARTS)


def licence_text(part: Part) -> str:
    """Read the text of a part's licence.

    Parameters
    ----------
    part : Part
        One of `PARTS`.

    Returns
    -------
    str
        Empty where the licence asks for no copy.
    """
    if not part.text:
        return ""
    return files("mapapp").joinpath("licences", f"{part.text}.txt").read_text("utf-8").strip()
