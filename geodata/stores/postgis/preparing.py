"""Makes a schema ready to be written to: PostGIS, the schema itself, and its tables, step by step."""

from typing import Final

from sqlalchemy import Connection, delete, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateSchema, CreateTable

from geodata.errors import WriteFailed
from geodata.stores.postgis.location import Location
from geodata.stores.postgis.migrations import MIGRATIONS, NEWEST
from geodata.stores.postgis.refusals import sentence
from geodata.stores.postgis.session import (
    check_columns,
    check_usage,
    postgis_schema,
    set_path,
    tables_in,
    version_in,
)
from geodata.stores.postgis.tables import ALL_TABLES, VERSION

_DEBIAN: Final = "on Debian: apt-get install postgresql-15-postgis-3"


def prepare(connection: Connection, location: Location) -> None:
    """Make the schema ready, all of it within the transaction.

    Parameters
    ----------
    connection : Connection
        As `transaction` yields it.
    location : Location
        Names the schema.

    Raises
    ------
    InvalidArgument
        If the schema holds something else, or tables of a newer program.
    WriteFailed
        If PostGIS is not there, or the user may not create what is missing, or a table was changed.
    """
    # Comparing and indexing a million rows takes this much, for as long as the load lasts.
    connection.execute(
        text(
            "SELECT set_config('work_mem', '128MB', true), set_config('maintenance_work_mem', '256MB', true)"
        )
    )
    # One load at a time; who reads does not wait.
    connection.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended('geodata ' || :schema, 0))"),
        {"schema": location.schema},
    )
    _check_encoding(connection, location)
    found = tables_in(connection, location.schema)
    if VERSION.name in found:
        check_usage(connection, location, WriteFailed)
    version = version_in(connection, location, found)
    if postgis_schema(connection) is None:
        _add_postgis(connection, location)
    if version is None:
        _make_schema(connection, location)
    set_path(connection, location)
    if version != NEWEST:
        _migrate(connection, version)
    check_columns(location, tables_in(connection, location.schema), ALL_TABLES, WriteFailed)


def _check_encoding(connection: Connection, location: Location) -> None:
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise WriteFailed(
            f"{location.database} keeps texts as {encoding}, which has not all letters; expected UTF8. "
            "Create another with createdb --encoding=UTF8 --template=template0."
        )


def _add_postgis(connection: Connection, location: Location) -> None:
    if not connection.scalar(text("SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis'")):
        raise WriteFailed(f"PostGIS is not installed on {location.server}; install it there ({_DEBIAN}).")
    try:
        connection.execute(text("CREATE EXTENSION postgis SCHEMA public"))
    except DBAPIError as error:
        raise WriteFailed(
            f"{location.database} has no PostGIS, and it could not be added: {sentence(error.orig)}. "
            "Ask an administrator of the server to run there: CREATE EXTENSION postgis;"
        ) from error.orig


def _make_schema(connection: Connection, location: Location) -> None:
    name = connection.dialect.identifier_preparer.quote_identifier(location.schema)
    there, may_fill, may_make, user, database = connection.execute(
        text(
            "SELECT oid IS NOT NULL, has_schema_privilege(oid, 'CREATE'),"
            " has_database_privilege(current_database(), 'CREATE'),"
            " quote_ident(current_user), quote_ident(current_database())"
            " FROM (SELECT max(oid::bigint)::oid AS oid FROM pg_namespace WHERE nspname = :schema) found"
        ),
        {"schema": location.schema},
    ).one()
    if there and not may_fill:
        raise WriteFailed(
            f"{location.database}: the user {user} may not create tables in the schema {location.schema!r}. "
            f"Ask its owner for: GRANT USAGE, CREATE ON SCHEMA {name} TO {user};"
        )
    if not there and not may_make:
        raise WriteFailed(
            f"{location.database} has no schema {location.schema!r}, and the user {user} may not create one. "
            f"Ask its owner for: GRANT CREATE ON DATABASE {database} TO {user};"
        )
    if not there:
        connection.execute(CreateSchema(location.schema))


def _migrate(connection: Connection, version: int | None) -> None:
    """Take the steps that the schema has not taken yet."""
    if version is None:
        connection.execute(CreateTable(VERSION))
    for migration in MIGRATIONS:
        if migration.version > (version or 0):
            migration.run(connection)
    connection.execute(delete(VERSION))
    connection.execute(insert(VERSION), {"version": NEWEST})
