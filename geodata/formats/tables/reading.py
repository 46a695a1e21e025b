"""Which reader a foreign table is for, told from its content. Reads files."""

from pathlib import Path
from typing import Final

from geodata.errors import UnreadableFile
from geodata.formats.tables.csvfile import read_csv
from geodata.formats.tables.jsonrows import read_json_rows
from geodata.formats.tables.limits import DEFAULT, TableLimits
from geodata.formats.tables.rows import Table
from geodata.formats.tables.sheet import read_sheet

_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"


def read_table(path: Path, *, limits: TableLimits = DEFAULT) -> Table:
    """Open a foreign table: CSV, XLSX, JSON or GeoJSON, whatever its name says.

    Parameters
    ----------
    path : Path
        A file.
    limits : TableLimits
        How large it may be.

    Returns
    -------
    Table
        Its rows are read while they are asked for.

    Raises
    ------
    UnreadableFile
        If it is missing, too large, or none of these.
    """
    head = _head(path, limits)
    if head.startswith(_ZIP):
        return read_sheet(path, limits=limits)
    if head.startswith(_OLD_OFFICE):
        raise UnreadableFile(f"{path}: is a spreadsheet of the old kind (XLS). Save it as XLSX or CSV.")
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if first in (b"{", b"["):
        return read_json_rows(path, limits=limits)
    return read_csv(path, limits=limits)


def _head(path: Path, limits: TableLimits) -> bytes:
    if not path.exists():
        raise UnreadableFile(f"{path} does not exist. Check the name and the folder.")
    if not path.is_file():
        raise UnreadableFile(f"{path} is no file. Name a file in it.")
    size = path.stat().st_size
    if size > limits.bytes:
        raise UnreadableFile(
            f"{path}: has {size / 1e9:.1f} GB; at most {limits.bytes / 1e9:.1f} GB are read. Split the file."
        )
    try:
        with path.open("rb") as stream:
            return stream.read(1024)
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}. Check its permissions.") from None
