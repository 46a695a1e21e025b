"""Observed heat: thermal anomalies within a radius and a window of time of incidents. Pure.

It is listed as observed, never as proof: flares and furnaces are hot every day, and a fire has many causes.
"""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.dataset import Dataset
from geodata.days import first_and_last_days, from_iso
from geodata.errors import InvalidArgument
from geodata.fields import read_rows
from geodata.geodesy import index_points, interval_m, radius_join_in_batches
from geodata.measures.rows import uncertainty_of
from geodata.places import LIST, Place
from geodata.schema import SOURCE

MOST: Final = 50
"""Detections that are listed of one incident: the nearest."""

_TOLD: Final = ("satellite", "instrument", "confidence", "power_mw", "uncertainty_m")


@dataclass(frozen=True, slots=True)
class Window:
    """How near in place and time a detection must be.

    Parameters
    ----------
    within_m : float
        Distance from the incident as mapped, in metres.
    before_days, after_days : int
        Days before the first and after the last day on which the incident can lie; days are those of UTC.
    """

    within_m: float = 5_000.0
    before_days: int = 0
    after_days: int = 1

    def __post_init__(self) -> None:
        if not (self.within_m > 0 and self.before_days >= 0 and self.after_days >= 0):
            raise InvalidArgument(f"{self}: expected a distance above 0 m, and days that are not negative.")


def with_heat(
    dataset: Dataset, detections: pd.DataFrame, source: Mapping[str, Any], window: Window
) -> Dataset:
    """List with each incident the thermal anomalies near it.

    Parameters
    ----------
    dataset : Dataset
        What was read; unchanged. What its incidents had in ``observed_heat`` is replaced.
    detections : DataFrame (m rows)
        As `geodata.formats.firms.read_detections` gives them.
    source : mapping
        The source that they rest on, as a record of ours.
    window : Window
        How near they must be.

    Returns
    -------
    Dataset
        With `observed_heat`, and the source where any was found.
    """
    found = observed_heat(dataset.incidents, detections, window)
    listed = [tuple({**one, "source": source["id"]} for one in each) or None for each in found]
    if not any(listed):
        return dataset
    incidents = dataset.incidents.assign(observed_heat=pd.Series(listed, dtype="object"))
    return replace(dataset, incidents=incidents, sources=_with_source(dataset.sources, source))


def observed_heat(
    incidents: gpd.GeoDataFrame, detections: pd.DataFrame, window: Window
) -> list[list[dict[str, Any]]]:
    """Find the thermal anomalies near each incident.

    Parameters
    ----------
    incidents : GeoDataFrame (n rows)
        With geometry, ``start``, ``end`` and ``uncertainty_m``.
    detections : DataFrame (m rows)
        With ``time``, ``longitude``, ``latitude`` and ``uncertainty_m``.
    window : Window
        How near they must be.

    Returns
    -------
    list of list of dict
        For each incident the nearest `MOST`, in the order of time: fields of `geodata.schema.HEAT`.

    Examples
    --------
    >>> import shapely
    >>> station = gpd.GeoDataFrame(
    ...     {"start": ["2025-10-19"], "end": [None], "uncertainty_m": [500.0]},
    ...     geometry=[shapely.Point(55.1, 51.77)], crs="OGC:CRS84")
    >>> seen = pd.DataFrame({"time": ["2025-10-19T01:12Z", "2025-10-25T01:12Z"], "longitude": [55.11, 55.11],
    ...                      "latitude": [51.77, 51.77], "uncertainty_m": [300.0, 300.0]})
    >>> [(one["time"], one["distance_m"]) for one in observed_heat(station, seen, Window())[0]]
    [('2025-10-19T01:12Z', 690.3)]
    """
    found: list[list[dict[str, Any]]] = [[] for _ in range(len(incidents))]
    shapes = incidents.geometry.to_numpy()
    rows = np.flatnonzero([shape is not None and not shape.is_empty for shape in shapes])
    if not len(rows) or not len(detections):
        return found
    first, last = (days[rows] for days in first_and_last_days(incidents["start"], incidents["end"]))
    day = np.array([from_iso(time[: len("2025-10-19")]) for time in detections["time"]])
    points = index_points(detections[["longitude", "latitude"]].to_numpy())
    radii = uncertainty_of(incidents, "incidents")[rows]
    for part, join in radius_join_in_batches(points, shapes[rows], radius_m=window.within_m, distances=True):
        metres = join.distance_m if join.distance_m is not None else np.zeros(0)  # they were asked for
        targets = np.repeat(np.arange(part.start, part.stop), np.diff(join.offset))
        timely = (
            (day[join.point] >= first[targets] - window.before_days)
            & (day[join.point] <= last[targets] + window.after_days)
            & (first[targets] <= last[targets])
        )
        for target, each in _by_target(targets[timely], join.point[timely], metres[timely]):
            found[rows[target]] = [
                _told(detections, int(seen), float(away), float(radii[target])) for seen, away in each
            ]
    return [sorted(each, key=lambda one: (one["time"], one["distance_m"])) for each in found]


def _by_target(
    targets: npt.NDArray[np.int64], points: npt.NDArray[Any], distances: npt.NDArray[np.float64]
) -> Iterator[tuple[int, list[tuple[Any, Any]]]]:
    """Yield each target with its nearest points and their distances."""
    order = np.lexsort((points, distances, targets))
    bounds = [*np.flatnonzero(np.diff(targets[order], prepend=-1)).tolist(), len(order)]
    for begin, end in itertools.pairwise(bounds):
        chosen = order[begin : min(end, begin + MOST)]
        yield int(targets[chosen[0]]), list(zip(points[chosen], distances[chosen], strict=True))


def _told(detections: pd.DataFrame, row: int, metres: float, uncertainty_m: float) -> dict[str, Any]:
    seen = detections.iloc[row]
    stated = {
        name: seen[name] if isinstance(seen[name], str) else float(seen[name])
        for name in _TOLD
        if name in detections and not pd.isna(seen[name])
    }
    low, high = interval_m(metres, uncertainty_m, stated.get("uncertainty_m", np.nan))
    bounds = {"distance_m_min": float(low), "distance_m_max": float(high)}
    return {
        "time": str(seen["time"]),
        "longitude": float(seen["longitude"]),
        "latitude": float(seen["latitude"]),
        "distance_m": round(metres, 1),
        **{name: round(value, 1) for name, value in bounds.items() if not np.isnan(value)},
        **stated,
    }


def _with_source(sources: pd.DataFrame, source: Mapping[str, Any]) -> pd.DataFrame:
    if source["id"] in set(sources["id"]):
        return sources
    row, _ = read_rows(SOURCE, [dict(source)], Place("sources", LIST).note)
    return pd.concat([sources, row], ignore_index=True) if len(sources) else row
