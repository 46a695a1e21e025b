"""Facilities and incidents as placemarks: what each is called, what is told of it, when and where. Pure."""

from collections.abc import Iterator
from typing import Any

from geodata.dataset import is_missing
from geodata.days import to_iso
from geodata.vocabulary import FACILITY_KINDS, INCIDENT_KINDS, STANCES, label_of
from mapapp.table import facts_by_row
from mapapp.view import View
from mapapp.wording import country_label, visible


def facility_marks(view: View) -> Iterator[dict[str, Any]]:
    """Yield the facilities of a dataset.

    Parameters
    ----------
    view : View
        What is shown.

    Yields
    ------
    dict
        As `mapapp.exporters.kml.placemark` takes it.
    """
    for row in view.dataset.facilities.to_dict("records"):
        facts = {
            "Kind": label_of(FACILITY_KINDS, row["kind"]),
            "Commodity": row["commodity"],
            "Operator": row["operator"],
            "Countries": ", ".join(map(country_label, row["countries"] or ())),
            "Course": "schematic" if row["schematic"] else None,
        }
        data = {"id": row["id"], "kind": row["kind"], "uncertainty_m": row["uncertainty_m"]}
        yield {
            "name": visible(row["name"] or row["id"]),
            "lines": [f"{name}: {visible(text)}" for name, text in facts.items() if text],
            "style": "facility",
            "data": _stated(data),
            "geometry": row["geometry"],
        }


def incident_marks(view: View) -> Iterator[dict[str, Any]]:
    """Yield the incidents of a view, with their claims and distances.

    Parameters
    ----------
    view : View
        All its incidents are given.

    Yields
    ------
    dict
        As `mapapp.exporters.kml.placemark` takes it.
    """
    told = facts_by_row(view)
    said = _claims(view)
    first, last = view.days
    for number, row in enumerate(view.dataset.incidents.to_dict("records")):
        known = told[number]
        lines = [
            f"{label_of(INCIDENT_KINDS, row['kind'] or 'other')}, {known['date'] or 'undated'}",
            known["why"],
            *said.get(row["id"], ()),
            f"Nearest facility: {known['nearest_facility'] or 'none'}, {known['nearest_facility_distance']}",
            f"Nearest border: {known['border_pair'] or 'none'}, {known['border_distance']}",
        ]
        data = {
            "id": row["id"],
            "standing": known["standing"],
            "uncertainty_m": row["uncertainty_m"],
            **{name: known[name] for name in ("nearest_facility_m", "border_m", "border_pair", "country")},
            "viewpoint": view.query.viewpoint,
        }
        span = (to_iso(first[number]), to_iso(last[number])) if first[number] <= last[number] else None
        yield {
            "name": visible(row["title"] or row["id"]),
            "lines": [visible(line) for line in lines if line],
            "style": known["standing"],
            "data": _stated(data),
            "geometry": row["geometry"],
            "span": span,
        }


def _claims(view: View) -> dict[str, list[str]]:
    """Give by incident a line for each claim, in order."""
    found: dict[str, list[str]] = {}
    for claim in view.dataset.claims.sort_values("number", kind="stable").to_dict("records"):
        who, how = claim["by"] or "Somebody", label_of(STANCES, claim["stance"])
        line = f"{who} {how}: {claim['what'] or 'not stated'}"
        found.setdefault(claim["incident_id"], []).append(line)
    return found


def _stated(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if not is_missing(value)}
