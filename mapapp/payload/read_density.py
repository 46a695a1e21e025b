"""Blocks of a page → counts of incidents by square of the map and by time, in Python. Pure.

``docs/format.md`` says what the blocks hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from mapapp.blocks import decode
from mapapp.errors import UnreadableBlock
from mapapp.payload.container import Column, unpack
from mapapp.payload.curve import parted
from mapapp.payload.density import BY_TIME, OVER_ALL_TIME

Bounds = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


@dataclass(frozen=True, eq=False)
class Density:
    """The counts of all incidents that travel with a page which holds not all of them.

    Parameters
    ----------
    blocks : mapping of str to str
        The page's blocks, as `mapapp.blocks.blocks_in` gives them.
    by_time : bool
        Whether by month (or year) and in larger squares, or over all time and in smaller ones.
    """

    blocks: Mapping[str, str]
    by_time: bool = False

    @cached_property
    def _read(self) -> tuple[dict[str, Any], dict[str, Column]]:
        name = BY_TIME if self.by_time else OVER_ALL_TIME
        if name not in self.blocks:
            raise UnreadableBlock(
                f"the page has no block {name!r}: it holds every incident itself, or was altered"
            )
        return unpack(decode(self.blocks[name]))

    @property
    def header(self) -> dict[str, Any]:
        """What the counts say of themselves: incidents, rows, located, level, unit, origin_day.

        Raises
        ------
        UnreadableBlock
            If the page has no such block, or it is cut off or altered.
        """
        return self._read[0]

    @property
    def incidents(self) -> npt.NDArray[np.int64]:
        """How many incidents each row counts."""
        return self._numbers("incidents")

    @property
    def squares(self) -> list[Bounds]:
        """The bounds of the square of each row that has one: the first ones."""
        size = 2 ** self.header["level"]
        x, y = (part.astype(np.float64) for part in parted(self._read[1]["tile"].numbers))
        west, east = (x / size * 360 - 180, (x + 1) / size * 360 - 180)
        north, south = (_latitudes(1 - 2 * rows / size) for rows in (y, y + 1))
        return list(zip(west.tolist(), south.tolist(), east.tolist(), north.tolist(), strict=True))

    @property
    def times(self) -> list[tuple[str, str] | tuple[None, None]]:
        """First and last day of the periods over which the incidents of each row lie; None if undated."""
        first, further = (self._numbers(name) for name in ("first_period", "further_periods"))
        return [
            (self._begin(begin), self._begin(begin + more + 1, before=1)) if begin else (None, None)
            for begin, more in zip(first.tolist(), further.tolist(), strict=True)
        ]

    def _begin(self, period: int, *, before: int = 0) -> str:
        """Give the first day of a period, or the day before it."""
        origin = np.datetime64(self.header["origin_day"], "M" if self.header["unit"] == "month" else "Y")
        return str((origin + (period - 1)).astype("datetime64[D]") - before)

    def _numbers(self, name: str) -> npt.NDArray[np.int64]:
        return self._read[1][name].numbers.astype(np.int64)


def _latitudes(heights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Give the latitude of heights on the plane, from -1 at its southern edge to 1 at its northern one."""
    return np.degrees(np.arctan(np.sinh(np.pi * heights)))
