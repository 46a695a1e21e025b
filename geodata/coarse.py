"""Incidents whose places are rounded to a grid, and whose texts tell no finer place. Pure."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.dataset import Dataset
from geodata.geodesy.ellipsoid import Floats, distance_m
from geodata.grid import round_places

ROUNDED: Final = "[rounded]"
"""Stands in a text where a place stood that is finer than the grid."""

RULES: Final = (
    "Points are rounded to the middle of a grid's cell; a line or an area becomes such a point, with an error"
    " that contains it.",
    "A location error that is stated grows by the largest shift that the grid can give; one that is not known"
    " stays unknown.",
    "Facilities are public assets and stay where they are; reported distances of interceptions stay as"
    " reported.",
    "Properties of incidents and claims that the schema does not know stay out, for any of them may tell the"
    " place; in texts, pairs of decimal degrees, degrees with minutes, and decimals near the place itself are"
    " replaced by “[rounded]”. What a text says in words stays.",
    "The revision log stays out, for it may hold the place as it was.",
)
"""What rounding does, as sentences to print."""

_NUMBER: Final = r"[-−]?\d{1,3}(?:\.\d{3,}|,\d{4,})"
_PAIR: Final = re.compile(
    rf"{_NUMBER}\s*°?\s*[NSEW]?(?:\s*[,;/|+]\s*|\s+|%2C|!4d|&\w+=){_NUMBER}\s*°?\s*[NSEW]?", re.IGNORECASE
)
_ANGLE: Final = re.compile(
    r"\d{1,3}\s*°\s*\d{1,2}(?:[.,]\d+)?\s*['′’](?:\s*\d{1,2}(?:[.,]\d+)?\s*[\"″”])?\s*[NSEW]?"
)
_SINGLE: Final = re.compile(rf"(?<![\d.]){_NUMBER}(?![\d.])")
_NEAR_DEG: Final = 0.1


def round_incidents(dataset: Dataset, size_m: float) -> tuple[Dataset, float]:
    """Round the places of a dataset's incidents.

    Parameters
    ----------
    dataset : Dataset
        What was read; unchanged.
    size_m : float
        About how large the grid's cells are, in metres.

    Returns
    -------
    dataset : Dataset
        With `RULES` applied.
    shift_m : float
        By how much the location errors have grown at most.

    Raises
    ------
    InvalidArgument
        If no grid has cells of that size.
    """
    shapes = dataset.incidents.geometry.to_numpy()
    known = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    before = _middles(shapes)
    found = round_places(*before[known].T, size_m=size_m)
    after = np.full(before.shape, np.nan)
    after[known] = np.column_stack([found.lon, found.lat])
    grown = np.zeros(len(shapes))
    grown[known] = found.shift_m
    errors = dataset.incidents["uncertainty_m"].to_numpy() + grown
    wide = known & (shapely.get_type_id(shapes) != 0)
    reach = [_reach(shape, *place) for shape, place in zip(shapes[wide], after[wide], strict=True)]
    errors[wide] = np.ceil(np.array(reach) / size_m) * size_m + np.nan_to_num(errors[wide])
    points = np.where(known, shapely.points(np.nan_to_num(after)), shapes)
    incidents = _told(dataset.incidents, before).assign(uncertainty_m=errors)
    incidents = incidents.set_geometry(
        gpd.GeoSeries(points, index=incidents.index, crs=dataset.incidents.crs)
    )
    rows = dict(zip(dataset.incidents["id"].tolist(), before, strict=True))
    nowhere = np.full(2, np.nan)
    of_claims = [rows.get(id_, nowhere) for id_ in dataset.claims["incident_id"].tolist()]
    rounded = replace(
        dataset,
        incidents=incidents,
        claims=_told(dataset.claims, of_claims),
        sources=_told(dataset.sources, [nowhere] * len(dataset.sources), extra=True),
        changes=(),
        reports=(),
        places={},
    )
    return rounded, float(found.shift_m.max(initial=0))


def _middles(shapes: Any) -> Floats:
    """Give the point of each geometry that is rounded: a point itself, of others the middle of their box."""
    west, south, east, north = shapely.bounds(shapes).T
    middles: Floats = np.column_stack([(west + east) / 2, (south + north) / 2])
    return middles


def _reach(shape: Any, lon: float, lat: float) -> float:
    """Give how far a geometry reaches from a point, in metres."""
    return float(distance_m(lon, lat, *shapely.get_coordinates(shape).T).max())


def _told(table: Any, places: Any, *, extra: bool = False) -> Any:
    """Give a table whose texts and objects tell no place finer than the grid."""
    changed: dict[str, pd.Series] = {}
    if not extra:
        blank: list[Any] = [{} for _ in range(len(table))]
        changed["extra"] = pd.Series(blank, index=table.index, dtype="object")
    for name in table.columns:
        if name in ("id", "incident_id", "source", "geometry", *changed) or table[name].dtype.kind in "fib":
            continue
        cells = table[name].tolist()
        coarse = [
            None if cell is None else coarse_value(cell, place)
            for cell, place in zip(cells, places, strict=True)
        ]
        changed[str(name)] = pd.Series(coarse, index=table.index, dtype="object")
    return table.assign(**changed)


def coarse_value(value: Any, place: Any) -> Any:
    """Give a value that tells no place finer than the grid.

    Parameters
    ----------
    value : object
        A cell of a table, unchanged.
    place : pair of float
        Longitude and latitude of what the cell is about; NaN where unknown.

    Returns
    -------
    object
        The value, with `ROUNDED` in the place of coordinates.

    Examples
    --------
    >>> coarse_value("seen at 44.8613, 37.4412; 1.250 t burned", (37.4412, 44.8613))
    'seen at [rounded]; 1.250 t burned'
    >>> coarse_value({"at": 44.8613, "fires": 2}, (37.4412, 44.8613))
    {'at': None, 'fires': 2}
    """
    if isinstance(value, str):
        text = _ANGLE.sub(ROUNDED, _PAIR.sub(ROUNDED, value))
        return _SINGLE.sub(lambda found: ROUNDED if _is_near(found.group(), place) else found.group(), text)
    if isinstance(value, float):
        return None if _tells(value, place) else value
    if isinstance(value, Mapping):
        return {key: coarse_value(member, place) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(coarse_value(item, place) for item in value)
    return value


def _is_near(text: str, place: Any) -> bool:
    number = float(text.replace(",", ".").replace("−", "-"))
    return any(abs(abs(number) - abs(side)) < _NEAR_DEG for side in place)


def _tells(number: float, place: Any) -> bool:
    """Tell whether a number of three decimals or more lies near a side of the place."""
    return round(number, 2) != number and any(abs(abs(number) - abs(side)) < _NEAR_DEG for side in place)
