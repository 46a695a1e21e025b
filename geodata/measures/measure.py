"""What a measure is, and what it is given. Pure; every measure imports it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.geodesy.compiled import Mode, kernels
from geodata.measures.located import Located
from geodata.measures.prepared import Prepared


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """Everything that a measure may look at. It changes none of it.

    Parameters
    ----------
    incidents : GeoDataFrame
        As in a dataset.
    prepared : Prepared
        The facilities and borders.
    located : Located
        Point and uncertainty of each incident, in order.
    within_m : float or None
        Facilities farther away do not count as nearest.
    """

    incidents: gpd.GeoDataFrame
    prepared: Prepared
    located: Located
    within_m: float | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured quantity: a row of the registry.

    Parameters
    ----------
    name : str
        Its name, that of its file.
    columns : mapping of str to str
        Each column that it gives, and what it means, unit included.
    compute : callable
        From `Inputs` to the values of each column, one per incident in order.
    by_borders : bool
        Whether it depends on the borders, and so on the viewpoint.
    """

    name: str
    columns: Mapping[str, str]
    compute: Callable[[Inputs], Mapping[str, Any]]
    by_borders: bool = False

    def frame(self, inputs: Inputs) -> pd.DataFrame:
        """Run the measure.

        Parameters
        ----------
        inputs : Inputs
            What to measure.

        Returns
        -------
        DataFrame
            The measure's columns, indexed like the incidents.
        """
        values = self.compute(inputs)
        index = inputs.incidents.index
        return pd.DataFrame({name: _series(values[name], index) for name in self.columns}, index=index)


def way_for(rows: int) -> Mode:
    """Choose the way that all searches of a table take: compiled or not.

    The two ways agree to fractions of a micrometre, not to the last bit. So that a row is measured alike
    whatever rows stand beside it, all parts of a table are measured inside ``using(way_for(its rows))``.

    Parameters
    ----------
    rows : int
        How many rows the whole table has.

    Returns
    -------
    {"always", "never"}
        For `geodata.geodesy.compiled.using`.

    Examples
    --------
    >>> way_for(10)
    'never'
    """
    return "never" if kernels(rows) is None else "always"


def _series(values: Any, index: pd.Index) -> pd.Series:
    """Numbers as floats; all else as it is, so that None stays None."""
    numeric = isinstance(values, np.ndarray) and values.dtype.kind == "f"
    return pd.Series(values, index=index, dtype="float64" if numeric else object)
