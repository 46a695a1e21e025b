"""Distance from each incident to one chosen land border. Pure."""

from functools import lru_cache

import geopandas as gpd
import pandas as pd

from geodata.borders import Borders
from geodata.errors import UnknownName
from geodata.geodesy import Targets, index_targets, interval_m
from geodata.measures.located import locate


def border_distance(incidents: gpd.GeoDataFrame, borders: Borders, *, pair: str) -> pd.DataFrame:
    """Measure the distance to the land border between two countries, whether or not it is the nearest one.

    Parameters
    ----------
    incidents : GeoDataFrame
        With geometry, and `uncertainty_m` where known.
    borders : Borders
        Under the viewpoint that is asked for.
    pair : str
        The two countries, codes in alphabetical order: ``"KZ-RU"``.

    Returns
    -------
    DataFrame
        `border_distance_m`, `border_distance_m_min`, `border_distance_m_max`, indexed like the incidents.

    Raises
    ------
    UnknownName
        When no land border parts these countries.

    Examples
    --------
    >>> from geodata.borders import load_borders
    >>> import shapely
    >>> incidents = gpd.GeoDataFrame({"uncertainty_m": [500.0]}, geometry=[shapely.Point(55.1, 51.8)])
    >>> found = border_distance(incidents, load_borders(scale="50m"), pair="KZ-RU")
    >>> found.round(-3).iloc[0].tolist()
    [93000.0, 83000.0, 104000.0]
    """
    targets = _targets(borders, pair)
    located = locate(incidents)
    metres = located.distance_to(targets)
    low, high = interval_m(metres, located.uncertainty_m, borders.uncertainty_m)
    columns = {
        "border_distance_m": metres,
        "border_distance_m_min": low,
        "border_distance_m_max": high,
    }
    return pd.DataFrame(columns, index=incidents.index)


@lru_cache(maxsize=8)
def _targets(borders: Borders, pair: str) -> Targets:
    """Index the lines between two countries, disputed stretches included."""
    lines = borders.lines
    if pair not in set(lines["pair"]):
        raise UnknownName.among("border", pair, sorted(set(lines["pair"])))
    return index_targets(lines.geometry[lines["pair"] == pair])
