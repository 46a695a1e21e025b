"""Writes a dataset into a database, in one transaction."""

from dataclasses import asdict
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, delete, insert

from geodata.dataset import TABLES, Dataset
from geodata.days import first_and_last_days
from geodata.errors import WriteFailed
from geodata.stores.flat import to_arrow
from geodata.stores.postgis.keys import with_keys
from geodata.stores.postgis.location import location_of
from geodata.stores.postgis.preparing import prepare
from geodata.stores.postgis.refusals import refusals
from geodata.stores.postgis.session import transaction
from geodata.stores.postgis.tables import ABOUT, CHANGES, DATASET_TABLES, DAYS, POSITION, RECORDS
from geodata.stores.postgis.upserts import write_rows

_AFTER: Final = "Nothing was written; what is there is as it was."


def write_database(dataset: Dataset, address: str) -> None:
    """Write a dataset into a database, whole or not at all.

    Parameters
    ----------
    dataset : Dataset
        What to write; unchanged.
    address : str
        As `location_of` reads it. A dataset that the schema holds becomes this one: rows that are new or have
        changed are written, those that are no longer there are removed.

    Raises
    ------
    InvalidArgument
        If the address is none, or the schema holds something else or tables of a newer program.
    WriteFailed
        If it cannot be written; the database is as it was.
    """
    location = location_of(address)
    with refusals(location, WriteFailed, _AFTER), transaction(location, writing=True) as connection:
        prepare(connection, location)
        stand_ins: dict[str, str] = {}
        for name in TABLES:
            rows, others = _rows(dataset, name, stand_ins)
            stand_ins = others if name == "incidents" else stand_ins
            write_rows(connection, DATASET_TABLES[name], rows)
        _write_about(connection, dataset)


def _rows(dataset: Dataset, name: str, stand_ins: dict[str, str]) -> tuple[pa.Table, dict[str, str]]:
    """Give a table as the database keeps it, and by id what stands in for it.

    `stand_ins` are those of incidents, for the claims on them.
    """
    table: pd.DataFrame = getattr(dataset, name)
    others: dict[str, str] = {}
    if name == "claims":
        table = _renamed(table, stand_ins)
    else:
        table, others = with_keys(table)
    rows = to_arrow(RECORDS[name], table, lists=True)
    columns = {POSITION: pa.array(np.arange(len(table), dtype=np.int32))}
    if name == "incidents":
        first, last = first_and_last_days(table["start"], table["end"])
        for column, days in zip(DAYS, (first, last), strict=True):
            # No date at all is no day, rather than one beyond all.
            columns[column] = pa.array(days, mask=first > last).cast(pa.int32())
    return pa.table({**columns, **{column: rows[column] for column in rows.column_names}}), others


def _renamed(claims: pd.DataFrame, stand_ins: dict[str, str]) -> pd.DataFrame:
    if not stand_ins:
        return claims
    ids = [stand_ins.get(id_, id_) for id_ in claims["incident_id"].tolist()]
    return claims.assign(incident_id=pd.Series(ids, claims.index, dtype="object"))


def _write_about(connection: Connection, dataset: Dataset) -> None:
    """Write what the dataset says about itself, and its revision log."""
    connection.execute(delete(ABOUT))
    connection.execute(insert(ABOUT), {"about": asdict(dataset.metadata)})
    connection.execute(delete(CHANGES))
    if dataset.changes:
        changes = [{POSITION: row, "change": change} for row, change in enumerate(dataset.changes)]
        connection.execute(insert(CHANGES), changes)
