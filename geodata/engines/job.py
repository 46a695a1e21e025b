"""What is to be measured and where it goes. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from geodata.engines.quantities import IncidentDistances, Quantity
from geodata.engines.sources import Source, digest_of
from geodata.engines.worker import PROGRAM
from geodata.errors import InvalidArgument
from geodata.geodesy.compiled import Mode, using

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
        Writes a measured table to a path.
    join : callable
        Writes the target from the paths of all parts, in order.
    """

    ending: str
    write_part: Callable[[Any, Path], None]
    join: Callable[[Iterable[Path], Path], None]


@dataclass(frozen=True, eq=False)
class Job:
    """Incidents, what they are measured to and for, and the target.

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
    quantity : Quantity
        What is measured.
    chunk_rows : int
        Incidents measured at once, and rows of a part.

    Raises
    ------
    InvalidArgument
        When `chunk_rows` is less than 1.
    """

    incidents: Source
    facilities: gpd.GeoDataFrame
    target: Path
    format: Format | None = None
    quantity: Quantity = field(default_factory=IncidentDistances)
    chunk_rows: int = CHUNK_ROWS

    def __post_init__(self) -> None:
        if self.chunk_rows < 1:
            raise InvalidArgument(f"chunk_rows: got {self.chunk_rows}, expected 1 or more")

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
            "table": type(self.quantity).__name__,
            **self.quantity.options,
            "chunk_rows": self.chunk_rows,
            "format": self.format.ending if self.format else "parts",
        }

    def plan(self, way: Mode) -> "Plan":
        """Index what is measured to.

        Parameters
        ----------
        way : {"always", "never"}
            The way that all searches take, as from `geodata.measures.measure.way_for`.

        Returns
        -------
        Plan
        """
        with using(way):
            return Plan(self.quantity, self.quantity.prepare(self.facilities), self.format, way)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What every process needs to measure a part; sent to each of them once.

    Parameters
    ----------
    quantity : Quantity
        What is measured.
    prepared : object
        What it is measured to, indexed.
    format : Format or None
        As in the job.
    way : {"always", "never"}
        The way that all searches take, whatever the size of a part: compiled, or not.
    """

    quantity: Quantity
    prepared: Any
    format: Format | None
    way: Mode

    def measure(self, incidents: gpd.GeoDataFrame) -> pd.DataFrame:
        """Measure some incidents.

        Parameters
        ----------
        incidents : GeoDataFrame
            Rows of the job's incidents.

        Returns
        -------
        DataFrame
        """
        with using(self.way):
            return self.quantity.measure(incidents, self.prepared)
