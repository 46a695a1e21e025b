"""Facilities and borders indexed once, for many tables of incidents. Pure; every measure may import it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geodata.borders import Borders
from geodata.geodesy import Areas, Targets, index_areas, index_targets
from geodata.geodesy.ellipsoid import Floats
from geodata.measures.rows import Objects, Rows, column, uncertainty_of, vertices_of


@dataclass(frozen=True, slots=True, eq=False)
class FacilityIndex:
    """Facilities, ready to be measured to.

    Row -1 stands for no facility: the arrays have one entry more than there are facilities.

    Parameters
    ----------
    table : GeoDataFrame
        The facilities as they were given.
    ids : ndarray (m + 1,) of object
        Their ids; None where missing.
    row_of : mapping
        Row of each id; of an id that occurs twice, the first.
    uncertainty_m : ndarray (m + 1,)
        NaN where unknown.
    lonlat : ndarray (m + 1, 2)
        Where those that are points lie, in degrees; NaN for all others.
    extended : ndarray (m + 1,) of bool
        Which are lines, areas or several points.
    targets : Targets or None
        Their geometries, indexed; None when no facility has a location.
    """

    table: gpd.GeoDataFrame
    ids: Objects
    row_of: Mapping[Any, int]
    uncertainty_m: Floats
    lonlat: Floats
    extended: npt.NDArray[np.bool_]
    targets: Targets | None

    def rows(self, ids: Iterable[Any]) -> Rows:
        """Give the row of each id; -1 for None and for one that no facility has."""
        return np.fromiter(map(self.row_of.get, ids, repeat(-1)), dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class BorderIndex:
    """Borders, ready to be measured to.

    Row -1 stands for no line or country: the arrays have one entry more than there are.

    Parameters
    ----------
    source : Borders
        The borders as they were given.
    pair, disputed : ndarray (k + 1,) of object
        What each line parts, and whether it is disputed.
    lines : Targets or None
        The lines, indexed; None when there are none.
    country : ndarray (c + 1,) of object
        Code of each country.
    areas : Areas or None
        The countries, indexed; None when there are none.
    """

    source: Borders
    pair: Objects
    disputed: Objects
    lines: Targets | None
    country: Objects
    areas: Areas | None


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """All that incidents are measured to. It can be pickled, and sent to another process once.

    Parameters
    ----------
    facilities : FacilityIndex
        Ready to be measured to.
    borders : BorderIndex
        Likewise, under the viewpoint that is asked for.
    """

    facilities: FacilityIndex
    borders: BorderIndex


def prepare(facilities: gpd.GeoDataFrame, borders: Borders) -> Prepared:
    """Index facilities and borders for `measure_prepared`.

    Parameters
    ----------
    facilities : GeoDataFrame
        `id`, geometry, and where known `uncertainty_m`.
    borders : Borders
        Under the viewpoint that is asked for; indexed once for each `Borders`.

    Returns
    -------
    Prepared

    Raises
    ------
    InvalidArgument
        For coordinates or a reference system other than longitude and latitude on WGS84, or a negative
        uncertainty.

    Examples
    --------
    >>> import shapely
    >>> from geodata.borders import load_borders
    >>> facilities = gpd.GeoDataFrame({"id": ["f"]}, geometry=[shapely.Point(53.6, 51.5)])
    >>> prepare(facilities, load_borders(scale="50m")).facilities.rows(["f", "g"])
    array([ 0, -1])
    """
    return Prepared(index_facilities(facilities), _index_borders(borders))


def index_facilities(table: gpd.GeoDataFrame) -> FacilityIndex:
    """Index facilities alone; see `prepare`.

    Parameters
    ----------
    table : GeoDataFrame
        `id`, geometry, and where known `uncertainty_m`.

    Returns
    -------
    FacilityIndex
    """
    vertices_of(table, "facilities")  # refuses what cannot be measured to, by the names of its rows
    ids = _or_none(column(table, "id"))
    shapes = _or_none(table.geometry)
    present = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    points = present & (shapely.get_type_id(shapes) == 0)
    lonlat = np.full((len(shapes), 2), np.nan)
    lonlat[points] = shapely.get_coordinates(shapes[points])
    return FacilityIndex(
        table=table,
        ids=ids,
        # Written from last to first, so that the first of equal ids stays.
        row_of={ids[row]: row for row in reversed(range(len(table))) if ids[row] is not None},
        uncertainty_m=np.append(uncertainty_of(table, "facilities"), np.nan),
        lonlat=lonlat,
        extended=present & ~points,
        targets=index_targets(table.geometry) if present.any() else None,
    )


@lru_cache(maxsize=8)
def _index_borders(borders: Borders) -> BorderIndex:
    lines, countries = borders.lines, borders.countries
    return BorderIndex(
        source=borders,
        pair=_or_none(lines["pair"]),
        disputed=_or_none(bool(value) for value in lines["disputed"]),
        lines=index_targets(lines.geometry) if len(lines) else None,
        country=_or_none(countries["country"]),
        areas=index_areas(countries.geometry) if len(countries) else None,
    )


def _or_none(values: Iterable[Any]) -> Objects:
    """Values, and None for row -1."""
    return np.array([*values, None], dtype=object)
