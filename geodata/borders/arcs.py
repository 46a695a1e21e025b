"""The bundled borders as arcs: whole steps of a grid, and which unit has which arc on its edge.

Pure: reads package data only. `geodata.borders` builds geometries from it; the map document embeds it.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.errors import UnknownName

SCALES = ("10m", "50m")

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.integer[Any]]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Country:
    """What is stored of a country beside its shape."""

    code: str
    name: str
    label_lon: float
    label_lat: float
    area_km2: float


@dataclass(frozen=True, slots=True, eq=False)
class BorderArcs:
    """Country polygons as shared arcs, the form in which the borders are stored.

    Lists of lists are flat: the parts of item ``i`` are ``offsets[i]:offsets[i + 1]``.

    Parameters
    ----------
    scale : str
        ``"10m"`` or ``"50m"``: Natural Earth 1:10m or 1:50m.
    step, origin : tuple of float
        Degrees of longitude and latitude of one grid step, and of the grid's (0, 0).
    starts : array (arcs, 2), int32
        First vertex of each arc in grid steps.
    deltas : array (vertices, 2), int16
        Steps from the vertex before; (0, 0) at the first vertex of an arc.
    arc_offsets : array (arcs + 1,), int32
        Vertices of each arc.
    arc_units : array (arcs, 2), int16
        Units on the two sides; -1 where there is none. Two units: a land border. One: a coast.
    disputed : array (arcs,), bool
        Whether the line is disputed.
    seam : array (arcs,), bool
        Stretches along the antimeridian and the south pole, where polygons are cut; not to be drawn.
    ring_arcs : array (references,), int32
        Arcs of each ring in order; ``~i`` is arc ``i`` walked backwards.
    ring_offsets, polygon_offsets, unit_offsets : array, int32
        Arcs of each ring, rings of each polygon (shell first), polygons of each unit.
    unit_names : tuple of str
        Names of the units in the source.
    owners : mapping of str to tuple of str
        By viewpoint: ISO 3166-1 alpha-2 code of each unit's country, ``""`` for none.
    countries : mapping of str to tuple of Country
        By viewpoint: label points and areas, in order of code.
    sovereign : mapping of str to str
        Codes inside another state (Hong Kong, Macao): no international border runs between the two.
    """

    scale: str
    step: tuple[float, float]
    origin: tuple[float, float]
    starts: Integers
    deltas: Integers
    arc_offsets: Integers
    arc_units: Integers
    disputed: Flags
    seam: Flags
    ring_arcs: Integers
    ring_offsets: Integers
    polygon_offsets: Integers
    unit_offsets: Integers
    unit_names: tuple[str, ...]
    owners: Mapping[str, tuple[str, ...]]
    countries: Mapping[str, tuple[Country, ...]]
    sovereign: Mapping[str, str]

    def grid(self) -> npt.NDArray[np.int32]:
        """Vertices of all arcs in grid steps, shape (vertices, 2)."""
        total = np.cumsum(self.deltas, axis=0, dtype=np.int32)
        shift = self.starts - total[self.arc_offsets[:-1]]
        return total + np.repeat(shift, np.diff(self.arc_offsets), axis=0)

    def degrees(self) -> Floats:
        """Vertices of all arcs as longitude and latitude, shape (vertices, 2)."""
        lonlat: Floats = self.grid() * np.array(self.step) + np.array(self.origin)
        # The grid has no row exactly at the south pole, and its last column ends in rounding.
        np.clip(lonlat, [-180.0, -90.0], [180.0, 90.0], out=lonlat)
        return lonlat

    def arc_pairs(self, viewpoint: str) -> list[tuple[str, str] | None]:
        """Countries on the two sides of each arc, in order of code; None where it is no land border.

        Parameters
        ----------
        viewpoint : str
            A key of `owners`.

        Returns
        -------
        list of tuple or None
            One entry per arc.

        Raises
        ------
        UnknownName
            When there is no such viewpoint.

        Examples
        --------
        >>> pairs = border_arcs("50m").arc_pairs("un")
        >>> ("KZ", "RU") in pairs
        True
        """
        if viewpoint not in self.owners:
            raise UnknownName.among("viewpoint", viewpoint, self.owners)
        codes = (*self.owners[viewpoint], "")  # so that unit -1 has no owner
        states = [self.sovereign.get(code, code) for code in codes]
        return [
            (min(codes[a], codes[b]), max(codes[a], codes[b]))
            if codes[a] and codes[b] and states[a] != states[b] and not seam
            else None
            for (a, b), seam in zip(self.arc_units.tolist(), self.seam.tolist(), strict=True)
        ]


@cache
def border_arcs(scale: str = "50m") -> BorderArcs:
    """Read the stored arcs of one scale.

    Parameters
    ----------
    scale : str
        ``"10m"`` or ``"50m"``.

    Returns
    -------
    BorderArcs
        Read once and kept; its arrays are read-only.

    Raises
    ------
    UnknownName
        When there is no such scale.

    Examples
    --------
    >>> border_arcs("50m").degrees().shape[1]
    2
    """
    if scale not in SCALES:
        raise UnknownName.among("scale", scale, SCALES)
    folder = files("geodata").joinpath("borders_data")
    header = json.loads(folder.joinpath(f"borders-{scale}.json").read_text(encoding="utf-8"))
    payload = gzip.decompress(folder.joinpath(f"borders-{scale}.bin.gz").read_bytes())
    arrays = _arrays(header["arrays"], payload)
    flags = arrays.pop("arc_flags")
    deltas = np.column_stack([arrays.pop("deltas_x"), arrays.pop("deltas_y")])
    disputed, seam = (flags & 1) > 0, (flags & 2) > 0
    for array in (deltas, disputed, seam):
        array.flags.writeable = False
    return BorderArcs(
        scale=scale,
        step=tuple(header["step"]),
        origin=tuple(header["origin"]),
        deltas=deltas,
        disputed=disputed,
        seam=seam,
        unit_names=tuple(unit["name"] for unit in header["units"]),
        owners=_by_viewpoint(header, lambda viewpoint: tuple(unit[viewpoint] for unit in header["units"])),
        countries=_by_viewpoint(
            header,
            lambda viewpoint: tuple(Country(*row[1:]) for row in header["countries"] if row[0] == viewpoint),
        ),
        sovereign=MappingProxyType(header["sovereign"]),
        **arrays,
    )


def _by_viewpoint(header: dict[str, Any], value_of: Any) -> Mapping[str, Any]:
    return MappingProxyType({viewpoint: value_of(viewpoint) for viewpoint in header["viewpoints"]})


def _arrays(table: list[list[Any]], payload: bytes) -> dict[str, Any]:
    """Cut the payload into the arrays that the header lists."""
    found: dict[str, Any] = {}
    at = 0
    for name, kind, shape in table:
        count = int(np.prod(shape))
        found[name] = np.frombuffer(payload, dtype=kind, count=count, offset=at).reshape(shape)
        at += found[name].nbytes
    return found
