"""One transaction on a database, and what is in the schema that it works in."""

import contextlib
from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import Connection, Table, create_engine, text
from sqlalchemy.pool import NullPool

from geodata.errors import GeoDataError, InvalidArgument
from geodata.jsontext import to_json
from geodata.stores.postgis.location import Location
from geodata.stores.postgis.migrations import NEWEST
from geodata.stores.postgis.tables import ALL_TABLES, VERSION, type_names

_PATIENCE_S: Final = 10
"""How long a server may take to answer, where the address does not say."""


@contextlib.contextmanager
def transaction(location: Location, *, writing: bool) -> Iterator[Connection]:
    """Work in one transaction, which is undone where the block raises.

    Parameters
    ----------
    location : Location
        Where to work.
    writing : bool
        Whether the block writes; where not, it sees one state of the database throughout.

    Yields
    ------
    sqlalchemy.Connection
        Whose search path is the schema, and the schema of PostGIS where there is one.
    """
    patience = {} if "connect_timeout" in location.url.query else {"connect_timeout": _PATIENCE_S}
    engine = create_engine(
        location.url,
        poolclass=NullPool,
        use_native_hstore=False,
        json_serializer=lambda value: to_json(value).decode(),
        connect_args={"application_name": "geodata", "client_encoding": "utf8", **patience},
    )
    if not writing:
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with engine.begin() as connection:
        set_path(connection, location)
        yield connection


def set_path(connection: Connection, location: Location) -> None:
    """Have names mean what is in the schema, then what is in that of PostGIS, until the transaction ends."""
    quote = connection.dialect.identifier_preparer.quote_identifier
    path = [location.schema, *([where] if (where := postgis_schema(connection)) else [])]
    connection.execute(
        # The second: numbers in as many digits as they need, whatever the database is set to.
        text("SELECT set_config('search_path', :path, true), set_config('extra_float_digits', '1', true)"),
        {"path": ", ".join(map(quote, path))},
    )


def postgis_schema(connection: Connection) -> str | None:
    """Give the schema that PostGIS was installed into; None where it is not there."""
    found: str | None = connection.scalar(
        text(
            "SELECT nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace"
            " WHERE extname = 'postgis'"
        )
    )
    return found


def check_usage(connection: Connection, location: Location, kind: type[GeoDataError]) -> None:
    """Refuse a schema that the user may not look into: to PostgreSQL its tables are not there.

    Parameters
    ----------
    connection : Connection
        As `transaction` yields it.
    location : Location
        Names the schema.
    kind : type
        The error to raise.

    Raises
    ------
    GeoDataError
        Of that kind.
    """
    found = connection.execute(
        text(
            "SELECT has_schema_privilege(oid, 'USAGE'), quote_ident(nspname), quote_ident(current_user)"
            " FROM pg_namespace WHERE nspname = :schema"
        ),
        {"schema": location.schema},
    ).one_or_none()
    if found is not None and not found[0]:
        _, schema, user = found
        raise kind(
            f"{location.database}: the user {user} may not look into the schema {location.schema!r}. "
            f"Ask its owner for: GRANT USAGE ON SCHEMA {schema} TO {user}; (to read, for SELECT too)."
        )


def tables_in(connection: Connection, schema: str) -> dict[str, dict[str, str]]:
    """Give the tables of a schema, each with its columns and the names of their types."""
    rows = connection.execute(
        text(
            "SELECT relname, attname, lower(format_type(atttypid, atttypmod)) FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = relnamespace"
            " LEFT JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped"
            " WHERE nspname = :schema AND relkind IN ('r', 'p', 'v', 'm', 'f')"
        ),
        {"schema": schema},
    )
    found: dict[str, dict[str, str]] = {}
    for table, column, type_ in rows:
        found.setdefault(table, {})[column] = type_
    return found


def version_in(
    connection: Connection,
    location: Location,
    tables: Mapping[str, Mapping[str, str]],
    kind: type[GeoDataError] = InvalidArgument,
) -> int | None:
    """Give the version of the schema's tables.

    Parameters
    ----------
    connection : Connection
        As `transaction` yields it.
    location : Location
        Names the schema.
    tables : mapping
        What `tables_in` gives.
    kind : type
        The error to raise.

    Returns
    -------
    int or None
        None where there is no dataset.

    Raises
    ------
    GeoDataError
        Of that kind: a table has the name of one of ours but is none, or the tables are
        those of a newer program.
    """
    if "version" not in tables.get(VERSION.name, {}):
        strange = sorted({table.name for table in ALL_TABLES} & tables.keys())
        if strange:
            raise kind(
                f"{location.database}: the schema {location.schema!r} holds a table {strange[0]!r} "
                "that is no part of a dataset; it is left alone. Name another schema, as in ?schema=strikes."
            )
        return None
    version: int = connection.scalar(text(f"SELECT max(version) FROM {VERSION.name}")) or 0
    if version > NEWEST:
        raise kind(
            f"{location.database}: the tables in the schema {location.schema!r} are of version {version}, "
            f"made by a newer program; this one knows up to {NEWEST}. Update it, or name another schema."
        )
    return version


def check_columns(
    location: Location,
    tables: Mapping[str, Mapping[str, str]],
    wanted: tuple[Table, ...],
    kind: type[GeoDataError],
    *,
    may_lack: frozenset[str] = frozenset(),
) -> None:
    """Refuse tables that someone has changed so that a dataset does not fit them.

    Parameters
    ----------
    location : Location
        Names the schema.
    tables : mapping
        What `tables_in` gives.
    wanted : tuple of Table
        What is expected to be there.
    kind : type
        The error to raise.
    may_lack : frozenset of str
        Columns that tables of an older version lack.

    Raises
    ------
    GeoDataError
        Of that kind: a table or a column is missing, or is of another type.
    """
    for table in wanted:
        for column, expected in type_names(table).items():
            got = tables.get(table.name, {}).get(column)
            if got == expected or (got is None and column in may_lack):
                continue
            what = f"the column {column!r} of the table {location.schema}.{table.name}"
            is_ = "is missing" if got is None else f"is of type {got}"
            raise kind(
                f"{location.database}: {what} {is_}; expected {expected}. "
                "Change it back, or save the dataset to another schema."
            )
