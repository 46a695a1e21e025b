"""A dataset written as a folder is read back as it was."""

import os

import pytest
from hypothesis import given, settings

from geodata.errors import InvalidArgument, WriteFailed
from geodata.sample import SAMPLE
from geodata.stores import load, save
from geodata.stores.selection import Selection
from tests.stores.datasets import datasets

EXAMPLES = int(os.environ.get("EXAMPLES", "40"))


def contents(dataset):
    return dataset.digest, dataset.metadata, dataset.changes


@given(dataset=datasets())
@settings(max_examples=EXAMPLES)
def test_a_dataset_comes_back_from_a_folder_as_it_was(dataset, tmp_path_factory):
    target = tmp_path_factory.mktemp("round") / "dataset"
    save(dataset, target)
    assert contents(load(target)) == contents(dataset)


def test_the_bundled_dataset_comes_back_from_a_folder_as_it_was(sample, tmp_path):
    save(sample, tmp_path / "copy")
    assert contents(load(tmp_path / "copy")) == contents(sample)


def test_equal_data_gives_equal_bytes(sample, tmp_path):
    for name in ("one", "two"):
        save(sample, tmp_path / name)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_a_dataset_is_replaced_as_a_whole(sample, tmp_path):
    target = tmp_path / "dataset"
    save(sample, target)
    save(load(SAMPLE, Selection(start="2025-10")), target)
    assert 0 < len(load(target).incidents) < len(sample.incidents)


def test_a_folder_of_something_else_is_not_touched(sample, tmp_path):
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(InvalidArgument, match=r"holds 'diary.txt', which is no part of a dataset"):
        save(sample, tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["diary.txt"]


def test_a_failure_in_the_middle_leaves_the_dataset_as_it_was(sample, tmp_path, monkeypatch):
    target = tmp_path / "dataset"
    save(sample, target)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("geodata.stores.folder_writer.to_json", full)
    with pytest.raises(WriteFailed, match="No space left on device"):
        save(sample, target)
    assert contents(load(target)) == contents(sample)
    assert [entry.name for entry in tmp_path.iterdir()] == ["dataset"]


def test_a_selection_reads_incidents_of_a_time_with_their_claims(sample):
    read = load(SAMPLE, Selection(start="2025-10", end="2025-10"))
    assert set(read.incidents["start"].str[:7]) == {"2025-10"}
    assert set(read.claims["incident_id"]) <= set(read.incidents["id"])
    assert len(read.facilities) == len(sample.facilities)
