"""Any file of another tool → a dataset: the one door that the command line and the app share. Reads files."""

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from geodata.errors import UnreadableFile
from geodata.formats import FORMATS, format_of
from geodata.formats.format import Format
from geodata.formats.importing import Imported, import_features, import_table
from geodata.formats.tables.reading import read_table
from geodata.formats.tables.rows import GEOMETRY, LeftOut, Row, Table
from geodata.formats.vector import read_vector

_VECTOR: Final = (b"SQLite format 3\0", b"PAR1", b"fgb", b"\0\0\x27\x0a", b"<", b"\xef\xbb\xbf<")
"""First bytes of GeoPackage, GeoParquet, FlatGeobuf, Shapefile and XML: files with geometry of their own."""

_TELLS_EMPTY: Final = frozenset({"GeoParquet"})
"""Kinds of files in which an empty text is one; programs write it into others where nothing is stated."""

_SHEET: Final = "[Content_Types].xml"
"""What every spreadsheet holds, and no other zip that is read."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file is to be read, where that is not to be told from its columns.

    Parameters
    ----------
    format : Format, optional
        A format, or a mapping file read as one.
    layer : str, optional
        The layer of a file that has several.
    """

    format: Format | None = None
    layer: str | None = None


def import_file(
    path: Path,
    wish: Wish | None = None,
    *,
    name: str | None = None,
    told: Callable[[int], None] | None = None,
) -> Imported:
    """Read a file of another tool.

    Parameters
    ----------
    path : Path
        CSV, XLSX, JSON, GeoJSON, KML, KMZ, GPX, GeoPackage, Shapefile, FlatGeobuf or GeoParquet, told from
        its content.
    wish : Wish, optional
        How it is to be read.
    name : str, optional
        How findings name it; its path where not given.
    told : callable, optional
        Is told from time to time how many rows are read.

    Returns
    -------
    Imported
        As the format whose columns it has. A file with geometry that is of none is taken as it stands:
        properties with the names of our fields are these fields.

    Raises
    ------
    UnreadableFile
        If it is none of these, of no known format and without geometry, or no row can be used.
    UnknownName
        If it has no layer of that name.
    """
    wish = wish or Wish()
    table = open_table(path, layer=wish.layer, name=name)
    chosen = wish.format or format_of(table.columns)
    if chosen is not None:
        return import_table(table, chosen, told=told)
    if table.has_geometry:
        return import_features(table)
    raise UnreadableFile(_no_format(table.file, table.columns))


def open_table(path: Path, *, layer: str | None = None, name: str | None = None) -> Table:
    """Open a file as a table.

    Parameters
    ----------
    path : Path
        The file.
    layer : str, optional
        The layer of a file that has several.
    name : str, optional
        How findings name it.

    Returns
    -------
    Table

    Raises
    ------
    UnreadableFile
        If it is none that is read.
    UnknownName
        If it has no layer of that name.
    """
    table = _vector_table(path, layer) if _is_vector(path) else read_table(path)
    return table if name is None else replace(table, file=name)


def _is_vector(path: Path) -> bool:
    if not path.is_file():
        return False  # the reader of tables says what is wrong with it
    with path.open("rb") as stream:
        head = stream.read(16)
    if head.startswith(b"PK"):
        return not _is_sheet(path)
    return head.lstrip(b" \t\r\n").startswith(_VECTOR) or head.startswith(_VECTOR)


def _is_sheet(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return _SHEET in archive.NameToInfo
    except (zipfile.BadZipFile, OSError, ValueError):
        return path.suffix.lower() == ".xlsx"


def _vector_table(path: Path, layer: str | None) -> Table:
    read = read_vector(path, layer=layer)
    filled = _stated if read.driver in _TELLS_EMPTY else _filled
    kept = {
        feature.index: Row(feature.index, filled(feature.properties), feature.geometry)
        for feature in read.features
    }
    lost = {left.row: LeftOut(left.row, left.column, "", left.reason) for left in read.left_out}
    together: dict[int, Row | LeftOut] = {**kept, **lost}
    named = dict.fromkeys(name for feature in read.features for name in feature.properties)
    notes = (f"read as {read.driver}, layer {read.layer!r}", *read.notes)
    rows = (together[row] for row in sorted(together))
    return Table(str(path), list({**named, GEOMETRY: None}), rows, notes, has_geometry=True, is_flat=True)


def _stated(cells: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in cells.items() if value is not None}


def _filled(cells: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in cells.items() if value is not None and value != ""}


def _no_format(file: str, columns: Sequence[str]) -> str:
    known = ", ".join(one.name for one in FORMATS)
    return (
        f"{file}: its columns are those of no format that is known here ({known}). "
        f"`mapapp convert --draft mapping.toml {file}` drafts a mapping for it. "
        f"Columns: {', '.join(map(repr, columns[:20]))}."
    )
