"""Measuring tables of any size in bounded memory: in this process, or on a Dask cluster, with one result."""

from geodata.engines.by_facility import Around, measure_facilities
from geodata.engines.cluster import DaskEngine, check_address
from geodata.engines.engine import Engine, LocalEngine
from geodata.engines.errors import ClusterFailed, OtherJob, PartFailed
from geodata.engines.job import CHUNK_ROWS, Format, Job
from geodata.engines.quantities import IncidentDistances, PairsWithin, Quantity
from geodata.engines.run import Progress, run
from geodata.engines.sources import FrameSource, Source

__all__ = [
    "CHUNK_ROWS",
    "Around",
    "ClusterFailed",
    "DaskEngine",
    "Engine",
    "Format",
    "FrameSource",
    "IncidentDistances",
    "Job",
    "LocalEngine",
    "OtherJob",
    "PairsWithin",
    "PartFailed",
    "Progress",
    "Quantity",
    "Source",
    "check_address",
    "measure_facilities",
    "run",
]
