"""Shapely geometries from the stored arcs: border lines, coasts and country polygons. Pure."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from geodata.borders.arcs import BorderArcs, Floats, Integers

Geometries = npt.NDArray[np.object_]


def arc_lines(arcs: BorderArcs, chosen: Integers, degrees: Floats) -> Geometries:
    """One LineString per chosen arc."""
    vertices, owner = _spread(arcs.arc_offsets, chosen)
    return np.asarray(shapely.linestrings(degrees[vertices], indices=owner), dtype=object)


def gathered(lines: Geometries, groups: Sequence[Integers]) -> Geometries:
    """One MultiLineString per group of lines."""
    flat = lines[np.concatenate(groups)] if len(groups) else lines[:0]
    owner = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    return np.asarray(shapely.multilinestrings(flat, indices=owner), dtype=object)


def country_shapes(arcs: BorderArcs, viewpoint: str, degrees: Floats) -> list[Any]:
    """Build the valid MultiPolygon of each country, in the order of `arcs.countries[viewpoint]`."""
    owners = np.array(arcs.owners[viewpoint])
    polygons, unit = _valid_polygons(arcs, degrees)
    owner = owners[unit]
    shapes: list[Any] = []
    for country in arcs.countries[viewpoint]:
        own = polygons[owner == country.code]
        if (owners == country.code).sum() > 1:
            own = shapely.get_parts(shapely.coverage_union_all(own))
        shapes.append(shapely.MultiPolygon(list(own)))
    return shapes


def _valid_polygons(arcs: BorderArcs, degrees: Floats) -> tuple[Geometries, Integers]:
    """All polygons, and the unit of each; those that the source's grid has made invalid are repaired."""
    polygons = _polygons(arcs, degrees)
    unit = np.repeat(np.arange(len(arcs.unit_names)), np.diff(arcs.unit_offsets))
    broken = ~shapely.is_valid(polygons)
    repaired = shapely.make_valid(polygons[broken], method="structure", keep_collapsed=False)
    parts, which = shapely.get_parts(repaired, return_index=True)
    polygons, unit = np.r_[polygons[~broken], parts], np.r_[unit[~broken], unit[broken][which]]
    return _joined(polygons, unit, _touching(arcs, degrees))


def _touching(arcs: BorderArcs, degrees: Floats) -> Geometries:
    """Points on arcs that one unit has on both sides: there two of its polygons share an edge."""
    inner = np.flatnonzero((arcs.arc_units < 0).all(axis=1))
    return np.asarray(shapely.points(degrees[arcs.arc_offsets[inner]]), dtype=object)


def _joined(polygons: Geometries, unit: Integers, points: Geometries) -> tuple[Geometries, Integers]:
    """Merge the polygons of one unit that meet at one of the points."""
    for point in points:
        at = np.flatnonzero(shapely.intersects(polygons, point))
        for which in np.unique(unit[at]):
            own = at[unit[at] == which]
            parts = shapely.get_parts(shapely.union_all(polygons[own]))
            polygons = np.r_[np.delete(polygons, own), parts]
            unit = np.r_[np.delete(unit, own), np.full(len(parts), which)]
            at = np.flatnonzero(shapely.intersects(polygons, point))
    return polygons, unit


def _polygons(arcs: BorderArcs, degrees: Floats) -> Geometries:
    """Polygons in stored order, as the source has them: not all are valid."""
    references = arcs.ring_arcs
    forward = references >= 0
    index = np.where(forward, references, ~references)
    vertices, owner = _spread(arcs.arc_offsets, index)
    # An arc that is walked backwards lists its vertices from last to first.
    mirrored = (arcs.arc_offsets[index] + arcs.arc_offsets[index + 1] - 1)[owner] - vertices
    vertices = np.where(forward[owner], vertices, mirrored)
    # Where arcs meet, their common vertex is needed once.
    ring_of_reference = np.repeat(np.arange(len(arcs.ring_offsets) - 1), np.diff(arcs.ring_offsets))
    begins = np.r_[True, owner[1:] != owner[:-1]]
    opens = np.zeros(len(references), dtype=bool)
    opens[arcs.ring_offsets[:-1]] = True
    keep = ~begins | opens[owner]
    rings = shapely.linearrings(degrees[vertices[keep]], indices=ring_of_reference[owner[keep]])
    polygon_of_ring = np.repeat(np.arange(len(arcs.polygon_offsets) - 1), np.diff(arcs.polygon_offsets))
    return np.asarray(shapely.polygons(rings, indices=polygon_of_ring), dtype=object)


def _spread(offsets: Integers, chosen: Integers) -> tuple[Integers, Integers]:
    """Positions of the parts of the chosen items, and to which choice each belongs."""
    counts = np.diff(offsets)[chosen]
    owner = np.repeat(np.arange(len(chosen)), counts)
    first = np.repeat(offsets[:-1][chosen] - (np.cumsum(counts) - counts), counts)
    return np.arange(len(owner)) + first, owner
