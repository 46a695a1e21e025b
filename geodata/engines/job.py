"""What is to be measured and where it goes. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from geodata.borders import load_borders
from geodata.engines.sources import Source, digest_of
from geodata.engines.worker import PROGRAM
from geodata.errors import InvalidArgument, UnknownName
from geodata.measures import Prepared, country_distance, measure_prepared, prepare

CHUNK_ROWS: Final = 50_000
"""Incidents measured at once; they and what is measured of them take about 150 MB."""

_LAYOUT: Final = 1
"""Of the files kept beside the target; those of another number are not gone on with."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that measured rows are written to: first in parts, which are then joined.

    Both functions stand in a module, so that other processes find them.

    Parameters
    ----------
    ending : str
        Of the target and its parts, e.g. ``".csv"``.
    write_part : callable
        Writes a measured table, a GeoDataFrame, to a path.
    join : callable
        Writes the target from the paths of all parts, in order.
    """

    ending: str
    write_part: Callable[[gpd.GeoDataFrame, Path], None]
    join: Callable[[Iterable[Path], Path], None]


@dataclass(frozen=True, eq=False)
class Job:
    """Incidents, what they are measured to, and the target.

    Parameters
    ----------
    incidents : Source
        Read piece by piece.
    facilities : GeoDataFrame
        With `id`, geometry, and `uncertainty_m` where known.
    target : Path
        A file; or, without a format, a folder.
    format : Format or None
        The kind of file; None for a folder of GeoParquet, sorted by place.
    viewpoint : str
        The viewpoint on borders.
    within_km : float or None
        Facilities farther away do not count as nearest.
    country : str or None
        A country to which the distance is measured besides.
    chunk_rows : int
        Incidents measured at once, and rows of a part.

    Raises
    ------
    InvalidArgument
        When a number is out of range.
    UnknownName
        When there is no such viewpoint or country.
    """

    incidents: Source
    facilities: gpd.GeoDataFrame
    target: Path
    format: Format | None = None
    viewpoint: str = "un"
    within_km: float | None = None
    country: str | None = None
    chunk_rows: int = CHUNK_ROWS

    def __post_init__(self) -> None:
        if self.chunk_rows < 1:
            raise InvalidArgument(f"chunk_rows: got {self.chunk_rows}, expected 1 or more")
        if self.within_km is not None and not self.within_km >= 0:
            raise InvalidArgument(f"within_km: got {self.within_km}, expected 0 or more")
        borders = load_borders(viewpoint=self.viewpoint)
        if self.country is not None and self.country not in set(borders.countries["country"]):
            raise UnknownName.among("country", self.country, borders.countries["country"])

    @property
    def parts(self) -> int:
        """In how many parts it is done; one for a table without rows, so that its columns are known."""
        return max(1, -(-self.incidents.rows // self.chunk_rows))

    def identity(self) -> dict[str, Any]:
        """Give all that the result depends on, as JSON.

        Returns
        -------
        dict
            Equal for equal jobs.
        """
        return {
            "layout": _LAYOUT,
            "program": version(PROGRAM),
            "incidents": self.incidents.identity,
            "facilities": digest_of(self.facilities),
            "borders": load_borders(viewpoint=self.viewpoint).digest,
            "viewpoint": self.viewpoint,
            "within_km": self.within_km,
            "country": self.country,
            "chunk_rows": self.chunk_rows,
            "format": self.format.ending if self.format else "parts",
        }

    def plan(self) -> "Plan":
        """Index what is measured to.

        Returns
        -------
        Plan
        """
        prepared = prepare(self.facilities, load_borders(viewpoint=self.viewpoint))
        return Plan(prepared, self.within_km, self.country, self.format)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What every process needs to measure a part; sent to each of them once.

    Parameters
    ----------
    prepared : Prepared
        Facilities and borders, indexed.
    within_km, country, format
        As in the job.
    """

    prepared: Prepared
    within_km: float | None
    country: str | None
    format: Format | None

    def measure(self, incidents: gpd.GeoDataFrame) -> pd.DataFrame:
        """Measure some incidents.

        Parameters
        ----------
        incidents : GeoDataFrame
            Rows of the job's incidents.

        Returns
        -------
        DataFrame
            One row per incident, in order.
        """
        measured = measure_prepared(incidents, self.prepared, within_km=self.within_km)
        if self.country is None:
            return measured
        borders = self.prepared.borders.source
        return pd.concat([measured, country_distance(incidents, borders, country=self.country)], axis=1)
