"""Distance from each incident to one chosen country. Pure."""

from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.borders import Borders
from geodata.errors import UnknownName
from geodata.geodesy import Targets, distance_to, index_targets, interval_m
from geodata.measures.located import locate


def country_distance(incidents: gpd.GeoDataFrame, borders: Borders, *, country: str) -> pd.DataFrame:
    """Measure the distance to a country; 0 inside it.

    Parameters
    ----------
    incidents : GeoDataFrame
        With geometry, and `uncertainty_m` where known.
    borders : Borders
        Under the viewpoint that is asked for.
    country : str
        ISO 3166-1 alpha-2 code.

    Returns
    -------
    DataFrame
        `country_distance_m`, `country_distance_m_min`, `country_distance_m_max`, indexed like the
        incidents. For a point inside, the greatest distance is what its uncertainty leaves beyond the way
        to the outline.

    Raises
    ------
    UnknownName
        When the borders have no such country.

    Examples
    --------
    >>> from geodata.borders import load_borders
    >>> import shapely
    >>> incidents = gpd.GeoDataFrame({"uncertainty_m": [500.0]}, geometry=[shapely.Point(71.4, 51.2)])
    >>> country_distance(incidents, load_borders(scale="50m"), country="KZ").iloc[0].tolist()
    [0.0, 0.0, 0.0]
    """
    area, outline = _targets(borders, country)
    located = locate(incidents)
    metres = located.distance_to(area)
    low, high = interval_m(metres, located.uncertainty_m, borders.uncertainty_m)
    inside = metres == 0
    if inside.any():
        depth_m = distance_to(located.lonlat[inside], outline)
        left_m = located.uncertainty_m[inside] + borders.uncertainty_m - depth_m
        high[inside] = np.maximum(left_m, 0.0)
    columns = {
        "country_distance_m": metres,
        "country_distance_m_min": low,
        "country_distance_m_max": high,
    }
    return pd.DataFrame(columns, index=incidents.index)


@lru_cache(maxsize=8)
def _targets(borders: Borders, country: str) -> tuple[Targets, Targets]:
    """Index a country, and its outline alone."""
    codes = borders.countries["country"].tolist()
    if country not in codes:
        raise UnknownName.among("country", country, codes)
    shape = borders.countries.geometry.iloc[[codes.index(country)]]
    return index_targets(shape), index_targets(shape.boundary)
