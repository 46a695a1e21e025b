"""Distances to the facilities that an incident names in `facility_ids`. Pure."""

from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from geodata.geodesy import interval_m
from geodata.geodesy.ellipsoid import Floats
from geodata.measures.measure import Inputs, Measure
from geodata.measures.pairs import distances_of_pairs
from geodata.measures.rows import Rows, column


def _compute(inputs: Inputs) -> dict[str, Any]:
    facilities, located = inputs.prepared.facilities, inputs.located
    incident, names = pairs_named(inputs.incidents)
    count, facility = np.bincount(incident, minlength=len(inputs.incidents)), facilities.rows(names)
    metres = distances_of_pairs(located, facilities, incident, facility)
    low, high = interval_m(metres, located.uncertainty_m[incident], facilities.uncertainty_m[facility])
    first = _nearest_of_each(metres, incident, count)
    return {
        "named_facilities": _grouped(_entries(names, metres, low, high), count),
        "named_facility_id": np.array([*names, None], dtype=object)[first],
        "named_facility_m": np.append(metres, np.nan)[first],
        "named_facility_m_min": np.append(low, np.nan)[first],
        "named_facility_m_max": np.append(high, np.nan)[first],
    }


def pairs_named(incidents: pd.DataFrame) -> tuple[Rows, list[Any]]:
    """List each incident's row with each id in its `facility_ids`, in order.

    Parameters
    ----------
    incidents : DataFrame
        With `facility_ids` where known.

    Returns
    -------
    incident : ndarray (k,) of int
        Rows.
    names : list
        Ids, k of them.

    Examples
    --------
    >>> pairs_named(pd.DataFrame({"facility_ids": [["a", "b"], None, ["a"]]}))
    (array([0, 0, 2]), ['a', 'b', 'a'])
    """
    lists = [() if ids is None else ids for ids in column(incidents, "facility_ids")]
    count = np.array([len(ids) for ids in lists], dtype=np.int64)
    return np.repeat(np.arange(len(lists)), count), list(chain.from_iterable(lists))


def _entries(names: list[Any], *metres: Floats) -> list[dict[str, Any]]:
    """One record for each pair; None where a distance is unknown."""
    known = ([None if value != value else value for value in one.tolist()] for one in metres)
    return [
        {"facility_id": name, "facility_m": at, "facility_m_min": low, "facility_m_max": high}
        for name, at, low, high in zip(names, *known, strict=True)
    ]


def _grouped(entries: list[dict[str, Any]], count: Rows) -> list[tuple[dict[str, Any], ...]]:
    """Give each incident its records."""
    ends = np.cumsum(count)
    begins = ends - count
    return [tuple(entries[begin:end]) for begin, end in zip(begins, ends, strict=True)]


def _nearest_of_each(metres: Floats, incident: Rows, count: Rows) -> Rows:
    """Pair with the least distance of each incident, the first of equal ones; -1 where there is none."""
    # Sorting is stable and puts unknown distances last.
    order = np.lexsort((metres, incident))
    first = np.full(len(count), -1, dtype=np.intp)
    first[count > 0] = order[(np.cumsum(count) - count)[count > 0]]
    return first


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
