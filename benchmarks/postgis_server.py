"""A PostgreSQL of its own for one run: made in a temporary folder, on a free loopback port, removed after."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks.answers import NotThere

SETTINGS: Final = {
    "shared_buffers": "1GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "effective_cache_size": "4GB",
    "random_page_cost": "1.1",
    "max_wal_size": "4GB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "jit": "off",
    # Its nearest-neighbour plan cannot run in parallel; two connections share the rows instead.
    "max_parallel_workers_per_gather": "0",
}
INSTALL: Final = "on Debian: apt-get install postgresql-15 postgresql-15-postgis-3"
START_S: Final = 30.0
STOP_S: Final = 30.0


@contextlib.contextmanager
def postgis(settings: Mapping[str, str] = SETTINGS) -> Iterator[str]:
    """Run a server with PostGIS as long as the block lasts, and give how to reach it.

    It is stopped and its folder removed however the block ends.

    Parameters
    ----------
    settings : mapping of str to str
        What is set otherwise than PostgreSQL has it by itself.

    Yields
    ------
    str
        A connection string of libpq, of a user who may do all.

    Raises
    ------
    NotThere
        When PostgreSQL, PostGIS or psycopg is not installed, or the server does not start.
    """
    programs = _programs()
    owner: dict[str, Any] = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="bench-postgis-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        password = secrets.token_hex(16)
        (folder / "password").write_text(password)
        if owner:
            for path in (folder, folder / "password"):
                shutil.chown(path, **owner)
        _make(programs, folder, owner)
        port = _free_port()
        server = _start(programs, folder, port, owner, settings)
        try:
            address = f"host=127.0.0.1 port={port} user=bench dbname=postgres password={password}"
            _await(address, server, folder)
            yield address
        finally:
            _stop(server)


def _programs() -> Path:
    """Find the folder of the newest `initdb` and `postgres`."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise NotThere(f"PostgreSQL is not installed ({INSTALL})")
    return Path(on_path).resolve().parent


def _make(programs: Path, folder: Path, owner: dict[str, Any]) -> None:
    command: list[str | Path] = [
        programs / "initdb", "--pgdata", folder / "data", "--username", "bench", "--auth", "scram-sha-256",
        "--pwfile", folder / "password", "--encoding", "UTF8", "--no-locale", "--no-sync",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False, **owner)
    if done.returncode:
        raise NotThere(f"initdb failed: {done.stderr.strip().splitlines()[-1]}")


def _start(
    programs: Path, folder: Path, port: int, owner: dict[str, Any], settings: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    options = {
        **settings,
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(folder),
    }
    command = [str(programs / "postgres"), "-D", str(folder / "data")]
    command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        # In a session of its own, so that Ctrl+C reaches it through us, in order.
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, start_new_session=True, **owner)


def _await(address: str, server: subprocess.Popen[bytes], folder: Path) -> None:
    import psycopg

    ends = time.monotonic() + START_S
    while True:
        try:
            with psycopg.connect(address, connect_timeout=5, autocommit=True) as connection:
                connection.execute("CREATE EXTENSION postgis")
                return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > ends:
                log = (folder / "log").read_text("utf-8", "replace").strip().splitlines()
                raise NotThere(f"PostgreSQL did not start: {log[-1] if log else error}") from error
            time.sleep(0.1)
        except psycopg.errors.Error as error:
            raise NotThere(f"PostGIS is not installed ({INSTALL})") from error


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ask for a fast shutdown, then insist."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
    try:
        server.wait(STOP_S)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def forget(address: str, schema: str) -> None:
    """Drop the tables of a workload that is over, and end what still asks for them."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = 'bench' AND pid <> pg_backend_pid()"
        )
        connection.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')


def versions(address: str) -> str:
    """Say what the server is."""
    import psycopg

    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT current_setting('server_version'), PostGIS_Lib_Version()").fetchone()
    return "PostgreSQL {}, PostGIS {}".format(*row) if row else "PostgreSQL"
