"""GeoParquet, a file or a folder of part files, opened without reading a row. Knows no measure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from geodata.errors import UnreadableFile
from geodata.stores.geometa import read_geo
from geodata.stores.pieces import GeoFile, ParquetPiece, Span, reading

ENDINGS: Final = (".parquet", ".geoparquet")


@dataclass(frozen=True)
class GeoParquet:
    """A table of places, kept in files that stay closed until a piece is read.

    Parameters
    ----------
    files : tuple of GeoFile
        In order of name.
    columns : mapping of str to DataType
        The columns that are read where a file has them.
    """

    files: tuple[GeoFile, ...]
    columns: Mapping[str, Any]

    @cached_property
    def rows(self) -> int:
        """Rows of all files."""
        return sum(file.rows for file in self.files)

    @cached_property
    def present(self) -> dict[str, Any]:
        """Those of the columns that any of the files has, and ``id``."""
        there = {"id", *(name for file in self.files for name in file.columns)}
        return {name: type_ for name, type_ in self.columns.items() if name in there}

    @property
    def identity(self) -> list[list[Any]]:
        """What tells these files from changed ones: path, size and time of change."""
        stats = [(file.path.resolve(), file.path.stat()) for file in self.files]
        return [[str(path), stat.st_size, stat.st_mtime_ns] for path, stat in stats]

    def piece(self, start: int, stop: int) -> ParquetPiece:
        """Choose rows by their position among all rows.

        Parameters
        ----------
        start, stop : int
            From the first to before the last.

        Returns
        -------
        ParquetPiece
        """
        spans, offset = [], 0
        for file in self.files:
            first, last = max(start - offset, 0), min(stop - offset, file.rows)
            if first < last:
                spans.append(Span(file, first, last))
            offset += file.rows
        return ParquetPiece(tuple(spans), start, self.present)


def is_geoparquet(path: Path) -> bool:
    """Tell whether a path names a Parquet file, or a folder that holds some.

    Parameters
    ----------
    path : Path
        A file or folder.

    Returns
    -------
    bool
    """
    if path.is_dir():
        return bool(_part_files(path))
    return path.suffix.lower() in ENDINGS


def open_geoparquet(path: str | Path, columns: Mapping[str, Any]) -> GeoParquet:
    """Read the footers of a GeoParquet file, or of all part files of a folder.

    Parameters
    ----------
    path : path
        A file; or a folder, whose files ending in .parquet or .geoparquet are read in order of name.
    columns : mapping of str to DataType
        The columns to read where a file has them.

    Returns
    -------
    GeoParquet

    Raises
    ------
    UnreadableFile
        When something is missing, damaged, without geometry or in another reference system.
    """
    given = Path(path)
    if not given.exists():
        raise UnreadableFile(f"{given} does not exist. Check the name.")
    files = _part_files(given) if given.is_dir() else [given]
    if not files:
        raise UnreadableFile(f"{given}: the folder holds no file ending in {' or '.join(ENDINGS)}.")
    return GeoParquet(tuple(_footer(file) for file in files), columns)


def _part_files(folder: Path) -> list[Path]:
    """Files of a folder by name; as elsewhere, a leading dot or underscore hides one."""
    return sorted(
        file
        for file in folder.iterdir()
        if file.suffix.lower() in ENDINGS and not file.name.startswith((".", "_"))
    )


def _footer(path: Path) -> GeoFile:
    with reading(path):
        if not path.is_file():
            raise UnreadableFile("is no file")
        with pq.ParquetFile(path) as file:
            counts = tuple(file.metadata.row_group(i).num_rows for i in range(file.metadata.num_row_groups))
            # Arrow's schema does not always carry the metadata of files that GDAL wrote.
            geometry = read_geo(file.metadata.metadata)
            names = frozenset(file.schema_arrow.names)
        if geometry.name not in names:
            raise UnreadableFile(f"has no column {geometry.name!r}, which its metadata name as the geometry")
        return GeoFile(path, geometry, names, counts)
