"""Which incidents are read of a store: a frozen Selection, which stores apply before they read. Pure."""

from dataclasses import dataclass, replace
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.dataset import Dataset
from geodata.dates import days
from geodata.days import first_and_last_days, from_iso
from geodata.facets import NO_KIND, Flags


@dataclass(frozen=True, slots=True)
class Selection:
    """Which incidents are read. None means no restriction.

    Facilities, sources and flows are read whole; of claims, those on the incidents that are read.

    Parameters
    ----------
    start, end : str, optional
        First and last day, ISO 8601: as for `geodata.query.Query`, an incident is read where the interval in
        which it lies touches this range, and one without a date is not.
    kinds : tuple of str, optional
        Words of the vocabulary; an incident without a kind counts as ``"other"``.
    bbox : tuple of float, optional
        West, south, east, north in degrees: the box that an incident's own box must touch. Where west is
        greater than east, it crosses the antimeridian.
    """

    start: str | None = None
    end: str | None = None
    kinds: tuple[str, ...] | None = None
    bbox: tuple[float, float, float, float] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all incidents are read.

        Examples
        --------
        >>> Selection().is_whole, Selection(start="2025").is_whole
        (True, False)
        """
        return self == WHOLE

    @property
    def days(self) -> tuple[int, int] | None:
        """First and last day, in days since 1970-01-01; None where dates do not restrict.

        Examples
        --------
        >>> Selection(start="1970-02", end="1970-02").days
        (31, 58)
        """
        if not (self.start or self.end):
            return None
        first = from_iso(days(self.start)[0].isoformat()) if self.start else _FIRST
        last = from_iso(days(self.end)[1].isoformat()) if self.end else _LAST
        return first, last

    @property
    def boxes(self) -> tuple[tuple[float, float, float, float], ...]:
        """The box as one that does not cross the antimeridian, or as the two that it consists of.

        Examples
        --------
        >>> Selection(bbox=(170, 50, -170, 60)).boxes
        ((170, 50, 180, 60), (-180, 50, -170, 60))
        """
        if self.bbox is None:
            return ()
        west, south, east, north = self.bbox
        if west <= east:
            return (self.bbox,)
        return (west, south, 180, north), (-180, south, east, north)

    def mask(self, incidents: gpd.GeoDataFrame) -> Flags:
        """Tell which incidents are read.

        Parameters
        ----------
        incidents : GeoDataFrame (n rows)
            The incidents of a Dataset.

        Returns
        -------
        array of bool, shape (n,)
            True where an incident is read.
        """
        read = np.ones(len(incidents), dtype=np.bool_)
        if self.days is not None:
            first, last = first_and_last_days(incidents["start"], incidents["end"])
            read &= (first <= self.days[1]) & (last >= self.days[0]) & (first <= last)
        if self.kinds is not None:
            read &= incidents["kind"].fillna(NO_KIND).isin(self.kinds).to_numpy()
        if self.bbox is not None:
            read &= self._touched(shapely.bounds(incidents.geometry.to_numpy()))
        return read

    def _touched(self, bounds: "np.ndarray[tuple[int, int], np.dtype[np.float64]]") -> Flags:
        touched = np.zeros(len(bounds), dtype=np.bool_)
        for west, south, east, north in self.boxes:
            across = (bounds[:, 0] <= east) & (bounds[:, 2] >= west)  # False where there is no location
            touched |= across & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
        return touched


_FIRST: Final = from_iso("0001-01-01")
_LAST: Final = from_iso("9999-12-31")

WHOLE: Final = Selection()
"""All incidents."""


def cut(dataset: Dataset, selection: Selection) -> Dataset:
    """Give a dataset with the selected incidents and their claims; the rest as it is.

    Parameters
    ----------
    dataset : Dataset
        What was read; unchanged.
    selection : Selection
        Which incidents are wanted.

    Returns
    -------
    Dataset
        The dataset itself where all are wanted.
    """
    if selection.is_whole:
        return dataset
    return with_incidents(dataset, selection.mask(dataset.incidents))


def with_incidents(dataset: Dataset, kept: Flags) -> Dataset:
    """Give a dataset with some of its incidents, and of its claims those on them.

    Parameters
    ----------
    dataset : Dataset
        What was read; unchanged.
    kept : array of bool, shape (n,)
        Which incidents are kept.

    Returns
    -------
    Dataset
        Rows keep their order. Places of rows in files are dropped for what was cut.
    """
    incidents = dataset.incidents[kept].reset_index(drop=True)
    claims = dataset.claims[dataset.claims["incident_id"].isin(pd.Index(incidents["id"]))]
    return replace(
        dataset,
        incidents=incidents,
        claims=claims.reset_index(drop=True),
        places={name: place for name, place in dataset.places.items() if name not in ("incidents", "claims")},
    )
