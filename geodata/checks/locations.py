"""Locations that are missing, unlikely, or known too little for what is said of them. Pure."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import numpy as np
import shapely

from geodata.checks.check import Check, lacking, note, place_of, stated
from geodata.dataset import Dataset
from geodata.fields import is_number
from geodata.report import Finding

_DISTANCES: Final = ("distance_km_high", "distance_km", "distance_km_low")
"""The figures of an interception, the farthest first."""


def _run(dataset: Dataset) -> Iterator[Finding]:
    for table in ("facilities", "incidents"):
        shapes = getattr(dataset, table).geometry.to_numpy()
        yield from _no_geometry(dataset, table, shapes)
        yield from _null_island(dataset, table, shapes)
        yield from _no_uncertainty(dataset, table, shapes)
    yield from _impossible_distances(dataset)
    yield from _interceptions(dataset)


def _no_geometry(dataset: Dataset, table: str, shapes: Any) -> Iterator[Finding]:
    rows = np.flatnonzero(_is_nowhere(shapes)).tolist()
    hint = "It stands in the table, but not on the map. Add a geometry where the place is known."
    found = lacking(dataset, table, rows, rule="no-geometry", path="", what="location", hint=hint)
    for finding, row in zip(found, rows, strict=False):
        pointer = place_of(dataset, table).member(row, "geometry") if finding.pointer else ""
        yield replace(finding, pointer=pointer)


def _null_island(dataset: Dataset, table: str, shapes: Any) -> Iterator[Finding]:
    at_origin = shapely.equals(shapes, shapely.Point(0, 0))
    for row in np.flatnonzero(at_origin).tolist():
        message = "the point lies at 0,0, which mostly means that its place is not known."
        finding = note(
            dataset, table, row, "null-island", "", message, 'Write "geometry": null where it is not known.'
        )
        yield replace(finding, pointer=f"{place_of(dataset, table).member(row, 'geometry')}/coordinates")


def _no_uncertainty(dataset: Dataset, table: str, shapes: Any) -> Iterator[Finding]:
    unstated = getattr(dataset, table)["uncertainty_m"].isna().to_numpy()
    rows = np.flatnonzero(unstated & ~_is_nowhere(shapes)).tolist()
    yield from lacking(
        dataset,
        table,
        rows,
        rule="no-uncertainty",
        path="uncertainty_m",
        what="uncertainty_m",
        hint="Its distances are given without the error of its location. Add a radius in metres.",
    )


def _is_nowhere(shapes: Any) -> Any:
    return shapely.is_missing(shapes) | shapely.is_empty(shapes)


def _impossible_distances(dataset: Dataset) -> Iterator[Finding]:
    """Note distances of interceptions below zero, and ranges that end before they start."""
    for row, interception in stated(dataset.incidents["interception"]):
        figures = {name: value for name in _DISTANCES if is_number(value := interception.get(name))}
        for name in (name for name, value in figures.items() if value < 0):
            message = f"the reported distance is {figures[name]:g} km; no ring is drawn for less than 0 km."
            hint = "Write the distance from the facility without a sign."
            path = f"interception/{name}"
            yield note(dataset, "incidents", row, "negative-distance", path, message, hint)
        low, high = (figures.get(name, math.nan) for name in ("distance_km_low", "distance_km_high"))
        if low > high:
            message = f"the range starts at {low:g} km and ends at {high:g} km."
            path = "interception/distance_km_low"
            hint = "Exchange the two ends, or correct one."
            yield note(dataset, "incidents", row, "range-order", path, message, hint)


def _interceptions(dataset: Dataset) -> Iterator[Finding]:
    facilities = dataset.facilities
    errors_m = dict(zip(facilities["id"], facilities["uncertainty_m"], strict=True))
    own_m = dataset.incidents["uncertainty_m"].tolist()
    for row, interception in stated(dataset.incidents["interception"]):
        distance_km = _farthest_km(interception)
        if distance_km is None:
            message = "an interception is reported without a distance; no ring is drawn."
            hint = "Add distance_km where a source states one."
            yield note(dataset, "incidents", row, "no-distance", "interception", message, hint)
            continue
        error_km = max(_known(own_m[row]), _known(errors_m.get(str(interception.get("facility_id"))))) / 1e3
        if 0 <= distance_km < error_km:
            message = f"the reported {distance_km:g} km are less than the location's error, {error_km:g} km;"
            hint = "the ring says little about the place. Locate it more closely, or read the distance alone."
            path = "interception/distance_km"
            yield note(dataset, "incidents", row, "distance-within-error", path, message, hint)


def _known(error_m: float | None) -> float:
    return error_m if error_m is not None and is_number(error_m) else 0.0


def _farthest_km(interception: dict[str, Any]) -> float | None:
    return next((interception[name] for name in _DISTANCES if is_number(interception.get(name))), None)


LOCATIONS = Check(
    "locations",
    "no geometry, a point at 0,0, no stated uncertainty, an interception without a distance, with one below"
    " zero or below the error of the location, or with a range that ends before it starts",
    _run,
)
