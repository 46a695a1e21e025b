import os
from pathlib import Path

import pytest

from geodata.errors import UnreadableFile
from geodata.geojson import Limits, read_features, read_json


@pytest.mark.parametrize("read", [read_json, read_features])
def test_a_missing_file_is_unreadable(tmp_path, read):
    with pytest.raises(UnreadableFile, match=r"nowhere\.geojson does not exist"):
        read(tmp_path / "nowhere.geojson")


@pytest.mark.parametrize("read", [read_json, read_features])
def test_a_folder_is_unreadable(tmp_path, read):
    with pytest.raises(UnreadableFile, match="is a folder"):
        read(tmp_path)


def test_a_file_without_permission_is_unreadable(tmp_path, monkeypatch):
    file = tmp_path / "secret.json"
    file.write_text("{}")

    def refused(*_, **__):  # root may read everything, so the system's refusal is played
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(UnreadableFile, match="may not be read"):
        read_json(file)


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    pipe = tmp_path / "pipe.geojson"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableFile, match="is a pipe or a device"):
        read_json(pipe)


def test_a_name_with_a_zero_byte_is_unreadable():
    with pytest.raises(UnreadableFile):
        read_features("a\0b.geojson")


def test_json_is_read_with_its_types(tmp_path):
    file = tmp_path / "flows.json"
    file.write_text('[{"volume": 1.0, "n": 9007199254740993, "name": "Тихорецк"}]', encoding="utf-8")
    assert read_json(file) == [{"volume": 1.0, "n": 9007199254740993, "name": "Тихорецк"}]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[1, NaN]", "flows.json: line 1, column 5: NaN is not JSON"),
        ('[{"a": 1, "a": 2}]', "flows.json, /0/a: the name 'a' stands twice"),
        ("[1,]", "there is a comma after the last value"),
        ("[] []", "follows the end"),
        ("[1e999]", "flows.json, /0: the number is beyond"),
        ("[" * 200 + "]" * 200, "nested more than 128 deep"),
        ("", "the file is empty"),
    ],
)
def test_what_is_not_strict_json_is_unreadable(tmp_path, text, what):
    file = tmp_path / "flows.json"
    file.write_text(text)
    with pytest.raises(UnreadableFile) as error:
        read_json(file)
    assert what in str(error.value)


def test_a_file_beyond_the_limit_is_not_read_whole(tmp_path):
    file = tmp_path / "large.json"
    file.write_text(" " * 1000)
    with pytest.raises(UnreadableFile, match="at most 100 are read"):
        read_json(file, limits=Limits(max_bytes=100))
