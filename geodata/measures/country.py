"""The country that contains each incident. Pure."""

from typing import Any

from geodata.measures.measure import Inputs, Measure


def _compute(inputs: Inputs) -> dict[str, Any]:
    borders = inputs.prepared.borders
    if borders.areas is None:
        return {"country": [None] * len(inputs.incidents)}
    return {"country": borders.country[inputs.located.containing(borders.areas)]}


COUNTRY = Measure(
    "country",
    {
        "country": "ISO 3166-1 alpha-2 code of the country that contains the mapped point under the "
        "viewpoint; None at sea; on a common outline the code that comes first in the alphabet"
    },
    _compute,
    by_borders=True,
)
