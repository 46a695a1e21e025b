"""The nearest facility of each incident and how far it is. Pure."""

from typing import Any

import numpy as np

from geodata.geodesy import interval_m
from geodata.measures.measure import Inputs, Measure


def _compute(inputs: Inputs) -> dict[str, Any]:
    facilities = inputs.prepared.facilities
    if facilities.targets is None:
        count = len(inputs.incidents)
        nothing = dict.fromkeys(NEAREST_FACILITY.columns, np.full(count, np.nan))
        return nothing | {"nearest_facility_id": [None] * count}
    found = inputs.located.nearest(facilities.targets, within_m=inputs.within_m)
    uncertainty_m = facilities.uncertainty_m[found.index]
    low, high = interval_m(found.distance_m, inputs.located.uncertainty_m, uncertainty_m)
    return {
        "nearest_facility_id": facilities.ids[found.index],
        "nearest_facility_m": found.distance_m,
        "nearest_facility_m_min": low,
        "nearest_facility_m_max": high,
        "nearest_facility_lon": found.foot_lon,
        "nearest_facility_lat": found.foot_lat,
    }


NEAREST_FACILITY = Measure(
    "nearest_facility",
    {
        "nearest_facility_id": "id of the nearest facility; None where there is none",
        "nearest_facility_m": "geodesic distance to it, 0 inside an area, in metres",
        "nearest_facility_m_min": "least distance that the uncertainties allow, in metres",
        "nearest_facility_m_max": "greatest distance that the uncertainties allow, in metres",
        "nearest_facility_lon": "longitude of the nearest place on it, in degrees",
        "nearest_facility_lat": "latitude of the nearest place on it, in degrees",
    },
    _compute,
)
