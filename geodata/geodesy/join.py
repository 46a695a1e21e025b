"""All points within a radius of many targets, target by target: lists, counts, or lists in batches. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely

from geodata.geodesy.compiled import kernels, load_kernels
from geodata.geodesy.compiled.blocks import Tree
from geodata.geodesy.compiled.join import counts_compiled, join_compiled
from geodata.geodesy.compiled.tree import build_tree
from geodata.geodesy.ellipsoid import Floats
from geodata.geodesy.inputs import (
    Geometries,
    PointsLike,
    TargetsLike,
    as_geometries,
    as_points,
    check_radius_m,
)
from geodata.geodesy.nearest import within
from geodata.geodesy.pieces import Indices, points_as_pieces
from geodata.geodesy.results import Join

MOST_PAIRS: Final = 20_000_000
"""Pairs in one batch, unless a single target has more."""


@dataclass(frozen=True, eq=False)
class Points:
    """Points prepared for many joins; can be sent to another process.

    Parameters
    ----------
    lonlat : ndarray (n, 2)
        Degrees; NaN where a geometry is null or empty.
    """

    lonlat: Floats

    @cached_property
    def present(self) -> Indices:
        """Rows that have a location."""
        return np.flatnonzero(np.isfinite(self.lonlat[:, 0]))

    def rows(self, point: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.int32]:
        """Rows of points that are counted without those missing."""
        if len(self.present) < len(self.lonlat):
            point = self.present[point]
        return np.asarray(point, dtype=np.int32)

    @cached_property
    def tree(self) -> Tree:
        """The tree of the compiled joins over the rows that are present, built when it is first asked for."""
        whole = len(self.present) == len(self.lonlat)
        lonlat = self.lonlat if whole else self.lonlat[self.present]
        return build_tree(load_kernels(), points_as_pieces(lonlat))

    def __getstate__(self) -> dict[str, Any]:
        """Leave out the tree: it is built again sooner than sent."""
        return {"lonlat": self.lonlat}


def index_points(points: PointsLike | Points) -> Points:
    """Prepare points for many calls of `radius_join` and `count_within`.

    Parameters
    ----------
    points : PointsLike or Points
        (n, 2) longitudes and latitudes, or point geometries; already prepared ones are returned as they are.

    Returns
    -------
    Points

    Raises
    ------
    InvalidArgument
        For bad coordinates or a wrong reference system.

    Examples
    --------
    >>> len(index_points([(55.0, 51.8), (55.1, 51.8)]).lonlat)
    2
    """
    return points if isinstance(points, Points) else Points(as_points(points))


def radius_join(
    points: PointsLike | Points, targets: TargetsLike, *, radius_m: float, distances: bool = False
) -> Join:
    """List the points within a radius of each target.

    Parameters
    ----------
    points : PointsLike or Points
        (n, 2) longitudes and latitudes, or point geometries; or what `index_points` made of them.
    targets : TargetsLike
        Points, lines and areas.
    radius_m : float
        Metres; a point at this very distance counts.
    distances : bool
        Whether distances are wanted as well.

    Returns
    -------
    Join
        Exact: the same pairs as `within`.

    Raises
    ------
    InvalidArgument
        For bad coordinates, a wrong reference system, no targets or a negative radius.

    Examples
    --------
    >>> found = radius_join([(55.0, 51.8), (55.1, 51.8)], [(55.1, 51.8), (0.0, 0.0)], radius_m=10_000)
    >>> found.offset, found.point
    (array([0, 2, 2]), array([0, 1], dtype=int32))
    """
    shapes = as_geometries(targets)
    return _join(index_points(points), shapes, check_radius_m("radius_m", radius_m), distances)


def count_within(
    points: PointsLike | Points, targets: TargetsLike, *, radius_m: float
) -> npt.NDArray[np.int64]:
    """Count the points within a radius of each target.

    Parameters
    ----------
    points : PointsLike or Points
        (n, 2) longitudes and latitudes, or point geometries; or what `index_points` made of them.
    targets : TargetsLike
        Points, lines and areas.
    radius_m : float
        Metres; a point at this very distance counts.

    Returns
    -------
    ndarray (m,) of int64

    Raises
    ------
    InvalidArgument
        For bad coordinates, a wrong reference system, no targets or a negative radius.

    Examples
    --------
    >>> count_within([(55.0, 51.8), (55.1, 51.8)], [(55.1, 51.8), (0.0, 0.0)], radius_m=10_000)
    array([2, 0])
    """
    shapes = as_geometries(targets)
    return _counts(index_points(points), shapes, check_radius_m("radius_m", radius_m))


def radius_join_in_batches(
    points: PointsLike | Points,
    targets: TargetsLike,
    *,
    radius_m: float,
    distances: bool = False,
    most_pairs: int = MOST_PAIRS,
) -> Iterator[tuple[slice, Join]]:
    """List the points within a radius of each target, some targets at a time, in bounded memory.

    Parameters
    ----------
    points, targets, radius_m, distances
        As for `radius_join`.
    most_pairs : int
        Pairs in one batch, unless a single target has more.

    Yields
    ------
    rows : slice
        The targets of this batch.
    Join
        Their points.

    Raises
    ------
    InvalidArgument
        For bad coordinates, a wrong reference system, no targets or a negative radius.

    Examples
    --------
    >>> points, targets = [(55.0, 51.8)], [(55.0, 51.8), (55.1, 51.8), (55.0, 51.8)]
    >>> batches = radius_join_in_batches(points, targets, radius_m=1, most_pairs=1)
    >>> [(rows.start, rows.stop, found.point.tolist()) for rows, found in batches]
    [(0, 2, [0]), (2, 3, [0])]
    """
    index, shapes = index_points(points), as_geometries(targets)
    total = np.cumsum(count_within(index, shapes, radius_m=radius_m))
    start = 0
    while start < len(total):
        before = total[start - 1] if start else 0
        stop = max(int(np.searchsorted(total, before + most_pairs, side="right")), start + 1)
        yield slice(start, stop), _join(index, shapes[start:stop], radius_m, distances)
        start = stop


def _join(index: Points, shapes: Geometries, radius_m: float, distances: bool) -> Join:
    compiled, single, others = _split(index, shapes)
    if compiled is not None and len(single) == len(shapes):
        near = join_compiled(
            compiled, index.tree, shapely.get_coordinates(shapes), radius_m, distances=distances
        )
        return Join(near.offset, index.rows(near.point), near.distance_m)
    parts: list[tuple[Any, Any, Any]] = [(np.empty(0, np.intp), np.empty(0, np.int32), np.empty(0))]
    if compiled is not None and len(single):
        centres = shapely.get_coordinates(shapes[single])
        near = join_compiled(compiled, index.tree, centres, radius_m, distances=True)
        parts.append((np.repeat(single, np.diff(near.offset)), index.rows(near.point), near.distance_m))
    if len(others):
        pairs = within(index.lonlat[index.present], shapes[others], radius_m=radius_m)
        parts.append((others[pairs.target], index.rows(pairs.point), pairs.distance_m))
    target, point, metres = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((point, target))
    offset = np.searchsorted(target[order], np.arange(len(shapes) + 1))
    return Join(offset, point[order], metres[order] if distances else None)


def _counts(index: Points, shapes: Geometries, radius_m: float) -> npt.NDArray[np.int64]:
    compiled, single, others = _split(index, shapes)
    found = np.zeros(len(shapes), dtype=np.int64)
    if compiled is not None and len(single):
        found[single] = counts_compiled(
            compiled, index.tree, shapely.get_coordinates(shapes[single]), radius_m
        )
    if len(others):
        pairs = within(index.lonlat[index.present], shapes[others], radius_m=radius_m)
        found[others] = np.bincount(pairs.target, minlength=len(others))
    return found


def _split(index: Points, shapes: Geometries) -> tuple[ModuleType | None, Indices, Indices]:
    """Compiled searches, if they pay; the targets that they can join, which are points; the others."""
    usable = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    compiled = kernels(len(index.present)) if len(index.present) else None
    single = usable & (shapely.get_type_id(shapes) == 0) & (compiled is not None)
    return compiled, np.flatnonzero(single), np.flatnonzero(usable & ~single)
