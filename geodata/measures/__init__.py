"""Measured quantities of incidents: distances with their intervals, countries, interceptions.

Pure: no map, no screen, no I/O. A new measure is a file here, a line in `MEASURES`, and a test.
"""

import geopandas as gpd
import pandas as pd

from geodata.borders import Borders
from geodata.errors import InvalidArgument
from geodata.geodesy.compiled import using
from geodata.measures.border import BORDER
from geodata.measures.border_distance import border_distance
from geodata.measures.country import COUNTRY
from geodata.measures.country_distance import country_distance
from geodata.measures.facility_radius import facility_radius
from geodata.measures.interception import INTERCEPTION, interceptions_by_facility
from geodata.measures.last_incident import last_incident
from geodata.measures.located import locate
from geodata.measures.measure import Inputs, Measure, way_for
from geodata.measures.named_facilities import NAMED_FACILITIES
from geodata.measures.nearest_facility import NEAREST_FACILITY
from geodata.measures.prepared import Prepared, prepare
from geodata.measures.rows import column

MEASURES: tuple[Measure, ...] = (NEAREST_FACILITY, NAMED_FACILITIES, BORDER, COUNTRY, INTERCEPTION)
"""All measures that `measure` runs, in the order of their columns."""

FIRST: tuple[str, ...] = (
    "id",
    *(f"nearest_facility_{name}" for name in ("id", "m", "m_min", "m_max")),
    *(f"border_{name}" for name in ("m", "m_min", "m_max", "pair")),
    "country",
)
"""The columns that stand first, in this order, whatever else is measured."""


def measure(
    incidents: gpd.GeoDataFrame,
    facilities: gpd.GeoDataFrame,
    borders: Borders,
    *,
    within_km: float | None = None,
) -> pd.DataFrame:
    """Measure every incident.

    Parameters
    ----------
    incidents : GeoDataFrame
        `id`, geometry, and where known `uncertainty_m`, `facility_ids`, `interception`.
    facilities : GeoDataFrame
        `id`, geometry, and where known `uncertainty_m`.
    borders : Borders
        Under the viewpoint that is asked for.
    within_km : float, optional
        Facilities farther away do not count as nearest.

    Returns
    -------
    DataFrame
        One row per incident, in order and indexed like the incidents: `id` and the columns of all
        `MEASURES`. Where an incident has no location, its distances are NaN and its names None.

    Raises
    ------
    InvalidArgument
        For coordinates or a reference system other than longitude and latitude on WGS84, or a negative
        `within_km`.

    Examples
    --------
    >>> import shapely
    >>> from geodata.borders import load_borders
    >>> incidents = gpd.GeoDataFrame({"id": ["i"]}, geometry=[shapely.Point(53.6, 51.4)])
    >>> facilities = gpd.GeoDataFrame({"id": ["f"]}, geometry=[shapely.Point(53.6, 51.5)])
    >>> found = measure(incidents, facilities, load_borders())
    >>> found.loc[0, ["nearest_facility_id", "border_pair", "country"]].tolist()
    ['f', 'KZ-RU', 'RU']
    """
    return measure_prepared(incidents, prepare(facilities, borders), within_km=within_km)


def measure_prepared(
    incidents: gpd.GeoDataFrame,
    prepared: Prepared,
    *,
    within_km: float | None = None,
    known: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Measure every incident against facilities and borders that `prepare` has indexed.

    No row depends on another: the result for a part of the incidents is that part of the whole result, to the
    last bit where both are measured inside the same `geodata.geodesy.compiled.using`.

    Parameters
    ----------
    incidents : GeoDataFrame
        As for `measure`.
    prepared : Prepared
        The facilities and borders.
    within_km : float, optional
        Facilities farther away do not count as nearest.
    known : DataFrame, optional
        The result for the same incidents, facilities and `within_km` with other borders: what does not depend
        on borders is taken from it, and shares its memory.

    Returns
    -------
    DataFrame
        As from `measure`.

    Raises
    ------
    InvalidArgument
        For coordinates or a reference system other than longitude and latitude on WGS84, or a negative
        `within_km`.

    Examples
    --------
    >>> import shapely
    >>> from geodata.borders import load_borders
    >>> facilities = gpd.GeoDataFrame({"id": ["f"]}, geometry=[shapely.Point(53.6, 51.5)])
    >>> prepared = prepare(facilities, load_borders())
    >>> for lat in (51.3, 51.6):
    ...     incidents = gpd.GeoDataFrame({"id": ["i"]}, geometry=[shapely.Point(53.6, lat)])
    ...     print(measure_prepared(incidents, prepared).nearest_facility_m.round().tolist())
    [22251.0]
    [11126.0]
    """
    if within_km is not None and not within_km >= 0:
        raise InvalidArgument(f"within_km: got {within_km}, expected 0 or more")
    inputs = Inputs(
        incidents=incidents,
        prepared=prepared,
        located=locate(incidents),
        within_m=None if within_km is None else 1e3 * within_km,
    )
    columns = {"id": pd.Series(column(incidents, "id"), index=incidents.index, name="id", dtype=object)}
    with using(way_for(len(incidents))):
        for one in MEASURES:
            frame = one.frame(inputs) if known is None or one.by_borders else known
            columns |= {name: frame[name] for name in one.columns}
    order = [*FIRST, *(name for name in columns if name not in FIRST)]
    return pd.DataFrame({name: columns[name] for name in order}, index=incidents.index, copy=False)


__all__ = [
    "MEASURES",
    "Inputs",
    "Measure",
    "Prepared",
    "border_distance",
    "country_distance",
    "facility_radius",
    "interceptions_by_facility",
    "last_incident",
    "measure",
    "measure_prepared",
    "prepare",
]
