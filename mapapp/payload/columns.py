"""The columns of incidents: those that every drawing needs, and those that only some filters need. Pure."""

from typing import Final

import numpy as np
import pandas as pd

from geodata.days import to_iso
from mapapp.payload.codes import to_dictionary
from mapapp.payload.container import DICTIONARY, MORTON_DELTA, PLANES, Column, pack
from mapapp.payload.order import Rows
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
        _coded("kind", incidents["kind"].replace("", None).fillna("other"), rows),
        _coded("standing", view.analysis.standings["standing"], rows),
        _numbers("uncertainty_m", incidents["uncertainty_m"], rows),
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
        _coded(f"country:{name}", measured["country"], rows)
        for name, measured in view.analysis.incidents.items()
    ]
    for name, field in (("affected", "affected_countries"), ("facilities", "facility_ids")):
        columns.append(_coded(name, _lists(incidents[field]), rows))
    return pack(columns, **_counts(view))


def _counts(view: View) -> dict[str, int]:
    return {"rows": len(view.order.rows), "located": view.order.located, "text_rows": TEXT_ROWS}


def _coded(name: str, column: pd.Series, rows: Rows) -> Column:
    """Give a column in the order of the page, as codes of its values."""
    codes, values = to_dictionary(column)
    return Column(name, DICTIONARY, codes[rows], values)


def _numbers(name: str, column: pd.Series, rows: Rows) -> Column:
    """Give numbers as codes: whole ones without a point, as the texts do; what is not finite is unknown."""
    numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
    codes, values = to_dictionary(np.where(np.isfinite(numbers), numbers, np.nan))
    whole = [int(value) if value is not None and value.is_integer() else value for value in values]
    return Column(name, DICTIONARY, codes[rows], whole)


def _lists(column: pd.Series) -> pd.Series:
    """Give a column of lists, an empty one where nothing is stated."""
    lists = [tuple(items or ()) for items in column.tolist()]
    return pd.Series(np.fromiter(lists, dtype=object, count=len(lists)), dtype=object)
