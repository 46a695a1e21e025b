"""The tables of a database become those that the program knows, step by step; newer ones are not touched."""

import pytest

from geodata.errors import InvalidArgument, UnreadableFile
from geodata.stores import load, save
from geodata.stores.postgis import preparing
from geodata.stores.postgis.location import location_of
from geodata.stores.postgis.migrations import MIGRATIONS, NEWEST
from geodata.stores.postgis.session import tables_in, transaction
from geodata.stores.postgis.tables import ALL_TABLES, type_names
from geodata.stores.selection import Selection, cut


@pytest.fixture
def version_1(sample, server, schema, address):
    """The bundled dataset as a program of the first version would have left it."""
    save(sample, address)
    server.run(
        f'ALTER TABLE "{schema}".incidents DROP COLUMN first_day, DROP COLUMN last_day,'
        " DROP COLUMN observed_heat",
        f'UPDATE "{schema}".geodata_version SET version = 1',
    )
    return address


def days(server, schema):
    return server.run(f'SELECT id, first_day, last_day FROM "{schema}".incidents ORDER BY id')


def test_versions_count_up_from_one():
    assert [migration.version for migration in MIGRATIONS] == list(range(1, NEWEST + 1))


def test_all_steps_lead_to_the_tables_that_the_program_knows(sample, schema, address):
    save(sample, address)
    with transaction(location_of(address), writing=False) as connection:
        found = tables_in(connection, schema)
    assert found == {table.name: type_names(table) for table in ALL_TABLES}


def test_tables_of_the_first_version_are_read_as_they_are(sample, server, schema, version_1):
    october = Selection(start="2025-10", end="2025-10", bbox=(20, 40, 60, 60))
    assert load(version_1).digest == sample.digest
    assert load(version_1, october).digest == cut(sample, october).digest
    assert server.run(f'SELECT version FROM "{schema}".geodata_version') == [(1,)]


def test_tables_of_the_first_version_are_migrated_when_they_are_written(sample, server, schema, version_1):
    with pytest.MonkeyPatch.context() as patch:
        # What the step itself fills in, before the load writes every row that differs.
        patch.setattr("geodata.stores.postgis.writer.write_rows", lambda *_: None)
        save(sample, version_1)
    migrated = days(server, schema)
    assert server.run(f'SELECT version FROM "{schema}".geodata_version') == [(NEWEST,)]
    server.run(f'DROP SCHEMA "{schema}" CASCADE')
    save(sample, version_1)
    assert days(server, schema) == migrated
    assert all(first <= last for _, first, last in migrated)


def test_a_migration_that_fails_leaves_the_tables_as_they_were(
    sample, server, schema, version_1, monkeypatch
):
    def fail(*_):
        raise KeyError("in the middle")

    monkeypatch.setattr(preparing, "check_columns", fail)
    with pytest.raises(KeyError):
        save(sample, version_1)
    assert server.run(f'SELECT version FROM "{schema}".geodata_version') == [(1,)]
    assert "first_day" not in {
        name
        for (name,) in server.run(
            f"SELECT attname::text FROM pg_attribute WHERE attrelid = '\"{schema}\".incidents'::regclass"
            " AND NOT attisdropped"
        )
    }
    assert load(version_1).digest == sample.digest


def test_tables_of_a_newer_version_are_refused(sample, server, schema, address):
    save(sample, address)
    server.run(f'UPDATE "{schema}".geodata_version SET version = {NEWEST + 1}')
    sentence = rf"are of version {NEWEST + 1}, made by a newer program; this one knows up to {NEWEST}. Update"
    with pytest.raises(UnreadableFile, match=sentence):
        load(address)
    with pytest.raises(InvalidArgument, match=sentence):
        save(sample, address)
