"""Batches of features in which nothing is unusual, read as columns and without a look at each. Pure.

Whatever is unusual in a batch, be it a fault or only rare, is left to the rooms that take features one by
one: they alone decide what becomes of it. What is plain is read here as they would read it.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import orjson
import shapely

from geodata.geojson.limits import Limits
from geodata.geojson.table import Batch


class Unusual(Exception):
    """Something here is for the rooms that look at each feature."""


_PARTS: Final = (
    frozenset(("type", "geometry", "properties")),
    frozenset(("type", "id", "geometry", "properties")),
)
_GEOMETRY: Final = (frozenset(("type", "coordinates")),)
_FLAT: Final = frozenset((str, int, bool, float, type(None)))
_WHOLE_TO: Final = 2.0**63
"""Beyond it orjson gives whole numbers as floats."""

_DEPTH_OF_VALUES: Final = 4
"""How deep the properties' values stand, as the nesting of a document is counted."""


def read_plain(data: bytes, start: int, limits: Limits) -> Batch:
    """Read a batch of features in which nothing is unusual.

    Parameters
    ----------
    data : bytes
        Features with commas between them.
    start : int
        Index of the first of them.
    limits : Limits
        The bounds on nesting and strings.

    Returns
    -------
    Batch
        What `read_feature` would give for each of them, without a remark.

    Raises
    ------
    Unusual
        Something in it must be looked at more closely.

    Examples
    --------
    >>> data = b'{"type":"Feature","geometry":{"type":"Point","coordinates":[30,50]},"properties":{"a":1}}'
    >>> batch = read_plain(data, 7, Limits())
    >>> batch.indices, batch.geometries.tolist(), batch.properties
    (range(7, 8), [<POINT (30 50)>], [{'a': 1}])
    """
    features = _parse(data, limits)
    _require(set(map(type, features)) == {dict} and _have_names(features, _PARTS))
    _require([feature["type"] for feature in features].count("Feature") == len(features))
    ids = [feature.get("id") for feature in features]
    _require(set(map(type, (feature["id"] for feature in features if "id" in feature))) <= {str, int})
    geometries = [feature["geometry"] for feature in features]
    properties = [feature["properties"] for feature in features]
    _require(set(map(type, properties)) == {dict})
    points = _points(geometries)
    names = sum(map(len, chain(features, (item for item in geometries if item), properties)))
    names += _names_below(chain.from_iterable(map(dict.values, properties)), _DEPTH_OF_VALUES, limits)
    _require(_count_of_names(data) == names)
    foreign: list[dict[str, Any]] = [{}] * len(features)
    return Batch(range(start, start + len(features)), ids, points, properties, foreign)


def _require(usual: bool) -> None:
    if not usual:
        raise Unusual


def _parse(data: bytes, limits: Limits) -> list[Any]:
    """Parse features; strings can be no longer than the text.

    Of what the strict parser refuses, orjson lets pass names that occur twice, and it turns whole numbers
    beyond 64 bits into floats: `_count_of_names` and `_names_below` see to these.
    """
    _require(len(data) <= limits.max_string)
    try:
        features: list[Any] = orjson.loads(b"[%b]" % data)
    except orjson.JSONDecodeError:
        raise Unusual from None
    return features


def _have_names(objects: Iterable[dict[str, Any]], known: tuple[frozenset[str], ...]) -> bool:
    return all(frozenset(names) in known for names in set(map(tuple, objects)))


def _points(geometries: list[Any]) -> npt.NDArray[np.object_]:
    """Make the points of geometry objects; None stays None."""
    objects = [geometry for geometry in geometries if geometry is not None]
    made = np.full(len(geometries), None, dtype=np.object_)
    if not objects:
        return made
    _require(set(map(type, objects)) == {dict} and _have_names(objects, _GEOMETRY))
    _require([geometry["type"] for geometry in objects].count("Point") == len(objects))
    positions = _positions([geometry["coordinates"] for geometry in objects])
    made[[geometry is not None for geometry in geometries]] = shapely.points(positions)
    return made


def _positions(coordinates: list[Any]) -> npt.NDArray[np.float64]:
    """Give positions as an array where all are on the globe, and none at 0,0."""
    _require(set(map(type, coordinates)) == {list})
    sizes = set(map(len, coordinates))
    _require(sizes in ({2}, {3}))
    _require(set(map(type, chain.from_iterable(coordinates))) <= {int, float})
    (size,) = sizes
    numbers = chain.from_iterable(coordinates)
    positions = np.fromiter(numbers, dtype=np.float64, count=size * len(coordinates)).reshape(-1, size)
    low, high = positions.min(axis=0), positions.max(axis=0)
    _require(low[0] >= -180 and high[0] <= 180 and low[1] >= -90 and high[1] <= 90)
    _require(bool(positions[:, :2].any(axis=1).all()))
    return positions


def _names_below(values: Iterable[Any], depth: int, limits: Limits) -> int:
    """Count the names of all objects in values; require that their numbers are as they are written."""
    flat = list(values)
    kinds = set(map(type, flat))
    if float in kinds:
        floats = [value for value in flat if type(value) is float]
        _require(max(floats) < _WHOLE_TO and min(floats) > -_WHOLE_TO)
    if kinds <= _FLAT:
        return 0
    _require(depth < limits.max_nesting)
    objects = [value for value in flat if type(value) is dict]
    arrays = [value for value in flat if type(value) is list]
    inner = chain(chain.from_iterable(map(dict.values, objects)), chain.from_iterable(arrays))
    return sum(map(len, objects)) + _names_below(inner, depth + 1, limits)


def _count_of_names(data: bytes) -> int:
    """Count the names in a JSON text, or more than there are; where no name occurs twice, mostly right.

    A quote before a colon ends a name, but where a string begins with a colon, or has a quote in it.
    """
    count = data.count(b'":')
    if count != data.count(b":"):
        # A name may be followed by spaces, which then would not be counted.
        _require(not any(space in data for space in (b" :", b"\n:", b"\t:", b"\r:")))
    return count
