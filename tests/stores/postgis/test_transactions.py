"""A load that is broken off leaves the database as it was."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from geodata.errors import UnreadableFile, WriteFailed
from geodata.sample import SAMPLE
from geodata.stores import load, save
from geodata.stores.postgis import writer
from geodata.stores.selection import Selection
from tests.house import ROOT

PATIENCE_S = 30

CHILD = """
import sys, time
from geodata.sample import SAMPLE
from geodata.stores import load, save
from geodata.stores.postgis import writer

write = writer.write_rows

def write_until_claims(connection, table, rows):
    if table.name == "claims":
        print("half", flush=True)
        time.sleep(600)
    write(connection, table, rows)

writer.write_rows = write_until_claims
save(load(SAMPLE), sys.argv[1])
"""


@pytest.fixture
def september():
    return load(SAMPLE, Selection(start="2025-09", end="2025-09"))


def killed_in_the_middle(address):
    """Have another process load, and kill it when incidents are written and claims are not."""
    command = [sys.executable, "-c", CHILD, address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout.readline() == "half\n"
        child.send_signal(signal.SIGKILL)
        assert child.wait(PATIENCE_S) == -signal.SIGKILL


def test_a_killed_load_leaves_the_dataset_that_was_there(september, address):
    save(september, address)
    killed_in_the_middle(address)
    assert load(address).digest == september.digest


def test_of_a_killed_first_load_nothing_is_there(sample, server, schema, address):
    killed_in_the_middle(address)
    assert server.run(f"SELECT count(*) FROM pg_namespace WHERE nspname = '{schema}'") == [(0,)]
    with pytest.raises(UnreadableFile, match="holds no dataset"):
        load(address)
    save(sample, address)  # what the killed process held is free again
    assert load(address).digest == sample.digest


def in_the_middle(monkeypatch, deed):
    """Have something done when incidents are written and claims are not."""
    write = writer.write_rows

    def write_and_do(connection, table, rows):
        if table.name == "claims":
            deed(connection.connection.driver_connection.info.backend_pid)
        write(connection, table, rows)

    monkeypatch.setattr(writer, "write_rows", write_and_do)


def test_a_connection_that_is_ended_while_writing_leaves_what_was_there(
    sample, september, server, address, monkeypatch
):
    save(september, address)
    in_the_middle(monkeypatch, lambda pid: server.run(f"SELECT pg_terminate_backend({pid})"))
    with pytest.raises(WriteFailed, match=r"the connection was lost; .* Nothing was written"):
        save(sample, address)
    assert load(address).digest == september.digest


def test_a_server_that_is_killed_while_writing_comes_back_with_what_was_there(
    sample, september, server, address, monkeypatch
):
    save(september, address)
    in_the_middle(monkeypatch, lambda pid: os.kill(pid, signal.SIGKILL))
    with pytest.raises(WriteFailed, match="Nothing was written"):
        save(sample, address)
    await_recovery(server)
    assert load(address).digest == september.digest


def await_recovery(server):
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        try:
            server.run("SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return


def test_a_disk_that_is_full_leaves_what_was_there(sample, september, server, schema, address):
    save(september, address)
    server.run(
        f'CREATE FUNCTION "{schema}".full() RETURNS trigger LANGUAGE plpgsql AS'
        " $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device'"
        " USING ERRCODE = 'disk_full'; END $$",
        f'CREATE TRIGGER is_full BEFORE INSERT ON "{schema}".claims EXECUTE FUNCTION "{schema}".full()',
    )
    with pytest.raises(WriteFailed, match=r"the disk of the server is full .* free some of it and try again"):
        save(sample, address)
    assert load(address).digest == september.digest


def test_who_reads_while_another_writes_sees_what_was_there(sample, september, server, address, monkeypatch):
    save(september, address)
    read = []
    in_the_middle(monkeypatch, lambda pid: read.append(load(address).digest))
    save(sample, address)
    assert read == [september.digest]
    assert load(address).digest == sample.digest


def test_loads_into_a_new_schema_at_the_same_time_wait_for_each_other(sample, september, address):
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda dataset: save(dataset, address), [september, sample, september]))
    assert load(address).digest in (sample.digest, september.digest)
