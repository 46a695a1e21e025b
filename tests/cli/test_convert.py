"""``mapapp convert``, as it is typed."""

import csv

import pytest
from click.testing import CliRunner

from geodata.stores import load
from mapapp.cli import main
from tests.formats.cases import GOLDEN
from tests.formats.test_mapping import MAPPING, TABLE


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def go(*arguments):
        return CliRunner().invoke(main, ["convert", *map(str, arguments)])

    return go


def test_a_file_of_another_tool_becomes_a_dataset_and_is_counted(run):
    result = run(GOLDEN / "gem_fields.csv", "-o", "fields")
    assert result.exit_code == 0
    assert "3 rows = 2 kept + 1 left out" in result.output
    assert load("fields").facilities["id"].tolist() == ["OG1", "OG2"]


def test_what_was_left_out_stands_beside_the_result(run):
    run(GOLDEN / "acled.csv", "-o", "acled")
    with open("acled.left-out.csv", encoding="utf-8") as stream:  # noqa: PTH123 (in the folder of the test)
        lines = list(csv.DictReader(stream))
    assert [(line["row"], line["column"]) for line in lines] == [
        ("5", "event_date"),
        ("4", "time_precision"),
        ("4", "country"),
    ]
    assert "Poltava" in lines[0]["cells"]


def test_an_import_without_a_fault_leaves_no_file_of_faults(run, tmp_path):
    (tmp_path / "plants.left-out.csv").write_text("of an earlier import")
    assert run(GOLDEN / "wri.csv", "-o", "plants").exit_code == 0
    assert not (tmp_path / "plants.left-out.csv").exists()


def test_several_files_become_one_dataset(run):
    result = run(GOLDEN / "wri.csv", GOLDEN / "viina.csv", GOLDEN / "acled.csv", "-o", "all")
    assert result.exit_code == 0
    assert "facilities 2, incidents 5, claims 7" in result.output
    assert len(load("all").metadata.attribution) == 3


def test_a_table_of_no_known_format_says_how_to_go_on(run, tmp_path):
    (tmp_path / "table.csv").write_text(TABLE)
    result = run("table.csv", "-o", "out")
    assert result.exit_code == 1
    assert "mapapp convert --draft mapping.toml table.csv" in result.output


def test_a_mapping_is_drafted_and_used(run, tmp_path):
    (tmp_path / "table.csv").write_text(TABLE)
    assert run("table.csv", "--draft", "mapping.toml").exit_code == 0
    assert "exists already" in run("table.csv", "--draft", "mapping.toml").output
    (tmp_path / "mapping.toml").write_text(MAPPING)
    result = run("table.csv", "--mapping", "mapping.toml", "-o", "out")
    assert "5 rows = 3 kept + 2 left out" in result.output


def test_formats_are_listed_and_a_mapping_is_shown(run):
    assert "viina" in run("--formats").output
    shown = run("--show", "acled").output
    assert "geo_precision" in shown
    assert "they stay out of every export" in shown


def test_an_unknown_format_lists_the_known(run):
    result = run(GOLDEN / "wri.csv", "--as", "wir", "-o", "out")
    assert result.exit_code == 1
    assert "did you mean 'wri'" in result.output


def test_a_dataset_is_copied_to_another_place(run, sample):
    from geodata.sample import SAMPLE

    assert run(SAMPLE, "-o", "copy").exit_code == 0
    assert load("copy").digest == sample.digest


def test_nothing_is_written_where_a_file_cannot_be_read(run, tmp_path):
    (tmp_path / "a.csv").write_text("")
    assert run(GOLDEN / "wri.csv", "a.csv", "-o", "out").exit_code == 1
    assert not (tmp_path / "out").exists()


def test_a_geopackage_is_a_dataset_or_a_file_of_another_tool(run, sample):
    from geodata.sample import SAMPLE

    assert run(SAMPLE, "-o", "ours.gpkg").exit_code == 0
    assert run("ours.gpkg", "-o", "again").exit_code == 0
    assert load("again").digest == sample.digest
    load("again").facilities[["name", "geometry"]].to_file("theirs.gpkg", driver="GPKG")
    result = run("theirs.gpkg", "-o", "theirs")
    assert f"{len(sample.facilities)} rows = {len(sample.facilities)} kept" in result.output
