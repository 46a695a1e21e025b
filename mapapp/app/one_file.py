"""One file that a reader handed over → a dataset; what it is, is told from its content. No Streamlit."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from geodata.dataset import Dataset
from geodata.errors import UnreadableFile
from geodata.formats import format_of
from geodata.formats.foreign import import_file
from geodata.geojson import parse_features
from geodata.stores.folder import open_features
from geodata.temporary import temporary_folder


def read_upload(content: bytes, name: str, *, copy: Path | None = None) -> Dataset:
    """Read a file in this process.

    Parameters
    ----------
    content : bytes
        Of the file.
    name : str
        How findings and sentences name it; its title, too, where it states none.
    copy : Path, optional
        A private copy of it, in no other folder than it is read in, under a name of ours; made if not given.

    Returns
    -------
    Dataset
        What could be read.

    Raises
    ------
    UnreadableFile
        If nothing of it can be used.

    Examples
    --------
    >>> read_upload(b'{"type": "Point", "coordinates": [30.5, 50.4]}', "depot.geojson").metadata.title
    'depot'
    """
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return _import(content, name, copy)
    features = parse_features(content, name=name)
    columns = list(dict.fromkeys(column for one in features.features for column in one.properties))
    if format_of(columns) is not None or content.lstrip().startswith(b"["):
        return _import(content, name, copy)
    dataset = open_features(features)
    return replace(dataset, metadata=replace(dataset.metadata, title=Path(name).stem))


def _import(content: bytes, name: str, copy: Path | None) -> Dataset:
    """Read a file of another tool from a private folder, under a name of ours, which is gone afterwards."""
    with ExitStack() as ends:
        try:
            path = copy or _copied(content, ends.enter_context(temporary_folder()))
            return import_file(path, name=name).dataset
        except UnreadableFile as error:
            raise UnreadableFile(str(error).replace(str(path), name)) from None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise UnreadableFile(f"{name}: it could not be copied for reading ({reason}).") from None


def _copied(content: bytes, folder: Path) -> Path:
    path = folder / "upload"
    path.write_bytes(content)
    return path
