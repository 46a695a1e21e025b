"""Files that a reader hands over, as a dataset. Their names are text, never a way to another place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geodata.dataset import Dataset
from geodata.errors import InvalidArgument
from geodata.geojson import parse_features
from geodata.stores.folder import open_features


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a reader handed over.

    Parameters
    ----------
    name : str
        Its name as the browser gave it.
    content : bytes
        What it holds.
    """

    name: str
    content: bytes


def open_uploads(uploads: Sequence[Upload], *, base: Dataset | None) -> Dataset:
    """Read files that a reader handed over: one of incidents, one of facilities, or one of each.

    Parameters
    ----------
    uploads : sequence of Upload
        GeoJSON files; which of the two kinds a file holds is seen from its properties.
    base : Dataset or None
        A dataset whose facilities stand in where none were handed over.

    Returns
    -------
    Dataset
        What could be read, titled by the file of incidents.

    Raises
    ------
    UnreadableFile
        If nothing of a file can be used.
    InvalidArgument
        If two files are of the same kind.
    """
    opened: dict[str, tuple[str, Dataset]] = {}
    for upload in uploads:
        dataset = _open_upload(upload)
        kind = "incidents" if len(dataset.incidents) else "facilities"
        if kind in opened:
            raise InvalidArgument(
                f"{opened[kind][0]} and {upload.name} both hold {kind}; "
                "hand over one file of incidents and, if there is one, one file of facilities."
            )
        opened[kind] = (upload.name, dataset)
    return _combined({kind: dataset for kind, (_, dataset) in opened.items()}, base=base)


def _combined(opened: dict[str, Dataset], *, base: Dataset | None) -> Dataset:
    """Put incidents and facilities together; facilities that are borrowed keep their attribution."""
    first = next(iter(opened.values()))
    reports = tuple(report for dataset in opened.values() for report in dataset.reports)
    if "incidents" not in opened:
        return replace(first, reports=reports)
    incidents = opened["incidents"]
    if "facilities" in opened:
        return replace(incidents, facilities=opened["facilities"].facilities, reports=reports)
    if base is None:
        return replace(incidents, reports=reports)
    credit = (f"Facilities: {base.metadata.title}", *base.metadata.attribution)
    metadata = replace(incidents.metadata, attribution=credit)
    return replace(incidents, facilities=base.facilities, metadata=metadata, reports=reports)


def _open_upload(upload: Upload) -> Dataset:
    """Read a file under its own name, without the folders that a browser may have put before it."""
    name = re.split(r"[/\\]", upload.name)[-1] or "upload.geojson"
    dataset = open_features(parse_features(upload.content, name=name))
    return replace(dataset, metadata=replace(dataset.metadata, title=Path(name).stem))
