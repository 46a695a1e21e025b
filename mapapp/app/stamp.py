"""The state of a dataset's files, by which the app sees that they have changed. Imports no Streamlit."""

from collections import Counter
from pathlib import Path
from typing import Final

from geodata.errors import UnreadableFile
from geodata.locations import is_address

_asked: Final[Counter[str]] = Counter()
"""How often a reader has asked for a database to be read again."""


def stamp_of(location: str | Path) -> str:
    """Name the state of a file, or of the files in a folder, by size and time of the last change.

    Nobody tells of a change in a database. It is read once; then again whenever a reader asks for it, which
    gives it another state.

    Parameters
    ----------
    location : str or Path
        A folder, a file, the address of a database.

    Returns
    -------
    str
        Equal while nothing has changed.

    Raises
    ------
    UnreadableFile
        If there is nothing.
    """
    if is_address(str(location)):
        return f"reading {_asked[str(location)]}"
    path = Path(location)
    try:
        places = sorted(path.iterdir()) if path.is_dir() else [path]
        states = [(place.name, place.stat()) for place in places]
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(f"{location}: {reason}; name a dataset folder or a file.") from None
    return "\n".join(f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states)


def stamp_before(location: str) -> str:
    """Name the state before a dataset is read; what is wrong with it is said by whoever reads it.

    Parameters
    ----------
    location : str
        A folder, a file, the address of a database.

    Returns
    -------
    str
        As `stamp_of` gives it; empty where there is nothing.
    """
    try:
        return stamp_of(location)
    except UnreadableFile:
        return ""


def ask_again(location: str) -> None:
    """Have a database read again; files are by themselves once they have changed.

    Parameters
    ----------
    location : str
        A folder, a file, the address of a database.
    """
    _asked[location] += 1
