"""Ids of rows that other programs have added to a store, or written twice. Pure."""

from dataclasses import replace

import geopandas as gpd
import pandas as pd

from geodata.places import Place
from geodata.report import Finding, Severity
from geodata.tables import free_names


def with_own_ids(table: gpd.GeoDataFrame, place: Place) -> tuple[gpd.GeoDataFrame, list[Finding]]:
    """Give every row an id of its own, as readers of GeoJSON do.

    Parameters
    ----------
    table : GeoDataFrame (n rows)
        Facilities or incidents; unchanged.
    place : Place
        Where its rows stand.

    Returns
    -------
    table : GeoDataFrame (n rows)
        A row without an id is named by its position: ``feature-17``; an id that an earlier row has gets a
        number: ``A7~2``.
    findings : list of Finding
        A repair for each row that got another id.

    Examples
    --------
    >>> table = gpd.GeoDataFrame({"id": ["a", "a", None]}, dtype="object")
    >>> named, findings = with_own_ids(table, Place("my.gpkg (incidents)"))
    >>> named["id"].tolist(), len(findings)
    (['a', 'a~2', 'feature-2'], 2)
    """
    ids = table["id"].tolist()
    again = table["id"].duplicated()
    lacking = [row for row, id_ in enumerate(ids) if not id_ or again[row]]
    if not lacking:
        return table, []
    free = free_names(ids)
    findings = []
    for row in lacking:
        was, ids[row] = ids[row], free(ids[row] or f"feature-{row}")
        reason = f"the id {was!r} is used by an earlier row" if was else "has no id"
        findings.append(_renamed(place, row, reason, ids[row]))
    return table.assign(id=pd.Series(ids, index=table.index, dtype="object")), findings


def _renamed(place: Place, row: int, reason: str, id_: str) -> Finding:
    message = f"{reason}; it is read as {id_!r}."
    note = place.note(row, "row-id", "id", message, "Give every row an id of its own.")
    return replace(note, severity=Severity.REPAIR)
