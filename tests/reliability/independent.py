"""What a GeoJSON file holds, as Python's own `json` and `shapely.geometry.shape` read it.

An oracle for what a page carries: it knows of the project only which names are fields and what the columns of
fields are (docs/dataset.md): whole or not, a number of a field is a double; one value of a list is a list; an
id is text, or kept beside the one that was given where it is none; null states nothing; what does not fit
a member of an object stands beside it under its path. All other properties keep their types.
"""

import json
import math
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from geodata.dataset import Dataset
from geodata.fields import is_plain_number
from geodata.schema import FACILITY, INCIDENT, Record

NOTHING = object()
OTHER_NAMES = {
    "facility": {"country": "countries"},
    "incident": {"date": "start", "name": "title", "facility_id": "facility_ids"},
}


def features_of(path: Path) -> list[dict[str, Any]]:
    """The features of a file, a bare geometry as one without properties."""
    root = json.loads(path.read_bytes().decode("utf-8-sig"))
    if root["type"] == "FeatureCollection":
        features: list[dict[str, Any]] = root["features"]
        return features
    return [root if root["type"] == "Feature" else {"geometry": root, "properties": None}]


def is_same(one: Any, other: Any) -> bool:
    """Whether two values of JSON are equal in value and type, at every depth."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(is_same(one[name], other[name]) for name in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, float):
        return one == other and math.copysign(1, one) == math.copysign(1, other)
    return bool(one == other)


def geometry_of(feature: dict[str, Any]) -> Any:
    """The geometry as the file has it; None where it has none, or one without positions."""
    held = feature["geometry"]
    found = None if held is None else shape(held)
    return None if found is None or found.is_empty else found


def is_same_place(one: Any, other: Any) -> bool:
    """Whether two geometries have the same type and positions, in order."""
    if one is None or other is None:
        return one is other
    outlines = [repr(mapping(shapely.force_2d(shape))) for shape in (one, other)]
    heights = [shapely.get_coordinates(shape, include_z=True)[:, 2] for shape in (one, other)]
    return outlines[0] == outlines[1] and np.array_equal(*heights, equal_nan=True)


def differences(features: list[dict[str, Any]], ids: list[str], carried: Dataset) -> Iterator[str]:
    """Say what is otherwise in a page's dataset than in the features of a file, whose rows have these ids."""
    is_incident = len(carried.incidents) > 0
    table = carried.incidents if is_incident else carried.facilities
    record = INCIDENT if is_incident else FACILITY
    rows = {row["id"]: row for row in table.to_dict("records")}
    if len(rows) != len(features) or len(ids) != len(features):
        yield f"{len(features)} features, of which {len(rows)} are in the page"
        return
    for number, (feature, id_) in enumerate(zip(features, ids, strict=True)):
        row = rows[id_]
        expected, found = geometry_of(feature), row["geometry"]
        if not is_same_place(expected, found):
            yield f"feature {number}: the geometry is {found}, not {expected}"
        for said in _other_properties(feature.get("properties") or {}, row, record):
            yield f"feature {number}: {said}"


def _other_properties(properties: dict[str, Any], row: dict[str, Any], record: Record) -> Iterator[str]:
    fields = {field.name: field for field in record.fields if field.name != "claims"}
    other = OTHER_NAMES[record.name]
    meant = {name: other[name] for name in other if other[name] not in properties}
    stated = {meant.get(name, name): value for name, value in properties.items()}
    extra = row["extra"]
    if isinstance(stated.get("id"), list | dict):  # can be none, and is kept beside the one that it got
        stated[next(name for n in count(2) if (name := f"id~{n}") not in stated)] = stated.pop("id")
    apart = {path for path in extra.keys() - stated.keys() if is_same(_at(path, stated), extra[path])}
    for name, value in stated.items():
        if name not in fields:
            if name not in extra or not is_same(value, extra[name]):
                yield f"{name!r} is {extra.get(name, 'missing')!r}, not {value!r}"
        elif name == "id":
            continue  # made unique; rows are found by it
        elif name in extra:
            if not is_same(value, extra[name]):
                yield f"{name!r} is {extra[name]!r}, not {value!r}"
        elif value is not None and not _is_in_field(_without(value, name, apart), row[name], fields[name]):
            yield f"the field {name!r} is {row[name]!r}, not {value!r}"
    for name in extra.keys() - stated.keys() - apart:
        yield f"{name!r} is {extra[name]!r}, and in the file it is not"


def _at(path: str, value: Any) -> Any:
    """What stands at a path of names and places; nothing where there is no such thing."""
    for step in path.split("/"):
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return NOTHING
    return value


def _without(value: Any, path: str, apart: set[str]) -> Any:
    """A value without the members of its objects that were set aside."""
    if isinstance(value, list):
        return [_without(item, f"{path}/{at}", apart) for at, item in enumerate(value)]
    if isinstance(value, dict):
        return {name: held for name, held in value.items() if f"{path}/{name}" not in apart}
    return value


def _is_in_field(value: Any, found: Any, field: Any) -> bool:
    if field.many:
        return is_same(value if isinstance(value, list) else [value], list(found or ()))
    if is_plain_number(field):
        return is_same(float(value), float(found))
    return is_same(value, found)


def unsaid_changes(
    features: list[dict[str, Any]], dataset: Dataset, findings: list[dict[str, Any]]
) -> list[int]:
    """Give the features whose geometry was changed without a word.

    Parameters
    ----------
    features : list of dict
        As the file has them.
    dataset : Dataset
        As it was read.
    findings : list of dict
        What was said of it.
    """
    refused = {item["feature"] for item in findings if item["severity"] == "reject"}
    told = {
        item["feature"]
        for item in findings
        if item["severity"] == "repair" or item["rule"] == "empty-collection"
    }
    table = dataset.incidents if len(dataset.incidents) else dataset.facilities
    kept = [number for number in range(len(features)) if number not in refused]
    silent = []
    for number, found in zip(kept, table.geometry.tolist(), strict=True):
        if number in told or None in told:
            continue
        try:
            expected = geometry_of(features[number])
        except Exception:  # noqa: BLE001 (what Shapely cannot take as it stands was changed to be used)
            silent.append(number)
        else:
            silent += [] if is_same_place(expected, found) else [number]
    return silent
