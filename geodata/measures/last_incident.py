"""Time since the last incident at each facility. Pure: "now" is a day of the data, never the clock."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.errors import InvalidArgument, UnknownName
from geodata.geodesy import interval_m
from geodata.measures.dated import Dated, date_rows, given_days
from geodata.measures.located import Located, locate
from geodata.measures.named_facilities import pairs_named
from geodata.measures.near import SURENESS, Near, joined, near
from geodata.measures.pairs import distances_of_pairs
from geodata.measures.prepared import index_facilities
from geodata.measures.rows import column

WORDS = (*SURENESS, "named")
"""How sure it is that an incident belongs to a facility, the surest last."""


def last_incident(
    incidents: gpd.GeoDataFrame,
    facilities: gpd.GeoDataFrame,
    *,
    radius_km: float | None = None,
    at_least: str = "possible",
    as_of: str | None = None,
) -> pd.DataFrame:
    """Find the last incident of each facility, and how long ago it was.

    An incident belongs to a facility that it names, and to one within the radius. The last incident is
    the one that can have happened latest; of such, the one that must have; of such, the surest.

    Parameters
    ----------
    incidents : GeoDataFrame
        With `id`, geometry, and where known `facility_ids`, `uncertainty_m`, `start`, `end`,
        `date_precision`. Those without a date do not count.
    facilities : GeoDataFrame
        With `id`, geometry, and `uncertainty_m` where known.
    radius_km : float, optional
        Kilometres. Without it only incidents that name the facility count.
    at_least : str
        Incidents that belong to the facility less surely do not count: ``"possible"``, ``"likely"``,
        ``"sure"`` (as from `facility_radius`) or ``"named"``.
    as_of : str, optional
        The day from which days are counted back (ISO 8601); incidents that begin later do not count. The
        last day of the latest incident in the table, unless given.

    Returns
    -------
    DataFrame
        One row per facility that has such an incident, in the order of the facilities: `facility_id`,
        `incident_id`, `as_of`, `days_min` and `days_max` (days that have passed at least and at most since
        that incident), `sureness`, `distance_m`, `distance_m_min`, `distance_m_max`. The time since the
        last incident lies between the two numbers of days, also where another incident may have been
        later.

    Raises
    ------
    InvalidArgument
        For a radius that is negative or NaN, or a date that is none.
    UnknownName
        When `at_least` is none of these words.

    Examples
    --------
    >>> import shapely
    >>> columns = {"id": ["old", "new"], "start": ["2025-02-17", "2025-03"], "facility_ids": [["f"], ["f"]]}
    >>> incidents = gpd.GeoDataFrame(columns, geometry=[None, None])
    >>> facilities = gpd.GeoDataFrame({"id": ["f"]}, geometry=[shapely.Point(55.1, 51.8)])
    >>> found = last_incident(incidents, facilities, as_of="2025-04-01")
    >>> found[["incident_id", "days_min", "days_max", "sureness"]].to_numpy().tolist()
    [['new', 1, 31, 'named']]
    """
    if radius_km is not None and not radius_km >= 0:
        raise InvalidArgument(f"radius_km: got {radius_km}, expected 0 or more")
    if at_least not in WORDS:
        raise UnknownName.among("sureness", at_least, WORDS)
    dated = date_rows(incidents)
    day = _latest(dated) if as_of is None else np.datetime64(given_days("as_of", as_of)[1])
    located = locate(incidents)
    pairs = _named(incidents, facilities, located)
    if radius_km is not None:
        pairs = joined([pairs, near(located, facilities, radius_m=1e3 * radius_km)])
    counts = (pairs.sureness >= WORDS.index(at_least)) & (dated.first[pairs.incident] <= day)
    last = _last(pairs.only(counts), dated)
    return pd.DataFrame(
        {
            "facility_id": column(facilities, "id")[last.facility],
            "incident_id": column(incidents, "id")[last.incident],
            "as_of": np.full(len(last.facility), str(day), dtype=object),
            "days_min": np.maximum((day - dated.last[last.incident]).astype(np.int64), 0),
            "days_max": (day - dated.first[last.incident]).astype(np.int64),
            "sureness": np.array(WORDS, dtype=object)[last.sureness],
            "distance_m": last.distance_m,
            "distance_m_min": last.low_m,
            "distance_m_max": last.high_m,
        }
    )


def _latest(dated: Dated) -> np.datetime64:
    """Give the last day on which anything can have happened; NaT when nothing is dated."""
    known = dated.last[~np.isnat(dated.last)]
    return np.max(known) if len(known) else np.datetime64("NaT", "D")


def _named(incidents: gpd.GeoDataFrame, facilities: gpd.GeoDataFrame, located: Located) -> Near:
    """Incidents and the facilities that they name."""
    index = index_facilities(facilities)
    incident, names = pairs_named(incidents)
    facility = index.rows(names)
    incident, facility = incident[facility >= 0], facility[facility >= 0]
    metres = distances_of_pairs(located, index, incident, facility)
    low, high = interval_m(metres, located.uncertainty_m[incident], index.uncertainty_m[facility])
    return Near(incident, facility, metres, low, high, np.full(len(incident), WORDS.index("named")))


def _last(pairs: Near, dated: Dated) -> Near:
    """Choose the last incident of each facility; of equal ones the first row."""
    first, last = dated.first[pairs.incident], dated.last[pairs.incident]
    order = np.lexsort((-pairs.incident, pairs.sureness, first, last, pairs.facility))
    ends = np.flatnonzero(np.diff(pairs.facility[order], append=-1))
    return pairs.only(order[ends])
