"""(Analysis, Query) → View: what a map shows, as plain rows. Pure: no Folium, no Streamlit, no I/O."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely

from geodata.analysis import Analysis
from geodata.dataset import Dataset
from geodata.days import Days
from geodata.query import Query
from geodata.vocabulary import FACILITY_KINDS, INCIDENT_KINDS, STANDINGS
from mapapp.payload.order import RowOrder, order_along_curve

EVERYWHERE: Final = (-170.0, -55.0, 190.0, 75.0)

_GROUP_OF: Final = {term.name: term.group for term in FACILITY_KINDS}


@dataclass(frozen=True)
class View:
    """What a map shows.

    Parameters
    ----------
    analysis : Analysis
        The dataset with its standings and measures.
    query : Query
        What is shown at first, and under which viewpoint.
    """

    analysis: Analysis
    query: Query = field(default_factory=Query)

    @property
    def dataset(self) -> Dataset:
        """The dataset itself."""
        return self.analysis.dataset

    @cached_property
    def shown(self) -> npt.NDArray[np.bool_]:
        """Which incidents are shown at first, shape (n,)."""
        return self.query.mask(self.analysis)

    @cached_property
    def marks(self) -> npt.NDArray[np.float64]:
        """Where each incident is marked: longitude and latitude, shape (n, 2)."""
        return marks_of(self.dataset.incidents.geometry.to_numpy())

    @cached_property
    def order(self) -> RowOrder:
        """The order in which the page numbers the incidents."""
        return order_along_curve(*self.marks.T)

    @cached_property
    def days(self) -> tuple[Days, Days]:
        """First and last day of each incident, in the dataset's order; undated: the last before the first."""
        return self.analysis.facets.days

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """West, south, east, north of all that has a location and is shown; the whole world if nothing is."""
        shapes = self.dataset.incidents.geometry.to_numpy()[self.shown]
        if shapely.is_empty(shapes).sum() + shapely.is_missing(shapes).sum() == len(shapes):
            shapes = self.dataset.facilities.geometry.to_numpy()
        bounds = shapely.total_bounds(shapes) if len(shapes) else np.full(4, np.nan)
        if np.isnan(bounds).any():
            return EVERYWHERE
        west, south, east, north = (round(float(value), 5) for value in bounds)
        return west, south, east, north

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The group of each facility, in order; a kind that is not known belongs to "other"."""
        return tuple(_GROUP_OF.get(kind, "other") for kind in self.dataset.facilities["kind"])

    @cached_property
    def present(self) -> dict[str, list[str]]:
        """The kinds, standings and groups that occur, in the order of the vocabulary; unknown kinds last."""
        kinds = {kind or "other" for kind in self.dataset.incidents["kind"].tolist()}
        known = [term.name for term in INCIDENT_KINDS if term.name in kinds]
        standings = set(self.analysis.standings["standing"].tolist())
        order = dict.fromkeys(term.group for term in FACILITY_KINDS)
        return {
            "kinds": [*known, *sorted(kinds - set(known))],
            "standings": [term.name for term in STANDINGS if term.name in standings],
            "facility_groups": [group for group in order if group in set(self.groups)],
        }


def point_of(shape: Any) -> tuple[float, float] | None:
    """Give the longitude and latitude at which a geometry is marked; None where it has no location.

    A point is itself, a line is marked at half of its length, an area at a point inside.

    Examples
    --------
    >>> point_of(shapely.LineString([(0, 0), (2, 0)]))
    (1.0, 0.0)
    """
    if shape is None or shape.is_empty:
        return None
    if shape.geom_type.endswith("LineString"):
        mark = shape.interpolate(0.5, normalized=True)
    else:
        mark = shape if shape.geom_type == "Point" else shape.representative_point()
    return float(mark.x), float(mark.y)


def marks_of(shapes: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Give the longitude and latitude at which each geometry is marked, shape (n, 2); NaN without a location.

    Examples
    --------
    >>> marks_of(np.array([shapely.Point(37.44, 44.86), None])).tolist()
    [[37.44, 44.86], [nan, nan]]
    """
    marks = np.column_stack([shapely.get_x(shapes), shapely.get_y(shapes)])
    for row in np.flatnonzero(shapely.get_type_id(shapes) > 0):  # all that is there and is no point
        marks[row] = point_of(shapes[row]) or (np.nan, np.nan)
    return marks


def bounds_of(shape: Any) -> list[list[float]] | None:
    """Give a geometry's bounds as Leaflet takes them: [[south, west], [north, east]]."""
    if shape is None or shape.is_empty:
        return None
    west, south, east, north = (float(value) for value in shape.bounds)
    return [[south, west], [north, east]]
