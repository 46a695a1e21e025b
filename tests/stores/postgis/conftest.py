"""A PostgreSQL with PostGIS of the tests' own: each process that runs tests starts one, in about a second."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import URL

from benchmarks.answers import NotThere
from benchmarks.postgis_server import postgis

# A server that is killed must still have what it has committed: that much is not left to chance.
SETTINGS = {"fsync": "off", "shared_buffers": "32MB", "jit": "off"}
"""What is lost with the machine need not be kept."""

_numbers = count(1)


@dataclass(frozen=True)
class Server:
    """A server and a user who may do all on it."""

    host: str
    port: int
    user: str
    password: str

    def address(self, schema: str | None = None, database: str = "postgres", **parts: Any) -> str:
        """Write an address as a user would."""
        whole = {"host": self.host, "port": self.port, "username": self.user, "password": self.password}
        query = {} if schema is None else {"schema": schema}
        url = URL.create("postgresql", database=database, query=query, **{**whole, **parts})
        return url.render_as_string(hide_password=False)

    def run(self, *statements: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run statements one by one, and give the rows of the last."""
        with psycopg.connect(self.address(database=database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server. Its tests are skipped, saying so, where PostgreSQL or PostGIS is not installed."""
    running = postgis(SETTINGS)
    try:
        there = conninfo_to_dict(running.__enter__())
    except NotThere as error:
        pytest.skip(f"no PostGIS here: {error}")
    try:
        yield Server(there["host"], int(there["port"]), there["user"], there["password"])
    finally:
        running.__exit__(None, None, None)


@pytest.fixture
def schema(server: Server) -> Iterator[str]:
    """The name of a schema that is not there yet, and is gone afterwards."""
    name = f"Test {next(_numbers)}"
    yield name
    server.run(f'DROP SCHEMA IF EXISTS "{name}" CASCADE')


@pytest.fixture
def address(server: Server, schema: str) -> str:
    """Where a test may keep a dataset."""
    return server.address(schema)


@pytest.fixture
def other_database(server: Server) -> Iterator[str]:
    """A database of a user `ann` with the password `anns`, without PostGIS."""
    name = f"other_{next(_numbers)}"
    server.run(
        "DROP ROLE IF EXISTS ann",
        "CREATE ROLE ann LOGIN PASSWORD 'anns'",
        f"CREATE DATABASE {name} OWNER ann",
    )
    yield name
    server.run(f"DROP DATABASE {name} (FORCE)", "DROP ROLE ann")
