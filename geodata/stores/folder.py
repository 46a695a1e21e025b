"""A dataset as a folder of GeoJSON and JSON files, or as a single GeoJSON file.

::

    dataset.json         title, version, licence, attribution, …
    facilities.geojson   incidents.geojson
    sources.json         flows.json         changes.json

Every file but one of the two GeoJSON files may be missing. Nothing outside the folder is read.
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

import pandas as pd

from geodata.dataset import Dataset, Metadata, empty_dataset, empty_table
from geodata.errors import UnreadableFile
from geodata.fields import Origin, read_rows
from geodata.geojson import FeatureTable, read_features, read_json
from geodata.report import Finding, Report, Severity
from geodata.schema import FLOW, SOURCE, Record
from geodata.tables import facility_table, incident_tables, looks_like_incidents, with_notes

FACILITIES: Final = "facilities.geojson"
INCIDENTS: Final = "incidents.geojson"


def open_dataset(
    path: str | Path | None = None,
    *,
    facilities: str | Path | None = None,
    incidents: str | Path | None = None,
) -> Dataset:
    """Read a dataset folder, or one GeoJSON file of facilities or of incidents.

    Parameters
    ----------
    path : path, optional
        A dataset folder, or a GeoJSON file; which of the two kinds a file holds is seen from its
        properties.
    facilities, incidents : path, optional
        GeoJSON files that stand in for those of ``path``.

    Returns
    -------
    Dataset
        What could be read. Its ``reports`` say, file by file, what was left out, changed or missing.

    Raises
    ------
    UnreadableFile
        If a named file or folder is missing, or a file holds nothing that can be used.
    """
    places: dict[str, Path] = {}
    dataset = empty_dataset()
    if path is not None and Path(path).is_dir():
        dataset, places = _read_folder(Path(path))
    elif path is not None:
        dataset = _add_file(dataset, Path(path), kind=None)
    places |= {
        kind: Path(given)
        for kind, given in (("facilities", facilities), ("incidents", incidents))
        if given is not None
    }
    for kind, place in places.items():
        dataset = _add_file(dataset, place, kind=kind)
    return dataset


def _read_folder(folder: Path) -> tuple[Dataset, dict[str, Path]]:
    """Read a folder's JSON files; give the places of its GeoJSON files, which are read last."""
    places = {
        kind: folder / name
        for kind, name in (("facilities", FACILITIES), ("incidents", INCIDENTS))
        if (folder / name).exists()
    }
    if not places:
        raise UnreadableFile(
            f"{folder}: the folder holds neither {FACILITIES} nor {INCIDENTS}; "
            "name a dataset folder or a GeoJSON file."
        )
    metadata, metadata_report = _read_metadata(folder / "dataset.json")
    sources, source_report = _read_list(SOURCE, folder / "sources.json")
    flows, flow_report = _read_list(FLOW, folder / "flows.json")
    changes, change_report = _read_changes(folder / "changes.json")
    reports = (metadata_report, source_report, flow_report, change_report)
    dataset = replace(
        empty_dataset(metadata),
        sources=sources,
        flows=flows,
        changes=changes,
        reports=tuple(report for report in reports if report is not None),
    )
    return dataset, places


def _add_file(dataset: Dataset, path: Path, *, kind: str | None) -> Dataset:
    """Return the dataset with a GeoJSON file's features in the place of its facilities or incidents."""
    source = read_features(path)
    if not source.features and source.report.findings:
        raise UnreadableFile("\n".join(str(finding) for finding in source.report.findings[:3]))
    if kind is None:
        kind = "incidents" if looks_like_incidents(source.features) else "facilities"
    if kind == "incidents":
        incidents, claims, notes = incident_tables(source)
        dataset = replace(dataset, incidents=incidents, claims=claims)
    else:
        table, notes = facility_table(source)
        dataset = replace(dataset, facilities=table)
    return replace(dataset, reports=(*dataset.reports, with_notes(source, notes).report))


def read_table(kind: str | None, source: FeatureTable) -> Report:
    """Read features as facilities or incidents only to report on them.

    Parameters
    ----------
    kind : {"facilities", "incidents"} or None
        What the features are; None to see it from their properties.
    source : FeatureTable
        Features as read.

    Returns
    -------
    Report
        The findings of reading and those of the fields.
    """
    if not source.features:
        return source.report
    as_incidents = kind == "incidents" or (kind is None and looks_like_incidents(source.features))
    notes = incident_tables(source)[2] if as_incidents else facility_table(source)[1]
    return with_notes(source, notes).report


def _read_metadata(path: Path) -> tuple[Metadata, Report | None]:
    if not path.exists():
        return Metadata(title=path.parent.name or "Untitled dataset"), None
    content = read_json(path)
    if not isinstance(content, dict):
        return Metadata(), Report(path.name, (_misfit(path, "", content, "an object"),))
    values: dict[str, Any] = {}
    findings = []
    for known in fields(Metadata):
        given = content.get(known.name)
        many = known.name in ("attribution", "languages", "cautions")
        if many and isinstance(given, list) and all(isinstance(item, str) for item in given):
            values[known.name] = tuple(given)
        elif isinstance(given, str):
            values[known.name] = (given,) if many else given
        elif given is not None:
            findings.append(_misfit(path, f"/{known.name}", given, "a list of texts" if many else "text"))
    return Metadata(**values), Report(path.name, tuple(findings))


def _read_list(record: Record, path: Path) -> tuple[pd.DataFrame, Report | None]:
    if not path.exists():
        return empty_table(record), None
    content = read_json(path)
    rows, findings = _objects(path, content)
    origin = Origin(
        file=path.name,
        pointers=[f"/{index}" for index, _ in rows],
        ids=[str(row["id"]) if "id" in row else None for _, row in rows],
        features=[None] * len(rows),
    )
    table, notes = read_rows(record, [row for _, row in rows], origin)
    return table, Report(path.name, (*findings, *notes))


def _read_changes(path: Path) -> tuple[tuple[dict[str, Any], ...], Report | None]:
    if not path.exists():
        return (), None
    rows, findings = _objects(path, read_json(path))
    return tuple(row for _, row in rows), Report(path.name, tuple(findings))


def _objects(path: Path, content: Any) -> tuple[Sequence[tuple[int, dict[str, Any]]], list[Finding]]:
    """Give the objects of a list with their index, and a finding for all that is no object."""
    if not isinstance(content, list):
        return [], [_misfit(path, "", content, "a list of objects")]
    rows = [(index, item) for index, item in enumerate(content) if isinstance(item, dict)]
    findings = [
        _misfit(path, f"/{index}", item, "an object")
        for index, item in enumerate(content)
        if not isinstance(item, dict)
    ]
    return rows, findings


def _misfit(path: Path, pointer: str, got: Any, expected: str) -> Finding:
    return Finding(
        Severity.REJECT,
        "field-type",
        f"is {type(got).__name__} {got!r:.60}; expected {expected}.",
        "It is left out; the rest of the file is read.",
        file=path.name,
        pointer=pointer,
    )
