"""The file of a revision log, ``changes.json``: an entry is put first, or the file stays as it is."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from geodata.errors import InvalidArgument, UnreadableFile
from geodata.files import atomic_write
from geodata.geojson import parse_json, read_bytes

LOG: Final = "changes.json"


def log_entry(folder: str | Path, entry: Mapping[str, Any]) -> bool:
    """Put an entry at the beginning of a dataset's revision log, which is kept newest first.

    Parameters
    ----------
    folder : path
        A dataset folder.
    entry : mapping
        As `geodata.changes.log.entry_of` makes it.

    Returns
    -------
    bool
        False where the newest entry says the same already, so that the file was left as it is.

    Raises
    ------
    InvalidArgument
        If it is no folder.
    UnreadableFile
        If the log that is there is no list.
    WriteFailed
        If it cannot be written; it is as it was.
    """
    if not Path(folder).is_dir():
        raise InvalidArgument(
            f"{folder} is no dataset folder, and only such a folder keeps a revision log ({LOG}); "
            "save the dataset as a folder first"
        )
    path = Path(folder) / LOG
    entries = _entries(path)
    if entries and _same(entries[0], entry):
        return False
    text = json.dumps([dict(entry), *entries], ensure_ascii=False, allow_nan=False, indent=1)
    atomic_write(path, (text + "\n").encode("utf-8", "backslashreplace"))
    return True


def _entries(path: Path) -> list[Any]:
    if not path.exists():
        return []
    content, refused = parse_json(read_bytes(path), name=str(path))
    if refused is not None or not isinstance(content, list):
        why = f" ({refused.message})" if refused else ""
        raise UnreadableFile(f"{path} is no list of entries{why}. Mend it, or move it away, and log again.")
    return content


def _same(one: Any, other: Mapping[str, Any]) -> bool:
    """Tell whether two entries say the same of the same version, whenever and in whatever words."""
    if not isinstance(one, dict):
        return False
    return all(one.get(name) == other.get(name) for name in ("version", "records"))
