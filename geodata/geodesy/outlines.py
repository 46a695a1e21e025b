"""What passes through the cells of the grid of labels that an outline touches. Pure.

An area holds a point of such a cell if it holds the middle of the cell and the way from there crosses the
outline an even number of times, or does not hold it and the number is odd.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from geodata.geodesy.ellipsoid import Floats
from geodata.geodesy.labels import Edges, middle_of
from geodata.geodesy.pieces import Indices


class Outlines(NamedTuple):
    """Entries of touched cells: one for each polygon that touches the cell or holds its middle.

    Parameters
    ----------
    cell : ndarray (cells + 1,) of int64
        The entries of touched cell ``c`` are ``cell[c]`` to ``cell[c + 1]``.
    area : ndarray (entries,) of int64
        Row of the area that the polygon belongs to.
    held : ndarray (entries,) of bool
        Whether the polygon holds the middle of the cell.
    entry : ndarray (entries + 1,) of int64
        The edges of entry ``k`` are ``entry[k]`` to ``entry[k + 1]``.
    edge : ndarray (edges, 4)
        Longitude and latitude of both ends; longitudes on the same turn as the cell.
    """

    cell: npt.NDArray[np.int64]
    area: npt.NDArray[np.int64]
    held: npt.NDArray[np.bool_]
    entry: npt.NDArray[np.int64]
    edge: Floats


def outlines_of(edges: Edges, row: Indices, holding: Callable[[Floats], tuple[Indices, Indices]]) -> Outlines:
    """List the entries of the touched cells.

    Parameters
    ----------
    edges : Edges
        Of the polygons.
    row : ndarray
        Row of the area that each polygon belongs to.
    holding : callable
        The polygons' own test: from (n, 2) longitudes and latitudes to pairs of a point and a polygon.

    Returns
    -------
    Outlines
    """
    cells, touched = np.unique(edges.cell, return_inverse=True)
    polygon = edges.polygon[edges.edge]
    order = np.lexsort((polygon, touched))
    touching = touched[order] * np.int64(len(row)) + polygon[order]
    middle, holder = holding(middle_of(cells))
    held = np.sort(middle * np.int64(len(row)) + holder)
    entries = np.union1d(touching, held)
    cell, which = np.divmod(entries, len(row))
    corner = np.column_stack([edges.begin, edges.end])[edges.edge[order]]
    lon = (corner[:, 0] + corner[:, 2]) / 2
    turn = np.round((middle_of(edges.cell[order])[:, 0] - lon) / 360) * 360
    return Outlines(
        cell=np.searchsorted(cell, np.arange(len(cells) + 1)),
        area=row[which].astype(np.int64),
        held=np.isin(entries, held),
        entry=np.searchsorted(touching, np.append(entries, np.iinfo(np.int64).max)),
        edge=corner + np.column_stack([turn, np.zeros_like(turn), turn, np.zeros_like(turn)]),
    )
