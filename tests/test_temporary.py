"""Temporary folders go with what they were for; those of killed processes are swept up, and no others."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from geodata.errors import WriteFailed
from geodata.temporary import sweep, temporary_folder

HOLD = """
import sys, time
from pathlib import Path
from geodata.temporary import temporary_folder
with temporary_folder() as folder:
    Path(folder, "upload").write_bytes(b"theirs")
    print(folder, flush=True)
    time.sleep(600 if sys.argv[1:] else 0)
    raise SystemExit
"""


@pytest.fixture(autouse=True)
def around(tmp_path, monkeypatch):
    """A place for temporary folders that nobody else uses."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def holders(around):
    """Start processes that hold a temporary folder."""
    started = []

    def start():
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, "stay"],
            env={**os.environ, "TMPDIR": str(around)},
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process, Path(process.stdout.readline().strip())

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_a_folder_is_private_and_goes_with_what_it_was_for(around):
    with temporary_folder() as folder:
        assert list(folder.iterdir()) == []
        assert folder.parent.stat().st_mode & 0o077 == 0
        (folder / "inner").mkdir()
    assert list(around.iterdir()) == []


def test_a_folder_goes_when_its_block_fails(around):
    with pytest.raises(ZeroDivisionError), temporary_folder():
        1 / 0  # noqa: B018
    assert list(around.iterdir()) == []


def test_what_a_killed_process_left_is_swept_up(around, holders, tally):
    process, folder = holders()
    kill(process)
    assert folder.exists()
    assert sweep() == 1
    left = list(around.iterdir())
    tally("left-files", len(left))
    assert left == []


def test_a_folder_in_use_stays(holders):
    _, folder = holders()
    with temporary_folder() as own:
        assert sweep() == 0
        assert own.exists()
    assert (folder / "upload").read_bytes() == b"theirs"


def test_a_folder_of_somebody_else_stays(around):
    (around / "mapapp-notes").mkdir()
    (around / "mapapp-notes" / "note.txt").write_text("mine")
    (around / "mapapp-file").write_text("mine")
    (around / "elsewhere").mkdir()
    (around / "elsewhere" / "in-use.lock").write_text("")
    (around / "mapapp-link").symlink_to(around / "elsewhere")
    assert sweep() == 0
    assert (around / "mapapp-notes" / "note.txt").read_text() == "mine"
    assert (around / "elsewhere" / "in-use.lock").exists()


def test_sweeping_while_folders_are_made_takes_none_away():
    stop = threading.Event()

    def keep_sweeping():
        while not stop.is_set():
            sweep()

    sweeper = threading.Thread(target=keep_sweeping)
    sweeper.start()
    try:
        for _ in range(100):
            with temporary_folder() as folder:
                Path(folder, "upload").write_bytes(b"mine")
                assert Path(folder, "upload").read_bytes() == b"mine"
    finally:
        stop.set()
        sweeper.join()


def test_a_missing_place_is_a_sentence(around, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(around / "missing"))
    with (
        pytest.raises(WriteFailed, match=r"no temporary folder could be made: .+ TMPDIR"),
        temporary_folder(),
    ):
        pass
