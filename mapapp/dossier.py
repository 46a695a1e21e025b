"""All that a dataset says of one facility. Pure: no Streamlit.

It tells what was reported, and what depends on the place; it ranks nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.measures import interceptions_by_facility
from geodata.vocabulary import FACILITY_KINDS, FLOW_STATUSES, label_of
from mapapp.document import VIEWPOINT_SHORT
from mapapp.history import Past, histories
from mapapp.view import View
from mapapp.wording import country_label, distance_with_interval, number


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of one facility.

    Parameters
    ----------
    id, name : str
        The facility.
    facts : tuple of (str, str)
        What it is: names of facts, and what they say.
    rows : array of int
        The incidents that are said to concern it and are shown, as rows of the dataset.
    left_out : int
        How many more the filters leave out.
    interceptions : DataFrame
        Reported distances of interceptions: one row for all and one per claimant, with ``by``, ``count``,
        ``minimum_km``, ``median_km``, ``latest_km`` and ``latest``; empty where none is reported.
    borders : DataFrame
        By viewpoint: ``viewpoint``, ``border``, ``distance``, ``country``.
    flows : DataFrame
        What moves through it: ``from``, ``to``, ``commodity``, ``volume``, ``period``, ``status``,
        ``affected``, ``note``.
    owners : DataFrame
        By country: ``country``, ``share``, ``owners``.
    sources : DataFrame
        What this rests on: ``publisher``, ``title``, ``url``.
    history : tuple of (str, tuple of Past)
        What versions of the dataset changed of the facility and of these incidents, each with its title.
    """

    id: str
    name: str
    facts: tuple[tuple[str, str], ...]
    rows: npt.NDArray[np.intp]
    left_out: int
    interceptions: pd.DataFrame
    borders: pd.DataFrame
    flows: pd.DataFrame
    owners: pd.DataFrame
    sources: pd.DataFrame
    history: tuple[tuple[str, tuple[Past, ...]], ...] = ()


def dossier(view: View, facility_id: str) -> Dossier:
    """Gather what is known of a facility.

    Parameters
    ----------
    view : View
        What is shown.
    facility_id : str
        A facility of the dataset.

    Returns
    -------
    Dossier

    Raises
    ------
    KeyError
        If the dataset has no such facility.
    """
    facilities = view.dataset.facilities
    (places,) = np.nonzero(facilities["id"].to_numpy() == facility_id)
    if not len(places):
        raise KeyError(facility_id)
    place = int(places[0])
    facility = facilities.drop(columns="geometry").iloc[place].to_dict()
    (concerned,) = np.nonzero(view.analysis.facets.facilities.among({facility_id}))
    rows = concerned[view.shown[concerned]]
    return Dossier(
        id=facility_id,
        name=facility["name"] or facility_id,
        facts=tuple(_facts(facility)),
        rows=rows,
        left_out=len(concerned) - len(rows),
        interceptions=_interceptions(view, rows, facility_id),
        borders=_borders(view, place),
        flows=_flows(view, facility_id),
        owners=_owners(facility["owners"]),
        sources=_sources(view, facility["sources"]),
        history=tuple(_history(view, facility, rows)),
    )


def _history(
    view: View, facility: dict[str, Any], rows: npt.NDArray[np.intp]
) -> Iterator[tuple[str, tuple[Past, ...]]]:
    """Yield what the revision log says of the facility, and of the incidents that concern it."""
    changes, incidents = view.dataset.changes, view.dataset.incidents
    if past := histories(changes, "facilities").get(facility["id"]):
        yield facility["name"] or facility["id"], past
    of_incidents = histories(changes, "incidents")
    for id_, title in zip(incidents["id"].iloc[rows], incidents["title"].iloc[rows], strict=True):
        if past := of_incidents.get(id_):
            yield title or id_, past


def _facts(facility: dict[str, Any]) -> list[tuple[str, str]]:
    other = {
        language: name for language, name in (facility["names"] or {}).items() if name != facility["name"]
    }
    capacity = facility["capacity"] or {}
    stated = [
        ("Kind", label_of(FACILITY_KINDS, facility["kind"]) if facility["kind"] else None),
        ("Handles", facility["commodity"]),
        ("Operator", facility["operator"]),
        (
            "Lies in",
            ", ".join(filter(None, [facility["region"], *map(country_label, facility["countries"] or ())])),
        ),
        ("Capacity", _capacity(capacity)),
        ("Status", facility["status"]),
        ("Also called", "; ".join(f"{name} ({language})" for language, name in other.items())),
        ("Location", _location(facility)),
        ("Note", facility["note"]),
    ]
    return [(name, text) for name, text in stated if text]


def _capacity(capacity: dict[str, Any]) -> str | None:
    if capacity.get("value") is None:
        return None
    year = f" ({capacity['year']:g})" if capacity.get("year") else ""
    return f"{capacity['value']:g} {capacity.get('unit') or ''}".rstrip() + year


def _location(facility: dict[str, Any]) -> str | None:
    error = facility["uncertainty_m"]
    within = (
        f"within {number(error / 1000, digits=1)} km" if error is not None and not np.isnan(error) else None
    )
    return "; ".join(filter(None, [within, facility["located_by"]])) or None


def _interceptions(view: View, rows: npt.NDArray[np.intp], facility_id: str) -> pd.DataFrame:
    """Sum up the reported distances: all together, then by who reports them."""
    incidents = pd.DataFrame(view.dataset.incidents.drop(columns="geometry").iloc[rows])
    reported = incidents["interception"]
    is_here = reported.map(lambda one: bool(one) and one.get("facility_id") == facility_id).to_numpy(np.bool_)
    here = incidents[is_here]
    claimants = here["interception"].map(lambda one: one.get("claimed_by") or "an unnamed party")
    parts = [("all", here), *((by, here[(claimants == by).to_numpy(np.bool_)]) for by in claimants.unique())]
    summed = [interceptions_by_facility(part).assign(by=by) for by, part in parts]
    columns = ["by", "count", "minimum_km", "median_km", "latest_km", "latest"]
    return (
        pd.concat(summed, ignore_index=True).reindex(columns=columns)
        if len(here)
        else pd.DataFrame(columns=columns)
    )


def _borders(view: View, place: int) -> pd.DataFrame:
    rows = []
    for viewpoint, measures in view.analysis.facilities.items():
        row = measures.iloc[place]
        pair = row["border_pair"]
        rows.append(
            {
                "viewpoint": VIEWPOINT_SHORT.get(viewpoint, viewpoint),
                "border": " – ".join(map(country_label, pair.split("-"))) if pair else None,
                "distance": distance_with_interval(row["border_m"], row["border_m_min"], row["border_m_max"]),
                "country": country_label(row["country"]) if row["country"] else None,
            }
        )
    return pd.DataFrame(rows, columns=["viewpoint", "border", "distance", "country"])


def _flows(view: View, facility_id: str) -> pd.DataFrame:
    flows = view.dataset.flows
    passes = [
        facility_id in (begin, end, *(via or ()))
        for begin, end, via in zip(flows["from"], flows["to"], flows["via"], strict=True)
    ]
    flows = flows[np.array(passes, dtype=np.bool_)]
    names = dict(zip(view.dataset.facilities["id"], view.dataset.facilities["name"], strict=True))
    return pd.DataFrame(
        {
            "from": [names.get(id_) or id_ for id_ in flows["from"]],
            "to": [names.get(id_) or id_ for id_ in flows["to"]],
            "commodity": flows["commodity"].to_numpy(object),
            "volume": [
                None if np.isnan(volume) else f"{volume:g} {unit or ''}".rstrip()
                for volume, unit in zip(flows["volume"], flows["unit"], strict=True)
            ],
            "period": flows["period"].to_numpy(object),
            "status": [label_of(FLOW_STATUSES, word) if word else None for word in flows["status"]],
            "affected": [
                ", ".join(map(country_label, codes or ())) or None for codes in flows["affected_countries"]
            ],
            "note": flows["note"].to_numpy(object),
        }
    )


def _owners(owners: Any) -> pd.DataFrame:
    """Add up the shares by country; an owner of several countries stands under all of them together."""
    found: dict[str, dict[str, Any]] = {}
    for owner in owners or ():
        codes = owner.get("countries") or ([owner["country"]] if owner.get("country") else [])
        country = " and ".join(map(country_label, codes)) or "not stated"
        entry = found.setdefault(country, {"country": country, "share": 0.0, "owners": []})
        entry["share"] += owner.get("share_pct") or np.nan
        entry["owners"].append(owner.get("name") or "unnamed")
    rows = [{**entry, "owners": "; ".join(entry["owners"])} for entry in found.values()]
    table = pd.DataFrame(rows, columns=["country", "share", "owners"])
    return table.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def _sources(view: View, ids: Any) -> pd.DataFrame:
    sources = view.dataset.sources
    return sources[sources["id"].isin(list(ids or ()))][["publisher", "title", "url"]].reset_index(drop=True)
