"""The commands take a dataset wherever it is kept."""

import json

import pytest
from click.testing import CliRunner

from geodata.sample import SAMPLE
from geodata.stores import save
from mapapp.cli import main
from tests.builders import PLACED, STATION, collection


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module", params=["gpkg", "geoparquet"])
def location(request, sample, tmp_path_factory):
    target = tmp_path_factory.mktemp("stores") / f"strikes.{request.param}"
    save(sample, target)
    return target


def test_a_map_is_the_same_from_every_store(location, exported, tmp_path):
    result = run("export", location, "-o", tmp_path / "map.html")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "map.html").read_bytes() == exported.read_bytes()


def test_a_check_finds_in_every_store_what_it_finds_in_the_folder(location):
    found = {}
    for place in (SAMPLE, location):
        (report,) = json.loads(run("check", "--json", place).output)
        found[place] = sorted((one["rule"], one["id"]) for one in report["findings"])
    assert found[location] == found[SAMPLE]


def test_measures_are_the_same_from_every_store(location, tmp_path):
    tables = []
    for number, place in enumerate((SAMPLE, location)):
        target = tmp_path / f"{number}.csv"
        assert run("measure", place, "--viewpoint", "de_facto", "-o", target).exit_code == 0
        tables.append(sorted(target.read_text().splitlines()))
    assert tables[0] == tables[1]


def test_other_incidents_stand_in_for_those_of_a_store(location, tmp_path):
    (tmp_path / "i.geojson").write_text(json.dumps(collection(PLACED)))
    result = run("export", location, "--incidents", tmp_path / "i.geojson", "-o", tmp_path / "map.html")
    assert result.exit_code == 0, result.output
    assert "1 of 1 " in result.output
    assert "76 facilities" in result.output


def test_other_facilities_stand_in_for_those_of_a_store(location, tmp_path):
    (tmp_path / "f.geojson").write_text(json.dumps(collection(STATION)))
    result = run("measure", location, "--facilities", tmp_path / "f.geojson", "-o", tmp_path / "m.csv")
    assert result.exit_code == 0, result.output
    assert {line.split(",")[1] for line in (tmp_path / "m.csv").read_text().splitlines()[1:]} <= {"f1", ""}


@pytest.mark.parametrize("command", ["export", "measure"])
@pytest.mark.parametrize("name", ["diary.gpkg", "diary.geoparquet"])
def test_what_is_no_dataset_is_a_sentence_and_no_traceback(tmp_path, command, name):
    (tmp_path / name).write_text("a diary")
    result = run(command, tmp_path / name, "-o", tmp_path / ("m.html" if command == "export" else "m.csv"))
    assert result.exit_code == 1
    assert "did not foresee" not in result.output
    assert str(tmp_path / name) in result.output


def test_a_check_of_what_is_no_dataset_is_a_rejection(tmp_path):
    (tmp_path / "diary.gpkg").write_text("a diary")
    result = run("check", tmp_path / "diary.gpkg")
    assert result.exit_code == 1
    assert "diary.gpkg: reject" in result.output
    assert "is no GeoPackage" in result.output


def test_an_app_of_what_is_no_dataset_does_not_start(tmp_path):
    result = run("app", tmp_path / "nowhere.gpkg")
    assert result.exit_code == 1
    assert "nowhere.gpkg: does not exist" in result.output
