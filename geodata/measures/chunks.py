"""Measuring piece by piece, so that long work can show how far it is. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geodata.borders import load_borders
from geodata.geodesy.compiled import using
from geodata.measures import measure_prepared, prepare
from geodata.measures.measure import way_for


@dataclass(frozen=True)
class Chunks:
    """Measures that are taken as they are walked through.

    Parameters
    ----------
    incidents, facilities : GeoDataFrame
        As in a dataset.
    viewpoint : str
        The viewpoint on borders.
    within_km : float or None
        Facilities farther away do not count as nearest.
    size : int
        Incidents in one piece.
    """

    incidents: gpd.GeoDataFrame
    facilities: gpd.GeoDataFrame
    viewpoint: str
    within_km: float | None
    size: int

    @property
    def count(self) -> int:
        """How many pieces there are; one for a table without rows, so that its columns are known."""
        return max(1, -(-len(self.incidents) // self.size))

    def __iter__(self) -> Iterator[pd.DataFrame]:
        """Measure piece after piece."""
        prepared = prepare(self.facilities, load_borders(viewpoint=self.viewpoint))
        way = way_for(len(self.incidents))
        for number in range(self.count):
            rows = self.incidents.iloc[number * self.size : (number + 1) * self.size]
            with using(way):
                piece = measure_prepared(rows, prepared, within_km=self.within_km)
            yield piece

    def join(self, pieces: Iterable[pd.DataFrame]) -> pd.DataFrame:
        """Put the pieces together again, in order.

        Parameters
        ----------
        pieces : iterable of DataFrame
            What walking through gave.

        Returns
        -------
        DataFrame
            One row per incident, in order.
        """
        return pd.concat(list(pieces))


def measure_in_chunks(
    incidents: gpd.GeoDataFrame,
    facilities: gpd.GeoDataFrame,
    *,
    viewpoint: str = "un",
    within_km: float | None = None,
    size: int = 20_000,
) -> Chunks:
    """Prepare to measure incidents piece by piece; the result equals that of `measure`.

    Parameters
    ----------
    incidents, facilities : GeoDataFrame
        As in a dataset.
    viewpoint : str
        The viewpoint on borders.
    within_km : float, optional
        Facilities farther away do not count as nearest.
    size : int
        Incidents in one piece.

    Returns
    -------
    Chunks
        Nothing is measured before it is walked through.
    """
    return Chunks(incidents, facilities, viewpoint, within_km, size)
