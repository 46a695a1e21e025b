"""NASA FIRMS, active fires as satellites saw them (CSV of MODIS and VIIRS). Reads files.

They are no incidents: `geodata.measures.heat` lists those near incidents as observed heat.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import shapely

from geodata.errors import UnreadableFile
from geodata.formats.mapping import Rule, fit
from geodata.formats.tables.reading import read_table
from geodata.formats.tables.rows import LeftOut
from geodata.formats.values import BadCell, day, number, point, text
from geodata.schema import HEAT

SOURCE: Final[Mapping[str, Any]] = {
    "id": "firms",
    "url": "https://firms.modaps.eosdis.nasa.gov/",
    "publisher": "NASA FIRMS",
    "title": "Active fire data of MODIS and VIIRS",
    "licence": "open, with acknowledgement",
    "attribution": "Active fires: NASA FIRMS (LANCE, part of NASA's Earth Observing System Data)",
    "redistribution": True,
}

_CONFIDENCE: Final = {"l": "low", "n": "nominal", "h": "high"}


def passing(on: Any, at: Any) -> str:
    """Join the day and the time of a satellite's passing, which is UTC.

    Raises
    ------
    BadCell
        If the time is none.

    Examples
    --------
    >>> passing("2025-10-19", "112"), passing("2025-10-19", "01:12")
    ('2025-10-19T01:12Z', '2025-10-19T01:12Z')
    """
    if on is None:
        raise BadCell("is missing; expected the day of the satellite's passing")
    clock = text(at if at is not None else "").replace(":", "").zfill(4)
    if not (clock.isdigit() and len(clock) == 4 and int(clock[:2]) < 24 and int(clock[2:]) < 60):
        raise BadCell("is no time of day; expected hours and minutes, such as 0112")
    return f"{day(on)}T{clock[:2]}:{clock[2:]}Z"


def half_diagonal_m(scan: Any, track: Any) -> float | None:
    """Give the radius of the circle around a pixel whose sides are given in kilometres.

    Examples
    --------
    >>> half_diagonal_m("0.6", "0.8")
    500.0
    """
    if scan is None or track is None:
        return None
    return round(math.hypot(number(scan), number(track)) * 500.0, 1)


def confidence(cell: Any) -> str:
    """Write the confidence in words where it is a letter, in per cent where it is a number.

    Examples
    --------
    >>> confidence("n"), confidence("84")
    ('nominal', '84 %')
    """
    given = text(cell)
    return _CONFIDENCE.get(given.casefold(), f"{given} %" if given.isdigit() else given)


RULES: Final = (
    Rule("time", ("acq_date", "acq_time"), "day and time of the passing, UTC", passing, needed=True),
    Rule("geometry", ("longitude", "latitude"), "the middle of the pixel", point, needed=True),
    Rule("uncertainty_m", ("scan", "track"), "half the diagonal of the pixel", half_diagonal_m),
    Rule("satellite", ("satellite",)),
    Rule("instrument", ("instrument",)),
    Rule("confidence", ("confidence",), "l, n, h → low, nominal, high; figures in per cent", confidence),
    Rule("power_mw", ("frp",), "fire radiative power", number),
)
"""The mapping."""


@dataclass(frozen=True)
class Detections:
    """Thermal anomalies of a file.

    Parameters
    ----------
    table : DataFrame (n rows)
        Fields of `geodata.schema.HEAT` that the file states: ``time``, ``longitude``, ``latitude``,
        ``uncertainty_m``, ``satellite``, ``instrument``, ``confidence``, ``power_mw``.
    read : int
        Rows of the file.
    left_out : tuple of LeftOut
        Rows that could not be used.
    """

    table: pd.DataFrame
    read: int
    left_out: tuple[LeftOut, ...] = ()


def read_detections(path: str | Path) -> Detections:
    """Read a file of active fires.

    Parameters
    ----------
    path : path
        CSV as FIRMS gives it.

    Returns
    -------
    Detections

    Raises
    ------
    UnreadableFile
        If it is none, or none of its rows can be used.
    """
    table = read_table(Path(path))
    fitted = fit(RULES, table.columns, record=HEAT, file=table.file, title="FIRMS active fires")
    rows: list[dict[str, Any]] = []
    left_out: list[LeftOut] = []
    for row in table.rows:
        found = row if isinstance(row, LeftOut) else fitted.apply(row)
        if isinstance(found, LeftOut):
            left_out.append(found)
        elif shapely.get_type_id(found.geometry) != shapely.GeometryType.POINT:
            left_out.append(LeftOut(found.number, "longitude, latitude", "", "has no location"))
        else:
            rows.append({**found.properties, "geometry": found.geometry})
    if not rows:
        first = f"; the first: {left_out[0]}" if left_out else ""
        raise UnreadableFile(f"{path}: none of its {len(left_out)} rows can be used{first}.")
    return Detections(_framed(rows), len(rows) + sum(one.rows for one in left_out), tuple(left_out))


def _framed(rows: list[dict[str, Any]]) -> pd.DataFrame:
    places = shapely.get_coordinates([row["geometry"] for row in rows])
    columns: dict[str, Any] = {
        name: [row.get(name) for row in rows]
        for name in ("time", "satellite", "instrument", "confidence", "uncertainty_m", "power_mw")
    }
    numbers = {name: np.array(columns[name], dtype=np.float64) for name in ("uncertainty_m", "power_mw")}
    return pd.DataFrame({**columns, **numbers, "longitude": places[:, 0], "latitude": places[:, 1]})
