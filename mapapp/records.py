"""Facilities, flows and their sources as the page's script reads them, with measures and labels. Pure.

Incidents are many and travel otherwise: `mapapp.payload`.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from geodata.dataset import Dataset, is_missing, to_records
from geodata.schema import FACILITY, FLOW, SOURCE, Record
from geodata.vocabulary import FACILITY_KINDS, label_of
from mapapp.view import View, bounds_of, point_of

_EFFECTS: Final = ("suspended", "out_of_service", "bypassed", "flow_reduced_pct")
"""Consequences by which a flow counts as reported disrupted."""


def record_tables(view: View) -> dict[str, list[dict[str, Any]]]:
    """Give the facilities and flows of a view and the sources that they name, ready for JSON.

    Parameters
    ----------
    view : View
        What the map shows.

    Returns
    -------
    dict of str to list of dict
        ``facilities``, ``flows`` and ``sources``, each in the dataset's order. What is not stated is absent;
        what the schema does not know is under ``extra``.
    """
    dataset = view.dataset
    facilities = list(_facilities(view))
    flows = list(_flows(view))
    named = record_sources(dataset)
    return {
        "facilities": facilities,
        "flows": flows,
        "sources": [source for source in _stated(SOURCE, dataset.sources) if source.get("id") in named],
    }


def record_sources(dataset: Dataset) -> set[str]:
    """Give the ids of the sources that facilities and flows name.

    Parameters
    ----------
    dataset : Dataset
        What was read.

    Returns
    -------
    set of str
        Ids, whether the dataset has a source of that id or not.
    """
    tables = (FACILITY, dataset.facilities), (FLOW, dataset.flows)
    records = (record for kind, table in tables for record in _stated(kind, table))
    return {source for record in records for source in _sources_of(record)}


def _sources_of(record: dict[str, Any]) -> Iterator[str]:
    """Yield the sources that a facility or a flow names: its own, and those of its figures and owners."""
    yield from record.get("sources", ())
    for part in (record.get("capacity"), *record.get("owners", ())):
        if isinstance(part, dict) and isinstance(part.get("source"), str):
            yield part["source"]


def has_effect(consequences: dict[str, Any]) -> bool:
    """Tell whether a suspension, an outage, a bypass or a reduction above zero was reported.

    Examples
    --------
    >>> has_effect({"suspended": "loading"}), has_effect({"flow_reduced_pct": {"value": 0}})
    (True, False)
    """
    for name in _EFFECTS:
        stated = consequences.get(name)
        if isinstance(stated, dict) and name == "flow_reduced_pct":
            stated = stated.get("value")
        if stated:
            return True
    return False


def _flows(view: View) -> Iterator[dict[str, Any]]:
    """Yield each flow with the incidents that were said to reduce or stop it.

    An incident counts where the facility it concerns most is one at which the flow starts, ends or passes,
    and an effect was reported for it.
    """
    incidents, page_rows = view.dataset.incidents, view.order.page_rows()
    disrupting: dict[str, list[int]] = defaultdict(list)
    for row in rows_stating(incidents["consequences"]):
        concerned = incidents["facility_ids"].iloc[row]
        if concerned and has_effect(incidents["consequences"].iloc[row]):
            disrupting[concerned[0]].append(row)
    for flow in _stated(FLOW, view.dataset.flows):
        passed = dict.fromkeys((flow.get("from"), flow.get("to"), *flow.get("via", ())))
        rows = sorted(row for facility_id in passed for row in disrupting.get(facility_id, ()))
        yield {
            **flow,
            "disrupted_by": [incidents["id"].iloc[row] for row in rows],
            "disrupted_rows": page_rows[rows].tolist(),
        }


def _facilities(view: View) -> Iterator[dict[str, Any]]:
    dataset, analysis = view.dataset, view.analysis
    measures = {name: _measures(frame) for name, frame in analysis.facilities.items()}
    interceptions = _interceptions(view)
    rows = zip(_stated(FACILITY, dataset.facilities), dataset.facilities.geometry, view.groups, strict=True)
    for row, (record, shape, group) in enumerate(rows):
        kind = record.get("kind")
        yield {
            **record,
            **_place(shape),
            "group": group,
            "kind_label": label_of(FACILITY_KINDS, kind),
            "medium": "gas" if "gas" in (kind or "") else "oil",
            "interceptions": interceptions.get(record["id"]),
            "measures": {name: rows[row] for name, rows in measures.items()},
        }


def _interceptions(view: View) -> dict[str, dict[str, Any]]:
    """Sum up, by facility, the interceptions that were reported at a distance from it."""
    reported: dict[str, list[int]] = defaultdict(list)
    stated = view.dataset.incidents["interception"]
    for row in rows_stating(stated):
        reported[stated.iloc[row].get("facility_id")].append(row)
    return {facility_id: _summed_up(view, rows) for facility_id, rows in reported.items()}


def _summed_up(view: View, rows: list[int]) -> dict[str, Any]:
    incidents = view.dataset.incidents
    stated = [incidents["interception"].iloc[row] for row in rows]
    distances = sorted(float(km) for one in stated if (km := one.get("distance_km")) is not None)
    first, last = view.days
    dated = [first[row] if first[row] <= last[row] else np.iinfo(np.int64).min for row in rows]
    latest = rows[int(np.argmax(dated))]
    told = {"start": incidents["start"].iloc[latest], **incidents["interception"].iloc[latest]}
    return {
        "count": len(rows),
        "with_distance": len(distances),
        "minimum_km": distances[0] if distances else None,
        "median_km": float(np.median(distances)) if distances else None,
        "latest_id": incidents["id"].iloc[latest],
        "latest_row": int(view.order.page_rows()[latest]),
        "latest": {name: plain(told.get(name)) for name in ("start", "claimed_by")},
    }


def rows_stating(column: pd.Series) -> list[int]:
    """Give the rows of a column of objects that state something.

    Parameters
    ----------
    column : Series
        Objects of a record; None where nothing is stated.

    Returns
    -------
    list of int
        Positions, ascending.

    Examples
    --------
    >>> rows_stating(pd.Series([None, {"distance_km": 7}, {}]))
    [1]
    """
    cells = column.to_numpy(dtype=object)
    rows = np.flatnonzero(column.notna()).tolist()
    return [row for row in rows if isinstance(cells[row], dict) and cells[row]]


def _place(shape: Any) -> dict[str, Any]:
    mark = point_of(shape)
    if mark is None:
        return {}
    return {"lon": mark[0], "lat": mark[1], "bounds": bounds_of(shape)}


def _stated(record: Record, table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield each row's stated fields, with what the schema does not know under ``extra``."""
    columns = [name for name in record.names if name in table.columns]
    extras = table["extra"].tolist()
    for fields, extra in zip(to_records(table[columns]), extras, strict=True):
        yield {**fields, "extra": extra} if extra else fields


def _measures(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the measures of each row, with the foot on the border, to which a line is drawn."""
    columns = {str(name): frame[name].tolist() for name in frame.columns}
    told = {name: [plain(cell, digits=digits_of(name)) for cell in cells] for name, cells in columns.items()}
    return [dict(zip(told, row, strict=True)) for row in zip(*told.values(), strict=True)]


def _plain_dict(row: dict[Any, Any], *, digits: int | None = None) -> dict[str, Any]:
    return {str(name): plain(value, digits=digits) for name, value in row.items()}


def digits_of(name: str) -> int:
    """Tell how fine a measure is given: places to 1e-5 degrees, all else to the thousandth.

    Parameters
    ----------
    name : str
        A column of measures.

    Returns
    -------
    int
        Digits after the point.

    Examples
    --------
    >>> digits_of("border_lon"), digits_of("border_m")
    (5, 3)
    """
    return 5 if name.endswith(("_lon", "_lat")) else 3


def plain(value: Any, *, digits: int | None = None) -> Any:
    """Turn a cell into what JSON knows: missing values become None, lists and rows become plain ones.

    Parameters
    ----------
    value : object
        A cell of a table.
    digits : int, optional
        Digits that floats are rounded to; not rounded where not given.

    Returns
    -------
    object
        The value for JSON.

    Examples
    --------
    >>> plain((1.23456, float("nan"), {"a": ()}), digits=3)
    [1.235, None, {'a': []}]
    """
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict):
        return _plain_dict(value, digits=digits)
    if isinstance(value, list | tuple):
        return [plain(item, digits=digits) for item in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return (value if digits is None else round(value, digits)) if math.isfinite(value) else None
    return None if is_missing(value) or value is pd.NaT or value is pd.NA else value
