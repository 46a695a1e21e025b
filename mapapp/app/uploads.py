"""Files that a reader hands over, as a dataset. Their names are text, never a way to another place."""

import re
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from geodata.dataset import Dataset
from geodata.errors import InvalidArgument
from geodata.formats.merging import merged
from mapapp.app.beside.limits import is_large
from mapapp.app.beside.process import read_beside
from mapapp.app.beside.turns import Waiting
from mapapp.app.one_file import read_upload


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


def open_uploads(
    uploads: Sequence[Upload], *, base: Dataset | None, waiting: Waiting = nullcontext
) -> Dataset:
    """Read files that a reader handed over: one of incidents, one of facilities, or one of each.

    Large ones are read by a process beside this one.

    Parameters
    ----------
    uploads : sequence of Upload
        GeoJSON, or files of other tools; which of the two kinds a file holds is seen from its properties.
    base : Dataset or None
        A dataset whose facilities stand in where none were handed over.
    waiting : callable
        What surrounds the wait where large files of others are read first.

    Returns
    -------
    Dataset
        What could be read, titled by the file of incidents.

    Raises
    ------
    UnreadableFile
        If nothing of a file can be used, or reading it takes more than it may.
    InvalidArgument
        If two files are of the same kind.
    """
    opened: dict[str, tuple[str, Dataset]] = {}
    for upload in uploads:
        dataset = _open_upload(upload, waiting)
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
    if "incidents" not in opened:
        return first
    incidents = opened["incidents"]
    if "facilities" in opened:
        both = merged([incidents, opened["facilities"]])
        return replace(both, metadata=replace(both.metadata, title=incidents.metadata.title))
    if base is None:
        return incidents
    credit = (f"Facilities: {base.metadata.title}", *base.metadata.attribution)
    metadata = replace(incidents.metadata, attribution=(*incidents.metadata.attribution, *credit))
    return replace(incidents, facilities=base.facilities, metadata=metadata)


def _open_upload(upload: Upload, waiting: Waiting) -> Dataset:
    """Read a file under its own name, without the folders that a browser may have put before it."""
    name = re.split(r"[/\\]", upload.name)[-1] or "upload.geojson"
    if is_large(upload.content):
        return read_beside(upload.content, name, waiting=waiting)
    return read_upload(upload.content, name)
