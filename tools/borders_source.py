"""Read a world-atlas TopoJSON file and put it in order for use on a plane of longitude and latitude.

The source is stitched for a sphere: rings step from +180 to -180 and Antarctica has no edge at the pole.
Here every arc is brought into one turn of longitude, stretches along the antimeridian are cut out as
*seams* (neither coast nor border), and a ring around the pole is closed through the pole.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Ring = list[int]
"""Indices of arcs in order; ``~i`` is arc ``i`` walked backwards, as in TopoJSON."""


@dataclass(slots=True)
class Topology:
    """Arcs in whole steps of the source's grid, and the rings that each unit makes of them."""

    step: tuple[float, float]
    origin: tuple[float, float]
    arcs: list[Ints]
    seam: list[bool]
    units: list[tuple[str, str, list[list[Ring]]]]
    """(ISO 3166-1 number or "", name, polygons as lists of rings)."""

    @property
    def turn(self) -> int:
        """Steps in 360 degrees."""
        return round(360 / self.step[0])

    def ring_points(self, ring: Ring) -> Ints:
        """Join the arcs of a ring, checking that they meet."""
        joined: list[Ints] = []
        for index in ring:
            arc = self.arcs[index] if index >= 0 else self.arcs[~index][::-1]
            if joined and not np.array_equal(joined[-1][-1], arc[0]):
                raise ValueError(f"arc {index} does not begin where the arc before it ends")
            joined.append(arc[1:] if joined else arc)
        points = np.concatenate(joined)
        if not np.array_equal(points[0], points[-1]):
            raise ValueError(f"the ring that begins with arc {ring[0]} is open")
        return points

    def degrees(self, points: Ints) -> npt.NDArray[np.float64]:
        """Longitude and latitude of grid points; the grid has no row exactly at the south pole."""
        degrees = points * np.array(self.step) + np.array(self.origin)
        return np.clip(degrees, [-180.0, -90.0], [180.0, 90.0])

    def split_arcs(self, label_of: Callable[[int, Ints], npt.NDArray[np.int64]]) -> list[int]:
        """Cut each arc where the label of its segments changes; return the label of every new arc."""
        arcs: list[Ints] = []
        seam: list[bool] = []
        labels: list[int] = []
        pieces: list[list[int]] = []
        for index, arc in enumerate(self.arcs):
            label = label_of(index, arc)
            cuts = np.flatnonzero(np.diff(label)) + 1
            ends = [0, *cuts.tolist(), len(arc) - 1]
            pieces.append(list(range(len(arcs), len(arcs) + len(ends) - 1)))
            for first, last in pairwise(ends):
                arcs.append(arc[first : last + 1])
                seam.append(self.seam[index])
                labels.append(int(label[first]))
        self.arcs, self.seam = arcs, seam
        for _, _, polygons in self.units:
            for polygon in polygons:
                polygon[:] = [_expanded(ring, pieces) for ring in polygon]
        return labels


def _expanded(ring: Ring, pieces: list[list[int]]) -> Ring:
    new: Ring = []
    for index in ring:
        new += pieces[index] if index >= 0 else [~piece for piece in reversed(pieces[~index])]
    return new


def read(path: Path) -> Topology:
    """Read one ``countries-*.json`` and bring it in order."""
    document = json.loads(path.read_text(encoding="utf-8"))
    transform = document["transform"]
    arcs = [np.cumsum(np.array(arc, dtype=np.int64), axis=0) for arc in document["arcs"]]
    units = [_unit(geometry) for geometry in document["objects"]["countries"]["geometries"]]
    step, origin = tuple(transform["scale"]), tuple(transform["translate"])
    topology = Topology(step, origin, arcs, [False] * len(arcs), units)
    turn = topology.turn
    topology.arcs = [_unwrapped(arc, turn) for arc in arcs]
    topology.split_arcs(lambda _, arc: np.minimum(arc[:-1, 0], arc[1:, 0]) // turn)
    topology.arcs = [arc - [arc[:, 0].min() // turn * turn, 0] for arc in topology.arcs]
    _close_across_antimeridian(topology)
    _close_at_pole(topology)
    labels = topology.split_arcs(lambda _, arc: _on_antimeridian(arc, turn))
    topology.seam = [seam or label == 1 for seam, label in zip(topology.seam, labels, strict=True)]
    return topology


def _unit(geometry: dict[str, Any]) -> tuple[str, str, list[list[Ring]]]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return geometry.get("id", ""), geometry["properties"]["name"], polygons


def _unwrapped(arc: Ints, turn: int) -> Ints:
    """Undo the steps across the antimeridian, stay near one turn, and drop repeated points."""
    x = arc[:, 0].copy()
    jump = np.diff(x)
    x[1:] += -turn * np.cumsum(np.sign(jump) * (np.abs(jump) > turn // 2))
    x -= turn * ((x.min() + x.max()) // 2 // turn)
    moved = np.column_stack([x, arc[:, 1]])
    keep = np.r_[True, (np.diff(moved, axis=0) != 0).any(axis=1)]
    if keep.sum() < 2:
        keep[-1] = True
    return moved[keep]


def _close_across_antimeridian(topology: Topology) -> None:
    """Make two polygons of one that crosses the antimeridian, each closed along its own side."""
    for _, _, polygons in topology.units:
        new: list[list[Ring]] = []
        for polygon in polygons:
            chains = _chains(topology, polygon[0])
            if len(chains) == 1:
                new.append(polygon)
                continue
            if len(chains) != 2 or len(polygon) > 1:
                raise ValueError(f"a polygon crosses the antimeridian in {len(chains)} chains")
            for chain in chains:
                points = np.concatenate([_walked(topology, index) for index in chain])
                if np.ptp(points[:, 0]) == 0:  # the other side of a stitch: nothing lies there
                    continue
                topology.arcs.append(np.array([points[-1], points[0]]))
                topology.seam.append(True)
                new.append([[*chain, len(topology.arcs) - 1]])
        polygons[:] = new


def _walked(topology: Topology, index: int) -> Ints:
    return topology.arcs[index] if index >= 0 else topology.arcs[~index][::-1]


def _chains(topology: Topology, ring: Ring) -> list[Ring]:
    """Split a ring where one arc ends at +180 and the next begins at -180, or the reverse."""
    ends = [(_walked(topology, index)[0], _walked(topology, index)[-1]) for index in ring]
    breaks = [k for k in range(len(ring)) if abs(ends[k][0][0] - ends[k - 1][1][0]) == topology.turn]
    if len(ring) == 1 or not breaks:
        return [ring]
    turned = ring[breaks[0] :] + ring[: breaks[0]]
    at = [k - breaks[0] for k in breaks]
    return [turned[first:last] for first, last in zip(at, [*at[1:], len(ring)], strict=True)]


def _on_antimeridian(arc: Ints, turn: int) -> Ints:
    """Label 1 for each segment that runs along -180 or +180."""
    x = arc[:, 0]
    return ((x[:-1] == x[1:]) & ((x[:-1] == 0) | (x[:-1] == turn))).astype(np.int64)


def _close_at_pole(topology: Topology) -> None:
    """Give each ring that runs once around the globe an edge through the south pole."""
    south = int(np.floor((-90 - topology.origin[1]) / topology.step[1]))
    for _, _, polygons in topology.units:
        for polygon in polygons:
            around = [ring for ring in polygon if len(ring) == 1 and _winds(topology.arcs[ring[0]])]
            if not around:
                continue
            # Of two such rings one is the point at the pole itself; the coast is the northern one.
            coast = max(around, key=lambda ring: int(topology.arcs[ring[0]][:, 1].max()))
            arc = topology.arcs[coast[0]]
            first, last = arc[0], arc[-1]
            # In quarters of a turn, so that every step fits into 16 bits.
            along = [[x, south] for x in np.linspace(last[0], first[0], 5).round().astype(int)]
            closing = np.array([last, *along, first], dtype=np.int64)
            topology.arcs.append(closing)
            topology.seam.append(True)
            others = [ring for ring in polygon if ring not in around]
            polygon[:] = [[coast[0], len(topology.arcs) - 1], *others]


def _winds(arc: Ints) -> bool:
    return bool(arc[0, 0] != arc[-1, 0] and arc[0, 1] == arc[-1, 1])
