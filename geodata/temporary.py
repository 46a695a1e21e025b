"""Temporary folders: private, gone with what they were for, swept up after a process that was killed.

Each holds a lock that its process keeps; the system lets go of it when the process ends, however that comes.
A folder whose lock nobody holds belongs to nobody. Imports only the exceptions; all that needs a folder for a
while imports it.
"""

import contextlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from geodata.errors import WriteFailed

_PREFIX: Final = "mapapp-"
_LOCK: Final = "in-use.lock"
_FILES: Final = "files"


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give an empty folder that only this user can look into; it is removed with all that is in it.

    Yields
    ------
    Path

    Raises
    ------
    WriteFailed
        It could not be made.

    Examples
    --------
    >>> with temporary_folder() as folder:
    ...     _ = Path(folder, "note.txt").write_text("ready")
    >>> folder.exists()
    False
    """
    made, lock = _made()
    try:
        with made:
            yield Path(made.name, _FILES)
    finally:
        os.close(lock)


def sweep() -> int:
    """Remove the temporary folders of processes that have ended without doing so.

    Looks only at folders of this user that `temporary_folder` made; those of processes that run stay.

    Returns
    -------
    int
        How many were removed.
    """
    if sys.platform == "win32":  # its locks are others, and it removes nothing that is open
        return 0
    with contextlib.suppress(OSError):
        return sum(_removed(folder) for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"))
    return 0


def _made() -> tuple["tempfile.TemporaryDirectory[str]", int]:
    """Make a folder, and hold its lock; another one where a sweep came in between."""
    try:
        while True:
            # What a process has not removed when it ends by itself, Python removes then.
            made = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
            Path(made.name, _FILES).mkdir()
            lock = os.open(Path(made.name, _LOCK), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            if _held(lock) and os.fstat(lock).st_nlink:
                return made, lock
            os.close(lock)
            made.cleanup()
    except OSError as error:
        raise WriteFailed(
            f"no temporary folder could be made: {error.strerror}. Make room, or name another place for them "
            "in the environment variable TMPDIR."
        ) from error


def _removed(folder: Path) -> bool:
    """Remove a folder if it is one of ours and nobody holds its lock."""
    try:
        state = folder.lstat()
        if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid():
            return False
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        if not _held(lock):
            return False
        shutil.rmtree(folder / _FILES, ignore_errors=True)
        if (folder / _FILES).exists():  # something still writes into it: the next sweep finds it by its lock
            return False
        shutil.rmtree(folder, ignore_errors=True)
        return not folder.exists()
    finally:
        os.close(lock)


def _held(lock: int) -> bool:
    """Take a lock, unless somebody holds it."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
