"""`mapapp export` beyond what one page holds: its last line, and a folder of parts."""

import pytest
from click.testing import CliRunner

from mapapp.cli import main
from mapapp.payload import selection


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "20 of 54 incidents one by one (the latest), all of them counted in hexagons, 76 facilities"),
        (
            ["--from", "2025-07"],
            "20 of 54 incidents one by one (the latest of the 40 that the filter leaves), all of them",
        ),
        (["--from", "2025-12"], "5 of 54 incidents one by one (those that the filter leaves), all of them"),
    ],
)
def test_the_last_line_says_what_the_page_holds(options, said, tmp_path, monkeypatch):
    monkeypatch.setattr(selection, "MOST", 20)
    result = run("export", *options, "-o", tmp_path / "map.html")
    assert result.exit_code == 0, result.output
    assert said in result.output


def test_parts_are_written_to_a_folder_and_each_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(selection, "MOST", 20)
    target = tmp_path / "map"
    result = run("export", "--parts", "--from", "2025-08", "-o", target)
    assert result.exit_code == 0, result.output
    assert "  2025-12.html: December 2025, " in result.output
    assert f"Open {target / 'index.html'}." in result.output
    told = [line.split(":")[0].strip() for line in result.output.splitlines() if line.startswith("  ")]
    assert sorted(told) == sorted(file.name for file in target.iterdir())


def test_a_page_as_the_folder_of_parts_is_wrong_usage(tmp_path):
    result = run("export", "--parts", "-o", tmp_path / "map.html")
    assert result.exit_code == 2
    assert "with --parts it is a folder" in result.output


def test_a_folder_with_something_else_in_it_is_a_sentence(tmp_path):
    (tmp_path / "diary.txt").touch()
    result = run("export", "--parts", "-o", tmp_path)
    assert result.exit_code == 1
    assert "holds 'diary.txt', which is no page of a map in parts" in result.output
    assert [file.name for file in tmp_path.iterdir()] == ["diary.txt"]


def test_a_file_as_the_folder_of_parts_is_a_sentence(tmp_path):
    (tmp_path / "map").touch()
    result = run("export", "--parts", "-o", tmp_path / "map")
    assert result.exit_code == 1
    assert "is a file; a map in parts is written to a folder" in result.output
