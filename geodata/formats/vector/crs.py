"""From the reference system of a layer to longitude and latitude on WGS 84. Knows no file."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyproj

from geodata.formats.vector.task import Task, shown

Floats = npt.NDArray[np.float64]

_WGS84: Final = "OGC:CRS84"
_CODE: Final = re.compile(r"[A-Za-z]{2,10}:[A-Za-z0-9_.-]{1,20}")
_FILES: Final = re.compile(
    r"PARAMETERFILE|GRIDS\s*=\s*(?!@null\b)|\+(?:init|file|catalog)\s*=|ABRIDGED", re.IGNORECASE
)
"""What in a definition names a file of its own: PROJ would open it."""


@dataclass(frozen=True, slots=True)
class ToDegrees:
    """How coordinates of a layer become degrees.

    Parameters
    ----------
    known : bool
        Whether the layer says what its coordinates are.
    transform : callable or None
        From x and y to longitude and latitude; None where they are those already.
    """

    known: bool
    transform: Callable[[Floats, Floats], tuple[Floats, Floats]] | None = None


def to_degrees(crs: Any, task: Task) -> ToDegrees:
    """Find how coordinates become longitude and latitude on WGS 84, and note it.

    Parameters
    ----------
    crs : str or dict or None
        An authority's code, WKT, or PROJJSON; from the file, so it is not trusted.
    task : Task
        The file.

    Returns
    -------
    ToDegrees

    Raises
    ------
    UnreadableFile
        The system cannot be read, names files of its own, or has no way to WGS 84.
    """
    system = _read(crs, task)
    if system is None:
        return ToDegrees(known=False)
    plane = _horizontal(system)
    wgs84 = pyproj.CRS(_WGS84)
    if plane.equals(wgs84, ignore_axis_order=True) or plane.equals(pyproj.CRS("EPSG:4326")):
        return ToDegrees(known=True)
    named = shown(_name(plane))
    try:
        transformer = pyproj.Transformer.from_crs(plane, wgs84, always_xy=True)
    except pyproj.exceptions.ProjError:
        raise task.fault(
            f"from {named} there is no way to longitude and latitude. Reproject it to EPSG:4326."
        ) from None
    accuracy = transformer.accuracy
    within = f", within {accuracy:g} m" if accuracy is not None and accuracy > 0 else ""
    task.note(f"reprojected from {named}{within}")
    return ToDegrees(known=True, transform=lambda x, y: transformer.transform(x, y))


def _read(crs: Any, task: Task) -> Any:
    """Build the system; None where the layer does not say."""
    if crs is None or crs == "":
        return None
    text = crs if isinstance(crs, str) else str(crs)
    if _FILES.search(text) or (isinstance(crs, str) and not _CODE.fullmatch(crs) and "[" not in crs):
        raise task.fault("its reference system names a file, or is no WKT. Reproject it to EPSG:4326.")
    try:
        system = pyproj.CRS.from_json_dict(crs) if isinstance(crs, dict) else pyproj.CRS.from_user_input(crs)
    except (pyproj.exceptions.CRSError, ValueError, TypeError, RecursionError):
        raise task.fault(
            f"its reference system {shown(text, 80)!r} cannot be read. Reproject it to EPSG:4326."
        ) from None
    # GeoPackage has a system that says that nothing is known of it.
    if system.name.lower().startswith(("undefined", "unknown geo")):
        return None
    if (
        system.is_engineering
        if hasattr(system, "is_engineering")
        else system.type_name.startswith("Engineering")
    ):
        raise task.fault(
            f"its coordinates are in {shown(system.name)!r}, which lies nowhere. Reproject it to EPSG:4326."
        )
    return system


def _horizontal(system: Any) -> Any:
    """Leave heights out: they stay as they are."""
    if system.is_compound:
        system = system.sub_crs_list[0]
    return system.to_2d() if len(system.axis_info) > 2 else system


def _name(system: Any) -> str:
    authority = system.to_authority(min_confidence=100)
    return ":".join(authority) + f" ({system.name})" if authority else repr(system.name)
