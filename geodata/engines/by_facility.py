"""One row per facility: what was reported around it, measured piece by piece and summed up as pieces come.

Pure, but that an engine may measure the pieces elsewhere. The result does not depend on how the table is cut.
"""

from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.engines.engine import Engine
from geodata.engines.run import Progress, Watch
from geodata.engines.sources import Piece, Source
from geodata.errors import InvalidArgument
from geodata.geodesy.compiled import Mode, using
from geodata.measures import facility_radius, interceptions_by_facility, last_incident
from geodata.measures.dated import Dated, date_rows, given_days
from geodata.measures.measure import way_for
from geodata.measures.rows import column

SURENESS: Final = ("sure", "likely", "possible")
_FAR: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Around:
    """What counts as around a facility.

    Parameters
    ----------
    radius_km : float
        Kilometres.
    since, until : str or None
        First and last day of a window of time (ISO 8601), both included. Time since the last incident is
        counted back from the last, or, without one, from the last day of the latest incident.

    Raises
    ------
    InvalidArgument
        For a radius that is negative or NaN, a date that is none, or a window that ends before it begins.
    """

    radius_km: float
    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        if not self.radius_km >= 0:
            raise InvalidArgument(f"radius_km: got {self.radius_km}, expected 0 or more")
        first, last = self.window
        if last < first:
            raise InvalidArgument(f"until: {self.until} lies before since, {self.since}; exchange them")

    @property
    def window(self) -> tuple[np.datetime64, np.datetime64]:
        """First and last day."""
        first = given_days("since", self.since or "0001-01-01")[0]
        return np.datetime64(first), np.datetime64(given_days("until", self.until or _FAR)[1])

    def meets(self, dated: Dated) -> npt.NDArray[np.bool_]:
        """Whether each row can lie in the window; one without a date only does where there is none."""
        if self.since is None and self.until is None:
            return np.ones(len(dated.first), dtype=bool)
        first, last = self.window
        return np.asarray((dated.first <= last) & (dated.last >= first))


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What a piece of the incidents adds.

    Parameters
    ----------
    counts : ndarray (m, 3) of int
        For each facility, incidents of each sureness.
    reports : DataFrame
        The incidents that report an interception.
    last : GeoDataFrame
        The incidents that are the last at some facility, with their `row` in the source.
    latest : datetime64
        The last day on which any of them can have happened; NaT where none is dated.
    """

    counts: npt.NDArray[np.int64]
    reports: pd.DataFrame
    last: gpd.GeoDataFrame
    latest: np.datetime64


def measure_facilities(
    incidents: Source,
    facilities: gpd.GeoDataFrame,
    engine: Engine,
    around: Around,
    *,
    chunk_rows: int,
    watch: Watch = lambda progress: None,
) -> gpd.GeoDataFrame:
    """Sum up the incidents around each facility.

    Parameters
    ----------
    incidents : Source
        Read piece by piece.
    facilities : GeoDataFrame
        With `id`, geometry, and `uncertainty_m` where known.
    engine : Engine
        Where; open.
    around : Around
        What counts.
    chunk_rows : int
        Incidents measured at once.
    watch : callable
        Told of every piece that is done.

    Returns
    -------
    GeoDataFrame
        One row per facility, in order: `id`; `incidents_sure`, `incidents_likely` and `incidents_possible`
        (as `facility_radius` tells them apart); `interceptions` with `interception_minimum_km`,
        `interception_median_km`, `interception_latest` and `interception_latest_km`; and of the last
        incident `last_incident_id`, `last_incident_days_min`, `last_incident_days_max`, `as_of`,
        `last_incident_sureness`, `last_incident_m`, `last_incident_m_min`, `last_incident_m_max`.
    """
    starts = range(0, max(incidents.rows, 1), chunk_rows)
    items = {f"{start}": (incidents.piece(start, start + chunk_rows),) for start in starts}
    counts = np.zeros((len(facilities), len(SURENESS)), dtype=np.int64)
    reports: dict[str, pd.DataFrame] = {}
    lasts: list[gpd.GeoDataFrame] = []
    latest = np.datetime64("NaT", "D")
    way = way_for(incidents.rows)
    for name, seen in engine.run(look_around, items, facilities, around, way):
        counts += seen.counts
        reports[name] = seen.reports
        with using(way):
            lasts = [_last_rows(_in_order([*lasts, seen.last]), facilities, around)]
        latest = np.fmax(latest, seen.latest)
        watch(Progress("Measuring", len(reports), len(items), rows=len(reports) * chunk_rows))
    as_of = around.until or (None if np.isnat(latest) else str(latest))
    every_report = pd.concat([reports[name] for name in items])
    with using(way):
        return _table(facilities, counts, every_report, lasts[0], around, as_of)


def look_around(piece: Piece, facilities: gpd.GeoDataFrame, around: Around, way: Mode) -> Seen:
    """Sum up one piece of the incidents.

    Parameters
    ----------
    piece : Piece
        Rows of the source.
    facilities : GeoDataFrame
        All of them.
    around : Around
        What counts.
    way : {"always", "never"}
        The way that all searches take.

    Returns
    -------
    Seen
    """
    with using(way):
        return _look_around(piece, facilities, around)


def _look_around(piece: Piece, facilities: gpd.GeoDataFrame, around: Around) -> Seen:
    incidents = piece.frame().reset_index(drop=True)
    dated = date_rows(incidents)
    inside = incidents[around.meets(dated)]
    numbered = facilities.assign(id=np.arange(len(facilities)))
    pairs = facility_radius(inside, numbered, radius_km=around.radius_km)
    counts = np.zeros((len(facilities), len(SURENESS)), dtype=np.int64)
    word = pd.Categorical(pairs["sureness"], categories=SURENESS).codes
    np.add.at(counts, (pairs["facility_id"].to_numpy(dtype=np.intp), word), 1)
    known = dated.last[~np.isnat(dated.last)]
    incidents["row"] = np.arange(len(incidents)) + piece.first_row
    told = [name for name in ("interception", "start", "end", "date_precision") if name in inside.columns]
    return Seen(
        counts=counts,
        reports=pd.DataFrame(inside[told])[[one is not None for one in column(inside, "interception")]],
        last=_last_rows(incidents, facilities, around),
        latest=known.max() if len(known) else np.datetime64("NaT", "D"),
    )


def _in_order(parts: list[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    return pd.concat(parts).sort_values("row", ignore_index=True)


def _last_rows(incidents: gpd.GeoDataFrame, facilities: gpd.GeoDataFrame, around: Around) -> gpd.GeoDataFrame:
    """Keep the incidents that are the last at some facility."""
    found = _last(incidents, facilities, around, around.until or _FAR)
    return incidents.iloc[np.unique(found["incident_id"].to_numpy(dtype=np.intp))]


def _last(
    incidents: gpd.GeoDataFrame, facilities: gpd.GeoDataFrame, around: Around, as_of: str | None
) -> pd.DataFrame:
    """Name the last incidents by their rows, so that incidents with the same id are told apart."""
    numbered = incidents.assign(id=np.arange(len(incidents)))
    return last_incident(numbered, facilities, radius_km=around.radius_km, as_of=as_of)


def _table(
    facilities: gpd.GeoDataFrame,
    counts: npt.NDArray[np.int64],
    reports: pd.DataFrame,
    incidents: gpd.GeoDataFrame,
    around: Around,
    as_of: str | None,
) -> gpd.GeoDataFrame:
    ids = pd.Series(column(facilities, "id"), dtype=object)
    found = _last(incidents, facilities, around, as_of)
    found["incident_id"] = column(incidents, "id")[found["incident_id"].to_numpy(dtype=np.intp)]
    last = found.set_index("facility_id").reindex(ids)
    reported = interceptions_by_facility(reports).set_index("facility_id").reindex(ids)
    columns: dict[str, Any] = {"id": ids}
    columns |= {f"incidents_{word}": counts[:, at] for at, word in enumerate(SURENESS)}
    columns["interceptions"] = reported["count"].fillna(0).to_numpy(dtype=np.int64)
    for name in ("minimum_km", "median_km", "latest", "latest_km"):
        columns[f"interception_{name}"] = reported[name].to_numpy()
    columns["as_of"] = pd.Series([as_of] * len(ids), dtype=object)
    for name in ("incident_id", "days_min", "days_max", "sureness"):
        columns[f"last_{'' if name == 'incident_id' else 'incident_'}{name}"] = last[name].to_numpy()
    for name in ("m", "m_min", "m_max"):
        columns[f"last_incident_{name}"] = last[f"distance_{name}"].to_numpy()
    return gpd.GeoDataFrame(columns, geometry=facilities.geometry.to_numpy(), crs="OGC:CRS84")
