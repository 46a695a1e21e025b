"""The records as the page's script reads them: fields as stated, with standing, measures and labels. Pure."""

import math
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from typing import Any, Final

import pandas as pd

from geodata.dataset import is_missing, to_records
from geodata.dates import interval
from geodata.schema import CLAIM, FACILITY, FLOW, INCIDENT, SOURCE, Record
from geodata.vocabulary import FACILITY_KINDS, label_of
from mapapp.view import View, bounds_of, point_of

_EFFECTS: Final = ("suspended", "out_of_service", "bypassed", "flow_reduced_pct")
"""Consequences by which a flow counts as reported disrupted."""

_STANDING: Final = ["standing", "why", "supporting", "denying", "contested_about", "disagreements", "figures"]


def record_tables(view: View) -> dict[str, list[dict[str, Any]]]:
    """Give all records of a view, ready for JSON.

    Parameters
    ----------
    view : View
        What the map shows.

    Returns
    -------
    dict of str to list of dict
        ``facilities``, ``incidents`` (with their claims), ``flows`` and ``sources``, each in the dataset's
        order. What is not stated is absent; what the schema does not know is under ``extra``.
    """
    dataset = view.dataset
    incidents = list(_incidents(view))
    return {
        "facilities": list(_facilities(view, incidents)),
        "incidents": incidents,
        "flows": [
            {**flow, "disrupted_by": disrupting(flow, incidents)} for flow in _stated(FLOW, dataset.flows)
        ],
        "sources": list(_stated(SOURCE, dataset.sources)),
    }


def disrupting(flow: dict[str, Any], incidents: list[dict[str, Any]]) -> list[str]:
    """Name the incidents that were said to reduce or stop a flow.

    An incident counts where the facility it concerns most is one at which the flow starts, ends or passes,
    and a suspension, an outage, a bypass or a reduction above zero was reported for it.

    Examples
    --------
    >>> hit = {"id": "a", "facility_ids": ["x"], "consequences": {"suspended": "loading"}}
    >>> disrupting({"from": "x", "to": "y"}, [hit])
    ['a']
    """
    passed = {flow.get("from"), flow.get("to"), *flow.get("via", ())}
    return [
        incident["id"]
        for incident in incidents
        if passed & set(incident.get("facility_ids", ())[:1])
        and _has_effect(incident.get("consequences", {}))
    ]


def _has_effect(consequences: dict[str, Any]) -> bool:
    for name in _EFFECTS:
        stated = consequences.get(name)
        if isinstance(stated, dict) and name == "flow_reduced_pct":
            stated = stated.get("value")
        if stated:
            return True
    return False


def _incidents(view: View) -> Iterator[dict[str, Any]]:
    dataset, analysis = view.dataset, view.analysis
    claims: dict[str, list[dict[str, Any]]] = {}
    numbers = zip(dataset.claims["incident_id"], dataset.claims["number"], strict=True)
    for (incident_id, number), claim in zip(numbers, _stated(CLAIM, dataset.claims), strict=True):
        claims.setdefault(incident_id, []).append({"number": int(number), **claim})
    standings = analysis.standings[_STANDING].to_dict("records")
    measures = {name: _measures(frame) for name, frame in analysis.incidents.items()}
    shapes = dataset.incidents.geometry
    for row, (record, shape) in enumerate(zip(_stated(INCIDENT, dataset.incidents), shapes, strict=True)):
        days = interval(record.get("start"), record.get("end"))
        yield {
            **record,
            **_place(shape),
            "first_day": days[0].isoformat() if days else None,
            "last_day": days[1].isoformat() if days else None,
            "claims": claims.get(record["id"], []),
            **_plain_dict(standings[row]),
            "measures": {name: rows[row] for name, rows in measures.items()},
        }


def _facilities(view: View, incidents: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    dataset, analysis = view.dataset, view.analysis
    measures = {name: _measures(frame) for name, frame in analysis.facilities.items()}
    rows = zip(_stated(FACILITY, dataset.facilities), dataset.facilities.geometry, view.groups, strict=True)
    for row, (record, shape, group) in enumerate(rows):
        kind = record.get("kind")
        yield {
            **record,
            **_place(shape),
            "group": group,
            "kind_label": label_of(FACILITY_KINDS, kind),
            "medium": "gas" if "gas" in (kind or "") else "oil",
            "interceptions": _interceptions(record["id"], incidents),
            "measures": {name: rows[row] for name, rows in measures.items()},
        }


def _interceptions(facility_id: str, incidents: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Sum up the interceptions that were reported at a distance from one facility."""
    reported = [
        incident
        for incident in incidents
        if incident.get("interception", {}).get("facility_id") == facility_id
    ]
    if not reported:
        return None
    stated = [incident["interception"].get("distance_km") for incident in reported]
    distances = sorted(float(value) for value in stated if value is not None)
    latest = max(reported, key=lambda incident: incident["first_day"] or "")
    return {
        "count": len(reported),
        "with_distance": len(distances),
        "minimum_km": distances[0] if distances else None,
        "median_km": float(pd.Series(distances).median()) if distances else None,
        "latest_id": latest["id"],
    }


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
    """Give the measures of each row to the millimetre; the feet of distances are drawn, not told."""
    told = [name for name in frame.columns if not str(name).endswith(("_lon", "_lat"))]
    return [_plain_dict(row, digits=3) for row in frame[told].to_dict("records")]


def _plain_dict(row: dict[Any, Any], *, digits: int | None = None) -> dict[str, Any]:
    return {str(name): plain(value, digits=digits) for name, value in row.items()}


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
