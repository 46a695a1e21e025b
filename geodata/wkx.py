"""Well-known text and binary that somebody else wrote → geometries, none of them nested too deep. Pure.

GEOS builds a collection in a collection by calling itself. Some ten thousand deep, that ends the process.
"""

import re
import struct
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely

from geodata.jsontext import DEEPEST

Shapes = npt.NDArray[np.object_]

_BRACKET: Final = re.compile(r"[()]")
_HEADER: Final = 9
"""Bytes of a geometry that holds others: byte order, type, how many."""

_POINT: Final = 1
_LINES: Final = (2, 8, 13)
_AREAS: Final = (3, 14, 17)
_HOLDERS: Final = (4, 5, 6, 7, 9, 10, 11, 12, 15, 16)
"""Types that hold geometries: multi-points and the like, collections, compound curves, surfaces."""


def from_wkt(text: str) -> Any:
    """Build a geometry from well-known text.

    Parameters
    ----------
    text : str
        WKT.

    Returns
    -------
    Geometry

    Raises
    ------
    ValueError
        If it is none, or nested too deep.

    Examples
    --------
    >>> from_wkt("POINT (53.6 51.5)")
    <POINT (53.6 51.5)>
    >>> from_wkt("GEOMETRYCOLLECTION (" * 50_000)
    Traceback (most recent call last):
        ...
    ValueError: geometries are nested more than 128 deep
    """
    if text.count("(") > DEEPEST and _depth(text) > DEEPEST:
        raise ValueError(f"geometries are nested more than {DEEPEST} deep")
    try:
        with np.errstate(
            all="ignore"
        ):  # numbers beyond a double become infinite, and are none of the world's
            return shapely.from_wkt(text)
    except (shapely.errors.ShapelyError, NotImplementedError) as error:
        raise ValueError(str(error)) from None


def from_wkb(values: Sequence[bytes | None] | Shapes) -> Shapes:
    r"""Build geometries from well-known binary.

    Parameters
    ----------
    values : sequence of bytes or None
        WKB.

    Returns
    -------
    ndarray (n,) of Geometry or None
        None for what is no WKB, is nested more than 128 deep, or is of a type that Shapely does not know.

    Examples
    --------
    >>> from_wkb([shapely.to_wkb(shapely.Point(1, 2)), b"\x01", None]).tolist()
    [<POINT (1 2)>, None, None]
    """
    cells = np.fromiter(values, dtype=np.object_, count=len(values))
    lengths = np.fromiter((0 if cell is None else len(cell) for cell in values), np.int64, len(values))
    deep = [row for row in np.flatnonzero(lengths > _HEADER * DEEPEST).tolist() if _is_deep(cells[row])]
    cells[deep] = None
    return _built(cells)


def _built(cells: Shapes) -> Shapes:
    try:
        with np.errstate(all="ignore"):
            found: Shapes = shapely.from_wkb(cells, on_invalid="ignore").astype(object)
    except NotImplementedError:  # one of them is of a type at which Shapely stops
        if len(cells) == 1:
            return np.array([None], dtype=object)
        found = np.concatenate([_built(cells[row : row + 1]) for row in range(len(cells))])
    return found


def _depth(text: str) -> int:
    deepest = depth = 0
    for found in _BRACKET.finditer(text):
        depth += 1 if found.group() == "(" else -1
        deepest = max(deepest, depth)
    return deepest


def _is_deep(wkb: bytes) -> bool:
    """Tell whether geometries stand too deep in one another, by walking from head to head."""
    place, waiting = 0, [1]  # how many are still to come, on each level
    try:
        while waiting:
            if len(waiting) > DEEPEST + 1:
                return True
            if not waiting[-1]:
                waiting.pop()
                continue
            waiting[-1] -= 1
            kind, place, order, size = _head(wkb, place)
            if kind == _POINT:
                place += size
                continue
            (count,) = struct.unpack_from(f"{order}I", wkb, place)
            place += 4
            if kind in _HOLDERS:
                waiting.append(count)
            elif kind in _LINES:
                place += count * size
            elif kind in _AREAS:
                for _ in range(count):
                    (positions,) = struct.unpack_from(f"{order}I", wkb, place)
                    place += 4 + positions * size
            else:
                break
    except struct.error:
        pass  # it breaks off, and GEOS stops there as well
    return False


def _head(wkb: bytes, place: int) -> tuple[int, int, str, int]:
    """Read type, where what follows begins, byte order, and bytes of a position: as ISO or PostGIS has it."""
    order = "<" if wkb[place : place + 1] == b"\x01" else ">"
    (code,) = struct.unpack_from(f"{order}I", wkb, place + 1)
    more, kind = divmod(code & 0x0FFF_FFFF, 1000)
    numbers = 2 + (more in (1, 3) or code >> 31 & 1) + (more in (2, 3) or code >> 30 & 1)
    return kind, place + (9 if code >> 29 & 1 else 5), order, 8 * numbers
