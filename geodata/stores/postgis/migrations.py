"""How the tables of a dataset came to be as they are: steps, each from one version of the schema to the next.

A step that has been published is never changed: databases have taken it. What is new is a new step.
Each runs in the transaction of the load, so that none is ever half taken.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
from sqlalchemy import Connection, text

from geodata.days import first_and_last_days
from geodata.stores.postgis.copying import copy_in, copy_out


@dataclass(frozen=True, slots=True)
class Migration:
    """A step to the next version of the schema.

    Parameters
    ----------
    version : int
        The version that it leads to.
    what : str
        What it does, in plain words.
    run : callable
        Takes the step on a connection whose search path begins with the schema.
    adds : tuple of str
        The columns that tables of an earlier version lack.
    """

    version: int
    what: str
    run: Callable[[Connection], None]
    adds: tuple[str, ...] = ()


_TABLES: Final = """
CREATE TABLE dataset (about json NOT NULL);

CREATE TABLE changes (position integer PRIMARY KEY, change json NOT NULL);

CREATE TABLE facilities (
    position integer,
    id text COLLATE "C" PRIMARY KEY,
    name text, names json, kind text, commodity text, operator text, owners json, countries text[],
    region text, capacity json, status text, uncertainty_m double precision, located_by text,
    schematic boolean, sources text[], note text, extra json,
    -- A type that names the reference system would refuse heights.
    geometry geometry CHECK (ST_SRID(geometry) = 4326)
);
CREATE INDEX facilities_geometry ON facilities USING gist (geometry);

CREATE TABLE incidents (
    position integer,
    id text COLLATE "C" PRIMARY KEY,
    title text, start text, "end" text, date_precision text, time_note text, alternative_dates json,
    kind text, facility_ids text[], country text, uncertainty_m double precision, located_by text,
    interception json, consequences json, affected_countries text[], conflicts text[],
    no_statement_found json, extra json,
    -- A type that names the reference system would refuse heights.
    geometry geometry CHECK (ST_SRID(geometry) = 4326)
);
CREATE INDEX incidents_geometry ON incidents USING gist (geometry);

CREATE TABLE claims (
    position integer,
    incident_id text COLLATE "C" REFERENCES incidents ON DELETE CASCADE,
    number bigint,
    by text, unnamed boolean, role text, countries text[], stance text, about text, also_about text[],
    contradicts json, what text, value double precision, low double precision, high double precision,
    unit text, date text, source text, extra json,
    PRIMARY KEY (incident_id, number)
);

CREATE TABLE sources (
    position integer,
    id text COLLATE "C" PRIMARY KEY,
    url text, publisher text, title text, published text, language text, reliability text,
    archived_url text, accessed text, sha256 text, read_as text, licence text, attribution text,
    redistribution boolean, note text, extra json
);

CREATE TABLE flows (
    position integer,
    id text COLLATE "C" PRIMARY KEY,
    "from" text, "to" text, via text[], commodity text, volume double precision, unit text, period text,
    status text, affected_countries text[], sources text[], note text, extra json
);
"""


def _make_tables(connection: Connection) -> None:
    connection.execute(text(_TABLES))


def _add_days(connection: Connection) -> None:
    """Add the days between which incidents lie, which only our own reading of dates can tell."""
    connection.execute(text("ALTER TABLE incidents ADD first_day integer, ADD last_day integer"))
    dated = copy_out(
        connection,
        text('SELECT id, start, "end" FROM incidents WHERE coalesce(start, "end") IS NOT NULL'),
        {"id": pa.string(), "start": pa.string(), "end": pa.string()},
    )
    dates = dated.to_pandas()
    first, last = first_and_last_days(dates["start"].astype(object), dates["end"].astype(object))
    connection.execute(
        text("CREATE TEMPORARY TABLE days (id text, first integer, last integer) ON COMMIT DROP")
    )
    copy_in(connection, "days", pa.table({"id": dated["id"], "first": first, "last": last}))
    connection.execute(
        text("UPDATE incidents SET first_day = first, last_day = last FROM days WHERE days.id = incidents.id")
    )
    connection.execute(text("CREATE INDEX incidents_days ON incidents (first_day, last_day)"))


def _add_heat(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE incidents ADD observed_heat json"))


MIGRATIONS: Final[tuple[Migration, ...]] = (
    Migration(1, "the tables of a dataset", _make_tables),
    Migration(
        2, "the days between which each incident lies, to select by", _add_days, ("first_day", "last_day")
    ),
    Migration(3, "the heat that satellites saw near incidents", _add_heat, ("observed_heat",)),
)
"""All steps, in order."""

NEWEST: Final = MIGRATIONS[-1].version
"""The version that this program writes, and the newest that it reads."""


def added_after(version: int) -> frozenset[str]:
    """Give the columns that tables of a version lack.

    Examples
    --------
    >>> sorted(added_after(2))
    ['observed_heat']
    """
    return frozenset(column for step in MIGRATIONS if step.version > version for column in step.adds)
