"""What a table of incidents can be measured for: a row for each incident, or for each pair with a facility.

Pure. Each is told of its options alone; what it measures to is prepared once and sent to every process.
"""

from dataclasses import asdict, dataclass
from typing import Any, Protocol

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.borders import load_borders
from geodata.errors import InvalidArgument, UnknownName
from geodata.measures import Prepared, country_distance, facility_radius, measure_prepared, prepare
from geodata.measures.rows import column


class Quantity(Protocol):
    """What is measured. Frozen, and small."""

    @property
    def options(self) -> dict[str, Any]:
        """All that the result depends on beside the tables, as JSON."""

    def prepare(self, facilities: gpd.GeoDataFrame) -> Any:
        """Index what is measured to, once for all incidents."""

    def measure(self, incidents: gpd.GeoDataFrame, prepared: Any) -> pd.DataFrame:
        """Measure some incidents."""


@dataclass(frozen=True, slots=True)
class IncidentDistances:
    """One row per incident, in order, with its geometry: all measures of `geodata.measures.measure`.

    Parameters
    ----------
    viewpoint : str
        The viewpoint on borders.
    within_km : float or None
        Facilities farther away do not count as nearest.
    country : str or None
        A country to which the distance is measured besides.

    Raises
    ------
    InvalidArgument
        When `within_km` is negative.
    UnknownName
        When there is no such viewpoint or country.
    """

    viewpoint: str = "un"
    within_km: float | None = None
    country: str | None = None

    def __post_init__(self) -> None:
        if self.within_km is not None and not self.within_km >= 0:
            raise InvalidArgument(f"within_km: got {self.within_km}, expected 0 or more")
        borders = load_borders(viewpoint=self.viewpoint)
        if self.country is not None and self.country not in set(borders.countries["country"]):
            raise UnknownName.among("country", self.country, borders.countries["country"])

    @property
    def options(self) -> dict[str, Any]:
        """All that the result depends on beside the tables, as JSON."""
        return {**asdict(self), "borders": load_borders(viewpoint=self.viewpoint).digest}

    def prepare(self, facilities: gpd.GeoDataFrame) -> Prepared:
        """Index facilities and borders.

        Parameters
        ----------
        facilities : GeoDataFrame
            With `id`, geometry, and `uncertainty_m` where known.

        Returns
        -------
        Prepared
        """
        return prepare(facilities, load_borders(viewpoint=self.viewpoint))

    def measure(self, incidents: gpd.GeoDataFrame, prepared: Prepared) -> gpd.GeoDataFrame:
        """Measure some incidents.

        Parameters
        ----------
        incidents : GeoDataFrame
            Rows of the source.
        prepared : Prepared
            From `prepare`.

        Returns
        -------
        GeoDataFrame
            One row per incident, in order.
        """
        found = measure_prepared(incidents, prepared, within_km=self.within_km)
        if self.country is not None:
            borders = prepared.borders.source
            found = pd.concat([found, country_distance(incidents, borders, country=self.country)], axis=1)
        return gpd.GeoDataFrame(found, geometry=incidents.geometry.to_numpy(), crs="OGC:CRS84")


@dataclass(frozen=True, slots=True)
class PairsWithin:
    """One row per incident and facility within a radius of each other, without geometry.

    Parameters
    ----------
    radius_km : float
        Kilometres.
    since, until : str or None
        First and last day of a window of time (ISO 8601).
    """

    radius_km: float
    since: str | None = None
    until: str | None = None

    @property
    def options(self) -> dict[str, Any]:
        """All that the result depends on beside the tables, as JSON."""
        return asdict(self)

    def prepare(self, facilities: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Give the facilities as they are.

        Parameters
        ----------
        facilities : GeoDataFrame
            With `id`, geometry, and `uncertainty_m` where known.

        Returns
        -------
        GeoDataFrame
        """
        return facilities

    def measure(self, incidents: gpd.GeoDataFrame, prepared: gpd.GeoDataFrame) -> pd.DataFrame:
        """List the pairs of some incidents.

        Parameters
        ----------
        incidents : GeoDataFrame
            Rows of the source.
        prepared : GeoDataFrame
            The facilities.

        Returns
        -------
        DataFrame
            As from `geodata.measures.facility_radius`, but by incident in order, then by distance:
            `incident_id`, `facility_id`, `distance_m`, `distance_m_min`, `distance_m_max`, `sureness`.
        """
        # By their rows, so that incidents with the same id are told apart.
        numbered = incidents.assign(id=np.arange(len(incidents)))
        found = facility_radius(
            numbered, prepared, radius_km=self.radius_km, since=self.since, until=self.until
        )
        row = found["incident_id"].to_numpy(dtype=np.intp)
        order = np.lexsort((found["distance_m"], row))
        ids = pd.Series(column(incidents, "id")[row], index=found.index, dtype=object)
        rest = found.drop(columns="incident_id")
        return pd.concat([ids.rename("incident_id"), rest], axis=1).iloc[order].reset_index(drop=True)
