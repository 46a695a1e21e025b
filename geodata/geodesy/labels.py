"""A grid that knows which area most places lie in, so that few points need the polygons themselves. Pure.

Cells that no outline touches lie as a whole in an area or outside all. Such cells hang together in patches,
and one test with the polygons labels a patch.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import shapely
from scipy import ndimage

from geodata.geodesy.ellipsoid import Floats
from geodata.geodesy.inputs import Geometries

STEP: Final = 0.1
"""Degrees; width and height of a cell."""
COLUMNS: Final = 3600
ROWS: Final = 1800
MARGIN: Final = 1e-9
"""Degrees; an outline this near to a cell touches it."""
UNSURE: Final = -2


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """The grid.

    Parameters
    ----------
    label : ndarray (1800, 3600) of int32
        Row of the first area that holds the whole cell, -1 outside all; `UNSURE` where an outline touches it.
    """

    label: npt.NDArray[np.int32]

    def at(self, lonlat: Floats) -> npt.NDArray[np.int64]:
        """Look up points.

        Parameters
        ----------
        lonlat : ndarray (n, 2)
            Degrees; NaN lies outside all areas.

        Returns
        -------
        ndarray (n,) of int64
            Label of each point's cell.
        """
        column, row = cells_of(lonlat)
        return self.label[row, column].astype(np.int64)


def cells_of(lonlat: Floats) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Column and row of the cell that each point lies in; longitudes may lie outside -180..180."""
    column = np.floor((lonlat[:, 0] + 180) / STEP).astype(np.intp) % COLUMNS
    row = np.clip(((lonlat[:, 1] + 90) / STEP).astype(np.intp), 0, ROWS - 1)
    return column, row


def label_grid(polygons: Geometries, first_holding: Callable[[Floats], npt.NDArray[np.int64]]) -> Labels:
    """Build the grid.

    Parameters
    ----------
    polygons : ndarray of Polygon
        Longitudes may lie outside -180..180.
    first_holding : callable
        The polygons' own test: from (n, 2) longitudes and latitudes to rows of areas.

    Returns
    -------
    Labels
    """
    touched = _touched(polygons)
    patch, count = ndimage.label(~touched)
    some_cell = np.zeros(count + 1, dtype=np.intp)
    some_cell[patch.ravel()] = np.arange(patch.size)
    row, column = np.divmod(some_cell[1:], COLUMNS)
    centre = np.column_stack([(column + 0.5) * STEP - 180, (row + 0.5) * STEP - 90])
    label = np.r_[UNSURE, first_holding(centre)].astype(np.int32)
    return Labels(label[patch])


def _touched(polygons: Geometries) -> npt.NDArray[np.bool_]:
    """Cells that an outline touches."""
    vertices, ring = shapely.get_coordinates(shapely.get_rings(polygons), return_index=True)
    same = ring[:-1] == ring[1:]
    begin, end = vertices[:-1][same], vertices[1:][same]
    # Pieces of half a cell touch at most the four cells of the corners of their box.
    count = np.maximum(np.ceil(np.abs(end - begin).max(axis=1) / (STEP / 2)), 1).astype(np.intp)
    which = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    way = (end - begin)[which] / count[which, None]
    first = begin[which] + way * number[:, None]
    low, high = np.minimum(first, first + way) - MARGIN, np.maximum(first, first + way) + MARGIN
    touched = np.zeros((ROWS, COLUMNS), dtype=bool)
    for lon in (low[:, 0], high[:, 0]):
        for lat in (low[:, 1], high[:, 1]):
            column, row = cells_of(np.column_stack([lon, lat]))
            touched[row, column] = True
    return touched
