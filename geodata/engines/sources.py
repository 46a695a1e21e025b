"""Where incidents come from: GeoParquet that stays on disk, or a frame in memory; read piece by piece."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Protocol

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import shapely

from geodata.measures.rows import column
from geodata.stores.columns import GEOMETRY, INCIDENT_COLUMNS, storable
from geodata.stores.wkb import to_wkb


class Piece(Protocol):
    """Rows that follow each other. Few enough to be measured at once; can be sent to another process."""

    @property
    def first_row(self) -> int:
        """Position of the first among all rows."""

    @property
    def place(self) -> Callable[[int], str]:
        """Says where a row of this piece stands, for messages."""

    def table(self, names: Sequence[str] | None = None) -> pa.Table:
        """Give the columns that measures read, or some of them, and the geometry as WKB."""

    def frame(self) -> gpd.GeoDataFrame:
        """Give the same as a frame."""


class Source(Protocol):
    """A table of incidents."""

    @property
    def rows(self) -> int:
        """How many there are."""

    @property
    def identity(self) -> Any:
        """What tells this table from another, as JSON."""

    def piece(self, start: int, stop: int) -> Piece:
        """Choose rows by their position."""


@dataclass(frozen=True, slots=True)
class FramePiece:
    """Rows of a frame.

    Parameters
    ----------
    rows : GeoDataFrame
        The rows themselves.
    first_row : int
        Position of the first among all rows.
    """

    rows: gpd.GeoDataFrame
    first_row: int

    def place(self, row: int) -> str:
        """Say where a row of this piece stands, for messages."""
        return f"row {self.first_row + row}"

    def table(self, names: Sequence[str] | None = None) -> pa.Table:
        """Give the columns that measures read, or some of them, and the geometry as WKB.

        Parameters
        ----------
        names : sequence of str, optional
            The columns, beside the geometry.

        Returns
        -------
        pyarrow.Table
        """
        there = [name for name in INCIDENT_COLUMNS if name in self.rows.columns]
        chosen = [name for name in there if names is None or name in names]
        values = ([storable(value) for value in column(self.rows, name)] for name in chosen)
        arrays = [pa.array(one, INCIDENT_COLUMNS[name]) for name, one in zip(chosen, values, strict=True)]
        return pa.table([*arrays, to_wkb(self.rows.geometry.to_numpy())], names=[*chosen, GEOMETRY])

    def frame(self) -> gpd.GeoDataFrame:
        """Give the rows themselves."""
        return self.rows


@dataclass(frozen=True, eq=False)
class FrameSource:
    """Incidents in memory, such as those of a dataset.

    Parameters
    ----------
    frame : GeoDataFrame
        In longitude and latitude on WGS84, with `id`, and what else measures read.
    """

    frame: gpd.GeoDataFrame

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(self.frame)

    @cached_property
    def identity(self) -> str:
        """Digest of what measures read."""
        return digest_of(self.frame)

    def piece(self, start: int, stop: int) -> FramePiece:
        """Choose rows by their position. One without an id is named by it: ``feature-17``.

        Parameters
        ----------
        start, stop : int
            From the first to before the last.

        Returns
        -------
        FramePiece
        """
        rows = self.frame[_read_columns(self.frame)].iloc[start:stop]
        given = enumerate(column(rows, "id"), start=start)
        ids = [f"feature-{row}" if one is None or one == "" else str(one) for row, one in given]
        return FramePiece(rows.assign(id=pd.Series(ids, index=rows.index, dtype=object)), start)


_AT_ONCE: Final = 10_000


def digest_of(frame: gpd.GeoDataFrame) -> str:
    """Digest of the columns that measures read, in the order of the rows.

    Parameters
    ----------
    frame : GeoDataFrame
        Incidents or facilities.

    Returns
    -------
    str
        64 hexadecimal digits.

    Examples
    --------
    >>> frame = gpd.GeoDataFrame({"id": ["a", "b"]}, geometry=[shapely.Point(53.6, 51.5), None])
    >>> digest_of(frame) == digest_of(frame.iloc[::-1])
    False
    """
    digest = hashlib.sha256()
    for start in range(0, len(frame), _AT_ONCE):
        rows = frame.iloc[start : start + _AT_ONCE]
        values = [list(column(rows, name)) for name in _read_columns(rows) if name != rows.geometry.name]
        shapes = shapely.to_wkb(rows.geometry.to_numpy(), hex=True).tolist()
        digest.update(json.dumps([*values, shapes], default=str).encode())
    return digest.hexdigest()


def _read_columns(frame: gpd.GeoDataFrame) -> list[str]:
    return [name for name in (*INCIDENT_COLUMNS, frame.geometry.name) if name in frame.columns]
