"""Distances to the facilities that an incident names in `facility_ids`. Pure."""

from typing import Any

import numpy as np

from geodata.geodesy import index_targets, interval_m, nearest
from geodata.geodesy.ellipsoid import Floats
from geodata.measures.located import column
from geodata.measures.measure import Inputs, Measure


def _compute(inputs: Inputs) -> dict[str, Any]:
    named = [list(ids) if ids is not None else [] for ids in column(inputs.incidents, "facility_ids")]
    names = [name for ids in named for name in ids]
    facility = inputs.prepared.facilities.rows(names)
    incident = np.repeat(np.arange(len(named)), [len(ids) for ids in named])
    metres = distances_of_pairs(inputs, incident, facility)
    uncertainty_m = inputs.prepared.facilities.uncertainty_m[facility]
    low, high = interval_m(metres, inputs.located.uncertainty_m[incident], uncertainty_m)
    entries: list[list[dict[str, Any]]] = [[] for _ in named]
    for at, name, *values in zip(incident, names, metres, low, high, strict=True):
        entries[at].append(dict(zip(_KEYS, (name, *(_number(value) for value in values)), strict=True)))
    nearest_first = [min(entry, key=_distance, default=_NOTHING) for entry in entries]
    columns: dict[str, Any] = {"named_facilities": [tuple(entry) for entry in entries]}
    columns["named_facility_id"] = [entry["facility_id"] for entry in nearest_first]
    for key in _KEYS[1:]:
        columns[f"named_{key}"] = np.array([entry[key] for entry in nearest_first], dtype=np.float64)
    return columns


def distances_of_pairs(inputs: Inputs, incident: Any, facility: Any) -> Floats:
    """Distance between given incidents and facilities, in metres.

    Parameters
    ----------
    inputs : Inputs
        The tables.
    incident, facility : ndarray (k,) of int
        Rows; -1 for a facility that is not in the table.

    Returns
    -------
    ndarray (k,)
        NaN where either has no location.
    """
    metres = np.full(len(incident), np.nan)
    shapes = np.asarray(inputs.prepared.facilities.table.geometry.to_numpy(), dtype=object)
    points = inputs.located.points
    for row in np.unique(facility):
        if row < 0 or shapes[row] is None or shapes[row].is_empty:
            continue
        at = np.flatnonzero(facility == row)
        metres[at] = nearest(points[incident[at]], index_targets(shapes[[row]])).distance_m
    return metres


_KEYS = ("facility_id", "facility_m", "facility_m_min", "facility_m_max")
_NOTHING: dict[str, Any] = dict.fromkeys(_KEYS)


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _distance(entry: dict[str, Any]) -> float:
    return np.inf if entry["facility_m"] is None else float(entry["facility_m"])


NAMED_FACILITIES = Measure(
    "named_facilities",
    {
        "named_facilities": "for each facility that the incident names, in order: facility_id, facility_m, "
        "facility_m_min, facility_m_max in metres; None where unknown",
        "named_facility_id": "id of the nearest of them",
        "named_facility_m": "geodesic distance to it, in metres",
        "named_facility_m_min": "least distance that the uncertainties allow, in metres",
        "named_facility_m_max": "greatest distance that the uncertainties allow, in metres",
    },
    _compute,
)
