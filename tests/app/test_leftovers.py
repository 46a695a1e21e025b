"""What sessions leave on the disk: nothing, however they and their server end."""

import asyncio
import tempfile

import pytest

from benchmarks.app.connection import connected
from geodata.temporary import sweep
from tests.app.running import running, talk
from tests.formats.cases import GOLDEN

SLOW = """
import time
import mapapp.app.one_file as one_file
read = one_file.import_file
def slow(path, **more):
    if path.read_bytes().startswith(b"slow"):
        time.sleep(600)
    return read(path, **more)
one_file.import_file = slow
"""
"""Reading that takes long, so that the server can be killed in the middle of it."""


@pytest.fixture
def around(tmp_path):
    """A place for temporary folders that nobody else uses."""
    place = tmp_path / "temporary"
    place.mkdir()
    return place


async def hand_over(address, files):
    async with connected(address) as reader:
        await reader.run()
        for name, content in files:
            await reader.hand_over(name, content)
            await reader.run()


def left_in(around):
    """What is there, but for a folder that is somebody's own."""
    return [one for one in around.iterdir() if one.name != "mapapp-of-somebody"]


async def begin(address, name, content):
    """Hand a file over and leave while it is read."""
    async with connected(address) as reader:
        await reader.run()
        await reader.hand_over(name, content)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.run(), 2)


def test_sessions_and_a_killed_server_leave_nothing_that_stays(tmp_path, around, tally, monkeypatch):
    files = [(name, (GOLDEN / name).read_bytes()) for name in ("viina.csv", "acled.csv", "gem_fields.csv")]
    files += [("a.gpkg", b"SQLite format 3\0" * 9), ("b.zip", b"PK\x03\x04"), ("../c.kml", b"<kml></kml>")]
    (around / "mapapp-of-somebody").mkdir()
    with running(tmp_path, code=SLOW, env={"TMPDIR": str(around)}) as app:
        talk(hand_over(app.address, files))
        tally("left-files", len(left_in(around)), of=len(files))
        assert left_in(around) == []
        talk(begin(app.address, "fields.csv", b"slow;b\n1;2\n"))
        app.kill()
    (folder,) = left_in(around)
    assert (folder / "files" / "upload").read_bytes() == b"slow;b\n1;2\n"
    monkeypatch.setattr(tempfile, "tempdir", str(around))
    assert sweep() == 1
    tally("left-files", len(left_in(around)))
    assert left_in(around) == []
    assert (around / "mapapp-of-somebody").exists()
