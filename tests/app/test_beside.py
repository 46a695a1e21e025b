"""A large file is read beside the server: the same comes of it, and whatever it does, the server goes on."""

import io
import pickle
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import contextmanager
from dataclasses import replace

import psutil
import pytest

from geodata.dataset import TABLES, Dataset
from geodata.errors import GeoDataError, UnknownName, UnreadableFile, WriteFailed
from geodata.temporary import sweep
from mapapp.app.beside import child, process, turns
from mapapp.app.beside.limits import AT_ONCE, LARGE, is_large
from mapapp.app.beside.process import COPY, read_beside
from mapapp.app.log import rule_of
from mapapp.app.one_file import read_upload
from mapapp.app.uploads import Upload, open_uploads
from tests.app.running import until
from tests.builders import CLAIM, PLACED, STATION, collection
from tests.conftest import ROOT
from tests.formats.cases import GOLDEN
from tests.reliability.meeting import as_json

PLAIN = as_json(collection({**PLACED, "claims": [CLAIM], "ship": "Koala"}, {**PLACED, "start": 5}))
FILES = {
    "plain.geojson": PLAIN,
    "stations.geojson": as_json(collection(STATION, {"type": "Feature", "geometry": 7})),
    **{name: (GOLDEN / name).read_bytes() for name in ("acled.csv", "viina.csv", "gem_fields.csv")},
}
BAD = {"none.csv": b"<html></html>", "cut.geojson": PLAIN[:99], "a.csv": b"a;b\n1;2\n", "nothing": b""}


@pytest.fixture(autouse=True)
def around(tmp_path, monkeypatch):
    """A place for temporary folders in which nothing is to be left, nor a process."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = children()
    yield tmp_path
    assert list(tmp_path.glob("mapapp-*")) == []
    assert children() <= before


@pytest.fixture
def stand_in(monkeypatch):
    """Have a script in the place of the process that reads; it is told the job."""

    def put(script):
        code = f"import os, signal, sys, time; sys.stdin.buffer.readline()\n{script}"
        monkeypatch.setattr(process, "_COMMAND", (sys.executable, "-S", "-c", code))

    return put


def children():
    return {one.pid for one in psutil.Process().children(recursive=True)}


def handed_back(content, name, folder, monkeypatch):
    """What the process hands back, without the process."""
    (folder / COPY).write_bytes(content)
    monkeypatch.chdir(folder)
    pipe = io.BytesIO()
    child.write(child.answer(name), pipe)
    assert pipe.getvalue().startswith(b"\n")
    return pickle.loads(pipe.getvalue()[1:])


def same(one, other):
    """Whether two datasets are equal in all that there is, types of columns included."""
    tables = [[getattr(dataset, name) for name in TABLES] for dataset in (one, other)]
    types = [[table.dtypes.to_dict() for table in found] for found in tables]
    beside = [replace(dataset, **dict.fromkeys(TABLES)) for dataset in (one, other)]
    return one.digest == other.digest and types[0] == types[1] and vars(beside[0]) == vars(beside[1])


@pytest.mark.parametrize("name", FILES)
def test_the_same_dataset_and_reports_are_handed_back(name, tmp_path, monkeypatch):
    found = handed_back(FILES[name], name, tmp_path, monkeypatch)
    assert isinstance(found, Dataset)
    assert same(found, read_upload(FILES[name], name))


def test_a_made_up_difference_is_seen():
    one, other = (read_upload(PLAIN, name) for name in ("a.geojson", "b.geojson"))
    assert same(one, one)
    assert not same(one, other)


@pytest.mark.parametrize("name", BAD)
def test_an_error_comes_back_as_itself(name, tmp_path, monkeypatch):
    with pytest.raises(UnreadableFile) as caught:
        read_upload(BAD[name], name)
    found = handed_back(BAD[name], name, tmp_path, monkeypatch)
    assert (type(found), str(found)) == (type(caught.value), str(caught.value))
    assert rule_of(found) == rule_of(caught.value)
    assert str(tmp_path) not in str(found)


@pytest.mark.parametrize("error", [UnknownName.among("layer", "a", ["b"]), WriteFailed("no room", "full")])
def test_an_error_of_any_class_of_ours_comes_back(error, tmp_path, monkeypatch):
    monkeypatch.setattr(child, "read_upload", lambda *_, **__: raised(error))
    found = handed_back(b"", "a.csv", tmp_path, monkeypatch)
    assert (type(found), str(found)) == (type(error), str(error))


def raised(error):
    raise error


def test_what_nobody_foresaw_is_a_sentence_without_words_of_the_data(tmp_path, monkeypatch):
    monkeypatch.setattr(child, "read_upload", lambda *_, **__: raised(KeyError("theirs")))
    found = handed_back(b"", "a.csv", tmp_path, monkeypatch)
    assert str(found).startswith("a.csv: it could not be read, and why was not foreseen (KeyError)")
    assert "theirs" not in f"{found} {rule_of(found)}"
    assert rule_of(found).startswith("KeyError in mapapp/app/beside/child.py")


@pytest.mark.parametrize("error", [MemoryError(), ImportError("libgeos"), OSError(12, "no memory")])
def test_too_little_memory_is_told_apart(error, tmp_path, monkeypatch):
    monkeypatch.setattr(child, "read_upload", lambda *_, **__: raised(error))
    with pytest.raises(MemoryError):
        handed_back(b"", "a.csv", tmp_path, monkeypatch)


ENDS = {
    "killed": "os.kill(os.getpid(), signal.SIGKILL)",
    "killed while it answers": "os.write(1, b'\\n\\x80\\x05\\x95'); os.kill(os.getpid(), signal.SIGKILL)",
    "crashed": "os.abort()",
    "ended": "sys.exit(3)",
}


@pytest.mark.parametrize("how", ENDS)
def test_a_process_that_is_lost_is_a_sentence(how, stand_in):
    stand_in(ENDS[how])
    with pytest.raises(UnreadableFile, match=r"^a\.csv: the process that read it .*\(.*\).*[Tt]ry again"):
        read_beside(PLAIN, "a.csv")


def test_after_a_lost_process_the_next_file_is_read(stand_in, monkeypatch):
    command = process._COMMAND
    stand_in(ENDS["killed"])
    monkeypatch.setattr("mapapp.app.uploads.is_large", lambda content: True)
    uploads = [Upload("..\\folder/plain.geojson", PLAIN)]
    with pytest.raises(UnreadableFile, match="SIGKILL"):
        open_uploads(uploads, base=None)
    monkeypatch.setattr(process, "_COMMAND", command)
    assert same(open_uploads(uploads, base=None), read_upload(PLAIN, "plain.geojson"))


def test_a_process_that_hangs_is_ended_with_what_it_started(stand_in):
    stand_in("import subprocess; subprocess.Popen(['sleep', '30']); time.sleep(30)")
    begun = time.monotonic()
    with pytest.raises(UnreadableFile, match=r"a\.csv: reading it took longer than 0\.5 s"):
        read_beside(PLAIN, "a.csv", limits=replace(process.DEFAULT, max_seconds=0.5))
    assert time.monotonic() - begun < 15  # the pipe closes once nobody holds it any more


SERVER = """
import sys, threading
from mapapp.app.beside import process
process._COMMAND = (*process._COMMAND[:4], "-c", sys.argv[1])
threading.Thread(target=process.read_beside, args=(b"{}", "a.geojson"), daemon=True).start()
sys.stdin.read()
"""
SLOW = """
import os, subprocess, time
from mapapp.app.beside import child
def read_upload(*_, **__):
    subprocess.Popen(["sleep", "600"])
    time.sleep(600)
child.read_upload = read_upload
child.main()
"""


STARTED = {"killed": (SLOW, 2), "stopped": ("import sys; sys.stdin.read()", 1)}
"""By how the server ends: what stands in for the process that reads, and how many processes there are."""


@pytest.mark.parametrize("how", STARTED)
def test_the_process_ends_with_the_server(how, tmp_path):
    script, count = STARTED[how]
    command = [sys.executable, "-c", SERVER, script]
    with subprocess.Popen(command, cwd=ROOT, env={"TMPDIR": str(tmp_path)}, stdin=subprocess.PIPE) as server:
        found = psutil.Process(server.pid)
        until(lambda: len(found.children(recursive=True)) == count)
        begun = found.children(recursive=True)
        assert "a.geojson" not in " ".join(word for one in begun for word in one.cmdline())
        if how == "killed":
            server.kill()
        server.stdin.close()
        try:
            server.wait(5)
        finally:
            server.kill()
    until(lambda: not any(one.is_running() and one.status() != "zombie" for one in begun), seconds=5)
    left = list(tmp_path.glob("mapapp-*"))
    assert len(left) == (how == "killed")
    assert sweep() == len(left)


def test_files_beyond_those_that_are_read_at_once_wait_and_say_so():
    told, done = [], []

    @contextmanager
    def waiting():
        told.append("waits")
        yield
        raise GeoDataError("the reader has gone")

    def wait():
        with pytest.raises(GeoDataError), turns.turn(waiting):
            pass
        done.append("left")

    with turns.turn(waiting):
        others = [turns.turn(waiting) for _ in range(AT_ONCE - 1)]
        for one in others:
            one.__enter__()
        late = threading.Thread(target=wait)
        late.start()
        until(lambda: told)
        assert not done
        for one in others:
            one.__exit__(None, None, None)
        late.join(5)
    assert (told, done) == (["waits"], ["left"])
    with turns.turn(waiting):  # whoever left has given up the turn
        assert turns._TURNS._value == AT_ONCE - 1


def test_a_file_is_large_by_its_size_or_by_what_it_unpacks_to():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(LARGE))
    assert [is_large(one) for one in (bytes(LARGE), packed.getvalue(), b"PAR1" + bytes(LARGE // 10))] == [
        True
    ] * 3
    small = (b"", bytes(LARGE - 1), b"PK\x03\x04", b"PAR1", packed.getvalue()[:-30])
    assert [is_large(one) for one in small] == [False] * 5
