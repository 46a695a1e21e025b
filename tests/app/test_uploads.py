"""Names of uploads are text: whatever they say, no file, folder or program is named by them."""

import contextlib
import json
import sys

import pytest

from geodata.errors import UnreadableFile
from mapapp.app.uploads import Upload, open_uploads
from tests.builders import PLACED, collection
from tests.formats.cases import GOLDEN

MARK = "zqname"
NAMES = {
    "up": f"../../../{MARK}.geojson",
    "up on windows": f"..\\..\\{MARK}.geojson",
    "absolute": f"/etc/{MARK}.csv",
    "a drive": f"C:\\{MARK}.csv",
    "a share": f"\\\\server\\{MARK}.csv",
    "a device": f"CON.{MARK}",
    "another device": f"NUL:{MARK}",
    "nothing": f"{MARK}\0.geojson",
    "lines": f"{MARK}\r\nX: 1\n.csv",
    "long": f"{MARK}{'x' * 300}.csv",
    "very long": f"{MARK}{'x' * 70_000}.csv",
    "an option": f"-rf {MARK}",
    "a long option": f"--output={MARK}.csv",
    "a place in an archive": f"/vsizip/{MARK}.zip/a.csv",
    "an address": f"https://evil.example/{MARK}.csv",
    "a database": f"PG:dbname={MARK}",
    "a command": f"$(touch {MARK}).csv; touch {MARK}",
    "half a character": f"\ud800{MARK}.csv",
    "home": f"~/{MARK}.csv",
}
CONTENTS = {
    "features": json.dumps(collection(PLACED)).encode(),
    "a table": (GOLDEN / "viina.csv").read_bytes(),
    "a database": b"SQLite format 3\0" + b"\0" * 100,
    "an archive": b"PK\x03\x04" + b"\0" * 100,
    "nothing": b"",
}
GOOD = ("features", "a table")

_named: list[str] = []
_listening = [False]


def _listen(event, arguments):
    """Hear of each file that is opened, made or removed, and of each program that is started."""
    if _listening[0] and event.partition(".")[0] in (
        "open",
        "os",
        "shutil",
        "subprocess",
        "tempfile",
        "glob",
    ):
        _named.append(f"{event} {arguments!r}")


sys.addaudithook(_listen)


@pytest.fixture
def named():
    _named.clear()
    _listening[0] = True
    yield _named
    _listening[0] = False


@pytest.mark.parametrize("content", CONTENTS)
def test_a_hostile_name_is_no_path(named, content, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in NAMES.values():
        with contextlib.nullcontext() if content in GOOD else pytest.raises(UnreadableFile):
            assert len(open_uploads([Upload(name, CONTENTS[content])], base=None).incidents)
    assert [one for one in named if MARK in one] == []
    assert list(tmp_path.iterdir()) == []
    assert named or content == "features"


def test_a_made_up_use_as_a_path_is_heard(named, tmp_path):
    (tmp_path / MARK).write_bytes(b"")
    assert any(MARK in one for one in named)
