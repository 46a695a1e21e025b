"""Incidents within a radius of facilities, and how sure that is. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from geodata.geodesy import Pairs, index_points, interval_m, radius_join
from geodata.geodesy.ellipsoid import Floats
from geodata.measures.located import Located
from geodata.measures.rows import Rows, uncertainty_of, vertices_of

Flags = npt.NDArray[np.bool_]

SURENESS: Final = ("possible", "likely", "sure")
"""Only the least distance, the mapped distance, or the whole interval lies within the radius."""
LEAST_BAND_M: Final = 1_000.0
"""Uncertainties up to here are treated alike when pairs are looked for, then up to 4 times as much, …"""


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Pairs of an incident and a facility.

    Parameters
    ----------
    incident, facility : ndarray (k,) of int
        Rows.
    distance_m, low_m, high_m : ndarray (k,)
        Mapped distance and its interval.
    sureness : ndarray (k,) of int
        Place in `SURENESS`.
    """

    incident: Rows
    facility: Rows
    distance_m: Floats
    low_m: Floats
    high_m: Floats
    sureness: Rows

    def only(self, chosen: "Rows | Flags") -> "Near":
        """Return the chosen pairs."""
        return Near(
            self.incident[chosen],
            self.facility[chosen],
            self.distance_m[chosen],
            self.low_m[chosen],
            self.high_m[chosen],
            self.sureness[chosen],
        )


def joined(parts: "Sequence[Near]") -> Near:
    """Put several lists of pairs, at least one, into one."""
    return Near(
        np.concatenate([part.incident for part in parts]),
        np.concatenate([part.facility for part in parts]),
        np.concatenate([part.distance_m for part in parts]),
        np.concatenate([part.low_m for part in parts]),
        np.concatenate([part.high_m for part in parts]),
        np.concatenate([part.sureness for part in parts]),
    )


def near(located: Located, facilities: gpd.GeoDataFrame, *, radius_m: float) -> Near:
    """Find the incidents that lie, or may lie, within a radius of each facility.

    Parameters
    ----------
    located : Located
        The incidents.
    facilities : GeoDataFrame
        With geometry, and `uncertainty_m` where known.
    radius_m : float
        Metres.

    Returns
    -------
    Near
        By facility, then distance, then incident. Where an uncertainty is unknown, a mapped distance
        within the radius is likely, not sure.

    Raises
    ------
    InvalidArgument
        For bad coordinates, a wrong reference system or a negative uncertainty.
    """
    vertices_of(facilities, "facilities")  # refuses what cannot be measured to
    shapes, facility_m = facilities.geometry, uncertainty_of(facilities, "facilities")
    located_at = np.isfinite(located.lonlat[:, 0])
    nothing = Pairs(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0))
    parts = [_judged(located, facility_m, nothing, radius_m)]
    for points, point_m in _alike(located.uncertainty_m, located_at):
        index = index_points(located.lonlat[points])
        for rows, row_m in _alike(facility_m, ~(shapes.isna() | shapes.is_empty).to_numpy()):
            reach_m = radius_m + row_m + point_m
            join = radius_join(index, shapes.iloc[rows], radius_m=reach_m, distances=True)
            target = np.repeat(rows, np.diff(join.offset))
            pairs = Pairs(points[join.point], target, np.asarray(join.distance_m))
            parts.append(_judged(located, facility_m, pairs, radius_m))
    found = joined(parts)
    return found.only(np.lexsort((found.incident, found.distance_m, found.facility)))


def _judged(located: Located, facility_m: Floats, pairs: Pairs, radius_m: float) -> Near:
    """Give the pairs that may lie within the radius their intervals, and say how sure it is."""
    low_m, high_m = interval_m(pairs.distance_m, located.uncertainty_m[pairs.point], facility_m[pairs.target])
    sureness = np.where(high_m <= radius_m, 2, np.where(pairs.distance_m <= radius_m, 1, 0))
    found = Near(pairs.point, pairs.target, pairs.distance_m, low_m, high_m, sureness)
    return found.only((sureness > 0) | (low_m <= radius_m))


def _alike(uncertainty_m: Floats, present: Flags) -> Iterator[tuple[Rows, float]]:
    """Rows of like uncertainty, and the greatest of each band.

    One place that is known to 500 km must not widen the search for those that are known to 500 m.
    """
    known_m = np.nan_to_num(uncertainty_m, nan=0.0)
    band = np.ceil(np.log2(np.maximum(known_m, LEAST_BAND_M) / LEAST_BAND_M) / 2)
    for number in np.unique(band[present]):
        rows = np.flatnonzero(present & (band == number))
        yield rows, float(known_m[rows].max())
