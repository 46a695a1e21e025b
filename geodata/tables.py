"""GeoJSON features → the tables of facilities, incidents and claims.

Knows the schema and the features, not the files they came from.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.computed import COMPUTED_UNDER, computed_name, stated
from geodata.fields import read_columns, read_rows, unfitting
from geodata.gathered import Gathered, spelled_names, spelled_out
from geodata.geojson import Feature, FeatureTable
from geodata.geojson.table import Source, batch_of
from geodata.kinds import incident_score
from geodata.places import COLLECTION, Place
from geodata.report import Finding, Listing, Report, Severity
from geodata.schema import CLAIM, FACILITY, INCIDENT, Record

WGS84: Final = "OGC:CRS84"
"""Longitude, latitude on WGS84: the only reference system of GeoJSON (RFC 7946, section 4)."""

ROWS: Final = "rows"
"""The kind of features that were made of the rows of a foreign table."""


def looks_like_incidents(features: Sequence[Feature], columns: Iterable[str] = ()) -> bool:
    """Tell whether features are incidents rather than facilities, by the properties that most of them have.

    Parameters
    ----------
    features : sequence of Feature
        The features of one file.
    columns : iterable of str
        The columns of the table that they come from, filled or not; they tell where no feature does.

    Returns
    -------
    bool
        True for incidents; False for facilities, and where nothing tells.
    """
    kinds = (feature.properties.get("kind") for feature in features)
    score = incident_score(((feature.properties, 1) for feature in features), kinds)
    return (score or incident_score([(columns, 1)], ())) > 0


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
    return facilities_of(gathered(source, FACILITY), source)


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
    return incidents_of(gathered(source, INCIDENT), source)


def gathered(source: FeatureTable, record: Record | None) -> Gathered:
    """Give features as columns.

    Parameters
    ----------
    source : FeatureTable
        Features as read.
    record : Record or None
        What they are; None where their properties are to tell.

    Returns
    -------
    Gathered
        The columns.
    """
    rows = Gathered(record)
    rows.add(batch_of(source.features))
    return rows


def facilities_of(rows: Gathered, source: Source | FeatureTable) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Build the table of facilities from the columns of a file.

    Parameters
    ----------
    rows : Gathered
        The features as columns.
    source : Source or FeatureTable
        The file that they were read from.

    Returns
    -------
    facilities, findings
        As `facility_table` gives them.
    """
    table, findings = _table(rows, source)
    return _with_geometry(table, rows), findings


def incidents_of(
    rows: Gathered, source: Source | FeatureTable
) -> tuple[gpd.GeoDataFrame, pd.DataFrame, list[Finding]]:
    """Build the tables of incidents and of their claims from the columns of a file.

    Parameters
    ----------
    rows, source
        As for `facilities_of`.

    Returns
    -------
    incidents, claims, findings
        As `incident_tables` gives them.
    """
    table, findings = _table(rows, source)
    claims, claim_notes = _claim_table(table, place_of(source, rows))
    return _with_geometry(table.drop(columns="claims"), rows), claims, [*findings, *claim_notes]


def _table(rows: Gathered, source: Source | FeatureTable) -> tuple[pd.DataFrame, list[Finding]]:
    ids, findings = _unique_ids(rows, source)
    place = place_of(source, rows)

    def note(row: int, rule: str, path: str, message: str, hint: str) -> Finding:
        return place.note(row, rule, path, message, hint, id_=ids[row])

    computed = computed_name(source.members)
    extras, count = stated(rows.extras, computed)
    if count:
        findings.append(_left_away(source.report.file, str(computed), count))
    table, notes = read_columns(rows.record, {**rows.given, "id": ids}, extras, note)
    (id_field,) = (field for field in rows.record.fields if field.name == "id")
    listing = Listing()
    for row, (name, got) in rows.unfit_ids.items():
        hint = f"The value is kept as {name!r}, and {ids[row]!r} stands in for it."
        listing.take([note(row, "field-type", "id", unfitting(id_field, got), hint)])
    return table, [*findings, *listing.findings, *notes]


def _left_away(file: str, name: str, count: int) -> Finding:
    return Finding(
        Severity.NOTE,
        "computed-anew",
        f"{count} features hold under {name!r} what was computed when the file was written; "
        "it is no statement, and is computed anew.",
        "To keep it as a property of the features, take the member computed_under out of the file.",
        file=file,
        pointer=f"/{COMPUTED_UNDER}",
    )


def _claim_table(incidents: pd.DataFrame, place: Place) -> tuple[pd.DataFrame, list[Finding]]:
    places = [
        (row, number, claim)
        for row, claims in enumerate(incidents["claims"].tolist())
        if claims
        for number, claim in enumerate(claims)
    ]
    ids = incidents["id"].to_numpy()

    def note(row: int, rule: str, path: str, message: str, hint: str) -> Finding:
        incident, number, _ = places[row]
        return place.note(incident, rule, f"claims/{number}/{path}", message, hint, id_=ids[incident])

    table, findings = read_rows(CLAIM, [spelled_out(CLAIM, claim) for _, _, claim in places], note)
    table.insert(0, "incident_id", pd.Series([ids[row] for row, _, _ in places], dtype="object"))
    table.insert(1, "number", np.array([number + 1 for _, number, _ in places], dtype=np.int64))
    return table, findings


def _unique_ids(rows: Gathered, source: Source | FeatureTable) -> tuple[list[str], list[Finding]]:
    """Give each row a unique text id, and findings for ids that had to be made."""
    given = rows.wanted
    stated = [id_ for id_ in given if id_ is not None]
    if len(set(stated)) == len(given):
        return stated, []
    ids: list[str] = []
    listing = Listing()
    free = free_names(stated)
    seen: set[str] = set()
    for wanted, names, index in zip(given, rows.names_of_rows, rows.indices, strict=True):
        if wanted is None:
            ids.append(free(f"feature-{index}"))
        elif wanted in seen:
            ids.append(free(wanted))
            severity = _severity(rows.record, spelled_names(rows.record, names))
            pointer = f"/features/{index}{'/properties' if 'id' in names else ''}/id"
            listing.take([_duplicate(source.report.file, index, wanted, ids[-1], severity, pointer)])
        else:
            ids.append(wanted)
            seen.add(wanted)
    return ids, list(listing.findings)


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


def _severity(record: Record, names: Iterable[str]) -> Severity:
    """Weigh a new id: nothing can refer to a feature that has none of the record's fields."""
    is_record = not (set(record.names) - {"id"}).isdisjoint(names)
    return Severity.REPAIR if is_record else Severity.NOTE


def _duplicate(file: str, index: int, wanted: str, unique: str, severity: Severity, pointer: str) -> Finding:
    return Finding(
        severity,
        "duplicate-id",
        f"the id {wanted!r} is used by an earlier feature; this one is read as {unique!r}.",
        "Give every feature an id of its own.",
        file=file,
        feature=index,
        id=wanted,
        pointer=pointer,
    )


def place_of(source: Source | FeatureTable, rows: Gathered | None = None) -> Place:
    """Give the place of the table that features become.

    Parameters
    ----------
    source : Source or FeatureTable
        The file, as read.
    rows : Gathered, optional
        Its features as columns, where the source does not have them.

    Returns
    -------
    Place
        Their file, and where the properties of each stand in it.
    """
    patterns = {"FeatureCollection": COLLECTION, "Feature": "/properties", ROWS: "/rows/{}"}
    pattern = patterns.get(source.kind or "", "")
    # Rows of a foreign table are numbered as their file does it: by line, under a line of names.
    whole = source.report.features_kept == source.report.features_read and source.kind != ROWS
    if whole:
        return Place(source.report.file, pattern)
    if rows is not None:
        return Place(source.report.file, pattern, rows.indices)
    features = source.features if isinstance(source, FeatureTable) else ()
    return Place(source.report.file, pattern, [feature.index for feature in features])


def _with_geometry(table: pd.DataFrame, rows: Gathered) -> gpd.GeoDataFrame:
    # The table is nobody else's: a copy of it would only cost memory.
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(rows.geometries, crs=WGS84), copy=False)


def with_notes(source: Source | FeatureTable, findings: Sequence[Finding]) -> Report:
    """Give the features' report with these findings; what they say of repeated ids replaces what it said."""
    again = any(finding.rule == "duplicate-id" for finding in findings)
    kept = [item for item in source.report.findings if not (again and item.rule == "duplicate-id")]
    return replace(source.report, findings=(*kept, *findings))
