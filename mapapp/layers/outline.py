"""The outline of all land, out of areas that share arcs: what parts two of them is no edge of it. Pure."""

from collections import defaultdict

import numpy as np
import numpy.typing as npt

from geodata.borders import BorderArcs

Edges = npt.NDArray[np.int64]
"""Arcs in the direction in which they are walked: ``i``, or ``~i`` backwards."""


def land_outline(arcs: BorderArcs) -> list[Edges]:
    """Join the arcs that have land on one side alone into rings.

    Parameters
    ----------
    arcs : BorderArcs
        The bundled borders.

    Returns
    -------
    list of array of int64
        Rings as edges; each ends where it begins.
    """
    grid = arcs.grid()
    return outline(arcs.ring_arcs, grid[arcs.arc_offsets[:-1]], grid[arcs.arc_offsets[1:] - 1])


def outline(
    walked: npt.NDArray[np.integer], begins: npt.NDArray[np.integer], ends: npt.NDArray[np.integer]
) -> list[Edges]:
    """Join the arcs that rings walk more often in one direction than in the other.

    Parameters
    ----------
    walked : array of int, shape (n,)
        The edges of all areas' rings.
    begins, ends : array of int, shape (arcs, 2)
        The first and the last point of each arc.

    Returns
    -------
    list of array of int64
        Rings as edges. Where rings touch, which edge is taken does not matter to what they enclose.

    Examples
    --------
    >>> corners = np.array([[0, 0], [1, 0], [1, 1]])  # two triangles on either side of arc 1
    >>> [ring.tolist() for ring in outline(np.array([0, 1, ~1, 2]), corners[[0, 1, 1]], corners[[1, 0, 0]])]
    [[0, 2]]
    """
    balance = np.zeros(len(begins), dtype=np.int64)
    np.add.at(balance, np.where(walked < 0, ~walked, walked), np.where(walked < 0, -1, 1))
    (one_sided,) = np.nonzero(balance)
    edges = np.where(balance[one_sided] < 0, ~one_sided, one_sided).tolist()
    first, last = ([tuple(point) for point in points.tolist()] for points in (begins, ends))
    starting = defaultdict(list)
    for edge in edges:
        starting[last[~edge] if edge < 0 else first[edge]].append(edge)
    rings = []
    for edge in edges:
        at = last[~edge] if edge < 0 else first[edge]
        ring = []
        while starting[at]:  # as many edges end at a point as begin there: the walk ends where it began
            ring.append(starting[at].pop())
            at = first[~ring[-1]] if ring[-1] < 0 else last[ring[-1]]
        if ring:
            rings.append(np.array(ring, dtype=np.int64))
    return rings
