"""GeoJSON features → the tables of facilities, incidents and claims.

Knows the schema and the features, not the files they came from.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.fields import Origin, read_rows
from geodata.geojson import Feature, FeatureTable
from geodata.report import Finding, Severity
from geodata.schema import CLAIM, FACILITY, INCIDENT, Record
from geodata.vocabulary import FACILITY_KINDS

WGS84: Final = "OGC:CRS84"
"""Longitude, latitude on WGS84: the only reference system of GeoJSON (RFC 7946, section 4)."""

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
    table, notes = read_rows(FACILITY, rows, _origin(source, ids))
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
    table, notes = read_rows(INCIDENT, rows, _origin(source, ids))
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
    origin = Origin(
        file=source.report.file,
        pointers=[
            f"/features/{source.features[row].index}/properties/claims/{number}" for row, number, _ in places
        ],
        ids=[ids[row] for row, _, _ in places],
        features=[source.features[row].index for row, _, _ in places],
    )
    rows = [_spelled_out(CLAIM, claim) for _, _, claim in places]
    table, findings = read_rows(CLAIM, rows, origin)
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
    rows, ids, findings = [], [], []
    seen: dict[str, int] = {}
    for feature in source.features:
        properties = _spelled_out(record, feature.properties)
        given = properties.get("id", feature.id)
        if given is None or given == "" or isinstance(given, dict | list):
            unique = f"feature-{feature.index}"
        else:
            wanted = str(given)
            seen[wanted] = seen.get(wanted, 0) + 1
            unique = wanted if seen[wanted] == 1 else f"{wanted}~{seen[wanted]}"
            if unique != wanted:
                findings.append(_duplicate(source, feature, wanted, unique))
        rows.append({**properties, "id": unique})
        ids.append(unique)
    return rows, ids, findings


def _duplicate(source: FeatureTable, feature: Feature, wanted: str, unique: str) -> Finding:
    return Finding(
        Severity.REPAIR,
        "duplicate-id",
        f"the id {wanted!r} is used by an earlier feature; this one is read as {unique!r}.",
        "Give every feature an id of its own.",
        file=source.report.file,
        feature=feature.index,
        id=wanted,
        pointer=f"/features/{feature.index}/id",
    )


def _origin(source: FeatureTable, ids: Sequence[str]) -> Origin:
    indices = [feature.index for feature in source.features]
    return Origin(
        file=source.report.file,
        pointers=[f"/features/{index}/properties" for index in indices],
        ids=ids,
        features=indices,
    )


def _with_geometry(table: pd.DataFrame, source: FeatureTable) -> gpd.GeoDataFrame:
    geometry = gpd.GeoSeries([feature.geometry for feature in source.features], crs=WGS84)
    return gpd.GeoDataFrame(table, geometry=geometry)


def with_notes(source: FeatureTable, findings: Sequence[Finding]) -> FeatureTable:
    """Return the features with these findings added to their report."""
    return replace(source, report=source.report.with_findings(findings))
