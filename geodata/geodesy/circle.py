"""Geodesic circles as polygons. Pure."""

from typing import Any, Final

import numpy as np
import shapely

from geodata.errors import InvalidArgument
from geodata.geodesy.ellipsoid import GEOD, Floats, check_degrees, inverse
from geodata.geodesy.pieces import running

GREATEST_RADIUS_M: Final = 10_000_000.0
"""A quarter of the way round; a larger circle could hold both poles."""
FIRST_VERTICES: Final = 32
SHARES: Final = (0.25, 0.5, 0.75)
"""Where on each edge the tolerance is checked."""
LEAST_ANGLE: Final = 1e-7
"""Degrees of azimuth; vertices are never set closer."""
FINEST_M: Final = 1e-6
"""Metres; places and distances are rounded by up to a hundredth of it: no edge can be held to less."""


def ring(lon: float, lat: float, radius_m: float, *, tolerance_m: float = 1.0) -> Any:
    """Draw the geodesic circle around a point as a polygon.

    Vertices lie on the circle; more are added wherever an edge, straight in longitude and latitude, would
    be farther than the tolerance from it.

    Parameters
    ----------
    lon, lat : float
        Centre in degrees.
    radius_m : float
        Metres, above 0 and at most 10,000 km.
    tolerance_m : float
        Greatest distance between an edge and the circle, in metres; below a thousandth of a millimetre, that.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        Inside -180..180 and -90..90, counter-clockwise (RFC 7946). A circle that crosses the antimeridian is
        cut there into two polygons; one that holds a pole reaches it along the antimeridian.

    Raises
    ------
    InvalidArgument
        For a bad centre, radius or tolerance.

    Examples
    --------
    >>> circle = ring(55.1, 51.8, 50_000)
    >>> circle.geom_type, circle.contains(shapely.Point(55.1, 52.2))
    ('Polygon', True)
    """
    check_degrees("lon", np.array([lon], dtype=np.float64), latitude=False)
    check_degrees("lat", np.array([lat], dtype=np.float64), latitude=True)
    if not 0 < radius_m <= GREATEST_RADIUS_M:
        raise InvalidArgument(f"radius_m: got {radius_m}, expected more than 0 and at most 10,000 km")
    if not tolerance_m > 0:
        raise InvalidArgument(f"tolerance_m: got {tolerance_m}, expected more than 0 m")
    vertices = _vertices(float(lon), float(lat), float(radius_m), max(float(tolerance_m), FINEST_M))
    pole = 90.0 if lat >= 0 else -90.0
    to_pole_m = inverse(*(np.array([value], dtype=np.float64) for value in (lon, lat, lon, pole)))[2][0]
    if to_pole_m < radius_m:
        return _around_pole(vertices, pole)
    return _cut(shapely.Polygon(vertices))


def _vertices(lon: float, lat: float, radius_m: float, tolerance_m: float) -> Floats:
    """Walk the closed circle, counter-clockwise, with longitudes that run on across the antimeridian."""
    azimuth = np.linspace(360.0, 0.0, FIRST_VERTICES + 1)
    while True:
        place = _at(lon, lat, azimuth, radius_m)
        place[-1] = place[0]  # azimuths 360 and 0 differ by a rounding
        place[:, 0] = running(place[:, 0])
        off_m = np.max([_off_circle_m(lon, lat, radius_m, place, share) for share in SHARES], axis=0)
        coarse = (off_m > tolerance_m) & (-np.diff(azimuth) > LEAST_ANGLE)
        if not coarse.any():
            return place
        between = (azimuth[:-1] + azimuth[1:])[coarse] / 2
        azimuth = np.sort(np.r_[azimuth, between])[::-1]


def _off_circle_m(lon: float, lat: float, radius_m: float, place: Floats, share: float) -> Floats:
    """How far each edge is off the circle, at a share of its way."""
    x, y = (place[:-1] + (place[1:] - place[:-1]) * share).T
    off_m: Floats = np.abs(inverse(np.full(len(x), lon), np.full(len(x), lat), x, y)[2] - radius_m)
    return off_m


def _at(lon: float, lat: float, azimuth: Floats, radius_m: float) -> Floats:
    count = len(azimuth)
    x, y, _ = GEOD.fwd(np.full(count, lon), np.full(count, lat), azimuth, np.full(count, radius_m))
    return np.column_stack([x, y])


def _around_pole(vertices: Floats, pole: float) -> Any:
    """Close a circle that runs once around the globe along the antimeridian and the pole."""
    lon = vertices[:-1, 0]
    turned = (lon + 180) % 360 - 180
    order = np.argsort(turned, kind="stable")
    lon, lat = turned[order], vertices[:-1, 1][order]
    share = (180 - lon[-1]) / (lon[0] + 360 - lon[-1])
    edge = lat[-1] + (lat[0] - lat[-1]) * share
    around = np.column_stack([np.r_[-180.0, lon, 180.0], np.r_[edge, lat, edge]])
    closed = np.r_[around, [[180.0, pole], [-180.0, pole]]]
    return shapely.orient_polygons(shapely.Polygon(closed))


def _cut(polygon: Any) -> Any:
    """Bring a polygon into -180..180, cutting it at the antimeridian."""
    west, _, east, _ = polygon.bounds
    if west >= -180 and east <= 180:
        return polygon
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        moved = shapely.transform(polygon, lambda xy, turn=turn: np.add(xy, (turn, 0.0)))
        if moved.bounds[0] < 180 and moved.bounds[2] > -180:
            part = shapely.intersection(moved, shapely.box(-180, -90, 180, 90))
            parts += [one for one in shapely.get_parts(part) if one.geom_type == "Polygon"]
    oriented = shapely.orient_polygons(np.array(parts))
    return oriented[0] if len(oriented) == 1 else shapely.MultiPolygon(list(oriented))
