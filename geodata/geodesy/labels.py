"""A grid that knows which area most places lie in, so that few points need the polygons themselves. Pure.

Cells that no outline touches lie as a whole in an area or outside all. Such cells hang together in patches,
and one test with the polygons labels a patch. For the cells that an outline does touch, `Outlines` lists what
passes through them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely

from geodata.geodesy.ellipsoid import Floats
from geodata.geodesy.inputs import Geometries
from geodata.geodesy.pieces import Indices

STEP: Final = 0.1
"""Degrees; width and height of a cell."""
COLUMNS: Final = 3600
ROWS: Final = 1800
MARGIN: Final = 1e-9
"""Degrees; an outline this near to a cell touches it."""

UNSURE: Final = -2
"""Labels from here downwards are those of touched cells."""


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """The outlines of polygons, edge by edge, and the cells that they touch.

    Parameters
    ----------
    begin, end : ndarray (e, 2)
        Longitude and latitude of both ends; longitudes may lie outside -180..180.
    polygon : ndarray (e,)
        Which polygon each belongs to.
    cell, edge : ndarray (t,)
        Pairs of a cell, counted row by row, and an edge that touches it; sorted by cell, then edge.
    """

    begin: Floats
    end: Floats
    polygon: Indices
    cell: Indices
    edge: Indices


def edges_of(polygons: Geometries) -> Edges:
    """List the edges of polygons, and the cells that each touches.

    Parameters
    ----------
    polygons : ndarray of Polygon
        Longitudes may lie outside -180..180.

    Returns
    -------
    Edges
    """
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    vertices, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[:-1] == ring[1:]
    begin, end = vertices[:-1][same], vertices[1:][same]
    # Pieces of half a cell touch at most the four cells of the corners of their box.
    count = np.maximum(np.ceil(np.abs(end - begin).max(axis=1) / (STEP / 2)), 1).astype(np.intp)
    which = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    way = (end - begin)[which] / count[which, None]
    first = begin[which] + way * number[:, None]
    low, high = np.minimum(first, first + way) - MARGIN, np.maximum(first, first + way) + MARGIN
    corner = cell_of(low)
    pairs = [corner * np.int64(len(begin)) + which]
    for lon, lat in ((low[:, 0], high[:, 1]), (high[:, 0], low[:, 1]), (high[:, 0], high[:, 1])):
        other = cell_of(np.column_stack([lon, lat]))
        further = np.flatnonzero(other != corner)
        pairs.append(other[further] * np.int64(len(begin)) + which[further])
    cell, edge = np.divmod(np.unique(np.concatenate(pairs)), len(begin))
    return Edges(begin, end, polygon[ring[:-1][same]], cell, edge)


def cell_of(lonlat: Floats) -> Indices:
    """Cell that each point lies in, counted row by row; longitudes may lie outside -180..180."""
    column = np.floor((lonlat[:, 0] + 180) / STEP).astype(np.intp) % COLUMNS
    row = np.clip(((lonlat[:, 1] + 90) / STEP).astype(np.intp), 0, ROWS - 1)
    return row * COLUMNS + column


def middle_of(cell: Indices) -> Floats:
    """Longitude and latitude of the middle of cells."""
    row, column = np.divmod(cell, COLUMNS)
    return np.column_stack([(column + 0.5) * STEP - 180, (row + 0.5) * STEP - 90])


def labels_of(
    edges: Edges, first_holding: Callable[[Floats], npt.NDArray[np.int64]]
) -> npt.NDArray[np.int32]:
    """Label the cells.

    Parameters
    ----------
    edges : Edges
        Of the areas.
    first_holding : callable
        The areas' own test: from (n, 2) longitudes and latitudes to rows.

    Returns
    -------
    ndarray (1800, 3600) of int32
        Row of the first area that holds the whole cell, -1 outside all. Of the cells that an outline touches,
        the first in order of rows is -2, the next -3, and so on.
    """
    from scipy import ndimage  # takes a quarter of a second, and small tables need no grid

    touched = np.unique(edges.cell)
    free = np.ones(ROWS * COLUMNS, dtype=bool)
    free[touched] = False
    patch, count = ndimage.label(free.reshape(ROWS, COLUMNS))
    some_cell = np.zeros(count + 1, dtype=np.intp)
    some_cell[patch.ravel()] = np.arange(patch.size)
    of_patch = np.r_[0, first_holding(middle_of(some_cell[1:]))].astype(np.int32)
    label: npt.NDArray[np.int32] = of_patch[patch]
    label.ravel()[touched] = -2 - np.arange(len(touched))
    return label
