"""The address of a database, which may hold a password, is not where everybody can read it."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

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
            assert b"mapapp.cli\0app\0--port\x008901" in arguments
            assert PASSWORD.encode() not in arguments
            assert _shown_to_others(PASSWORD) == []
        said, _ = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 1
    assert "127.0.0.1" in said
    assert PASSWORD not in said


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
