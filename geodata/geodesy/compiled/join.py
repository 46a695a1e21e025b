"""The compiled joins of points with targets that are points, in threads. Pure."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from geodata.geodesy.compiled.blocks import Tree
from geodata.geodesy.compiled.search import SLACK_M
from geodata.geodesy.compiled.tree import one_type
from geodata.geodesy.ellipsoid import LEAST_RADIUS_M, Floats, ecef, inverse, most_chord_m
from geodata.geodesy.results import Join
from geodata.geodesy.threads import over_slices

LEAST_CENTRES: Final = 8
"""A slice with fewer centres is not worth a thread."""


def counts_compiled(kernels: Any, tree: Tree, centres: Floats, radius_m: float) -> npt.NDArray[np.int64]:
    """Count the points within a radius of each centre.

    Parameters
    ----------
    kernels : module
        `geodata.geodesy.compiled.kernels`.
    tree : Tree
        Over the points.
    centres : ndarray (m, 2)
        Degrees.
    radius_m : float
        Metres.

    Returns
    -------
    ndarray (m,) of int64
    """
    counts, doubtful = _counts(kernels, tree, one_type(centres), radius_m)
    if doubtful.any():
        exact = join_compiled(kernels, tree, centres[doubtful], radius_m, distances=False)
        counts[doubtful] = np.diff(exact.offset)
    return counts


def join_compiled(kernels: Any, tree: Tree, centres: Floats, radius_m: float, *, distances: bool) -> Join:
    """List the points within a radius of each centre.

    Parameters
    ----------
    kernels : module
        `geodata.geodesy.compiled.kernels`.
    tree : Tree
        Over the points.
    centres : ndarray (m, 2)
        Degrees.
    radius_m : float
        Metres.
    distances : bool
        Whether distances are wanted as well.

    Returns
    -------
    Join
        With the rows of the points in the tree.
    """
    centres = one_type(centres)
    counts, doubtful = _counts(kernels, tree, centres, radius_m)
    offset = np.r_[0, np.cumsum(counts)]
    point = np.empty(offset[-1], dtype=np.int32)
    bounds = _squares(radius_m)

    def fill(start: int, stop: int) -> None:
        if offset[start] < offset[stop]:
            kernels.rows_within(centres, start, stop, tree, radius_m, bounds, offset, point, doubtful)
        for centre in range(start, stop):
            point[offset[centre] : offset[centre + 1]].sort()

    over_slices(fill, len(centres), LEAST_CENTRES)
    for centre in np.flatnonzero(doubtful)[::-1]:
        offset, point = _decided(tree, centres, radius_m, offset, point, int(centre))
    return Join(offset, point, _metres(kernels, tree, centres, offset, point) if distances else None)


def _squares(radius_m: float) -> tuple[float, float]:
    """Squares of the chord that is surely within the radius, and of that beyond which none is."""
    angle = min(radius_m / (2 * LEAST_RADIUS_M), np.arcsin(0.97))  # towards the antipode the bound fails
    sure_m = max(2 * LEAST_RADIUS_M * float(np.sin(angle)) - SLACK_M, 0.0)
    return sure_m**2, float(most_chord_m(np.array(radius_m)) + SLACK_M) ** 2


def _counts(
    kernels: Any, tree: Tree, centres: Floats, radius_m: float
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Points of each centre, and the centres where some are too close to the radius to tell."""
    offset, doubtful = np.zeros(len(centres) + 1, dtype=np.int64), np.zeros(len(centres), dtype=bool)
    nothing, bounds = np.empty(0, dtype=np.int32), _squares(radius_m)
    over_slices(
        lambda start, stop: kernels.rows_within(
            centres, start, stop, tree, radius_m, bounds, offset, nothing, doubtful
        ),
        len(centres),
        LEAST_CENTRES,
    )
    return offset[1:], doubtful


def _decided(
    tree: Tree,
    centres: Floats,
    radius_m: float,
    offset: npt.NDArray[np.int64],
    point: npt.NDArray[np.int32],
    centre: int,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """Take out those points of one centre that the true geodesic leaves out."""
    start, stop = offset[centre : centre + 2]
    beyond = start + np.flatnonzero(_true_m(tree, centres[centre], point[start:stop]) > radius_m)
    offset[centre + 1 :] -= len(beyond)
    return offset, np.delete(point, beyond)


def _true_m(tree: Tree, centre: Floats, point: npt.NDArray[np.int32]) -> Floats:
    lon, lat = np.broadcast_to(centre, (len(point), 2)).T
    return inverse(lon, lat, *tree.begin[point].T)[2]


def _metres(
    kernels: Any,
    tree: Tree,
    centres: Floats,
    offset: npt.NDArray[np.int64],
    point: npt.NDArray[np.int32],
) -> Floats:
    metres = np.empty(len(point))
    xyz = ecef(tree.begin)
    over_slices(
        lambda start, stop: kernels.metres_between(
            centres, tree.begin, xyz, start, stop, offset, point, metres
        ),
        len(centres),
        LEAST_CENTRES,
    )
    unknown = np.flatnonzero(np.isnan(metres))
    centre = np.searchsorted(offset, unknown, side="right") - 1
    metres[unknown] = inverse(*centres[centre].T, *tree.begin[point[unknown]].T)[2]
    return metres
