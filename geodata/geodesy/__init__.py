"""Distances on the WGS84 ellipsoid. Pure: no Folium, no Streamlit, no I/O; everyone may import it."""

from geodata.geodesy.areas import containing
from geodata.geodesy.circle import ring
from geodata.geodesy.ellipsoid import distance_m
from geodata.geodesy.index import Targets, index_targets
from geodata.geodesy.inputs import PointsLike, TargetsLike
from geodata.geodesy.interval import interval_m
from geodata.geodesy.nearest import Nearest, Pairs, distance_to, nearest, within

__all__ = [
    "Nearest",
    "Pairs",
    "PointsLike",
    "Targets",
    "TargetsLike",
    "containing",
    "distance_m",
    "distance_to",
    "index_targets",
    "interval_m",
    "nearest",
    "ring",
    "within",
]
