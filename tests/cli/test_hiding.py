"""The address of a database, which may hold a password, is not where everybody can read it."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mapapp.commands.hiding import HIDDEN, with_addresses, without_addresses
from tests.conftest import ROOT

PASSWORD = "zqsecret"


@pytest.fixture
def silent():
    """A server that takes a call and never answers, so that the app waits for it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(60)
        yield listener


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="the system shows no arguments in /proc")
@pytest.mark.parametrize("way", ["among its arguments", "in its environment"])
def test_no_password_among_the_arguments_of_any_process(silent, way):
    address = f"postgresql://ann:{PASSWORD}@127.0.0.1:{silent.getsockname()[1]}/energy?password={PASSWORD}"
    is_argument = way == "among its arguments"
    process = subprocess.Popen(
        [sys.executable, "-m", "mapapp.cli", "app", *([address] if is_argument else []), "--port", "8901"],
        env={**os.environ, "PYTHONPATH": str(ROOT), **({} if is_argument else {"MAPAPP_DATASET": address})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        call, _ = silent.accept()  # so the address has arrived where it is used
        with call:
            arguments = Path(f"/proc/{process.pid}/cmdline").read_bytes()
            shown = b"postgresql://hidden\0" if is_argument else b""
            assert b"mapapp.cli\0app\0" + shown + b"--port\x008901" in arguments
            assert PASSWORD.encode() not in arguments
            assert _shown_to_others(PASSWORD) == []
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 1
    assert "127.0.0.1" in said
    assert PASSWORD not in said


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="the system shows no arguments in /proc")
def test_no_password_among_the_arguments_of_a_command_while_it_runs(silent, tmp_path):
    there = f"127.0.0.1:{silent.getsockname()[1]}/energy"
    old, new = f"postgresql://ann:{PASSWORD}@{there}", f"POSTGRES://ann@{there}?password={PASSWORD}"
    page = str(tmp_path / "changes.html")
    process = subprocess.Popen(
        [sys.executable, "-m", "mapapp.cli", "diff", old, new, f"--html={page}"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        call, _ = silent.accept()
        with call:
            arguments = Path(f"/proc/{process.pid}/cmdline").read_bytes().split(b"\0")
            hidden = b"postgresql://hidden"
            assert arguments[-5:-1] == [b"diff", hidden, hidden, f"--html={page}".encode()]
            assert _shown_to_others(PASSWORD) == []
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 1
    assert PASSWORD not in said


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ann:secret@db.example/energy",
        "postgres://ann:se/cr@et@db.example/energy",
        "PostgreSQL+psycopg://db.example/energy?password=secret",
        "postgresql://ann:se\ncret@db.example",
        "postgresql:ann:secret@db.example",
    ],
)
@pytest.mark.parametrize("before", ["", "--output=", "-o"])
def test_an_address_comes_back_to_where_it_stood(address, before):
    given = ["convert", "a.csv", f"{before}{address}", "--as", "acled"]
    shown, addresses = without_addresses(given)
    assert "se" not in shown[2].removeprefix(before).removeprefix(HIDDEN)
    assert with_addresses(shown, json.dumps(addresses)) == given


@pytest.mark.parametrize("address", ["postgresql://db.example:5432/energy", "postgres://ann@db/e", "a:b@c/"])
def test_what_holds_no_password_stays(address):
    assert without_addresses(["check", address]) == (["check", address], [])


@pytest.mark.parametrize("handed", ["", "{}", "[1, 2]", "no JSON"])
def test_what_is_handed_on_by_somebody_else_changes_nothing(handed):
    given = ["check", HIDDEN]
    assert with_addresses(given, handed) == given


def _shown_to_others(word):
    """Processes whose arguments hold a word, but for those of the test run itself."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            arguments = file.read_bytes()
        except OSError:
            continue
        if word.encode() in arguments and b"pytest" not in arguments:
            found.append(arguments)
    return found
