"""What a database refuses is said in a sentence that names it and says what to do, never a password."""

import socket
import traceback

import psycopg
import pytest

from geodata.errors import GeoDataError, InvalidArgument, UnreadableFile, WriteFailed
from geodata.sample import SAMPLE
from geodata.stores import load, save
from geodata.stores.postgis.location import location_of
from geodata.stores.postgis.refusals import sentence
from geodata.stores.selection import Selection
from tests.builders import make_dataset

SECRET = "s3cret-p@ss/word"


@pytest.fixture(scope="module")
def small():
    return make_dataset(incidents=[{"id": "i1", "title": "t", "start": "2025-02-17"}])


def refused(work, kind=GeoDataError):
    """Give the sentence of what is refused, having looked for passwords in all that would be printed."""
    with pytest.raises(kind) as caught:
        work()
    printed = "".join(traceback.format_exception(caught.value))
    assert not [word for word in (SECRET, "s3cret", "anns") if word in printed]
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("begin", ["postgresql://ann:s3cret@x:y@h/d", "postgresql://ann:s3cret@pass@h/d"])
def test_an_address_that_cannot_be_read_is_not_repeated(begin):
    assert "%40" in refused(lambda: load(begin), InvalidArgument)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("schema=a%0Ab", "is no name; give one of 1 to 63 letters"),
        ("schema=" + "ж" * 32, "is no name"),
        ("schema=pg_toast", "is PostgreSQL's own; name another"),
        ("schema=a&schema=b", "gives an option twice"),
    ],
)
def test_a_schema_that_cannot_be_is_refused(query, words):
    assert words in refused(lambda: load(f"postgresql://h/d?{query}"), InvalidArgument)


def test_another_driver_is_refused():
    said = refused(lambda: load(f"postgresql+asyncpg://ann:{SECRET[:6]}@h/d"), InvalidArgument)
    assert "write postgresql://" in said


def test_a_location_shows_no_password():
    location = location_of("postgresql://ann:s3cret@h/d?schema=s&password=s3cret&sslpassword=s3cret")
    assert str(location) == "postgresql://ann@h/d?schema=s"
    assert "s3cret" not in location.database + str(location)


@pytest.mark.parametrize(
    ("work", "kind"), [(load, UnreadableFile), (None, WriteFailed)], ids=["load", "save"]
)
def test_a_server_that_is_down_is_said_to_be(work, kind, small, server):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    place = server.address(port=free, password=SECRET)
    said = refused(lambda: work(place) if work else save(small, place), kind)
    assert f"'postgres' on 127.0.0.1:{free}: no server listens there; look whether it runs" in said


def test_a_computer_that_is_not_there_is_said_to_be(server):
    said = refused(lambda: load(server.address(host="nobody.invalid", password=SECRET)))
    assert "there is no computer of that name" in said


def test_a_wrong_password_is_said_to_be(server):
    said = refused(lambda: load(server.address(password=SECRET)), UnreadableFile)
    assert "the password is wrong, or there is no such user" in said


def test_a_database_that_is_not_there_is_said_to_be(small, server):
    said = refused(lambda: save(small, server.address(database="nowhere")), WriteFailed)
    assert "there is no such database" in said
    assert "'nowhere'" in said


def test_a_schema_without_a_dataset_is_said_to_hold_none(small, server, schema, address):
    assert f"holds no dataset in the schema {schema!r}" in refused(lambda: load(address), UnreadableFile)
    save(small, server.address("another"))
    assert "there are: " in (said := refused(lambda: load(address), UnreadableFile))
    assert "another" in said


def test_postgis_that_may_not_be_added_is_asked_for(small, server, other_database):
    place = server.address(database=other_database, username="ann", password="anns")
    said = refused(lambda: save(small, place), WriteFailed)
    assert "has no PostGIS, and it could not be added" in said
    assert "CREATE EXTENSION postgis;" in said


def test_a_schema_that_may_not_be_made_is_asked_for(small, server, other_database):
    place = server.address(database="postgres", username="ann", password="anns")
    said = refused(lambda: save(small, place), WriteFailed)
    assert said.endswith("Ask its owner for: GRANT CREATE ON DATABASE postgres TO ann;")


def test_tables_that_may_not_be_made_are_asked_for(small, server, schema, other_database):
    server.run(f'CREATE SCHEMA "{schema}"')
    place = server.address(schema, username="ann", password="anns")
    assert f'GRANT USAGE, CREATE ON SCHEMA "{schema}" TO ann;' in refused(
        lambda: save(small, place), WriteFailed
    )


def test_a_dataset_that_may_not_be_read_or_written_is_said_to_be(
    small, server, schema, address, other_database
):
    save(small, address)
    place = server.address(schema, username="ann", password="anns")
    for work, kind in ((lambda: load(place), UnreadableFile), (lambda: save(small, place), WriteFailed)):
        assert f'GRANT USAGE ON SCHEMA "{schema}" TO ann;' in refused(work, kind)
    server.run(f'GRANT USAGE ON SCHEMA "{schema}" TO ann')
    for work, kind in ((lambda: load(place), UnreadableFile), (lambda: save(small, place), WriteFailed)):
        assert "the user may not do that (permission denied for table" in refused(work, kind)
    server.run("DROP OWNED BY ann")


def test_the_rights_that_the_documentation_names_are_enough_to_read(
    small, server, schema, address, other_database
):
    save(small, address)
    server.run(
        f'GRANT USAGE ON SCHEMA "{schema}" TO ann', f'GRANT SELECT ON ALL TABLES IN SCHEMA "{schema}" TO ann'
    )
    assert load(server.address(schema, username="ann", password="anns")).digest == small.digest
    server.run("DROP OWNED BY ann")


def test_the_rights_that_the_documentation_names_are_enough_to_save(sample, server, other_database):
    server.run("CREATE EXTENSION postgis", database=other_database)
    place = server.address(database=other_database, username="ann", password="anns")
    for dataset in (sample, load(SAMPLE, Selection(start="2025-10"))):
        save(dataset, place)
        assert load(place).digest == dataset.digest


def test_a_table_of_that_name_that_is_not_ours_is_left_alone(small, server, schema, address):
    server.run(f'CREATE SCHEMA "{schema}"', f'CREATE TABLE "{schema}".claims AS SELECT 7 AS mine')
    for work, kind in (
        (lambda: save(small, address), InvalidArgument),
        (lambda: load(address), UnreadableFile),
    ):
        assert "a table 'claims' that is no part of a dataset" in refused(work, kind)
    assert server.run(f'SELECT mine FROM "{schema}".claims') == [(7,)]


def test_other_tables_of_a_schema_stay(small, server, schema, address):
    server.run(f'CREATE SCHEMA "{schema}"', f'CREATE TABLE "{schema}".ours AS SELECT 7 AS mine')
    save(small, address)
    assert load(address).digest == small.digest
    assert server.run(f'SELECT mine FROM "{schema}".ours') == [(7,)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            "ALTER COLUMN uncertainty_m TYPE text",
            "'uncertainty_m' of the table {}.incidents is of type text; expected",
        ),
        ("DROP COLUMN note, DROP COLUMN kind", "the column 'kind' of the table {}.incidents is missing"),
    ],
    ids=["another type", "missing"],
)
def test_a_column_that_was_changed_is_named(change, words, small, server, schema, address):
    save(small, address)
    server.run(f'ALTER TABLE "{schema}".incidents ' + change.replace("DROP COLUMN note, ", ""))
    for work, kind in ((lambda: save(small, address), WriteFailed), (lambda: load(address), UnreadableFile)):
        assert words.format(schema) in refused(work, kind)


def test_a_column_that_others_have_added_stays(small, server, schema, address):
    save(small, address)
    server.run(
        f'ALTER TABLE "{schema}".incidents ADD checked_by text',
        f"UPDATE \"{schema}\".incidents SET checked_by = 'Ann'",
    )
    changed = make_dataset(incidents=[{"id": "i1", "title": "another", "start": "2025-02-17"}])
    save(changed, address)
    assert load(address).digest == changed.digest
    assert server.run(f'SELECT checked_by FROM "{schema}".incidents') == [("Ann",)]


def test_a_database_without_all_letters_is_refused(small, server):
    server.run("DROP DATABASE IF EXISTS latin", "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    assert "keeps texts as LATIN1" in refused(
        lambda: save(small, server.address(database="latin")), WriteFailed
    )
    server.run("DROP DATABASE latin")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (psycopg.errors.DiskFull("could not extend file"), "the disk of the server is full"),
        (psycopg.errors.AdminShutdown("terminating connection"), "the connection was lost"),
        (psycopg.errors.OutOfMemory("out of memory"), "the server has too little of what it needs"),
        (psycopg.errors.InternalError_("broken"), "the server failed (broken); look into its log"),
        (psycopg.OperationalError("the connection is lost"), "the connection was lost"),
        (psycopg.OperationalError("connection timeout expired"), "no answer came in time"),
        (psycopg.errors.DeadlockDetected("deadlock detected"), "it refused with 'deadlock detected'"),
        (None, "it refused with"),
    ],
)
def test_a_refusal_says_what_to_do(error, words):
    assert words in sentence(error)
