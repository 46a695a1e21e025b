"""Writing files whole or not at all. Imports only the exceptions; every part that writes imports it."""

import contextlib
import os
import tempfile
from pathlib import Path

from geodata.errors import WriteFailed


def atomic_write(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file as a whole or not at all.

    The bytes go to a temporary file in the same folder, reach the disk, and take the target's name in one
    step. Until then the target is as it was.

    Parameters
    ----------
    path : str or os.PathLike
        The file to write; its folder must exist.
    data : bytes
        The whole content.

    Raises
    ------
    WriteFailed
        The file could not be written; the target is as it was before and no temporary file is left.

    Examples
    --------
    >>> folder = tempfile.TemporaryDirectory()
    >>> target = Path(folder.name, "note.txt")
    >>> atomic_write(target, b"ready")
    >>> target.read_bytes()
    b'ready'
    >>> folder.cleanup()
    """
    # A link keeps pointing where it points: the file behind it is replaced.
    target = Path(os.path.realpath(path))
    try:
        if target.is_dir():
            raise IsADirectoryError(f"{target.name} is a folder")
        _replace(target, data)
    except OSError as error:
        raise WriteFailed(f"{path} could not be written: {_reason(error)} It is as it was before.") from error


def _replace(target: Path, data: bytes) -> None:
    """Write beside the target, then rename over it."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode_for(target))
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(target.parent)


def _mode_for(target: Path) -> int:
    """Keep the target's permissions; a new file gets what the user's mask allows."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Let the new name reach the disk, where the system can do that for folders."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: OSError) -> str:
    """Say what stands in the way and what to do about it."""
    if isinstance(error, FileNotFoundError):
        return "its folder does not exist. Create the folder first."
    if isinstance(error, IsADirectoryError):
        return "it is a folder. Name a file in it."
    if isinstance(error, PermissionError):
        return "you may not write there. Choose another folder or change its permissions."
    return f"{error.strerror or error}."
