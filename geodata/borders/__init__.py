"""Countries and land borders under a named viewpoint. Pure: reads package data, no map, no screen."""

from geodata.borders.arcs import BorderArcs, Country, border_arcs
from geodata.borders.bundled import ATTRIBUTION, LICENCE, UNCERTAINTY_M, VIEWPOINT_LABELS, load_borders
from geodata.borders.model import Borders, borders_from_frames

__all__ = [
    "ATTRIBUTION",
    "LICENCE",
    "UNCERTAINTY_M",
    "VIEWPOINT_LABELS",
    "BorderArcs",
    "Borders",
    "Country",
    "border_arcs",
    "borders_from_frames",
    "load_borders",
]
