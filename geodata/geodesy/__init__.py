"""Distances on the WGS84 ellipsoid. Pure: no Folium, no Streamlit, no I/O; everyone may import it."""

from geodata.geodesy.areas import Areas, containing, index_areas
from geodata.geodesy.circle import ring
from geodata.geodesy.ellipsoid import distance_m
from geodata.geodesy.index import Targets, index_targets
from geodata.geodesy.inputs import PointsLike, TargetsLike
from geodata.geodesy.interval import interval_m
from geodata.geodesy.join import Points, count_within, index_points, radius_join, radius_join_in_batches
from geodata.geodesy.nearest import distance_to, nearest, within
from geodata.geodesy.results import Join, Nearest, Pairs
from geodata.geodesy.threads import using_threads

__all__ = [
    "Areas",
    "Join",
    "Nearest",
    "Pairs",
    "Points",
    "PointsLike",
    "Targets",
    "TargetsLike",
    "containing",
    "count_within",
    "distance_m",
    "distance_to",
    "index_areas",
    "index_points",
    "index_targets",
    "interval_m",
    "nearest",
    "radius_join",
    "radius_join_in_batches",
    "ring",
    "using_threads",
    "within",
]
