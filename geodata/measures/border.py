"""The nearest land border of each incident, and which pair of countries it parts. Pure."""

from typing import Any

import numpy as np

from geodata.geodesy import interval_m
from geodata.measures.measure import Inputs, Measure


def _compute(inputs: Inputs) -> dict[str, Any]:
    borders = inputs.prepared.borders
    if borders.lines is None:
        count = len(inputs.incidents)
        nothing = dict.fromkeys(BORDER.columns, np.full(count, np.nan))
        return nothing | dict.fromkeys(("border_pair", "border_disputed"), [None] * count)
    found = inputs.located.nearest(borders.lines)
    low, high = interval_m(found.distance_m, inputs.located.uncertainty_m, borders.source.uncertainty_m)
    return {
        "border_m": found.distance_m,
        "border_m_min": low,
        "border_m_max": high,
        "border_pair": borders.pair[found.index],
        "border_disputed": borders.disputed[found.index],
        "border_lon": found.foot_lon,
        "border_lat": found.foot_lat,
    }


BORDER = Measure(
    "border",
    {
        "border_m": "geodesic distance to the nearest land border under the viewpoint, in metres",
        "border_m_min": "least distance that the uncertainties of incident and border allow, in metres",
        "border_m_max": "greatest distance that the uncertainties allow, in metres",
        "border_pair": "the two countries, codes in alphabetical order: KZ-RU",
        "border_disputed": "whether that stretch of border is disputed",
        "border_lon": "longitude of the nearest place on the border, in degrees",
        "border_lat": "latitude of the nearest place on the border, in degrees",
    },
    _compute,
    by_borders=True,
)
