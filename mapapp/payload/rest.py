"""What the other blocks of a page do not say of its dataset, so that all can be taken from it. Pure.

The browser does not read it. Of plain incidents nothing is left to say: their points, texts and dates are
exact in the columns and the blocks of text.
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geodata.dataset import Dataset, to_records
from geodata.facets import Flags
from geodata.jsontext import to_json
from geodata.schema import SOURCE
from mapapp.payload.order import Rows
from mapapp.records import plain, record_sources
from mapapp.view import View, marks_of

REST: Final = "rest"
FORMAT: Final = "energy-strike-map rest"
VERSION: Final = 1

MOST_SHAPE_BYTES: Final = 50_000_000
"""Bytes of lines and areas that travel; of more, it is counted how many incidents stay without theirs."""

_SOURCED: Final = ("alternative_dates", "no_statement_found")
_FLOATS: Final = {"incidents": ("uncertainty_m",), "claims": ("value", "low", "high")}


def rest_of(view: View, *, is_whole: bool) -> bytes:
    """Write what the other blocks of a page do not say.

    Parameters
    ----------
    view : View
        What the page holds.
    is_whole : bool
        Whether this is all of the dataset; of a part, sources that nothing in it names stay away.

    Returns
    -------
    bytes
        JSON in UTF-8: ``metadata``, the revision log (``changes``), ``shapes`` (what is no plain point),
        ``cells`` (minus zeros, which have no sign in the columns), ``sources`` that nothing names, and
        ``left_out``: how many shapes, sources, and claims of incidents that are unknown are not there.
    """
    dataset = view.dataset
    shapes, lost = _shapes(view)
    unnamed = ~_named(dataset)
    sources = dataset.sources[unnamed] if is_whole else dataset.sources.iloc[:0]
    left_out = {
        "shapes": lost,
        "sources": int(unnamed.sum()) - len(sources),
        "claims": int((~dataset.claims["incident_id"].isin(dataset.incidents["id"])).sum()),
    }
    content = {
        "format": FORMAT,
        "version": VERSION,
        "metadata": asdict(dataset.metadata),
        "changes": list(dataset.changes),
        "shapes": shapes,
        "cells": _cells(view),
        "sources": _records(sources),
        "left_out": {name: count for name, count in left_out.items() if count},
    }
    return to_json(content, default=plain)


def _shapes(view: View) -> tuple[dict[str, Any], int]:
    """Give, by table, what is no plain point, as WKB in hex; and of how many there is no room for it."""
    facilities, incidents = view.dataset.facilities.geometry, view.dataset.incidents.geometry
    odd = _odd(facilities.to_numpy(), marks_of(facilities.to_numpy())), _odd(incidents.to_numpy(), view.marks)
    tables = {
        "facilities": (odd[0], odd[0], facilities.to_numpy()),
        "incidents": (
            odd[1],
            view.order.page_rows()[odd[1]] if len(odd[1]) else odd[1],
            incidents.to_numpy(),
        ),
    }
    found: dict[str, Any] = {}
    room, lost = MOST_SHAPE_BYTES, 0
    for table, (rows, told, shapes) in tables.items():
        wkb = shapely.to_wkb(shapes[rows], byte_order=1, output_dimension=3).tolist() if len(rows) else []
        ends = np.cumsum([len(one) for one in wkb], dtype=np.int64)
        kept = int(np.searchsorted(ends, room, side="right"))
        room -= int(ends[kept - 1]) if kept else 0
        lost += len(rows) - kept
        found[table] = {"rows": told[:kept].tolist(), "wkb": [one.hex() for one in wkb[:kept]]}
    return found, lost


def _odd(shapes: npt.NDArray[Any], marks: npt.NDArray[np.float64]) -> Rows:
    """Give the rows whose marks do not say all of their shape: what is no point, heights, minus zeros."""
    types = shapely.get_type_id(shapes)
    point = (types == 0) & ~shapely.has_z(shapes) & np.isfinite(marks[:, 0])
    return np.flatnonzero(~(point | (types < 0)) | _is_minus_zero(marks).any(axis=1))


def _is_minus_zero(numbers: npt.NDArray[np.float64]) -> Flags:
    found: Flags = (numbers == 0) & np.signbit(numbers)
    return found


def _cells(view: View) -> dict[str, dict[str, list[Any]]]:
    """Give the cells that are minus zero: by table and column, what tells the row."""
    page_rows: Rows | None = None
    found: dict[str, dict[str, list[Any]]] = {}
    for table, names in _FLOATS.items():
        rows = getattr(view.dataset, table)
        for name in names:
            cells = rows[name].to_numpy(dtype=np.float64, na_value=np.nan)
            (zeros,) = np.nonzero(_is_minus_zero(cells))
            if not len(zeros):
                continue
            page_rows = view.order.page_rows() if page_rows is None else page_rows
            keys = rows[["incident_id", "number"]] if table == "claims" else None
            told = page_rows[zeros].tolist() if keys is None else keys.iloc[zeros].to_numpy(object).tolist()
            found.setdefault(table, {})[name] = told
    return found


def _named(dataset: Dataset) -> Flags:
    """Tell which sources travel with the records that name them; of those that share an id, the last."""
    ids = dataset.sources["id"]
    named = pd.Index(dataset.claims["source"].unique(), dtype=object)  # of texts alone, pandas makes UTF-8
    further = {*record_sources(dataset), *_in_objects(dataset)}
    is_named = ids.isin(named) | ids.isin(list(further))
    found: Flags = (is_named & ids.notna() & ~ids.duplicated(keep="last")).to_numpy(np.bool_)
    return found


def _in_objects(dataset: Dataset) -> Iterable[Any]:
    for field in _SOURCED:
        column = dataset.incidents[field]
        for items in column[column.notna()]:
            yield from (item.get("source") for item in items if isinstance(item.get("source"), str))


def _records(sources: pd.DataFrame) -> list[dict[str, Any]]:
    fields = to_records(sources[[name for name in SOURCE.names if name in sources]])
    return [
        {**stated, "extra": extra} if extra else stated
        for stated, extra in zip(fields, sources["extra"], strict=True)
    ]
