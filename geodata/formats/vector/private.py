"""Files of others, opened and copied, never more of them than is allowed."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from geodata.formats.vector.task import Task, size

_CHUNK: Final = 1 << 20


@contextmanager
def opened(path: Path, task: Task) -> Iterator[BinaryIO]:
    """Open a file for reading: a real one, not a folder, a pipe or a device.

    Parameters
    ----------
    path : Path
        Of the file.
    task : Task
        How it is named, and how large it may be.

    Yields
    ------
    BinaryIO

    Raises
    ------
    UnreadableFile
        It is missing, too large, no file, or may not be read.
    """
    try:
        # A pipe without a writer must not hold us up.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise task.fault(_reason(path, error)) from None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        what = "a folder" if stat.S_ISDIR(status.st_mode) else "a pipe or a device"
        raise task.fault(f"this is {what}, but a file is expected. Name the file itself.")
    with os.fdopen(handle, "rb") as stream:
        check_size(status.st_size, task)
        yield stream


def check_size(count: int, task: Task) -> None:
    """Refuse a file that is too large.

    Parameters
    ----------
    count : int
        Its bytes, or those of its parts together.
    task : Task
        The file.

    Raises
    ------
    UnreadableFile
        It is larger than the limits allow.
    """
    if count > task.limits.max_bytes:
        most = size(task.limits.max_bytes)
        raise task.fault(f"the file has {size(count)}, and {most} are read at most. Split the file.")


def copy(source: BinaryIO, target: Path, task: Task) -> int:
    """Copy what can be read of a stream into a file, up to the size that a file may have.

    Parameters
    ----------
    source : BinaryIO
        Read from where it stands.
    target : Path
        The file to write.
    task : Task
        The file that is read.

    Returns
    -------
    int
        How many bytes there were.

    Raises
    ------
    UnreadableFile
        There were more than the limits allow, whatever the file's size said before; or there is no room.
    """
    count = 0
    try:
        with target.open("xb") as out:
            while chunk := source.read(_CHUNK):
                count += len(chunk)
                check_size(count, task)
                task.check_time()
                out.write(chunk)
    except OSError as error:
        reason = error.strerror or error
        raise task.fault(f"it could not be copied for reading ({reason}). Make room and try again.") from None
    return count


def _reason(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "you may not read this file. Change its permissions."
    if isinstance(error, IsADirectoryError):
        return "this is a folder, but a file is expected. Name the file itself."
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        if str(path).startswith("/vsi") or ":" in str(path):
            return "there is no such file on this computer; addresses and connections are not opened."
        return "there is no such file. Check the name."
    return f"it cannot be opened ({error.strerror})."
