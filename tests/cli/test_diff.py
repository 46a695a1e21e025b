"""The command diff: what it prints and writes, and with which code it ends."""

import json

import pytest
from click.testing import CliRunner

from mapapp.cli import main
from tests.builders import CLAIM, PLACED, write_folder


def run(*arguments):
    return CliRunner().invoke(main, ["diff", *(str(argument) for argument in arguments)])


@pytest.fixture
def versions(tmp_path):
    """Two versions of a dataset: a title was mended, and a claim added."""
    found = []
    for name, incident in (("old", PLACED), ("new", {**PLACED, "title": "Fire", "claims": [CLAIM]})):
        (tmp_path / name).mkdir()
        about = {"title": "T", "version": name}
        found.append(write_folder(tmp_path / name, incidents=[incident], dataset=about))
    return found


def test_differences_are_told_and_are_no_failure(versions):
    result = run(*versions)
    assert result.exit_code == 0
    assert "title: Fire reported → Fire" in result.output
    assert "+ CPC: a fire [claim 1]" in result.output


def test_the_exit_code_tells_of_differences_where_it_is_asked_for(versions):
    assert run(*versions, "--exit-code").exit_code == 1
    assert run(versions[0], versions[0], "--exit-code").exit_code == 0


def test_a_version_does_not_differ_from_itself(versions):
    assert "No differences." in run(versions[0], versions[0]).output


def test_json_is_for_other_programs(versions):
    found = json.loads(run(*versions, "--json").stdout)
    assert found["counts"] == {
        "dataset": {"changed": 1},
        "incidents": {"changed": 1},
        "claims": {"added": 1},
    }


def test_a_page_is_written_beside_what_is_printed(versions, tmp_path):
    result = run(*versions, "--html", tmp_path / "changes.html")
    assert result.exit_code == 0
    assert "Fire reported" in (tmp_path / "changes.html").read_text("utf-8")


def test_a_page_has_the_ending_of_one(versions, tmp_path):
    assert run(*versions, "--html", tmp_path / "changes.pdf").exit_code == 2


def test_a_version_that_is_not_there_is_a_sentence(versions, tmp_path):
    result = run(versions[0], tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "does not exist" in result.output


def test_single_files_are_compared_too(versions):
    result = run(*(folder / "incidents.geojson" for folder in versions))
    assert "title: Fire reported → Fire" in result.output
