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
from geodata.gathered import Gathered
from geodata.geojson import FeatureTable
from geodata.geojson.members import GEOMETRY_TYPES
from geodata.geojson.reader import read_into
from geodata.geojson.table import Source
from geodata.report import Finding, Report, Severity
from geodata.schema import FACILITY, FLOW, INCIDENT, SOURCE
from geodata.stores.records import read_changes, read_list, read_metadata, refusal
from geodata.tables import facilities_of, gathered, incidents_of, place_of, with_notes

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
    return _usable(_add(empty_dataset(), gathered(source, None), source, is_guess=True))


def _usable(dataset: Dataset) -> Dataset:
    for report in dataset.reports:
        if report.unusable:
            faults = [item for item in report.findings if item.severity is Severity.REJECT]
            raise UnreadableFile("\n".join(map(str, faults[:3])), faults[0].rule if faults else "")
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
        dataset = _add_file(dataset, path, kind=None)
    for kind, given in (("facilities", facilities), ("incidents", incidents)):
        if given is not None:
            places.pop(kind, None)
            dataset = _add_file(dataset, given, kind=kind)
    for kind, place in places.items():
        dataset = _add_inside(dataset, place, kind=kind)
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


def _add_file(dataset: Dataset, path: str | Path, *, kind: str | None) -> Dataset:
    """Return the dataset with the features of a GeoJSON file; its features never are all in memory."""
    rows = Gathered(_RECORDS.get(kind or ""))
    source = read_into(rows, path)
    if kind is None and rows.likely is not rows.record:  # the first of them were not like the others
        rows = Gathered(rows.likely)
        source = read_into(rows, path)
    return _add(dataset, rows, source, is_guess=kind is None)


def _add_inside(dataset: Dataset, path: Path, *, kind: str) -> Dataset:
    """Add a GeoJSON file of a folder; one that cannot be opened is reported like one that is no GeoJSON."""
    try:
        return _add_file(dataset, path, kind=kind)
    except UnreadableFile as error:
        refused = refusal(path, error)
        return _add(dataset, Gathered(_RECORDS[kind]), Source(Report(refused.file, (refused,))))


def _add(
    dataset: Dataset, rows: Gathered, source: Source | FeatureTable, *, is_guess: bool = False
) -> Dataset:
    """Return the dataset with a file's features in the place of its facilities or incidents."""
    kind = "incidents" if rows.record is INCIDENT else "facilities"
    guessed = [_guess(source, rows, kind)] if is_guess and source.kind else []
    if kind == "incidents":
        incidents, claims, notes = incidents_of(rows, source)
        dataset = replace(dataset, incidents=incidents, claims=claims)
    else:
        table, notes = facilities_of(rows, source)
        dataset = replace(dataset, facilities=table)
    return replace(
        dataset,
        reports=(*dataset.reports, with_notes(source, [*guessed, *notes])),
        places={**dataset.places, kind: place_of(source, rows)},
    )


def _guess(source: Source | FeatureTable, rows: Gathered, kind: str) -> Finding:
    """Note as which kind a file is read that was not named as either, and what speaks for it."""
    (other,) = _RECORDS.keys() - {kind}
    own = [name for name in _RECORDS[kind].names if name not in _RECORDS[other].names]
    told = [name for name in own if name in rows.names]
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
