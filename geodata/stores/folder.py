"""A dataset as a folder of GeoJSON and JSON files, or as a single GeoJSON file.

::

    dataset.json         title, version, licence, attribution, …
    facilities.geojson   incidents.geojson
    sources.json         flows.json         changes.json

Every file but one of the two GeoJSON files may be missing. Nothing outside the folder is read.
"""

from dataclasses import replace
from pathlib import Path
from typing import Final

from geodata.dataset import Dataset, empty_dataset
from geodata.errors import UnreadableFile
from geodata.geojson import FeatureTable, read_features
from geodata.geojson.members import GEOMETRY_TYPES
from geodata.report import Finding, Report, Severity
from geodata.schema import FACILITY, FLOW, INCIDENT, SOURCE
from geodata.stores.records import read_changes, read_list, read_metadata, refusal
from geodata.tables import facility_table, incident_tables, looks_like_incidents, place_of, with_notes

FACILITIES: Final = "facilities.geojson"
INCIDENTS: Final = "incidents.geojson"

_RECORDS: Final = {"facilities": FACILITY, "incidents": INCIDENT}


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
    return _usable(read_dataset(path, facilities=facilities, incidents=incidents))


def open_features(source: FeatureTable) -> Dataset:
    """Give one GeoJSON file that was read, of facilities or of incidents, as a dataset.

    Parameters
    ----------
    source : FeatureTable
        Features as read.

    Returns
    -------
    Dataset
        As `open_dataset` gives it for a file.

    Raises
    ------
    UnreadableFile
        If the file holds nothing that can be used.
    """
    return _usable(_add_features(empty_dataset(), source, kind=None))


def _usable(dataset: Dataset) -> Dataset:
    for report in dataset.reports:
        if report.unusable:
            faults = [item for item in report.findings if item.severity is Severity.REJECT]
            raise UnreadableFile("\n".join(map(str, faults[:3])))
    return dataset


def read_dataset(
    path: str | Path | None = None,
    *,
    facilities: str | Path | None = None,
    incidents: str | Path | None = None,
) -> Dataset:
    """Read as `open_dataset` does, but go on where a file holds nothing that can be used.

    Parameters
    ----------
    path, facilities, incidents : path, optional
        As for `open_dataset`.

    Returns
    -------
    Dataset
        What could be read. The report of an unusable file says why, and its table is empty.

    Raises
    ------
    UnreadableFile
        If a named file or folder is missing, or a folder is no dataset.
    """
    places: dict[str, Path] = {}
    dataset = empty_dataset()
    if path is not None and Path(path).is_dir():
        dataset, places = _read_folder(Path(path))
    elif path is not None:
        dataset = _add_features(dataset, read_features(path), kind=None)
    for kind, given in (("facilities", facilities), ("incidents", incidents)):
        if given is not None:
            places.pop(kind, None)
            dataset = _add_features(dataset, read_features(given), kind=kind)
    for kind, place in places.items():
        dataset = _add_features(dataset, _read_inside(place), kind=kind)
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
    metadata, metadata_report = read_metadata(folder / "dataset.json")
    sources, source_report, source_place = read_list(SOURCE, folder / "sources.json")
    flows, flow_report, flow_place = read_list(FLOW, folder / "flows.json")
    changes, change_report = read_changes(folder / "changes.json")
    reports = (metadata_report, source_report, flow_report, change_report)
    dataset = replace(
        empty_dataset(metadata),
        sources=sources,
        flows=flows,
        changes=changes,
        reports=tuple(report for report in reports if report is not None),
        places={"sources": source_place, "flows": flow_place},
    )
    return dataset, places


def _read_inside(path: Path) -> FeatureTable:
    """Read a GeoJSON file of a folder; one that cannot be opened is reported like one that is no GeoJSON."""
    try:
        return read_features(path)
    except UnreadableFile as error:
        refused = refusal(path, error)
        return FeatureTable((), Report(refused.file, (refused,)))


def _add_features(dataset: Dataset, source: FeatureTable, *, kind: str | None) -> Dataset:
    """Return the dataset with a GeoJSON file's features in the place of its facilities or incidents."""
    guessed = []
    if kind is None:
        kind = "incidents" if looks_like_incidents(source.features) else "facilities"
        guessed = [_guess(source, kind)] if source.kind else []
    if kind == "incidents":
        incidents, claims, notes = incident_tables(source)
        dataset = replace(dataset, incidents=incidents, claims=claims)
    else:
        table, notes = facility_table(source)
        dataset = replace(dataset, facilities=table)
    return replace(
        dataset,
        reports=(*dataset.reports, with_notes(source, [*guessed, *notes])),
        places={**dataset.places, kind: place_of(source)},
    )


def _guess(source: FeatureTable, kind: str) -> Finding:
    """Note as which kind a file is read that was not named as either, and what speaks for it."""
    (other,) = _RECORDS.keys() - {kind}
    own = [name for name in _RECORDS[kind].names if name not in _RECORDS[other].names]
    told = [name for name in own if any(name in feature.properties for feature in source.features)]
    if source.kind in GEOMETRY_TYPES:
        reason = f"the file is a bare {source.kind}, without properties"
    elif told:
        reason = f"the features have {', '.join(told[:3])}"
    else:
        reason = "the properties of the features tell little"
    return Finding(
        Severity.NOTE,
        "guessed-kind",
        f"read as {kind}, which is a guess: {reason}.",
        f"If they are {other}, name the file with --{other}, or {other}.geojson in a dataset folder.",
        file=source.report.file,
    )
