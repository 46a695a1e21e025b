"""A dataset in a PostgreSQL database with PostGIS: one schema of tables for each dataset.

::

    location    an address → database and schema, and how messages name them
    tables      the tables and the types of their columns
    migrations  how a schema came to be as it is, step by step
    session     one transaction, and what is in the schema
    refusals    what the server refuses → a sentence
    keys        ids that cannot be keys
    copying     Arrow tables ↔ COPY
    writer, reader
"""

from typing import Final

from geodata.dataset import Dataset
from geodata.stores.selection import Selection
from geodata.stores.store import Store

_SCHEMES: Final = ("postgresql:", "postgresql+", "postgres:")


def _takes(location: str) -> bool:
    return location.lower().startswith(_SCHEMES)


def _read(location: str, selection: Selection) -> Dataset:
    from geodata.stores.postgis.reader import read_database

    return read_database(location, selection)


def _write(dataset: Dataset, location: str) -> None:
    from geodata.stores.postgis.writer import write_database

    write_database(dataset, location)


POSTGIS: Final = Store(
    "postgis",
    "a PostgreSQL database with PostGIS",
    "postgresql://user@host/database?schema=strikes",
    takes=_takes,
    read=_read,
    write=_write,
)
