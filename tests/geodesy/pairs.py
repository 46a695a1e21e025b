"""Pairs of points of many kinds, as rows of longitude, latitude, longitude, latitude."""

import numpy as np


def _anywhere(random, count):
    return random.uniform(-180, 180, count), np.degrees(np.arcsin(random.uniform(-1, 1, count)))


def _small(random, count, least, most):
    return random.choice([-1, 1], count) * 10 ** random.uniform(least, most, count)


def _random(random, count):
    return *_anywhere(random, count), *_anywhere(random, count)


def _near(random, count):
    lon, lat = _anywhere(random, count)
    return lon, lat, lon + _small(random, count, -9, 0), lat + _small(random, count, -9, 0)


def _antipodes(random, count):
    lon, lat = _anywhere(random, count)
    off = np.where(random.random(count) < 0.1, 0, _small(random, count, -12, 0.3))
    return lon, lat, lon + 180 + _small(random, count, -12, 0.3), off - lat


def _poles(random, count):
    side = random.choice([-1, 1], (2, count))
    off = np.where(random.random((2, count)) < 0.2, 0, 10 ** random.uniform(-12, -1.1, (2, count)))
    lon = random.uniform(-180, 180, (2, count))
    return lon[0], side[0] * (90 - off[0]), lon[1], side[1] * (90 - off[1])


def _antimeridian(random, count):
    off = np.where(random.random((2, count)) < 0.2, 0, 10 ** random.uniform(-12, 0.5, (2, count)))
    lat = random.uniform(-90, 90, count)
    return 180 - off[0], lat, off[1] - 180, lat + _small(random, count, -12, 0)


def _same(random, count):
    lon, lat = _anywhere(random, count)
    return lon, lat, lon + random.choice([-360, 0, 360], count), lat


def _billionth(random, count):
    lon, lat = _anywhere(random, count)
    return lon, lat, lon + random.uniform(-1e-9, 1e-9, count), lat + random.uniform(-1e-9, 1e-9, count)


def _equator(random, count):
    lon = random.uniform(-180, 180, (2, count))
    lon[1] = np.where(random.random(count) < 0.3, lon[0] + 179 + random.random(count), lon[1])
    return lon[0], np.zeros(count), lon[1], np.zeros(count)


def _meridian(random, count):
    lon = random.uniform(-180, 180, count)
    return lon, random.uniform(-90, 90, count), lon, random.uniform(-90, 90, count)


def _turned(random, count):
    lon, lat, lon2, lat2 = _random(random, count)
    return lon + 360 * random.integers(-3, 4, count), lat, lon2 + 360 * random.integers(-3, 4, count), lat2


KINDS = {
    "random": _random,
    "near": _near,
    "antipodes": _antipodes,
    "poles": _poles,
    "across the antimeridian": _antimeridian,
    "at the same place": _same,
    "a billionth of a degree apart": _billionth,
    "along the equator": _equator,
    "along a meridian": _meridian,
    "whole turns away": _turned,
}


def pairs_of_points(kind, count, *, seed):
    """Pairs of one kind, (count, 4)."""
    pairs = np.column_stack(KINDS[kind](np.random.default_rng(seed), count))
    pairs[:, [1, 3]] = np.clip(pairs[:, [1, 3]], -90, 90)
    return pairs
