"""The order in which the page numbers incidents: along the Morton curve, those without a place last. Pure."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mapapp.payload.curve import Floats, Keys, morton_keys

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class RowOrder:
    """The rows of a dataset in the order of the page.

    Parameters
    ----------
    rows : array of int64, shape (n,)
        Rows of the dataset, in the order of the page: those with a place first.
    keys : array of uint64, shape (m,)
        Morton keys of those with a place, in that order.
    """

    rows: Rows
    keys: Keys

    @property
    def located(self) -> int:
        """How many have a place."""
        return len(self.keys)

    def page_rows(self) -> Rows:
        """Give the row in the page of each row of the dataset, shape (n,)."""
        numbers = np.empty_like(self.rows)
        numbers[self.rows] = np.arange(len(self.rows))
        return numbers


def order_along_curve(lon: Floats, lat: Floats) -> RowOrder:
    """Order places by their Morton key; of equal keys, and of rows without a place, the first stays first.

    Parameters
    ----------
    lon, lat : array of float, shape (n,)
        Degrees; NaN where a row has no place.

    Returns
    -------
    RowOrder
        The order.

    Examples
    --------
    >>> order_along_curve(np.array([90.0, np.nan, -90.0]), np.array([0.0, np.nan, 0.0])).rows.tolist()
    [2, 0, 1]
    """
    has_place = np.isfinite(lon) & np.isfinite(lat)
    placed = np.flatnonzero(has_place)
    keys = morton_keys(lon[placed], lat[placed])
    along = np.argsort(keys, kind="stable")
    return RowOrder(np.concatenate([placed[along], np.flatnonzero(~has_place)]), keys[along])
