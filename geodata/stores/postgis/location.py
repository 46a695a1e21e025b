"""The address of a dataset in a database: where it is, in which schema, and how messages name it. Pure."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from geodata.errors import InvalidArgument

SCHEMA: Final = "strikes"
"""The schema of a location that names none."""

_DRIVERS: Final = frozenset({"postgresql", "postgresql+psycopg", "postgres"})
_FORM: Final = "expected postgresql://user:password@host:port/database?schema=name"
_LONGEST: Final = 63  # bytes of a name in PostgreSQL


@dataclass(frozen=True, slots=True)
class Location:
    """Where a dataset is kept in a database.

    Parameters
    ----------
    url : sqlalchemy.URL
        How the database is reached. It writes itself without the password.
    schema : str
        The schema that holds the dataset's tables.
    """

    url: URL
    schema: str

    @property
    def server(self) -> str:
        """Where the server listens."""
        host = self.url.host or self.url.query.get("host") or "this computer"
        return f"{host}:{self.url.port}" if self.url.port else str(host)

    @property
    def database(self) -> str:
        """The database as messages name it."""
        return f"the database {self.url.database or ''!r} on {self.server}"

    def __str__(self) -> str:
        """Write the address without the password, and without options of the connection.

        Examples
        --------
        >>> print(location_of("postgresql://ann:secret@db.example/energy?sslmode=require"))
        postgresql://ann@db.example/energy?schema=strikes
        """
        bare = self.url.set(drivername="postgresql", query={}).update_query_dict({"schema": self.schema})
        return URL.create(**{**bare._asdict(), "password": None}).render_as_string(hide_password=True)


def location_of(address: str) -> Location:
    """Read the address of a dataset in a database.

    Parameters
    ----------
    address : str
        ``postgresql://user:password@host:port/database?schema=name``; options that libpq knows, such as
        ``sslmode``, may follow. What is left out, libpq finds as it always does (``PGHOST``, ``.pgpass``).

    Returns
    -------
    Location

    Raises
    ------
    InvalidArgument
        If it is no such address. The message does not repeat it: a password may stand anywhere in it.

    Examples
    --------
    >>> location_of("postgresql://ann@db.example/energy").schema
    'strikes'
    >>> location_of("postgresql://ann:se@cret@db.example/energy")
    Traceback (most recent call last):
    geodata.errors.InvalidArgument: the address of the database has an @ too many: write one that is \
part of the password as %40.
    """
    url = _parsed(address)
    query = dict(url.query)
    if any(not isinstance(value, str) for value in query.values()):
        raise InvalidArgument("the address of the database gives an option twice: give each once.")
    schema = _checked_schema(str(query.pop("schema", SCHEMA)))
    # As an option it would be shown where options are.
    password = str(query.pop("password", ""))
    url = url.set(drivername="postgresql+psycopg", password=password or url.password)
    return Location(URL.create(**{**url._asdict(), "query": query}), schema)


def _parsed(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        # Its own message would show a part of the password where a sign in that is not escaped.
        raise InvalidArgument(
            f"the address of the database cannot be read; {_FORM}, "
            "with the signs @ : / ? # % of a password written as %40 %3A %2F %3F %23 %25."
        ) from None
    if "@" in (url.host or ""):
        raise InvalidArgument(
            "the address of the database has an @ too many: write one that is part of the password as %40."
        )
    if url.drivername.lower() not in _DRIVERS:
        raise InvalidArgument(
            f"the address of the database begins with {url.drivername!r}; write postgresql:// "
            "(the driver is always psycopg)."
        )
    return url


def _checked_schema(name: str) -> str:
    if not name or len(name.encode("utf-8", "replace")) > _LONGEST or not name.isprintable():
        raise InvalidArgument(
            f"the schema {name!r:.80} is no name; give one of 1 to {_LONGEST} letters, "
            f"as in ?schema={SCHEMA}."
        )
    if name.startswith("pg_") or name == "information_schema":
        raise InvalidArgument(f"the schema {name!r} is PostgreSQL's own; name another: ?schema={SCHEMA}.")
    return name
