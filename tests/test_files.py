import os
import stat
from pathlib import Path

import pytest

from geodata.errors import WriteFailed
from geodata.files import atomic_write, replace_folder, replacing


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


def test_a_file_that_is_written_piece_by_piece_appears_when_it_is_whole(tmp_path):
    target = tmp_path / "a.gpkg"
    with replacing(target) as temporary:
        temporary.write_bytes(b"one")
        assert temporary.suffix == ".gpkg"
        assert not target.exists()
    assert target.read_bytes() == b"one"


def test_a_failure_within_the_block_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    target = tmp_path / "a[1].gpkg"
    target.write_bytes(b"before")

    def write_half(temporary):
        temporary.write_bytes(b"half")
        Path(f"{temporary}-journal").write_bytes(b"of a library")
        raise OSError(28, "No space left on device")

    with pytest.raises(WriteFailed, match="No space left"), replacing(target) as temporary:
        write_half(temporary)
    assert target.read_bytes() == b"before"
    assert [file.name for file in tmp_path.iterdir()] == ["a[1].gpkg"]


def folder(path, content):
    path.mkdir()
    (path / "file").write_text(content)
    return path


def test_a_finished_folder_takes_the_place_of_the_old_one(tmp_path):
    target = folder(tmp_path / "target", "before")
    replace_folder(folder(tmp_path / "new", "after"), target)
    assert (target / "file").read_text() == "after"
    assert [file.name for file in tmp_path.iterdir()] == ["target"]


def test_a_folder_that_cannot_be_replaced_is_as_it_was(tmp_path):
    target = folder(tmp_path / "target", "before")
    with pytest.raises(WriteFailed, match="as it was before"):
        replace_folder(tmp_path / "missing", target)
    assert (target / "file").read_text() == "before"
    assert [file.name for file in tmp_path.iterdir()] == ["target"]
