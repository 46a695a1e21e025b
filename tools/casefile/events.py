"""Incidents with their claims, and the searches that found no statement."""

import re

from casefile.reading import CaseFile, Row, countries, stated
from casefile.roles import role, territory


def incident_feature(row: Row, case: CaseFile, country_of: dict[str, str]) -> Row:
    """Turn an incident of the case file into a GeoJSON feature.

    Parameters
    ----------
    row : dict
        A record of the case file.
    case : CaseFile
        The whole case file with its judgements.
    country_of : dict
        Country code of each facility.
    """
    country = territory(row, country_of)
    numbered = [(case.judged[row["id"], number], claim) for number, claim in enumerate(row["claims"], 1)]
    properties = {
        "id": row["id"],
        "title": row["title"],
        **_dates(row, case),
        "kind": row["kind"],
        "facility_ids": row["facility_ids"],
        "country": country,
        "uncertainty_m": row["location_precision_m"],
        "located_by": row["location_basis"],
        "interception": _interception(row["interception"]),
        "consequences": _consequences(row["consequences"]),
        "affected_countries": row["affected_third_countries"],
        "conflicts": row["conflicts"],
        "direction": row["direction"],
        "dispute_status": row["dispute_status"],
        "claims": [_claim(c, judged, country) for judged, c in numbered if not c["absence_of_statement"]],
        "no_statement_found": [
            _silence(c, judged, country) for judged, c in numbered if c["absence_of_statement"]
        ],
    }
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
        "properties": stated(properties),
    }


def _dates(row: Row, case: CaseFile) -> Row:
    """Give the interval, its precision, the words of the sources, and the dates that others give."""
    time = case.times.get(row["id"], {})
    words = [row["time_local"], row["time_zone"], row["time_utc"] and f"UTC {row['time_utc']}"]
    return {
        "start": time.get("start", row["date_start"]),
        "end": time.get("end", row["date_end"]),
        "date_precision": time.get("date_precision", "day"),
        "time_note": "; ".join(word for word in words if word),
        "alternative_dates": [
            stated({"date": other["date"], "source": other["source_id"], "note": other["note"]})
            for other in row["alternative_dates"]
        ],
    }


def _interception(row: Row | None) -> Row | None:
    if row is None:
        return None
    return {
        "distance_km": row["distance_km"],
        "facility_id": row["from_facility"],
        "claimed_by": row["claimed_by"],
    }


def _consequences(row: Row) -> Row:
    return {"note" if key == "notes" else key: value for key, value in row.items()}


def _claim(row: Row, judged: dict[str, str], country: str) -> Row:
    contradicts = judged["contradicts"]
    claim = stated(
        {
            "by": row["by"],
            "unnamed": judged["unnamed"] == "yes" or None,
            "role": role(row, judged["role"], country),
            "countries": countries(row["country"]),
            "stance": row["stance"],
            "about": judged["about"],
            "also_about": judged["also_about"].split(),
            "what": row["what"],
            **{name: _number(judged[name]) for name in ("value", "low", "high")},
            "unit": judged["unit"],
            "date": row["date"],
            "source": row["source_id"],
        }
    )
    if not contradicts:
        return claim
    # An empty list says something here: the denial contradicts none of the other claims.
    return {**claim, "contradicts": [] if contradicts == "none" else [int(n) for n in contradicts.split()]}


def _number(text: str) -> int | float | None:
    if not text:
        return None
    return int(text) if text.isdigit() else float(text)


def _silence(row: Row, judged: dict[str, str], country: str) -> Row:
    """Record a search without a result: not a claim, and not evidence that the party was silent."""
    return stated(
        {
            "party": re.sub(r" \(no (specific )?statement found\)$", "", row["by"]),
            "role": role(row, judged["role"], country),
            "countries": countries(row["country"]),
            "note": row["what"],
            "date": row["date"],
            "source": row["source_id"],
        }
    )
