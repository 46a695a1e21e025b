"""The implementations that are compared. Each file has `prepare`, from a `Case` to a `Solver`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

OURS = "ours"


@dataclass(frozen=True, slots=True)
class Peer:
    """One implementation: a row of the table.

    Parameters
    ----------
    name : str
        As the table shows it.
    family : str
        What the goals of a workload call it.
    module : str
        Its file in `benchmarks.peers`.
    groups : tuple of str
        Workloads that it can do.
    package : str, optional
        What must be installed, as it is imported.
    variant : str
        What its file needs to know: a reference system, a number of connections.
    region_only : bool
        Whether it makes no sense around the globe.
    most_rows : mapping
        By group: its cost for each row is measured on so many.
    most_pairs : int, optional
        Likewise, so that rows by targets are no more than this.
    """

    name: str
    family: str
    module: str
    groups: tuple[str, ...]
    package: str | None = None
    variant: str = ""
    region_only: bool = False
    most_rows: Mapping[str, int] = field(default_factory=dict)
    most_pairs: int | None = None


_ALL = ("W1", "W2", "W3", "W4", "W5")
_LINES = ("W1", "W2", "W3")
_SLOW = {"W1": 100_000, "W2": 50_000, "W5": 100_000}
# The centre of the region; the distances of other projections are no better.
_AEQD = "+proj=aeqd +lat_0=54.5 +lon_0=55 +datum=WGS84"

PEERS: tuple[Peer, ...] = (
    Peer(OURS, OURS, "ours", _ALL),
    Peer("PostGIS, 1 connection", "PostGIS", "postgis", _ALL, "psycopg", "1", most_rows=_SLOW),
    Peer("PostGIS, 2 connections", "PostGIS on both cores", "postgis", _ALL, "psycopg", "2", most_rows=_SLOW),
    Peer("geopandas EPSG:3857", "geopandas", "planar", _LINES, "geopandas", "EPSG:3857"),
    Peer("geopandas EPSG:3035", "-", "planar", ("W1",), "geopandas", "EPSG:3035", region_only=True),
    Peer("geopandas AEQD", "-", "planar", _LINES, "geopandas", _AEQD, region_only=True),
    Peer("geopandas sjoin", "geopandas", "planar", ("W5",), "geopandas"),
    Peer("BallTree haversine", "BallTree", "balltree", ("W1", "W3", "W4"), "sklearn"),
    Peer("SedonaDB", "SedonaDB", "sedona", ("W4", "W5"), "sedonadb"),
    Peer("pyproj.Geod, all pairs", "Geod", "geod", ("W1", "W4"), "pyproj", most_pairs=2_000_000),
)
