"""Makes the rows of a table in the database those of an Arrow table: by COPY, and what differs by key."""

from typing import Any, Final

import pyarrow as pa
from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Double,
    FromClause,
    LargeBinary,
    MetaData,
    Table,
    Text,
    and_,
    cast,
    delete,
    exists,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.schema import DropTable

from geodata.stores.columns import GEOMETRY
from geodata.stores.postgis.copying import copy_in

_MANY: Final = 20_000
"""Rows from which indexes are made after the rows, and the planner is told what there is."""


def write_rows(connection: Connection, table: Table, rows: pa.Table) -> None:
    """Make a table hold these rows and no other.

    Parameters
    ----------
    connection : Connection
        With a transaction begun.
    table : Table
        A table of the database.
    rows : pyarrow.Table (n rows)
        With all columns of the table, keys among them.
    """
    if connection.scalar(select(exists(select(text("1")).select_from(table)))):
        _update(connection, table, rows)
    else:
        _fill(connection, table, rows)
    if len(rows) >= _MANY:
        connection.execute(text(f"ANALYZE {table.name}"))


def _fill(connection: Connection, table: Table, rows: pa.Table) -> None:
    """Copy rows into an empty table; an index over many is made at the end, in a fifth of the time."""
    definitions = _drop_indexes(connection, table) if len(rows) >= _MANY else []
    copy_in(connection, table.name, rows)
    for definition in definitions:
        connection.execute(text(definition))


def _drop_indexes(connection: Connection, table: Table) -> list[str]:
    """Drop a table's indexes but for that of its key, where it is ours; give what makes them again."""
    indexes = connection.execute(
        text(
            "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
            " JOIN pg_class c ON c.oid = indrelid WHERE c.oid = CAST(:table AS regclass)"
            " AND pg_has_role(c.relowner, 'USAGE')"
            " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)"
        ),
        {"table": table.name},
    ).all()
    for name, _ in indexes:
        connection.execute(text(f"DROP INDEX {name}"))
    return [definition for _, definition in indexes]


def _update(connection: Connection, table: Table, rows: pa.Table) -> None:
    """Remove, change and add what differs; a row that is as it was is not written."""
    incoming = table.to_metadata(MetaData(), name=f"incoming_{table.name}")
    connection.execute(text(f"CREATE TEMPORARY TABLE {incoming.name} (LIKE {table.name}) ON COMMIT DROP"))
    copy_in(connection, incoming.name, rows)
    connection.execute(text(f"ANALYZE {incoming.name}"))
    connection.execute(delete(table).where(~exists().where(_same_key(incoming, table))))
    changed = table.to_metadata(MetaData(), name=f"changed_{table.name}")
    count = _differing(connection, table, incoming, changed)
    # Rows that have changed go into every index anew; beyond a part of all it is faster to make these anew.
    definitions = _drop_indexes(connection, table) if count >= max(_MANY, len(rows) // 4) else []
    connection.execute(_upsert(table, changed))
    for definition in definitions:
        connection.execute(text(definition))
    connection.execute(DropTable(incoming))
    connection.execute(DropTable(changed))


def _differing(connection: Connection, table: Table, incoming: Table, changed: Table) -> int:
    """Collect the rows that are new or have changed in a table of their own, and count them."""
    names = [column.name for column in table.columns]
    old = table.alias("old")
    differs = _as_row(incoming, names).is_distinct_from(_as_row(old, names))
    rows = (
        select(*(incoming.c[name] for name in names))
        .select_from(incoming.outerjoin(old, _same_key(incoming, old)))
        .where(or_(old.c[table.primary_key.columns.keys()[0]].is_(None), differs))
    )
    connection.execute(text(f"CREATE TEMPORARY TABLE {changed.name} (LIKE {table.name}) ON COMMIT DROP"))
    return connection.execute(insert(changed).from_select(names, rows)).rowcount


def _upsert(table: Table, changed: Table) -> Any:
    names = [column.name for column in table.columns]
    key = [column.name for column in table.primary_key]
    into = insert(table).from_select(names, select(*(changed.c[name] for name in names)))
    new = {name: into.excluded[name] for name in names if name not in key}
    return into.on_conflict_do_update(index_elements=key, set_=new)


def _same_key(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    key = [column.name for column in (one.primary_key or other.primary_key)]
    return and_(*(one.c[name] == other.c[name] for name in key))


def _as_row(table: FromClause, names: list[str]) -> ColumnElement[Any]:
    return func.row(*(_comparable(table.c[name]) for name in names))


def _comparable(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Give a column in a form that is equal only where it is the same to the last bit."""
    if column.name == GEOMETRY:
        return cast(column, LargeBinary)
    # JSON cannot be compared, and PostgreSQL takes -0 for 0.
    return cast(column, Text) if isinstance(column.type, JSON | Double) else column
