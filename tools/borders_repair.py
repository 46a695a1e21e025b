"""Take out vertices that make polygons cross or touch themselves.

The source's grid has moved some vertices by up to half a step, so that narrow spits and inlets cross. One
vertex after another is taken out where that happens, the one that lies nearest to the line between its
neighbours first. Arcs are shared, so neighbours and border lines stay equal.
"""

import re

import numpy as np
import numpy.typing as npt
import shapely

from tools.borders_source import Ring, Topology

REACHES = (3, 6, 12, 24)
"""Grid steps around a crossing within which a vertex is looked for, one after the other."""
ROUNDS = 500


def repair(topology: Topology) -> int:
    """Make the shape of every unit valid; return how many vertices were taken out."""
    units = [polygons for _, _, polygons in topology.units]
    for polygons in units:
        for polygon in polygons:
            polygon[:] = [without_spikes(ring) for ring in polygon]
        join_neighbours(polygons)
    # Single polygons first, since a unit of hundreds of islands takes long to look at.
    singles = [[polygon] for polygons in units for polygon in polygons]
    return repaired(topology, singles) + repaired(topology, units)


def repaired(topology: Topology, units: list[list[list[Ring]]]) -> int:
    """Take out vertices until all shapes are valid; return how many."""
    removed = 0
    invalid = units
    for _ in range(ROUNDS):
        # What was taken out of a shared arc may have disturbed the unit on its other side: look at all again.
        invalid = broken(topology, invalid) or broken(topology, units)
        if not invalid:
            return removed
        for polygons in invalid:
            removed += take_out(topology, polygons)
    raise SystemExit(f"{len(invalid)} units are still invalid after {ROUNDS} rounds")


def broken(topology: Topology, units: list[list[list[Ring]]]) -> list[list[list[Ring]]]:
    """Give the units whose shape is invalid, once what has collapsed is left out."""
    for polygons in units:
        drop_collapsed(topology, polygons)
    return [polygons for polygons in units if not shaped(topology, polygons).is_valid]


def without_spikes(ring: Ring) -> Ring:
    """Leave out arcs that a ring walks and at once walks back."""
    kept: Ring = []
    for index in ring:
        if kept and kept[-1] == ~index:
            kept.pop()
        else:
            kept.append(index)
    while len(kept) > 1 and kept[0] == ~kept[-1]:
        kept = kept[1:-1]
    return kept


def join_neighbours(polygons: list[list[Ring]]) -> None:
    """Join two polygons of one unit that share an arc, as world-atlas has two of Canada's."""
    shells = [(polygon, index) for polygon in polygons for index in polygon[0]]
    walked = {index: polygon for polygon, index in shells}
    for polygon, index in shells:
        other = walked.get(~index)
        if other is None or other is polygon or index not in polygon[0] or ~index not in other[0]:
            continue
        here, there = polygon[0].index(index), other[0].index(~index)
        around = other[0][there + 1 :] + other[0][:there]
        polygon[0] = without_spikes(polygon[0][:here] + around + polygon[0][here + 1 :])
        polygon += other[1:]
        polygons.remove(other)
        join_neighbours(polygons)
        return


def drop_collapsed(topology: Topology, polygons: list[list[Ring]]) -> None:
    """Leave out islands and holes of which fewer than three vertices remain."""
    for polygon in filter(None, polygons):
        whole = [len(topology.ring_points(ring)) >= 4 for ring in polygon]
        polygon[:] = [ring for ring, kept in zip(polygon, whole, strict=True) if kept and whole[0]]
    polygons[:] = [polygon for polygon in polygons if polygon]


def shaped(topology: Topology, polygons: list[list[Ring]]) -> shapely.MultiPolygon:
    """Build the shape of a unit, in degrees as it is used: a touch on the grid may be a crossing there."""
    rings = [[topology.degrees(topology.ring_points(ring)) for ring in polygon] for polygon in polygons]
    return shapely.MultiPolygon([shapely.Polygon(shell, holes) for shell, *holes in rings])


def take_out(topology: Topology, polygons: list[list[Ring]]) -> int:
    """Remove one vertex near the first place where a unit is invalid; 0 when it is not, any more."""
    reason = shapely.is_valid_reason(shaped(topology, polygons))
    found = re.search(r"\[(\S+) (\S+)\]", reason)
    if found is None:
        return 0
    at = (np.array([float(found[1]), float(found[2])]) - topology.origin) / topology.step
    rings = [ring for polygon in polygons for ring in polygon]
    for reach in REACHES:
        best = least_corner(topology, rings, at, reach)
        if best is not None:
            index, vertex = best
            topology.arcs[index] = np.delete(topology.arcs[index], vertex, axis=0)
            return 1
    raise SystemExit(f"{reason}: no vertex near enough can be taken out")


def least_corner(
    topology: Topology, rings: list[Ring], at: npt.NDArray[np.float64], reach: int
) -> tuple[int, int] | None:
    """Arc and position of the vertex whose corner is smallest, among those within reach of a place."""
    best: tuple[float, int, int] | None = None
    for index in {index if index >= 0 else ~index for ring in rings for index in ring}:
        arc = topology.arcs[index]
        near = np.flatnonzero((np.abs(arc - at) <= reach).all(axis=1))
        for vertex in near[(near > 0) & (near < len(arc) - 1)]:
            before, here, after = arc[vertex - 1 : vertex + 2]
            (ax, ay), (bx, by) = here - before, after - here
            candidate = (abs(float(ax * by - ay * bx)), index, int(vertex))
            best = candidate if best is None or candidate < best else best
    return best and best[1:]
