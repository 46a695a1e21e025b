"""Files that a reader hands over, as a dataset. Their names are text, never a way to another place."""

import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from geodata.dataset import Dataset
from geodata.errors import GeoDataError, InvalidArgument, UnreadableFile
from geodata.stores.folder import open_dataset

_NAME_LENGTH: Final = 60
"""Characters: four bytes each still fit into the 255 that file systems allow."""


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
    """Read a file from a folder of its own, under a name that cannot lead out of it."""
    name = re.split(r"[/\\]", upload.name)[-1].replace("\0", "")[-_NAME_LENGTH:].lstrip(".")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / (name or "upload.geojson")
        place.write_bytes(upload.content)
        try:
            dataset = open_dataset(place)
        except GeoDataError as error:
            # The reader handed over a file, not a folder on this machine.
            raise UnreadableFile(str(error).replace(f"{folder}{os.sep}", "")) from None
    return replace(dataset, metadata=replace(dataset.metadata, title=Path(place.name).stem))
