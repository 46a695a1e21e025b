"""Which tables of a GeoPackage are read as layers: real tables, no views and no tables made by code."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from geodata.formats.vector.child.answer import Refused
from geodata.formats.vector.definition import NAMES_A_FILE, names_a_file
from geodata.formats.vector.task import shown

_OWN: Final = re.compile(r"gpkg_|rtree_|sqlite_|ogr_|layer_styles$", re.IGNORECASE)
_RTREE: Final = re.compile(r"\s*CREATE\s+VIRTUAL\s+TABLE\b.*?\bUSING\s+rtree\b", re.IGNORECASE | re.DOTALL)
_VIRTUAL: Final = re.compile(r"\s*CREATE\s+VIRTUAL\b", re.IGNORECASE)


def layers_of(file: str, notes: list[str]) -> list[str]:
    """Name the layers that can be read, those with geometry first.

    What stands in the place of a table of GeoPackage's own must be a table: a view there would be run
    by whoever opens the file.

    Parameters
    ----------
    file : str
        Our copy, in this folder.
    notes : list of str
        Receives what is left out.

    Returns
    -------
    list of str

    Raises
    ------
    Refused
        It is damaged, has no contents, or code in the place of a table of its own.
    """
    with _reading(file) as connection:
        code = _coded_tables(connection)
        contents = connection.execute(
            "SELECT table_name, data_type FROM gpkg_contents "
            "WHERE data_type IN ('features', 'attributes') ORDER BY data_type = 'attributes', rowid"
        ).fetchmany(10_000)
        epochs = _epochs(connection)
        _check_systems(connection)
    notes += epochs
    layers = [str(name) for name, _ in contents]
    for name in layers:
        if name.casefold() in code:
            notes.append(f"layer {shown(name)!r} is a view, and views are not read")
    return [name for name in layers if name.casefold() not in code]


def rows_of(file: str, layer: str) -> int:
    """Count the rows of a layer.

    Parameters
    ----------
    file : str
        Our copy, in this folder.
    layer : str
        One of its layers.

    Returns
    -------
    int

    Raises
    ------
    Refused
        It is damaged.
    """
    quoted = '"' + layer.replace('"', '""') + '"'
    with _reading(file) as connection:
        return int(connection.execute(f"SELECT COUNT(*) FROM {quoted}").fetchone()[0])


@contextmanager
def _reading(file: str) -> Iterator[sqlite3.Connection]:
    try:
        connection = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            yield connection
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeError) as error:
        raise Refused(f"the GeoPackage is damaged ({shown(error)}). Copy it again.") from None


def _coded_tables(connection: sqlite3.Connection) -> set[str]:
    """Name views and virtual tables, in small letters; refuse them in the place of GeoPackage's own."""
    coded = set()
    for type_, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master"):
        is_code = type_ == "view" or (type_ == "table" and _VIRTUAL.match(sql or ""))
        if not is_code:
            continue
        own = _OWN.match(name)
        if own and not (type_ == "table" and own[0].lower() == "rtree_" and _RTREE.match(sql)):
            raise Refused(f"its table {shown(name)!r} is code, not a table. Export the GeoPackage anew.")
        coded.add(name.casefold())
    return coded


def _check_systems(connection: sqlite3.Connection) -> None:
    for row in connection.execute("SELECT * FROM gpkg_spatial_ref_sys"):
        if any(names_a_file(str(cell)) for cell in row):
            raise Refused(NAMES_A_FILE)


def _epochs(connection: sqlite3.Connection) -> list[str]:
    columns = {row[1] for row in connection.execute("PRAGMA table_info(gpkg_spatial_ref_sys)")}
    if "epoch" not in columns:
        return []
    found = connection.execute("SELECT epoch FROM gpkg_spatial_ref_sys WHERE epoch IS NOT NULL").fetchmany(10)
    return [
        f"coordinates are of the epoch {float(epoch):g}, and are not moved to another" for (epoch,) in found
    ]
