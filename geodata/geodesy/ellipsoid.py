"""The WGS84 ellipsoid: geodesic distance, earth-centred coordinates, and chords as bounds. Pure.

References
----------
Karney, C. F. F. (2013). Algorithms for geodesics. Journal of Geodesy 87, 43-55.
doi:10.1007/s00190-012-0578-z
"""

from typing import Final

import numpy as np
import numpy.typing as npt
import pyproj

from geodata.errors import InvalidArgument

Floats = npt.NDArray[np.float64]

GEOD: Final = pyproj.Geod(ellps="WGS84")
SEMI_MAJOR_M: Final = 6_378_137.0
FLATTENING: Final = 1 / 298.257223563
SEMI_MINOR_M: Final = SEMI_MAJOR_M * (1 - FLATTENING)
ECCENTRICITY2: Final = FLATTENING * (2 - FLATTENING)
LEAST_RADIUS_M: Final = SEMI_MINOR_M**2 / SEMI_MAJOR_M
"""Least radius of curvature: of the meridian at the equator."""
GREATEST_RADIUS_M: Final = SEMI_MAJOR_M**2 / SEMI_MINOR_M
"""Greatest radius of curvature: at the poles."""
GREATEST_DISTANCE_M: Final = 20_003_931.46
"""From pole to pole; no two points are farther apart."""
TIE_M: Final = 1e-6
"""Distances that differ by less are equal; the lowest row wins."""


def distance_m(lon1: npt.ArrayLike, lat1: npt.ArrayLike, lon2: npt.ArrayLike, lat2: npt.ArrayLike) -> Floats:
    """Geodesic distance between points on WGS84, in metres.

    Parameters
    ----------
    lon1, lat1, lon2, lat2 : array_like
        Degrees. Shapes are broadcast; longitudes may lie outside -180..180.

    Returns
    -------
    ndarray of float
        Metres, of the broadcast shape; exact to some nanometres.

    Raises
    ------
    InvalidArgument
        When a coordinate is NaN or infinite, or a latitude lies outside -90..90.

    References
    ----------
    Karney (2013), doi:10.1007/s00190-012-0578-z.

    Examples
    --------
    >>> distance_m([55.1, 55.2], 51.8, 55.1, 51.9).round(2)
    array([11126.45, 13087.4 ])
    """
    given = {"lon1": lon1, "lat1": lat1, "lon2": lon2, "lat2": lat2}
    for name, values in given.items():
        check_degrees(name, np.asarray(values, dtype=np.float64), latitude=name.startswith("lat"))
    arrays = np.broadcast_arrays(*(np.asarray(values, dtype=np.float64) for values in given.values()))
    return inverse(*(array.ravel() for array in arrays))[2].reshape(arrays[0].shape)


def check_degrees(name: str, values: Floats, *, latitude: bool) -> None:
    """Raise unless all values are finite and, for latitudes, inside -90..90.

    Parameters
    ----------
    name : str
        The argument, for the message.
    values : ndarray of float
        Degrees.
    latitude : bool
        Whether these are latitudes.

    Raises
    ------
    InvalidArgument
        Naming the first bad row.
    """
    flat = values.ravel()
    unfit = ~np.isfinite(flat)
    if latitude:
        unfit |= np.abs(flat) > 90
    if not unfit.any():
        return
    row = int(np.argmax(unfit))
    got = flat[row]
    if not np.isfinite(got):
        raise InvalidArgument(f"{name}, row {row}: got {got}, expected a finite number of degrees")
    raise InvalidArgument(
        f"{name}, row {row}: latitude {got} is outside -90..90; were longitude and latitude swapped?"
    )


def inverse(lon1: Floats, lat1: Floats, lon2: Floats, lat2: Floats) -> tuple[Floats, Floats, Floats]:
    """Azimuths and geodesic distance between points, without checks.

    Parameters
    ----------
    lon1, lat1, lon2, lat2 : ndarray (n,)
        Degrees.

    Returns
    -------
    azimuth1, azimuth2 : ndarray (n,)
        Degrees from north, at point 1 towards point 2 and at point 2 towards point 1.
    distance_m : ndarray (n,)
        Metres.
    """
    azimuth1, azimuth2, metres = GEOD.inv(lon1, lat1, lon2, lat2)
    return np.asarray(azimuth1), np.asarray(azimuth2), np.asarray(metres)


def ecef(lonlat: Floats) -> Floats:
    """Earth-centred, earth-fixed coordinates of points on the ellipsoid.

    Parameters
    ----------
    lonlat : ndarray (n, 2)
        Degrees.

    Returns
    -------
    ndarray (n, 3)
        Metres.
    """
    lon, lat = np.radians(lonlat).T
    prime_vertical = SEMI_MAJOR_M / np.sqrt(1 - ECCENTRICITY2 * np.sin(lat) ** 2)
    x = prime_vertical * np.cos(lat) * np.cos(lon)
    y = prime_vertical * np.cos(lat) * np.sin(lon)
    z = prime_vertical * (1 - ECCENTRICITY2) * np.sin(lat)
    return np.column_stack([x, y, z])


def least_distance_m(chord_m: Floats) -> Floats:
    """Lower bound of the geodesic distance between points whose straight-line distance is known.

    A geodesic bends nowhere less than a circle of the greatest radius of curvature.
    """
    half = np.minimum(chord_m / (2 * GREATEST_RADIUS_M), 1.0)
    return np.asarray(2 * GREATEST_RADIUS_M * np.arcsin(half))


def most_distance_m(chord_m: Floats) -> Floats:
    """Upper bound of the geodesic distance between points whose straight-line distance is known.

    A geodesic bends nowhere more than a circle of the least radius of curvature. Towards the antipode
    that circle closes too early; there the bound is the greatest distance on the ellipsoid.
    """
    half = chord_m / (2 * LEAST_RADIUS_M)
    bound = 2 * LEAST_RADIUS_M * np.arcsin(np.minimum(half, 1.0))
    return np.where(half < 0.98, bound, GREATEST_DISTANCE_M)


def most_chord_m(distance_m: Floats) -> Floats:
    """Greatest straight-line distance at which points may still be this near, in metres."""
    angle = np.minimum(distance_m / (2 * GREATEST_RADIUS_M), np.pi / 2)
    return np.asarray(2 * GREATEST_RADIUS_M * np.sin(angle))


def wrapped(lon: Floats) -> Floats:
    """Longitudes brought into -180..180; both ends stay as they are."""
    return np.where(np.abs(lon) <= 180, lon, (lon + 180) % 360 - 180)
