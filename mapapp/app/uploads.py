"""Files that a reader hands over, as a dataset. Their names are text, never a way to another place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geodata.dataset import Dataset
from geodata.errors import InvalidArgument, UnreadableFile
from geodata.formats import format_of
from geodata.formats.foreign import import_file
from geodata.formats.merging import merged
from geodata.geojson import parse_features
from geodata.stores.folder import open_features
from geodata.temporary import temporary_folder


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
        GeoJSON, or files of other tools; which of the two kinds a file holds is seen from its properties.
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


def _open_upload(upload: Upload) -> Dataset:
    """Read a file under its own name, without the folders that a browser may have put before it."""
    name = re.split(r"[/\\]", upload.name)[-1] or "upload.geojson"
    if not upload.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return _import(upload.content, name)
    features = parse_features(upload.content, name=name)
    columns = list(dict.fromkeys(column for one in features.features for column in one.properties))
    if format_of(columns) is not None or upload.content.lstrip().startswith(b"["):
        return _import(upload.content, name)
    dataset = open_features(features)
    return replace(dataset, metadata=replace(dataset.metadata, title=Path(name).stem))


def _import(content: bytes, name: str) -> Dataset:
    """Read a file of another tool from a private folder, under a name of ours, which is gone afterwards."""
    with temporary_folder() as folder:
        path = folder / "upload"
        try:
            path.write_bytes(content)
            return import_file(path, name=name).dataset
        except UnreadableFile as error:
            raise UnreadableFile(str(error).replace(str(path), name)) from None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise UnreadableFile(f"{name}: it could not be copied for reading ({reason}).") from None
