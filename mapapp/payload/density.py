"""Incidents counted by squares of the map and by time: what hexagons are drawn from. Pure.

The squares are the tiles of Web Mercator at one level, since hexagons lie on that plane: at every latitude
a square covers the same part of a hexagon. Two tables count the same incidents: one over all time, in
squares as fine as its rows allow, and one by month (or year), in coarser squares.
"""

from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from geodata.days import Days
from mapapp.payload.codes import Numbers
from mapapp.payload.container import MORTON_DELTA, PLANES, Column, pack
from mapapp.payload.curve import Floats, Keys, around, interleaved
from mapapp.view import View

OVER_ALL_TIME: Final = "density"
BY_TIME: Final = "density-times"

FINEST: Final = 22
"""Level of the smallest squares: 2**22 of them go round the Earth, each at most 9.6 m wide."""

MOST_ROWS: Final = 500_000
"""The most rows of a table; its squares are as small as that allows."""

_COARSEST_BY_MONTH: Final = 8
"""Where months leave only larger squares than those of this level, incidents are counted by years."""

_UNITS: Final[dict[str, Literal["M", "Y"]]] = {"month": "M", "year": "Y"}
"""Units of time, the finest first, each with numpy's name for it."""

_LIMIT: Final = 85.0511287798
"""Degrees of latitude at which the plane ends."""


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """Incidents by square and code, along the Morton curve: the tiles of a level, codes, how many."""

    level: int
    keys: Keys
    codes: Numbers
    incidents: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class _Times:
    """Times as codes: the first period of each (0: undated) and how many follow it; the day of period 1."""

    codes: Numbers
    first: Numbers
    further: Numbers
    origin: str | None


def density_blocks(view: View) -> dict[str, bytes]:
    """Count all incidents of a view, whatever its query.

    Parameters
    ----------
    view : View
        What the map shows.

    Returns
    -------
    dict of str to bytes
        By the name of the block, a container of columns. See ``docs/format.md``.
    """
    keys, has_place = _tiles(*view.marks.T)
    whenever = np.zeros(len(has_place), dtype=np.uint64)
    nothing = np.zeros(1, dtype=np.uint64)
    times = _Times(whenever, nothing, nothing, None)
    blocks = {OVER_ALL_TIME: _packed(_counted(keys, whenever[has_place]), times, has_place, None)}
    for unit in _UNITS:
        times = _times(*view.days, unit)
        counted = _counted(keys, times.codes[has_place])
        if counted.level >= _COARSEST_BY_MONTH:
            break
    return {**blocks, BY_TIME: _packed(counted, times, has_place, unit)}


def tile_numbers(lon: Floats, lat: Floats, level: int = FINEST) -> tuple[Numbers, Numbers]:
    """Give the tiles of Web Mercator in which places lie.

    Parameters
    ----------
    lon, lat : array of float, shape (n,)
        Degrees; latitudes beyond the plane belong to the tiles at its edge.
    level : int
        There are 2**level tiles in a row and in a column.

    Returns
    -------
    tuple of array of uint64, shape (n,)
        Columns, eastwards from 180° W, and rows, southwards.

    Examples
    --------
    >>> [one.tolist() for one in tile_numbers(np.array([-180.0, 0.1]), np.array([90.0, -0.1]), 1)]
    [[0, 1], [0, 1]]
    """
    sine = np.sin(np.radians(np.clip(lat, -_LIMIT, _LIMIT)))
    shares = (around(lon) + 180.0) / 360.0, 0.5 - np.log((1.0 + sine) / (1.0 - sine)) / (4.0 * np.pi)
    x, y = (np.clip(np.floor(share * 2.0**level), 0, 2**level - 1).astype(np.uint64) for share in shares)
    return x, y


def _tiles(lon: Floats, lat: Floats) -> tuple[Keys, npt.NDArray[np.bool_]]:
    """Give the finest tile of each row that has a place, as its Morton key, and which rows have one."""
    has_place = np.isfinite(lon) & np.isfinite(lat)
    return interleaved(*tile_numbers(lon[has_place], lat[has_place])), has_place


def _times(first: Days, last: Days, unit: str) -> _Times:
    """Give the period in which each incident begins, and how many follow until it ends, as one code."""
    dated = first <= last
    if not dated.any():
        nothing = np.zeros(1, dtype=np.uint64)
        return _Times(np.zeros(len(first), dtype=np.uint64), nothing, nothing, None)
    begin, end = (_periods(np.where(dated, days, 0), unit) for days in (first, last))
    earliest, latest = int(begin[dated].min()), int(end[dated].max())
    wide = latest - earliest + 1
    both = np.where(dated, (begin - earliest + 1) * wide + (end - begin), 0)
    pairs, codes = np.unique(both, return_inverse=True)
    origin = str(np.datetime64(earliest, _UNITS[unit]).astype("datetime64[D]"))
    first, further = divmod(pairs, wide)
    return _Times(codes.astype(np.uint64), first.astype(np.uint64), further.astype(np.uint64), origin)


def _periods(days: Days, unit: str) -> Days:
    return days.astype("datetime64[D]").astype(f"datetime64[{_UNITS[unit]}]").astype(np.int64)


def _counted(keys: Keys, codes: Numbers) -> _Counted:
    """Count by square and code, in the smallest squares that leave no more than `MOST_ROWS` counts."""
    deepest = min(FINEST, (64 - int(codes.max(initial=0)).bit_length()) // 2)
    packed = (codes << np.uint64(2 * deepest)) | (keys >> np.uint64(2 * (FINEST - deepest)))
    packed.sort()
    # Sorted by code, then along the curve, both stay together in coarser squares.
    for level in range(deepest, -1, -1):
        coarse = packed >> np.uint64(2 * (deepest - level))
        begins = np.flatnonzero(np.diff(coarse, prepend=~coarse[:1]))
        if len(begins) <= MOST_ROWS:
            break
    found, incidents = coarse[begins], np.diff(begins, append=len(coarse)).astype(np.uint64)
    codes = found >> np.uint64(2 * level)
    keys = found ^ (codes << np.uint64(2 * level))
    order = np.lexsort((codes, keys))
    return _Counted(level, keys[order], codes[order], incidents[order])


def _packed(counted: _Counted, times: _Times, has_place: npt.NDArray[np.bool_], unit: str | None) -> bytes:
    """Write the counts by square, and after them those of incidents without a place, by time alone."""
    codes, incidents = np.unique(times.codes[~has_place], return_counts=True)
    codes = np.concatenate([counted.codes, codes])
    described: dict[str, Any] = {
        "rows": len(codes),
        "located": len(counted.keys),
        "incidents": len(has_place),
        "level": counted.level,
        "unit": unit,
        "origin_day": times.origin,
    }
    columns = [
        Column("tile", MORTON_DELTA, counted.keys),
        Column("first_period", PLANES, times.first[codes]),
        Column("further_periods", PLANES, times.further[codes]),
        Column("incidents", PLANES, np.concatenate([counted.incidents, incidents.astype(np.uint64)])),
    ]
    return pack(columns, **described)
