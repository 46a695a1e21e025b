"""Reported interceptions: a distance from a facility, and how the mapped point agrees with it. Pure."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.geodesy import interval_m
from geodata.geodesy.ellipsoid import Floats
from geodata.measures.dated import date_rows
from geodata.measures.measure import Inputs, Measure
from geodata.measures.pairs import distances_of_pairs
from geodata.measures.rows import Objects, column

Flags = npt.NDArray[np.bool_]

AT_FACILITY_M: Final = 1.0
"""What is mapped no farther from a facility is mapped at it; positions are written to about a metre."""


def _compute(inputs: Inputs) -> dict[str, Any]:
    facilities, located = inputs.prepared.facilities, inputs.located
    reported = column(inputs.incidents, "interception")
    low_km, middle_km, high_km = _figures(reported)
    named = _member(reported, "facility_id")
    facility = facilities.rows(named)
    mapped_m, known = np.full(len(reported), np.nan), np.flatnonzero(facility >= 0)
    mapped_m[known] = distances_of_pairs(located, facilities, known, facility[known])
    least_m, most_m = interval_m(mapped_m, located.uncertainty_m, facilities.uncertainty_m[facility])
    comparable = _is_possible(low_km, middle_km, high_km) & ~np.isnan(mapped_m)
    meets = (least_m <= 1e3 * high_km) & (1e3 * low_km <= most_m)
    agrees = (1e3 * low_km <= mapped_m) & (mapped_m <= 1e3 * high_km) | meets
    told = comparable & (agrees | ~np.isnan(least_m))
    return {
        "interception_facility_id": named,
        "interception_claimed_by": _member(reported, "claimed_by"),
        "interception_km": middle_km,
        "interception_km_low": low_km,
        "interception_km_high": high_km,
        "interception_mapped_m": mapped_m,
        "interception_mapped_m_min": least_m,
        "interception_mapped_m_max": most_m,
        "interception_agrees": _where(told, agrees),
        "interception_agrees_by": _where(told, _rests_on(mapped_m, least_m)),
    }


def _rests_on(mapped_m: Floats, least_m: Floats) -> npt.NDArray[np.str_]:
    """Say what a comparison with the mapped distance rests on."""
    at_facility, may_be_there = mapped_m <= AT_FACILITY_M, least_m == 0
    return np.where(at_facility, "at_facility", np.where(may_be_there, "location_error", "distance"))


def _where(told: Flags, values: npt.NDArray[Any]) -> Objects:
    """Values where they can be told, None elsewhere."""
    found = values.astype(object)
    found[~told] = None
    return found


def _member(reported: Objects, name: str) -> list[Any]:
    return [None if one is None else one.get(name) for one in reported]


def _figures(reported: Objects) -> tuple[Floats, Floats, Floats]:
    """Low, stated and high distance in km; a single figure is its own range; NaN where not stated."""
    stated, low, high = (
        np.array(_member(reported, name), dtype=np.float64)
        for name in ("distance_km", "distance_km_low", "distance_km_high")
    )
    low, high = np.where(np.isnan(low), stated, low), np.where(np.isnan(high), stated, high)
    return low, np.where(np.isnan(stated), (low + high) / 2, stated), high


def _is_possible(low: Floats, middle: Floats, high: Floats) -> Flags:
    """Whether the figures are stated and can be true of one distance."""
    return np.asarray((low >= 0) & (low <= middle) & (middle <= high))


def interceptions_by_facility(incidents: pd.DataFrame) -> pd.DataFrame:
    """Sum up the reported interception distances of each facility.

    Parameters
    ----------
    incidents : DataFrame
        With `interception` and, where known, `start` and `end`.

    Returns
    -------
    DataFrame
        One row per facility that an interception names, in order of id: `facility_id`, `count` (reports
        with a distance), `minimum_km`, `median_km`, `latest` (date of the latest incident), `latest_km`.
        A range counts with its middle, and with its low end for the minimum. Negative distances and
        ranges whose ends are reversed do not count.

    Raises
    ------
    InvalidArgument
        For a date that is none.

    Examples
    --------
    >>> incidents = pd.DataFrame({
    ...     "start": ["2025-03-24", "2025-04-02"],
    ...     "interception": [{"distance_km": 7, "facility_id": "a"}, {"distance_km": 3, "facility_id": "a"}]})
    >>> interceptions_by_facility(incidents)[["count", "minimum_km", "median_km", "latest_km"]].to_numpy()
    array([[2., 3., 5., 3.]])
    """
    reported = column(incidents, "interception")
    low, middle, high = _figures(reported)
    starts, ends = column(incidents, "start"), column(incidents, "end")
    date = [end if start is None else start for start, end in zip(starts, ends, strict=True)]
    dated = date_rows(incidents)
    # Grouped by number: an index of ids alone would be one of UTF-8, which cannot hold every text.
    facility, ids = pd.factorize(np.fromiter(_member(reported, "facility_id"), dtype=object))
    columns = {
        "facility": np.where(facility < 0, np.nan, facility),
        "minimum_km": low,
        "latest_km": middle,
        "latest": pd.Series(date, dtype=object),
        "first": dated.first,
        "last": dated.last,
    }
    table = pd.DataFrame(columns)[_is_possible(low, middle, high)].dropna(subset="facility")
    by_facility = table.groupby("facility")
    summed = by_facility.agg(
        count=("latest_km", "size"), minimum_km=("minimum_km", "min"), median_km=("latest_km", "median")
    )
    in_time = table.dropna(subset="last").sort_values(["last", "first"], kind="stable")
    latest = in_time.drop_duplicates("facility", keep="last").set_index("facility")
    found = summed.join(latest[["latest", "latest_km"]])
    named = pd.Series(ids[found.index.astype(np.intp)], index=found.index, dtype=object)
    found.insert(0, "facility_id", named)
    found = found.sort_values("facility_id", ignore_index=True)
    return found.assign(latest=column(found, "latest"))


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
        "interception_agrees_by": "what that rests on: at_facility (the incident is mapped there), "
        "location_error (it may lie there) or distance; None where interception_agrees is",
    },
    _compute,
)
