"""Incidents within a radius of each facility, in a window of time. Pure."""

import datetime as dt

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.dates import days
from geodata.errors import InvalidArgument
from geodata.geodesy import interval_m, within
from geodata.measures.located import column, locate, uncertainty_of

COLUMNS = ("facility_id", "incident_id", "distance_m", "distance_m_min", "distance_m_max", "sureness")


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
        With `id`, geometry, and `uncertainty_m` where known; incidents with `start` and `end`.
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
        For a negative radius, or a date that is none.

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
    located = locate(incidents)
    shapes = facilities.geometry
    if not (shapes.notna() & ~shapes.is_empty).any():
        return pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})
    facility_m = uncertainty_of(facilities)
    radius_m = 1e3 * radius_km
    slack_m = np.nanmax([0.0, *located.uncertainty_m]) + np.nanmax([0.0, *facility_m])
    pairs = within(located.points, shapes, radius_m=radius_m + slack_m)
    low, high = interval_m(pairs.distance_m, located.uncertainty_m[pairs.point], facility_m[pairs.target])
    sureness = np.select(
        [high <= radius_m, pairs.distance_m <= radius_m, low <= radius_m],
        ["sure", "likely", "possible"],
        default="",
    )
    keep = (sureness != "") & _in_window(incidents, since, until)[pairs.point]
    order = np.lexsort((pairs.point, pairs.distance_m, pairs.target))
    order = order[keep[order]]
    values = (
        np.array(column(facilities, "id"), dtype=object)[pairs.target[order]],
        np.array(column(incidents, "id"), dtype=object)[pairs.point[order]],
        pairs.distance_m[order],
        low[order],
        high[order],
        sureness[order],
    )
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)))


def _in_window(incidents: gpd.GeoDataFrame, since: str | None, until: str | None) -> npt.NDArray[np.bool_]:
    """Whether the interval of each incident meets the window."""
    if since is None and until is None:
        return np.ones(len(incidents), dtype=bool)
    first = dt.date.min if since is None else days(since)[0]
    last = dt.date.max if until is None else days(until)[1]
    met = []
    for start, end in zip(column(incidents, "start"), column(incidents, "end"), strict=True):
        begins = start if start is not None else end
        ends = end if end is not None else start
        met.append(begins is not None and days(begins)[0] <= last and days(ends)[1] >= first)
    return np.array(met, dtype=bool)
