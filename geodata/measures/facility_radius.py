"""Incidents within a radius of each facility, in a window of time. Pure."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.errors import InvalidArgument
from geodata.measures.dated import date_rows, given_days
from geodata.measures.located import locate
from geodata.measures.near import SURENESS, near
from geodata.measures.rows import column


def facility_radius(
    incidents: gpd.GeoDataFrame,
    facilities: gpd.GeoDataFrame,
    *,
    radius_km: float,
    since: str | None = None,
    until: str | None = None,
) -> pd.DataFrame:
    """List the incidents within a radius of each facility.

    Parameters
    ----------
    incidents, facilities : GeoDataFrame
        With `id`, geometry, and `uncertainty_m` where known; incidents with `start`, `end` and
        `date_precision` where known.
    radius_km : float
        Kilometres.
    since, until : str, optional
        First and last day (ISO 8601), both included. An incident counts when its interval meets the
        window; one without a date counts only without a window.

    Returns
    -------
    DataFrame
        One row per facility and incident, by facility in order, then by distance: `facility_id`,
        `incident_id`, `distance_m`, `distance_m_min`, `distance_m_max`, and `sureness`: ``"sure"`` (the
        whole interval lies within the radius), ``"likely"`` (the mapped distance does) or ``"possible"``
        (only the least distance does). Where the uncertainty is unknown, a mapped distance within the
        radius is ``"likely"``.

    Raises
    ------
    InvalidArgument
        For a radius that is negative or NaN, a date that is none, or a window that ends before it begins.

    Examples
    --------
    >>> import shapely
    >>> place = shapely.Point(55.1, 51.8)
    >>> incidents = gpd.GeoDataFrame({"id": ["i"], "uncertainty_m": [500.0]}, geometry=[place])
    >>> facilities = gpd.GeoDataFrame({"id": ["f"], "uncertainty_m": [100.0]}, geometry=[place])
    >>> facility_radius(incidents, facilities, radius_km=5)["sureness"].tolist()
    ['sure']
    """
    if not radius_km >= 0:
        raise InvalidArgument(f"radius_km: got {radius_km}, expected 0 or more")
    first, last = _window(since, until)
    located, rows = locate(incidents), np.arange(len(incidents))
    if since is not None or until is not None:
        dated = date_rows(incidents)
        meets = (dated.first <= np.datetime64(last)) & (dated.last >= np.datetime64(first))
        rows = np.flatnonzero(meets)
        located = located.only(rows)
    found = near(located, facilities, radius_m=1e3 * radius_km)
    return pd.DataFrame(
        {
            "facility_id": column(facilities, "id")[found.facility],
            "incident_id": column(incidents, "id")[rows[found.incident]],
            "distance_m": found.distance_m,
            "distance_m_min": found.low_m,
            "distance_m_max": found.high_m,
            "sureness": np.array(SURENESS, dtype=object)[found.sureness],
        }
    )


def _window(since: str | None, until: str | None) -> tuple[dt.date, dt.date]:
    """First and last day; open ends reach as far as dates do."""
    first = dt.date.min if since is None else given_days("since", since)[0]
    last = dt.date.max if until is None else given_days("until", until)[1]
    if last < first:
        raise InvalidArgument(f"until: {until} lies before since, {since}; exchange them")
    return first, last
