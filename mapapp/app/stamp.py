"""The state of a dataset's files, by which the app sees that they have changed. Imports no Streamlit."""

from pathlib import Path

from geodata.errors import UnreadableFile


def stamp_of(path: Path) -> str:
    """Name the state of a file, or of the files in a folder, by size and time of the last change.

    Parameters
    ----------
    path : Path
        A dataset folder or a GeoJSON file.

    Returns
    -------
    str
        Equal while nothing has changed.

    Raises
    ------
    UnreadableFile
        If there is nothing.
    """
    try:
        places = sorted(path.iterdir()) if path.is_dir() else [path]
        states = [(place.name, place.stat()) for place in places]
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(f"{path}: {reason}; name a dataset folder or a GeoJSON file.") from None
    return "\n".join(f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states)
