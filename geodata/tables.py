"""GeoJSON features → the tables of facilities, incidents and claims.

Knows the schema and the features, not the files they came from.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.fields import Noter, read_rows
from geodata.geojson import Feature, FeatureTable
from geodata.places import COLLECTION, Place
from geodata.report import Finding, Report, Severity
from geodata.schema import CLAIM, FACILITY, INCIDENT, Record
from geodata.vocabulary import FACILITY_KINDS

WGS84: Final = "OGC:CRS84"
"""Longitude, latitude on WGS84: the only reference system of GeoJSON (RFC 7946, section 4)."""

ROWS: Final = "rows"
"""The kind of features that were made of the rows of a foreign table."""

_SHORTHAND: Final = {
    "facility": {"country": "countries"},
    "incident": {"date": "start", "name": "title", "facility_id": "facility_ids"},
    "claim": {"country": "countries"},
}
"""Names that people write for a field; used where the field itself is absent."""

_INCIDENT_SIGNS: Final = frozenset({"start", "end", "date", "claims", "interception", "title"})
_FACILITY_SIGNS: Final = frozenset({"operator", "owners", "capacity", "commodity", "names", "name"})


def looks_like_incidents(features: Sequence[Feature]) -> bool:
    """Tell whether features are incidents rather than facilities, by the properties that most of them have.

    Parameters
    ----------
    features : sequence of Feature
        The features of one file.

    Returns
    -------
    bool
        True for incidents; False for facilities, and where nothing tells.
    """
    kinds = {term.name for term in FACILITY_KINDS}
    score = 0
    for feature in features:
        properties = feature.properties
        kind = properties.get("kind")
        score += len(_INCIDENT_SIGNS & properties.keys()) - len(_FACILITY_SIGNS & properties.keys())
        score -= isinstance(kind, str) and kind in kinds
    return score > 0


def facility_table(source: FeatureTable) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Build the table of facilities.

    Parameters
    ----------
    source : FeatureTable
        Features as read.

    Returns
    -------
    facilities : GeoDataFrame
        One row per feature, in order: the fields of a facility, ``extra`` and ``geometry``.
    findings : list of Finding
        What was missing, unfitting or repeated.
    """
    rows, ids, findings = _rows(FACILITY, source)
    table, notes = read_rows(FACILITY, rows, _noter(source, ids))
    return _with_geometry(table, source), [*findings, *notes]


def incident_tables(source: FeatureTable) -> tuple[gpd.GeoDataFrame, pd.DataFrame, list[Finding]]:
    """Build the table of incidents and the table of their claims.

    Parameters
    ----------
    source : FeatureTable
        Features as read.

    Returns
    -------
    incidents : GeoDataFrame
        One row per feature, in order: the fields of an incident without its claims, ``extra`` and
        ``geometry``.
    claims : DataFrame
        One row per claim: ``incident_id``, ``number`` (from 1, in the incident's order), the fields of a
        claim and ``extra``.
    findings : list of Finding
        What was missing, unfitting or repeated.
    """
    rows, ids, findings = _rows(INCIDENT, source)
    table, notes = read_rows(INCIDENT, rows, _noter(source, ids))
    claims, claim_notes = _claim_table(table, source)
    incidents = _with_geometry(table.drop(columns="claims"), source)
    return incidents, claims, [*findings, *notes, *claim_notes]


def _claim_table(incidents: pd.DataFrame, source: FeatureTable) -> tuple[pd.DataFrame, list[Finding]]:
    places = [
        (row, number, claim)
        for row, claims in enumerate(incidents["claims"])
        for number, claim in enumerate(claims or ())
    ]
    ids = incidents["id"].to_numpy()
    place = place_of(source)

    def note(row: int, rule: str, path: str, message: str, hint: str) -> Finding:
        incident, number, _ = places[row]
        return place.note(incident, rule, f"claims/{number}/{path}", message, hint, id_=ids[incident])

    table, findings = read_rows(CLAIM, [_spelled_out(CLAIM, claim) for _, _, claim in places], note)
    table.insert(0, "incident_id", pd.Series([ids[row] for row, _, _ in places], dtype="object"))
    table.insert(1, "number", np.array([number + 1 for _, number, _ in places], dtype=np.int64))
    return table, findings


def _spelled_out(record: Record, properties: dict[str, Any]) -> dict[str, Any]:
    """Return the properties with shorthand names replaced by the schema's."""
    shorthand = _SHORTHAND.get(record.name, {})
    if not shorthand.keys() & properties.keys():
        return properties
    return {
        shorthand[name] if name in shorthand and shorthand[name] not in properties else name: value
        for name, value in properties.items()
    }


def _rows(record: Record, source: FeatureTable) -> tuple[list[dict[str, Any]], list[str], list[Finding]]:
    """Give each feature's properties with a unique text id, and findings for ids that had to be made."""
    rows = [_spelled_out(record, feature.properties) for feature in source.features]
    ids, findings = [], []
    given = [_given_id(row, feature) for row, feature in zip(rows, source.features, strict=True)]
    free = free_names(given)
    seen: set[str] = set()
    for row, feature, wanted in zip(rows, source.features, given, strict=True):
        if wanted is None:
            ids.append(free(f"feature-{feature.index}"))
        elif wanted in seen:
            ids.append(free(wanted))
            findings.append(_duplicate(source, feature, wanted, ids[-1], _severity(record, row)))
        else:
            ids.append(wanted)
            seen.add(wanted)
    return [{**row, "id": id_} for row, id_ in zip(rows, ids, strict=True)], ids, findings


def _given_id(properties: dict[str, Any], feature: Feature) -> str | None:
    given = properties.get("id", feature.id)
    return None if given is None or given == "" or isinstance(given, dict | list) else str(given)


def free_names(given: Sequence[str | None]) -> Callable[[str], str]:
    """Build a function that gives a name as it is or with the next number that makes it unused.

    Parameters
    ----------
    given : sequence of str or None
        The names that there are.

    Returns
    -------
    callable
        (name) → the name, or one such as ``name~2``; never the same twice.

    Examples
    --------
    >>> free = free_names(["a", None])
    >>> free("a"), free("b")
    ('a~2', 'b')
    """
    taken = {name for name in given if name is not None}
    last: dict[str, int] = {}

    def free(name: str) -> str:
        unique, number = name, last.get(name, 1)
        while unique in taken:
            number += 1
            unique = f"{name}~{number}"
        taken.add(unique)
        last[name] = number
        return unique

    return free


def _severity(record: Record, properties: dict[str, Any]) -> Severity:
    """Weigh a new id: nothing can refer to a feature that has none of the record's fields."""
    is_record = not properties.keys().isdisjoint(set(record.names) - {"id"})
    return Severity.REPAIR if is_record else Severity.NOTE


def _duplicate(
    source: FeatureTable, feature: Feature, wanted: str, unique: str, severity: Severity
) -> Finding:
    in_properties = "id" in feature.properties
    return Finding(
        severity,
        "duplicate-id",
        f"the id {wanted!r} is used by an earlier feature; this one is read as {unique!r}.",
        "Give every feature an id of its own.",
        file=source.report.file,
        feature=feature.index,
        id=wanted,
        pointer=f"/features/{feature.index}{'/properties' if in_properties else ''}/id",
    )


def place_of(source: FeatureTable) -> Place:
    """Give the place of the table that features become.

    Parameters
    ----------
    source : FeatureTable
        Features as read.

    Returns
    -------
    Place
        Their file, and where the properties of each stand in it.
    """
    patterns = {"FeatureCollection": COLLECTION, "Feature": "/properties", ROWS: "/rows/{}"}
    pattern = patterns.get(source.kind or "", "")
    # Rows of a foreign table are numbered as their file does it: by line, under a line of names.
    whole = len(source.features) == source.report.features_read and source.kind != ROWS
    indices = None if whole else [feature.index for feature in source.features]
    return Place(source.report.file, pattern, indices)


def _noter(source: FeatureTable, ids: Sequence[str]) -> Noter:
    place = place_of(source)

    def note(row: int, rule: str, path: str, message: str, hint: str) -> Finding:
        return place.note(row, rule, path, message, hint, id_=ids[row])

    return note


def _with_geometry(table: pd.DataFrame, source: FeatureTable) -> gpd.GeoDataFrame:
    geometry = gpd.GeoSeries([feature.geometry for feature in source.features], crs=WGS84)
    return gpd.GeoDataFrame(table, geometry=geometry)


def with_notes(source: FeatureTable, findings: Sequence[Finding]) -> Report:
    """Give the features' report with these findings; what they say of repeated ids replaces what it said."""
    again = any(finding.rule == "duplicate-id" for finding in findings)
    kept = [item for item in source.report.findings if not (again and item.rule == "duplicate-id")]
    return replace(source.report, findings=(*kept, *findings))
