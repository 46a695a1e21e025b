"""The nearest place on a piece: by chords with the piece's bend, and by geodesics. Pure; needs numba."""

import math

from geodata.geodesy.compiled.blocks import WIDTH
from geodata.geodesy.compiled.kernels.ellipsoid import inverse, short_m
from geodata.geodesy.compiled.kernels.jit import inlined, njit
from geodata.geodesy.ellipsoid import ECCENTRICITY2, SEMI_MAJOR_M, Floats


@inlined
def chord2_of(s: Floats, block: int, k: int, px: float, py: float, pz: float) -> tuple[float, float]:
    """Square of the distance to the chord of a piece, and where on it, as a share."""
    x, y, z = px - s[block, 0, k], py - s[block, 1, k], pz - s[block, 2, k]
    dx, dy, dz = s[block, 3, k], s[block, 4, k], s[block, 5, k]
    share = min(max((x * dx + y * dy + z * dz) * s[block, 9, k], 0.0), 1.0)
    x, y, z = x - share * dx, y - share * dy, z - share * dz
    return x * x + y * y + z * z, share


@njit
def place_of(begins: Floats, ends: Floats, piece: int, share: float) -> tuple[float, float]:
    """Longitude and latitude at a share of a piece; exactly its end at 1, so that pieces meet."""
    lon, lat, end_lon, end_lat = begins[piece, 0], begins[piece, 1], ends[piece, 0], ends[piece, 1]
    if share == 1.0:
        return end_lon, end_lat
    return lon + (end_lon - lon) * share, lat + (end_lat - lat) * share


@njit
def foot_of(
    shape: Floats, begins: Floats, ends: Floats, slot: int, piece: int, px: float, py: float, pz: float
) -> tuple[float, float, float]:
    """Longitude and latitude of the place on a piece with the least chord from p, and the geodesic to it.

    The piece's own path is followed until a further step would change the distance by less than 1 nm; NaN
    where that takes too many steps, as near the centre of a small circle around a pole.
    """
    begin_lon, begin_lat = begins[piece, 0], begins[piece, 1]
    d_lon, d_lat = ends[piece, 0] - begin_lon, ends[piece, 1] - begin_lat
    share = _share(shape, slot // WIDTH, slot % WIDTH, px, py, pz)
    for _ in range(8):
        lon, lat = place_of(begins, ends, piece, share)
        x, y, z, vx, vy, vz = _moving(lon, lat, d_lon, d_lat)
        speed2 = vx * vx + vy * vy + vz * vz
        if speed2 == 0.0:
            break
        dx, dy, dz = x - px, y - py, z - pz
        step = min(max(share - (dx * vx + dy * vy + dz * vz) / speed2, 0.0), 1.0) - share
        if step * step * speed2 <= 1e-9 * math.sqrt(dx * dx + dy * dy + dz * dz) + 1e-20:
            break
        share += step
    else:
        return lon, lat, math.nan
    return lon, lat, short_m(px, py, pz, x, y, z)


@njit
def _share(s: Floats, block: int, k: int, px: float, py: float, pz: float) -> float:
    """Share of a piece at which the chord from p is least, by Newton steps along chord and bend."""
    share = chord2_of(s, block, k, px, py, pz)[1]
    if s[block, 9, k] == 0.0:
        return 0.0
    p = px, py, pz
    for _ in range(3):
        rest, turn = share * (1 - share), 1 - 2 * share
        slope = curve = 0.0
        for i in range(3):
            away = s[block, i, k] + share * s[block, 3 + i, k] + rest * s[block, 6 + i, k] - p[i]
            way = s[block, 3 + i, k] + turn * s[block, 6 + i, k]
            slope += away * way
            curve += way * way - 2 * away * s[block, 6 + i, k]
        if curve <= 0:
            break
        share = min(max(share - slope / curve, 0.0), 1.0)
    return share


@njit
def _moving(
    lon: float, lat: float, d_lon: float, d_lat: float
) -> tuple[float, float, float, float, float, float]:
    """Earth-centred place and velocity, where longitude and latitude change at given rates."""
    phi, lam = math.radians(lat), math.radians(lon)
    sin_p, cos_p, sin_l, cos_l = math.sin(phi), math.cos(phi), math.sin(lam), math.cos(lam)
    root = math.sqrt(1 - ECCENTRICITY2 * sin_p * sin_p)
    around = SEMI_MAJOR_M / root * cos_p
    east = around * math.radians(d_lon)
    north = SEMI_MAJOR_M * (1 - ECCENTRICITY2) / root**3 * math.radians(d_lat)
    x, y, z = around * cos_l, around * sin_l, SEMI_MAJOR_M / root * (1 - ECCENTRICITY2) * sin_p
    vx, vy = -east * sin_l - north * sin_p * cos_l, east * cos_l - north * sin_p * sin_l
    return x, y, z, vx, vy, north * cos_p


@njit
def refined(
    begins: Floats, ends: Floats, piece: int, lon: float, lat: float, foot_lon: float, foot_lat: float
) -> tuple[float, float, float]:
    """Distance and foot where the geodesic itself is least, by secant steps from a near guess."""
    begin_lon, begin_lat = begins[piece, 0], begins[piece, 1]
    d_lon, d_lat = ends[piece, 0] - begin_lon, ends[piece, 1] - begin_lat
    metres, slope, speed = slope_of(lon, lat, foot_lon, foot_lat, d_lon, d_lat)
    if speed == 0.0:
        return metres, foot_lon, foot_lat
    share = (foot_lon - begin_lon) / d_lon if abs(d_lon) > abs(d_lat) else (foot_lat - begin_lat) / d_lat
    curve = speed * speed / metres
    for _ in range(20):
        step = min(max(share - slope / curve, 0.0), 1.0) - share
        if abs(step) * speed < 0.03 or not curve > 0:
            break
        share, before = share + step, slope
        foot_lon, foot_lat = place_of(begins, ends, piece, share)
        metres, slope, speed = slope_of(lon, lat, foot_lon, foot_lat, d_lon, d_lat)
        curve = (slope - before) / step
    return metres, foot_lon, foot_lat


@njit
def slope_of(
    lon: float, lat: float, foot_lon: float, foot_lat: float, d_lon: float, d_lat: float
) -> tuple[float, float, float]:
    """Distance, its derivative by the share of a piece, and metres per unit of share."""
    metres, east, north = inverse(lon, lat, foot_lon, foot_lat)
    sine = math.sin(math.radians(foot_lat))
    root = math.sqrt(1 - ECCENTRICITY2 * sine * sine)
    along = SEMI_MAJOR_M / root * math.sqrt(1 - sine * sine) * math.radians(d_lon)
    up = SEMI_MAJOR_M * (1 - ECCENTRICITY2) / root**3 * math.radians(d_lat)
    return metres, -(along * east + up * north), math.sqrt(along * along + up * up)
