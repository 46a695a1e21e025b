"""GeoParquet opened for measuring: incidents piece by piece, facilities as a whole."""

from pathlib import Path

import geopandas as gpd

from geodata.engines.checked import midpoints
from geodata.errors import InvalidArgument
from geodata.stores.columns import FACILITY_COLUMNS, GEOMETRY, INCIDENT_COLUMNS
from geodata.stores.geoparquet import GeoParquet, open_geoparquet
from geodata.stores.pieces import array_of, frame_of
from geodata.stores.wkb import geometries


def open_incidents(path: str | Path) -> GeoParquet:
    """Open a GeoParquet file of incidents, or a folder of part files.

    Parameters
    ----------
    path : path
        A file or folder. Needed is the geometry; `id`, `uncertainty_m`, `facility_ids`, `interception`,
        `start` and `end` are read where they are there. A row without an id is named by its position.

    Returns
    -------
    GeoParquet
        A source for a `Job`.

    Raises
    ------
    UnreadableFile
        When something is missing, damaged, without geometry or in another reference system.
    """
    return open_geoparquet(path, INCIDENT_COLUMNS)


def open_facilities(path: str | Path) -> gpd.GeoDataFrame:
    """Read a GeoParquet file of facilities, or a folder of part files.

    Parameters
    ----------
    path : path
        A file or folder, with the geometry, and `id` and `uncertainty_m` where known.

    Returns
    -------
    GeoDataFrame

    Raises
    ------
    UnreadableFile
        When something is missing, damaged, without geometry or in another reference system.
    InvalidArgument
        For a coordinate or uncertainty that cannot be, or an id that occurs twice; the message names the row.
    """
    source = open_geoparquet(path, FACILITY_COLUMNS)
    piece = source.piece(0, source.rows)
    table = piece.table()
    midpoints(table, piece.place, "facilities")
    found = frame_of(table, geometries(array_of(table, GEOMETRY), piece.place))
    again = found["id"].duplicated()
    if again.any():
        row = int(again.to_numpy().argmax())
        raise InvalidArgument(
            f"facilities: {piece.place(row)}: the id {found['id'][row]!r} is that of an earlier row; "
            "give every facility an id of its own"
        )
    return found
