"""From the reference system of a layer to longitude and latitude on WGS 84. Knows no file."""

import json
import re
from contextlib import suppress
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyproj

from geodata.formats.vector.definition import NAMES_A_FILE, names_a_file
from geodata.formats.vector.task import Task, shown

Floats = npt.NDArray[np.float64]

_WGS84: Final = "OGC:CRS84"
_CODE: Final = re.compile(r"[A-Za-z]{2,10}:[A-Za-z0-9_.-]{1,20}")


class ToDegrees:
    """How coordinates of a layer become degrees.

    Parameters
    ----------
    known : bool
        Whether the layer says what its coordinates are.
    transformer : pyproj.Transformer or None
        To longitude and latitude; None where they are those already.
    name : str
        Of the system that the layer is in, for notes.
    """

    def __init__(self, *, known: bool, transformer: Any = None, name: str = "") -> None:
        self.known = known
        self.is_needed = transformer is not None
        self._transformer = transformer
        self._name = name

    def move(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Move coordinates; infinite where that is not possible.

        Parameters
        ----------
        x, y : ndarray (n,)
            As the layer has them, the one to the east first.

        Returns
        -------
        tuple of ndarray (n,)
            Longitude and latitude in degrees.
        """
        longitudes, latitudes = self._transformer.transform(x, y)
        return longitudes, latitudes

    def note(self) -> str | None:
        """Say what was done, and how exact that is where it is known.

        Returns
        -------
        str or None
        """
        if not self.is_needed:
            return None
        accuracy = self._transformer.accuracy
        with suppress(pyproj.exceptions.ProjError):
            accuracy = self._transformer.get_last_used_operation().accuracy
        within = f", within {accuracy:g} m" if accuracy is not None and accuracy > 0 else ""
        return f"reprojected from {self._name}{within}"


def to_degrees(crs: Any, task: Task) -> ToDegrees:
    """Find how coordinates become longitude and latitude on WGS 84.

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
    return ToDegrees(known=True, transformer=transformer, name=named)


def _read(crs: Any, task: Task) -> Any:
    """Build the system; None where the layer does not say."""
    if crs is None or crs == "":
        return None
    text = crs if isinstance(crs, str) else json.dumps(crs)
    if names_a_file(text):
        raise task.fault(NAMES_A_FILE)
    if isinstance(crs, str) and not _CODE.fullmatch(crs) and "[" not in crs:
        raise task.fault("its reference system is neither a code nor WKT. Reproject it to EPSG:4326.")
    try:
        system = _parse(crs)
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


def _parse(crs: Any) -> Any:
    if isinstance(crs, dict):
        return pyproj.CRS.from_json_dict(crs)
    return pyproj.CRS.from_wkt(crs) if "[" in crs else pyproj.CRS.from_authority(*crs.split(":"))


def _horizontal(system: Any) -> Any:
    """Leave heights out: they stay as they are."""
    if system.is_compound:
        system = system.sub_crs_list[0]
    return system.to_2d() if len(system.axis_info) > 2 else system


def _name(system: Any) -> str:
    authority = system.to_authority(min_confidence=100)
    return ":".join(authority) + f" ({system.name})" if authority else repr(system.name)
