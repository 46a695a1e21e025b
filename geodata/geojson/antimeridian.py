"""Lines and areas across the antimeridian (RFC 7946 section 3.1.9). Pure.

Longitudes are first unrolled, so that every segment goes the shorter way round, and may then pass 180;
what lies beyond is cut off at the antimeridian and turned back into -180..180.
"""

from itertools import pairwise
from typing import Any

import numpy as np
import shapely

from geodata.geojson.positions import Positions
from geodata.geojson.remarks import Fault, Remarks


def turn_back(position: tuple[float, ...], pointer: str, remarks: Remarks) -> tuple[float, ...]:
    """Turn a point's longitude into -180..180.

    Parameters
    ----------
    position : tuple of float
        Longitude in -360..360, latitude and perhaps height.
    pointer : str
        Where it stands.
    remarks : Remarks
        Receives the repair.

    Returns
    -------
    tuple of float
        The same place.

    Examples
    --------
    >>> turn_back((190.0, 10.0), "/coordinates", Remarks())
    (-170.0, 10.0)
    """
    lon = position[0]
    if abs(lon) <= 180:
        return position
    _remark_turned(lon, pointer, remarks)
    return (lon - 360 if lon > 0 else lon + 360, *position[1:])


def stays_within(positions: Positions) -> bool:
    """Say whether positions lie in one half of the world, within -180..180: nothing here concerns them.

    Parameters
    ----------
    positions : numpy.ndarray
        ``(n, 2)`` or ``(n, 3)``: longitude and latitude in degrees, height.

    Returns
    -------
    bool
        Whether no segment can pass the antimeridian.

    Examples
    --------
    >>> stays_within(np.array([[10.0, 0.0], [20.0, 0.0]]))
    True
    """
    lon = positions[:, 0]
    west, east = lon.min(), lon.max()
    return bool(west >= -180 and east <= 180 and east - west <= 180)


def crosses(positions: Positions) -> bool:
    """Say whether unrolled positions pass the antimeridian.

    Parameters
    ----------
    positions : numpy.ndarray
        ``(n, 2)`` or ``(n, 3)``: longitude and latitude in degrees, unrolled, and height.

    Returns
    -------
    bool
        Whether a longitude is beyond -180..180.

    Examples
    --------
    >>> crosses(np.array([[179.0, 0.0], [181.0, 0.0]]))
    True
    """
    return bool(np.abs(positions[:, 0]).max() > 180)


def unroll(positions: Positions, pointer: str, remarks: Remarks) -> Positions:
    """Let every segment go the shorter way round, so that longitudes may pass 180.

    A segment from exactly 180 to exactly -180 is the edge of a band round the world, not a crossing: it
    gets a position in its middle.

    Parameters
    ----------
    positions : numpy.ndarray
        ``(n, 2)`` or ``(n, 3)``, longitudes in -360..360.
    pointer : str
        Where they stand.
    remarks : Remarks
        Receives the repairs.

    Returns
    -------
    numpy.ndarray
        Positions of the same kind.

    Examples
    --------
    >>> import numpy as np
    >>> unroll(np.array([[179.0, 0.0], [-179.0, 2.0]]), "/coordinates", Remarks()).tolist()
    [[179.0, 0.0], [181.0, 2.0]]
    """
    lon = positions[:, 0]
    steps = np.diff(lon)
    wide = np.abs(steps) > 180
    if not wide.any():
        if crosses(positions):
            _remark_turned(lon[np.abs(lon) > 180][0], pointer, remarks)
        return positions
    if (np.abs(steps[wide]) == 360).all() and not crosses(positions):
        message = "a segment goes once round the world; a position is put in its middle"
        remarks.repair("wide-segment", pointer, message, "Let no segment span more than 180 degrees.")
        return _divide(positions, np.flatnonzero(wide))
    message = "a segment spans more than 180 degrees of longitude; it is read as the shorter way and cut"
    remarks.repair(
        "antimeridian", pointer, message, "Cut the geometry at the antimeridian (RFC 7946 section 3.1.9)."
    )
    unrolled = positions.copy()
    unrolled[1:, 0] -= 360 * np.cumsum(np.round(steps / 360))
    return unrolled


def cut_line(positions: Positions) -> list[Positions]:
    """Cut an unrolled line at the antimeridian.

    Parameters
    ----------
    positions : numpy.ndarray
        ``(n, 2)`` or ``(n, 3)``: longitude and latitude in degrees, unrolled, and height.

    Returns
    -------
    list of numpy.ndarray
        The pieces in their order, longitudes in -180..180.

    Examples
    --------
    >>> import numpy as np
    >>> [piece.tolist() for piece in cut_line(np.array([[179.0, 0.0], [181.0, 2.0]]))]
    [[[179.0, 0.0], [180.0, 1.0]], [[-180.0, 1.0], [-179.0, 2.0]]]
    """
    rows = [positions[0]]
    for start, end in pairwise(positions):
        low, high = sorted((start[0], end[0]))
        meridian = 180 + 360 * np.ceil((low - 180) / 360)
        if low < meridian < high:
            cut = start + (end - start) * ((meridian - start[0]) / (end[0] - start[0]))
            cut[0] = meridian
            rows.append(cut)
        rows.append(end)
    vertices = np.array(rows)
    turns = np.floor(((vertices[:-1, 0] + vertices[1:, 0]) / 2 + 180) / 360)
    ends = [0, *(np.flatnonzero(np.diff(turns)) + 1), len(turns)]
    pieces = []
    for first, last in pairwise(ends):
        piece = vertices[first : last + 1].copy()
        piece[:, 0] -= 360 * turns[first]
        pieces.append(piece)
    return pieces


def unroll_rings(rings: list[Positions], pointers: list[str], remarks: Remarks) -> list[Positions]:
    """Unroll the rings of a polygon, and put its holes on the same turn as its outer ring.

    Parameters
    ----------
    rings : list of numpy.ndarray
        The outer ring and the holes, closed.
    pointers : list of str
        Where each ring stands.
    remarks : Remarks
        Receives the repairs.

    Returns
    -------
    list of numpy.ndarray
        The rings, longitudes perhaps beyond 180.

    Raises
    ------
    Fault
        A ring goes round a pole, so that its inside is not certain.

    Examples
    --------
    >>> ring = np.array([[170.0, 0.0], [-170.0, 0.0], [-170.0, 9.0], [170.0, 0.0]])
    >>> unroll_rings([ring], ["/coordinates/0"], Remarks())[0][:, 0].tolist()
    [170.0, 190.0, 190.0, 170.0]
    """
    unrolled = []
    for ring, pointer in zip(rings, pointers, strict=True):
        turned = unroll(ring, pointer, remarks)
        if turned[0, 0] != turned[-1, 0]:
            hint = "Cut the area at the antimeridian and close it along the pole (RFC 7946 section 3.1.9)."
            raise Fault(
                "pole-ring", pointer, "the ring goes round a pole, so its inside is not certain.", hint
            )
        unrolled.append(turned)
    west, east = unrolled[0][:, 0].min(), unrolled[0][:, 0].max()
    for hole in unrolled[1:]:
        middle = (hole[:, 0].min() + hole[:, 0].max()) / 2
        hole[:, 0] += 360 * np.round(((west + east) / 2 - middle) / 360)
    return unrolled


def cut_area(area: Any) -> Any:
    """Cut a valid polygon or multipolygon with unrolled longitudes at the antimeridian.

    Parameters
    ----------
    area : shapely.Polygon or shapely.MultiPolygon
        Longitudes may pass 180.

    Returns
    -------
    shapely.Polygon or shapely.MultiPolygon
        Longitudes in -180..180, rings by the right-hand rule.

    Examples
    --------
    >>> [part.bounds for part in cut_area(shapely.box(170, 0, 190, 9)).geoms]
    [(170.0, 0.0, 180.0, 9.0), (-180.0, 0.0, -170.0, 9.0)]
    """
    west, _, east, _ = shapely.bounds(area)
    parts: list[Any] = []
    for turn in range(int(np.floor((west + 180) / 360)), int(np.ceil((east + 180) / 360))):
        world = shapely.box(360 * turn - 180, -90, 360 * turn + 180, 90)
        part = shapely.intersection(area, world)
        part = shapely.transform(
            part, lambda xyz, by=360 * turn: xyz - [by, *[0] * (xyz.shape[1] - 1)], include_z=area.has_z
        )
        parts += [polygon for polygon in shapely.get_parts(part) if polygon.geom_type == "Polygon"]
    return shapely.orient_polygons(shapely.MultiPolygon(parts) if len(parts) != 1 else parts[0])


def _divide(positions: Positions, after: Any) -> Positions:
    """Put a position in the middle of each segment that begins at an index of `after`."""
    middles = (positions[after] + positions[after + 1]) / 2
    return np.insert(positions, after + 1, middles, axis=0)


def _remark_turned(lon: float, pointer: str, remarks: Remarks) -> None:
    message = f"longitude {lon:.10g} is outside -180..180; it is turned by 360 degrees"
    remarks.repair("longitude-range", pointer, message, "Write longitudes in -180..180.")
