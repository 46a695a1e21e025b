"""The country that contains each incident. Pure."""

from typing import Any

import numpy as np

from geodata.geodesy import containing
from geodata.measures.measure import Inputs, Measure


def _compute(inputs: Inputs) -> dict[str, Any]:
    countries = inputs.borders.countries
    codes = np.array([*countries["country"], None], dtype=object)
    if not len(countries):
        return {"country": [None] * len(inputs.incidents)}
    return {"country": codes[containing(inputs.located.points, countries)]}


COUNTRY = Measure(
    "country",
    {
        "country": "ISO 3166-1 alpha-2 code of the country that contains the mapped point under the "
        "viewpoint; None at sea; on a common outline the code that comes first in the alphabet"
    },
    _compute,
)
