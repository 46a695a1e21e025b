"""The columns of incidents: those that every drawing needs, and those that only some filters need. Pure."""

import math
from collections.abc import Hashable, Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from mapapp.payload.codes import to_dictionary
from mapapp.payload.container import DICTIONARY, MORTON_DELTA, PLANES, Column, pack
from mapapp.payload.days import to_iso
from mapapp.view import View

TEXT_ROWS: Final = 4096
"""Incidents in a block of text: larger blocks compress little better and take longer to open."""


def drawing_columns(view: View) -> bytes:
    """Give what every drawing of incidents needs: place, time, kind, standing, uncertainty.

    Parameters
    ----------
    view : View
        What the map shows.

    Returns
    -------
    bytes
        A container of columns.
    """
    incidents, rows = view.dataset.incidents, view.order.rows
    first, last = (days[rows] for days in view.days)
    dated = first <= last
    origin = int(first[dated].min()) if dated.any() else 0
    columns = [
        Column("place", MORTON_DELTA, view.order.keys),
        Column("first_day", PLANES, np.where(dated, first - origin + 1, 0).astype(np.uint64)),
        Column("days", PLANES, np.where(dated, last - first, 0).astype(np.uint64)),
        _coded("kind", (kind or "other" for kind in _in_order(incidents["kind"], rows))),
        _coded("standing", _in_order(view.analysis.standings["standing"], rows)),
        _coded("uncertainty_m", map(_number, _in_order(incidents["uncertainty_m"], rows))),
    ]
    return pack(columns, **_counts(view), origin_day=to_iso(origin))


def further_columns(view: View) -> bytes:
    """Give what only some filters need: countries by viewpoint, affected countries, facilities.

    Parameters
    ----------
    view : View
        What the map shows.

    Returns
    -------
    bytes
        A container of columns.
    """
    incidents, rows = view.dataset.incidents, view.order.rows
    columns = [
        _coded(f"country:{name}", _in_order(measured["country"], rows))
        for name, measured in view.analysis.incidents.items()
    ]
    for name, field in (("affected", "affected_countries"), ("facilities", "facility_ids")):
        columns.append(_coded(name, (tuple(ids or ()) for ids in _in_order(incidents[field], rows))))
    return pack(columns, **_counts(view))


def _counts(view: View) -> dict[str, int]:
    return {"rows": len(view.order.rows), "located": view.order.located, "text_rows": TEXT_ROWS}


def _in_order(column: pd.Series, rows: npt.NDArray[np.int64]) -> list[Any]:
    """Give the cells of a column in the order of the page; None where one states nothing."""
    cells = column.to_numpy(dtype=object)[rows]
    cells[pd.isna(cells)] = None
    return list(cells)


def _coded(name: str, values: Iterable[Hashable]) -> Column:
    return Column(name, DICTIONARY, *to_dictionary(values))


def _number(value: float | None) -> float | None:
    """Write whole numbers without a point, as the dataset's texts do; what is not finite is unknown."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else float(value)
