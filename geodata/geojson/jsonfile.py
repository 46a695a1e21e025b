"""Reading files from the disk: bytes, and JSON that is not GeoJSON. Knows no map and no screen."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from geodata.errors import UnreadableFile
from geodata.geojson.audit import Audit
from geodata.geojson.jsonparse import parse_value
from geodata.geojson.limits import Limits
from geodata.geojson.remarks import Fault, Remarks, shown
from geodata.geojson.text import read_text
from geodata.report import Finding

DEFAULT_LIMITS = Limits()


def read_bytes(path: str | os.PathLike[str], *, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Read a file, up to one byte more than the limit allows.

    Parameters
    ----------
    path : str or os.PathLike
        The file on this computer.
    limits : Limits
        How large it may be; the extra byte lets the parser see that there is more.

    Returns
    -------
    bytes
        Its content.

    Raises
    ------
    UnreadableFile
        The file is missing, a folder, or may not be read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "a.json")
    ...     _ = file.write_bytes(b"{}")
    ...     read_bytes(file)
    b'{}'
    """
    with _opened(path) as stream:
        return stream.read(limits.max_bytes + 1)


def read_blocks(path: str | os.PathLike[str], size: int) -> Iterator[bytes]:
    """Read a file block by block.

    Parameters
    ----------
    path : str or os.PathLike
        The file on this computer.
    size : int
        Bytes of a block.

    Yields
    ------
    bytes
        The next part of its content.

    Raises
    ------
    UnreadableFile
        The file is missing, a folder, or may not be read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "a.json")
    ...     _ = file.write_bytes(b"[1, 2]")
    ...     list(read_blocks(file, 4))
    [b'[1, ', b'2]']
    """
    with _opened(path) as stream:
        while block := stream.read(size):
            yield block


@contextmanager
def _opened(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a file, and say what is wrong where it cannot be opened or read."""
    place = Path(path)
    if place.exists() and not place.is_file() and not place.is_dir():
        raise UnreadableFile(f"{path} is a pipe or a device. Save its content to a file first.")
    try:
        with place.open("rb") as stream:
            yield stream
    except IsADirectoryError as error:
        raise UnreadableFile(f"{path} is a folder. Name a file in it.") from error
    except FileNotFoundError as error:
        raise UnreadableFile(f"{path} does not exist. Check the name and the folder.") from error
    except PermissionError as error:
        raise UnreadableFile(f"{path} may not be read. Check its permissions.") from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"{path} cannot be read: {error}. Check the name and the disk.") from error


def read_json(
    path: str | os.PathLike[str], *, name: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Any:
    """Read a JSON file by the same strict rules as GeoJSON.

    Parameters
    ----------
    path : str or os.PathLike
        The file on this computer.
    name : str, optional
        How the error names the file; its path where not given.
    limits : Limits
        How large it may be.

    Returns
    -------
    object
        Its value, with the types it has in the file.

    Raises
    ------
    UnreadableFile
        The file cannot be opened or is not strict JSON; the sentence says where and what to do.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "sources.json")
    ...     _ = file.write_text('[{"id": "s1"}]')
    ...     read_json(file)
    [{'id': 's1'}]
    """
    name = os.fspath(path) if name is None else name
    value, refusal = parse_json(read_bytes(path, limits=limits), name=name, limits=limits)
    if refusal is not None:
        raise UnreadableFile(str(refusal))
    return value


def parse_json(data: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> tuple[Any, Finding | None]:
    """Read JSON from bytes by the same strict rules as GeoJSON. Whatever they are, this does not raise.

    Parameters
    ----------
    data : bytes
        The content of a file.
    name : str
        How the finding names it.
    limits : Limits
        How large it may be.

    Returns
    -------
    value : object
        Its value, with the types it has in the file; None where it is refused.
    refusal : Finding or None
        Why nothing of it can be used.

    Examples
    --------
    >>> parse_json(b"[1, 2]", name="sources.json")
    ([1, 2], None)
    >>> parse_json(b"[1, 2", name="sources.json")[1].severity.value
    'reject'
    """
    try:
        value = parse_value(read_text(data, limits, Remarks()))
        Audit(limits, strings=True).value(value, "", Remarks())
    except Fault as fault:
        return None, fault.finding(file=shown(name))
    return value, None
