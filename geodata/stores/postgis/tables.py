"""The tables of a dataset in a database, as the schema of records has them. Pure.

What the tables of a schema looked like when it was made stands in `geodata.stores.postgis.migrations`;
a test holds both to be the same after the last step.
"""

from typing import Any, Final

import pyarrow as pa
from geoalchemy2 import Geometry
from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    Boolean,
    Column,
    Double,
    Integer,
    MetaData,
    Table,
    Text,
    make_url,
)

from geodata.dataset import TABLES
from geodata.flatrows import EXTRA, is_json
from geodata.schema import CLAIM, FACILITY, FLOW, INCIDENT, SOURCE, Record
from geodata.stores.columns import GEOMETRY
from geodata.stores.flat import arrow_types

RECORDS: Final[dict[str, Record]] = dict(zip(TABLES, (FACILITY, INCIDENT, CLAIM, SOURCE, FLOW), strict=True))
"""The kind of record of each table."""

POSITION: Final = "position"
"""The column that says in which order rows stand in the dataset."""

DAYS: Final = ("first_day", "last_day")
"""The columns of incidents that hold the days since 1970-01-01 between which each lies."""

_SPATIAL: Final = frozenset({"facilities", "incidents"})
_DIALECT: Final = make_url("postgresql+psycopg://").get_dialect()()


def key_of(name: str) -> tuple[str, ...]:
    """Give the columns that name a row of a table.

    Examples
    --------
    >>> key_of("claims"), key_of("flows")
    (('incident_id', 'number'), ('id',))
    """
    return ("incident_id", "number") if name == "claims" else ("id",)


def is_spatial(name: str) -> bool:
    """Tell whether a table has a geometry."""
    return name in _SPATIAL


def _table(name: str) -> Table:
    record = RECORDS[name]
    types = {
        column: _type(record, column, type_) for column, type_ in arrow_types(record, lists=True).items()
    }
    if name == "incidents":
        types |= dict.fromkeys(DAYS, Integer())
    if is_spatial(name):
        types[GEOMETRY] = Geometry(None, spatial_index=False)
    key = key_of(name)
    columns = (Column(column, type_, primary_key=column in key) for column, type_ in types.items())
    return Table(name, MetaData(), Column(POSITION, Integer), *columns)


def _type(record: Record, column: str, type_: Any) -> Any:
    """Give the database's type of a column that has a type in Arrow."""
    if pa.types.is_list(type_):
        return ARRAY(Text())
    if pa.types.is_float64(type_):
        return Double()
    if pa.types.is_boolean(type_):
        return Boolean()
    if pa.types.is_int64(type_):
        return BigInteger()
    # Not jsonb, which cannot hold "\u0000" and half of a surrogate pair.
    return JSON() if column == EXTRA or _is_json(record, column) else Text()


def _is_json(record: Record, column: str) -> bool:
    return any(field.name == column and is_json(field) for field in record.fields)


DATASET_TABLES: Final[dict[str, Table]] = {name: _table(name) for name in TABLES}
"""The tables of a dataset by name, in the order in which they are written: incidents before their claims."""

ABOUT: Final = Table("dataset", MetaData(), Column("about", JSON, nullable=False))
"""What the dataset says about itself: one row."""

CHANGES: Final = Table(
    "changes", MetaData(), Column(POSITION, Integer, primary_key=True), Column("change", JSON, nullable=False)
)
"""The revision log."""

VERSION: Final = Table("geodata_version", MetaData(), Column("version", Integer, nullable=False))
"""The version of the schema: one row. A schema without this table is not ours."""

ALL_TABLES: Final[tuple[Table, ...]] = (VERSION, ABOUT, CHANGES, *DATASET_TABLES.values())


def type_names(table: Table) -> dict[str, str]:
    """Name the types of a table's columns as PostgreSQL does.

    Parameters
    ----------
    table : Table
        One of the tables here.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> names = type_names(DATASET_TABLES["incidents"])
    >>> names["facility_ids"], names["uncertainty_m"], names["geometry"]
    ('text[]', 'double precision', 'geometry')
    """
    return {column.name: column.type.compile(_DIALECT).lower() for column in table.columns}
