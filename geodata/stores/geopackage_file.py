"""Opens GeoPackages that may come from anybody, through SQLite, so that nothing in them is run.

Whatever is no whole database on this machine's disk does not come to SQLite at all. The file is opened
read-only; what its schema says of functions is not trusted.

References
----------
The SQLite Database File Format, https://www.sqlite.org/fileformat2.html (header: 1.3)
Defense Against The Dark Arts, https://www.sqlite.org/security.html
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from geodata.errors import UnreadableFile

_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100
_LARGEST: Final = 2**28
"""Bytes of one value; more is refused."""


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a GeoPackage for reading; put its name before what is wrong with it.

    Parameters
    ----------
    path : Path
        A file.

    Yields
    ------
    Connection
        To be read from within the block.

    Raises
    ------
    UnreadableFile
        If the file is missing, cut off, no database, being changed, or damaged.
    """
    try:
        _check_file(path)
        # Immutable: nothing is written beside it, not even a lock.
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST)
            for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0"):
                connection.execute(f"PRAGMA {pragma}")
            yield connection
    except UnreadableFile as error:
        raise UnreadableFile(f"{path}: {error}.") from None
    except (sqlite3.Error, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(f"{path}: could not be read as a GeoPackage ({reason}).") from error


def _check_file(path: Path) -> None:
    """Let nothing but a whole database on this machine's disk come to SQLite."""
    if not path.exists():
        raise UnreadableFile("does not exist. Check the name and the folder")
    if not path.is_file():
        raise UnreadableFile("is no file")
    with path.open("rb") as stream:
        head = stream.read(_HEADER)
    if not head.startswith(_MAGIC):
        raise UnreadableFile("is no GeoPackage: it does not begin as one (SQLite)")
    pages, size = int.from_bytes(head[28:32], "big"), int.from_bytes(head[16:18], "big")
    expected = pages * (65_536 if size == 1 else size)
    if len(head) < _HEADER or path.stat().st_size < expected:
        raise UnreadableFile(f"is cut off: it has {path.stat().st_size:,} bytes, expected {expected:,}")
    for ending in ("-wal", "-journal"):
        other = path.with_name(path.name + ending)
        if other.exists() and other.stat().st_size:
            raise UnreadableFile(
                f"is being changed by another program, or was when that ended: {other.name} holds changes; "
                "close the file there, or open and close it once"
            )


def tables_of(connection: sqlite3.Connection) -> set[str]:
    """Name the plain tables: a view, or what another module computes, could run anything."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    )
    return {name for (name,) in found}


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    """Name the columns that a table stores; those that it computes are left out."""
    return [str(column[1]) for column in connection.execute(f'PRAGMA table_info("{table}")')]
