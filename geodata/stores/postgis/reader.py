"""Reads a dataset from a database: the incidents that are asked for, found by its indexes."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, Text, cast, select, text

from geodata.dataset import TABLES, Dataset
from geodata.errors import UnreadableFile
from geodata.jsontext import from_json
from geodata.places import LIST, Place
from geodata.report import Finding, Report
from geodata.stores.flat import from_arrow
from geodata.stores.postgis.copying import copy_out
from geodata.stores.postgis.keys import without_keys
from geodata.stores.postgis.location import Location, location_of
from geodata.stores.postgis.migrations import added_after
from geodata.stores.postgis.queries import rows_of
from geodata.stores.postgis.refusals import refusals
from geodata.stores.postgis.session import check_columns, check_usage, tables_in, transaction, version_in
from geodata.stores.postgis.tables import ABOUT, ALL_TABLES, CHANGES, POSITION, RECORDS, VERSION
from geodata.stores.records import metadata_of
from geodata.stores.selection import WHOLE, Selection, cut

_AFTER: Final = "Nothing was read."


def read_database(address: str, selection: Selection = WHOLE) -> Dataset:
    """Read a dataset from a database, as it is at one moment; nothing there is changed.

    Parameters
    ----------
    address : str
        As `location_of` reads it.
    selection : Selection
        Which incidents are read, with their claims; the rest is read whole.

    Returns
    -------
    Dataset
        Rows in the order in which they were saved, those that others have added last.

    Raises
    ------
    InvalidArgument
        If the address is none.
    UnreadableFile
        If the database cannot be reached, or its schema holds no dataset that can be read.
    """
    location = location_of(address)
    with refusals(location, UnreadableFile, _AFTER), transaction(location, writing=False) as connection:
        columns = _columns(connection, location)
        tables = {name: copy_out(connection, *rows_of(name, selection, columns)) for name in TABLES}
        about = connection.scalar(select(cast(ABOUT.c.about, Text)))
        changes = connection.scalars(select(cast(CHANGES.c.change, Text)).order_by(CHANGES.c[POSITION])).all()
    return cut(_dataset(location, tables, about, changes), selection)


def _columns(connection: Connection, location: Location) -> Mapping[str, Mapping[str, str]]:
    """Give the columns of the dataset's tables; refuse what is none."""
    check_usage(connection, location, UnreadableFile)
    found = tables_in(connection, location.schema)
    version = version_in(connection, location, found, UnreadableFile)
    if version is None:
        raise UnreadableFile(
            f"{location.database} holds no dataset in the schema {location.schema!r}; {_others(connection)}"
        )
    check_columns(location, found, ALL_TABLES, UnreadableFile, may_lack=added_after(version))
    return found


def _others(connection: Connection) -> str:
    """Say which schemas hold a dataset."""
    names = connection.scalars(
        text("SELECT schemaname::text FROM pg_tables WHERE tablename = :name ORDER BY 1 LIMIT 9"),
        {"name": VERSION.name},
    ).all()
    return (
        f"name another, as in ?schema={names[0]}; there are: {', '.join(names)}."
        if names
        else ("save one there first, or name another database.")
    )


def _dataset(location: Location, tables: Mapping[str, pa.Table], about: str | None, changes: Any) -> Dataset:
    frames: dict[str, Any] = {}
    ids: dict[str, str] = {}
    reports = []
    for name in TABLES:
        table = tables[name]
        if name != "claims":
            table, known = without_keys(table)
            ids = known if name == "incidents" else ids
        frames[name], findings = from_arrow(RECORDS[name], table, _noter(location, name, table))
        reports.append(Report(_file(location, name), tuple(findings), len(table), len(table)))
    if ids:
        claims = frames["claims"]
        meant = [ids.get(key, key) for key in claims["incident_id"].tolist()]
        frames["claims"] = claims.assign(incident_id=pd.Series(meant, claims.index, dtype="object"))
    metadata, report = metadata_of(from_json(about or "{}"), _file(location, ABOUT.name))
    return Dataset(
        **frames,
        metadata=metadata,
        changes=tuple(change for entry in changes if isinstance(change := from_json(entry), dict)),
        reports=(report, *reports),
        places={name: Place(_file(location, name), LIST) for name in TABLES if name != "claims"},
    )


def _file(location: Location, name: str) -> str:
    return f"{location} ({name})"


def _noter(location: Location, name: str, table: pa.Table) -> Any:
    place = Place(_file(location, name), LIST)
    ids = table["incident_id" if name == "claims" else "id"]

    def note(row: int, rule: str, path: str, message: str, hint: str) -> Finding:
        return place.note(row, rule, path, message, hint, id_=ids[row].as_py())

    return note
