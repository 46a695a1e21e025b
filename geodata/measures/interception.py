"""Reported interceptions: a distance from a facility, and how the mapped point agrees with it. Pure."""

from statistics import median
from typing import Any

import numpy as np
import pandas as pd

from geodata.geodesy import interval_m
from geodata.measures.located import column
from geodata.measures.measure import Inputs, Measure
from geodata.measures.named_facilities import distances_of_pairs


def _compute(inputs: Inputs) -> dict[str, Any]:
    reported = [value or {} for value in column(inputs.incidents, "interception")]
    low_km, middle_km, high_km = np.array([_figures(one) for one in reported]).reshape(-1, 3).T
    facilities = inputs.prepared.facilities
    facility = facilities.rows(one.get("facility_id") for one in reported)
    mapped_m = distances_of_pairs(inputs, np.arange(len(reported)), facility)
    uncertainty_m = facilities.uncertainty_m[facility]
    least_m, most_m = interval_m(mapped_m, inputs.located.uncertainty_m, uncertainty_m)
    return {
        "interception_facility_id": [one.get("facility_id") for one in reported],
        "interception_claimed_by": [one.get("claimed_by") for one in reported],
        "interception_km": middle_km,
        "interception_km_low": low_km,
        "interception_km_high": high_km,
        "interception_mapped_m": mapped_m,
        "interception_mapped_m_min": least_m,
        "interception_mapped_m_max": most_m,
        "interception_agrees": _agreement(low_km * 1e3, high_km * 1e3, mapped_m, least_m, most_m),
    }


def _figures(reported: dict[str, Any]) -> tuple[float, float, float]:
    """Low, stated and high distance in km; a single figure is its own range; NaN where not stated."""
    stated, low, high = (
        np.nan if reported.get(key) is None else float(reported[key])
        for key in ("distance_km", "distance_km_low", "distance_km_high")
    )
    low, high = (stated if np.isnan(low) else low), (stated if np.isnan(high) else high)
    return low, (low + high) / 2 if np.isnan(stated) else stated, high


def _agreement(low_m: Any, high_m: Any, mapped_m: Any, least_m: Any, most_m: Any) -> list[bool | None]:
    """Whether the reported and the mapped interval meet; None where that cannot be told."""
    found: list[bool | None] = []
    for low, high, mapped, least, most in zip(low_m, high_m, mapped_m, least_m, most_m, strict=True):
        if np.isnan([low, high, mapped]).any():
            found.append(None)
        elif low <= mapped <= high:
            found.append(True)
        elif np.isnan([least, most]).any():
            found.append(None)
        else:
            found.append(bool(least <= high and low <= most))
    return found


def interceptions_by_facility(incidents: pd.DataFrame) -> pd.DataFrame:
    """Sum up the reported interception distances of each facility.

    Parameters
    ----------
    incidents : DataFrame
        With `interception` and, where known, `start`.

    Returns
    -------
    DataFrame
        One row per facility that an interception names, in order of id: `facility_id`, `count` (reports
        with a distance), `minimum_km`, `median_km`, `latest` (start of the latest incident), `latest_km`.
        A range counts with its middle, and with its low end for the minimum.

    Examples
    --------
    >>> incidents = pd.DataFrame({
    ...     "start": ["2025-03-24", "2025-04-02"],
    ...     "interception": [{"distance_km": 7, "facility_id": "a"}, {"distance_km": 3, "facility_id": "a"}]})
    >>> interceptions_by_facility(incidents)[["count", "minimum_km", "median_km", "latest_km"]].to_numpy()
    array([[2., 3., 5., 3.]])
    """
    reports: dict[str, list[tuple[str, float, float]]] = {}
    for reported, start in zip(column(incidents, "interception"), column(incidents, "start"), strict=True):
        low, middle, _ = _figures(reported or {})
        if not np.isnan(middle) and reported.get("facility_id") is not None:
            reports.setdefault(reported["facility_id"], []).append((str(start or ""), low, middle))
    rows = []
    for facility_id, found in sorted(reports.items()):
        latest, _, latest_km = max(found)
        dated = (latest, latest_km) if latest else (None, np.nan)
        minimum_km = min(min(low, middle) for _, low, middle in found)
        rows.append((facility_id, len(found), minimum_km, median(middle for _, _, middle in found), *dated))
    return pd.DataFrame(
        rows, columns=["facility_id", "count", "minimum_km", "median_km", "latest", "latest_km"]
    )


INTERCEPTION = Measure(
    "interception",
    {
        "interception_facility_id": "facility from which the distance was reported",
        "interception_claimed_by": "who reports it",
        "interception_km": "reported distance, or the middle of a reported range, in km",
        "interception_km_low": "low end of the reported distance, in km",
        "interception_km_high": "high end of the reported distance, in km",
        "interception_mapped_m": "distance of the mapped point from that facility, in metres",
        "interception_mapped_m_min": "least such distance that the uncertainties allow, in metres",
        "interception_mapped_m_max": "greatest such distance that the uncertainties allow, in metres",
        "interception_agrees": "whether reported and mapped distance can both be true; None if unknown",
    },
    _compute,
)
