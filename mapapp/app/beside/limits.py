"""What reading a large file may cost, and which files are large. Pure."""

import io
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

LARGE: Final = 5_000_000
"""Bytes from which on a file is read beside the server; smaller ones are read before a process starts."""

AT_ONCE: Final = 2
"""How many such files are read at a time, for all readers together."""

_PACKED: Final = 10
"""How many times larger than packed the rows of GeoParquet are taken to be."""


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Bounds on the process that reads one file.

    Parameters
    ----------
    max_memory : int
        Address space of the process, in bytes.
    max_seconds : float
        Time for all of it.

    Examples
    --------
    >>> ReadingLimits(max_seconds=10).max_seconds
    10
    """

    max_memory: int = 4_000_000_000
    max_seconds: float = 1_200.0


DEFAULT: Final = ReadingLimits()


def is_large(content: bytes) -> bool:
    """Tell whether a file is to be read beside the server, by its size or by what it unpacks to.

    Parameters
    ----------
    content : bytes
        Of the file.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_large(b"id,title"), is_large(bytes(5_000_000))
    (False, True)
    """
    size = len(content)
    if content.startswith(b"PAR1"):
        size *= _PACKED
    if size < LARGE and content.startswith(b"PK"):
        # One that cannot be opened is refused at once, wherever it is read.
        with suppress(zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            size += sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(content)).infolist())
    return size >= LARGE
