import os
import stat
from pathlib import Path

import pytest

from geodata.errors import WriteFailed
from geodata.files import atomic_write


def test_the_whole_content_is_written(tmp_path):
    atomic_write(tmp_path / "a.json", b"\x00data")
    assert (tmp_path / "a.json").read_bytes() == b"\x00data"
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]


def test_an_existing_file_is_replaced_and_keeps_its_permissions(tmp_path):
    target = tmp_path / "a.json"
    target.write_bytes(b"before")
    target.chmod(0o640)
    atomic_write(target, b"after")
    assert target.read_bytes() == b"after"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_keeps_pointing_to_the_file_that_is_replaced(tmp_path):
    (tmp_path / "real.json").write_bytes(b"before")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    atomic_write(tmp_path / "link.json", b"after")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"after"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path, monkeypatch, step):
    def fail(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync", fail) if step == "fsync" else (Path, "replace", fail)))
    target = tmp_path / "a.json"
    target.write_bytes(b"before")
    with pytest.raises(WriteFailed, match=r"No space left on device\. It is as it was before"):
        atomic_write(target, b"after")
    assert target.read_bytes() == b"before"
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]


def test_an_interrupt_leaves_nothing_beside_the_file(tmp_path, monkeypatch):
    def interrupt(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        atomic_write(tmp_path / "a.json", b"after")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "message"), [("missing/a.json", "Create the folder first"), (".", "Name a file in it")]
)
def test_a_target_that_cannot_be_written_says_what_to_do(tmp_path, path, message):
    with pytest.raises(WriteFailed, match=message):
        atomic_write(tmp_path / path, b"x")
