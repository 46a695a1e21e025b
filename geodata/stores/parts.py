"""GeoParquet written table by table, and folders of part files. Knows no measure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.files import atomic_write
from geodata.geodesy.ellipsoid import Floats
from geodata.stores.columns import GEOMETRY
from geodata.stores.geometa import geo_metadata
from geodata.stores.pieces import array_of, reading
from geodata.stores.wkb import bounds, geometry_types

MANIFEST: Final = "_manifest.json"
"""Its underscore keeps it out of the way of readers that open every file of a folder."""

_BBOX: Final = pa.struct([(side, pa.float64()) for side in ("xmin", "ymin", "xmax", "ymax")])
_NOWHERE: Final = np.array([np.inf, np.inf, -np.inf, -np.inf])


@dataclass
class GeoParquetWriter:
    """A GeoParquet 1.1 file that grows by a row group with each table.

    Parameters
    ----------
    path : Path
        The file to write; best one that `geodata.files.replacing` gives.
    covering : bool
        Whether to add a column ``bbox``, by which readers skip what lies elsewhere.
    about : mapping of str to str
        What the file says of itself in its metadata, beside ``geo``.

    Examples
    --------
    >>> import shapely, tempfile, geopandas
    >>> from geodata.stores.wkb import to_wkb
    >>> folder = tempfile.TemporaryDirectory()
    >>> with GeoParquetWriter(Path(folder.name, "a.parquet")) as writer:
    ...     writer.write(pa.table({"geometry": to_wkb([shapely.Point(53.6, 51.5)])}))
    >>> print(geopandas.read_parquet(Path(folder.name, "a.parquet")).geometry[0])
    POINT (53.6 51.5)
    >>> folder.cleanup()
    """

    path: Path
    covering: bool = False
    about: Mapping[str, str] = field(default_factory=dict)
    _writer: Any = field(default=None, init=False)
    _types: set[str] = field(default_factory=set, init=False)
    _extent: Floats = field(default_factory=_NOWHERE.copy, init=False)

    def __enter__(self) -> Self:
        return self

    def write(self, table: pa.Table) -> None:
        """Add a row group.

        Parameters
        ----------
        table : pyarrow.Table
            With ``geometry`` as WKB in longitude and latitude; every time with the same columns.
        """
        shapes = array_of(table, GEOMETRY)
        box = bounds(shapes)
        self._types |= geometry_types(shapes)
        # Of a number and NaN, these take the number.
        self._extent[:2] = np.fmin(self._extent[:2], np.fmin.reduce(box[:, :2], initial=np.inf))
        self._extent[2:] = np.fmax(self._extent[2:], np.fmax.reduce(box[:, 2:], initial=-np.inf))
        if self.covering:
            sides = [pa.array(side, from_pandas=True) for side in box.T]
            table = table.append_column("bbox", pa.StructArray.from_arrays(sides, fields=list(_BBOX)))
        if self._writer is None:
            # Readers of a folder look for it in the schema, which is written before all is known.
            known = {"geo": geo_metadata((), None, covering=self.covering)}
            schema = table.schema.with_metadata(known)
            # Names come again and again; ids and numbers do not, and a dictionary of them would be idle work.
            repeated = [one.name for one in schema if pa.types.is_string(one.type) and one.name != "id"]
            self._writer = pq.ParquetWriter(self.path, schema, compression="zstd", use_dictionary=repeated)
        self._writer.write_table(table.replace_schema_metadata(None), row_group_size=max(len(table), 1))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer is not None:
            described = geo_metadata(self._types, self._extent, covering=self.covering)
            self._writer.add_key_value_metadata({"geo": described, **self.about})
            self._writer.close()


def read_parts(parts: Iterable[Path]) -> Iterable[pa.Table]:
    """Read part files one after another.

    Parameters
    ----------
    parts : iterable of Path
        Files that `GeoParquetWriter` wrote.

    Yields
    ------
    pyarrow.Table

    Raises
    ------
    UnreadableFile
        When a file is missing or damaged.
    """
    for part in parts:
        with reading(part):
            yield pq.read_table(part, partitioning=None, use_threads=False, memory_map=True)


def write_manifest(folder: Path, parts: Sequence[Path], about: Mapping[str, Any]) -> None:
    """Write what a folder of parts holds: of each part its rows and its extent.

    Parameters
    ----------
    folder : Path
        Where the parts are.
    parts : sequence of Path
        In order.
    about : mapping of str to object
        What else is to be said of the whole.

    Raises
    ------
    WriteFailed
        When the disk is full or the folder cannot be written.
    """
    described = [_described(part) for part in parts]
    whole = {"rows": sum(part["rows"] for part in described), **about, "parts": described}
    atomic_write(folder / MANIFEST, (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode())


def _described(part: Path) -> dict[str, Any]:
    with reading(part):
        footer = pq.read_metadata(part)
    geo = json.loads(footer.metadata[b"geo"])["columns"][GEOMETRY]
    return {"file": part.name, "rows": footer.num_rows, "bbox": geo.get("bbox")}
