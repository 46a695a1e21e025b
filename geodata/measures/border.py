"""The nearest land border of each incident, and which pair of countries it parts. Pure."""

from functools import lru_cache
from typing import Any

import numpy as np

from geodata.borders import Borders
from geodata.geodesy import Targets, index_targets, interval_m, nearest
from geodata.measures.measure import Inputs, Measure


@lru_cache(maxsize=8)
def line_targets(borders: Borders) -> Targets:
    """Index the border lines, once for each `Borders`.

    Parameters
    ----------
    borders : Borders
        With at least one line.

    Returns
    -------
    Targets
    """
    return index_targets(borders.lines.geometry)


def _compute(inputs: Inputs) -> dict[str, Any]:
    lines = inputs.borders.lines
    count = len(inputs.incidents)
    if not len(lines):
        nothing = np.full(count, np.nan)
        return dict.fromkeys(BORDER.columns, nothing) | dict.fromkeys(
            ("border_pair", "border_disputed"), [None] * count
        )
    found = nearest(inputs.located.points, line_targets(inputs.borders))
    low, high = interval_m(found.distance_m, inputs.located.uncertainty_m, inputs.borders.uncertainty_m)
    pair = np.array([*lines["pair"], None], dtype=object)
    disputed = np.array([*(bool(value) for value in lines["disputed"]), None], dtype=object)
    return {
        "border_m": found.distance_m,
        "border_m_min": low,
        "border_m_max": high,
        "border_pair": pair[found.index],
        "border_disputed": disputed[found.index],
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
)
