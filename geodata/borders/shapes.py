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
    """Build the MultiPolygon of each country, in the order of `arcs.countries[viewpoint]`."""
    owners = np.array(arcs.owners[viewpoint])
    polygons = _polygons(arcs, degrees)
    owner = np.repeat(owners, np.diff(arcs.unit_offsets))
    shapes: list[Any] = []
    for country in arcs.countries[viewpoint]:
        own = polygons[owner == country.code]
        if (owners == country.code).sum() > 1:
            # Units of one country share arcs with equal vertices, so that their common lines dissolve.
            own = shapely.get_parts(shapely.coverage_union_all(own))
        shapes.append(shapely.MultiPolygon(list(own)))
    return shapes


def _polygons(arcs: BorderArcs, degrees: Floats) -> Geometries:
    """Build all polygons in stored order."""
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
