"""``mapapp heat``, as it is typed."""

import pytest
from click.testing import CliRunner

from geodata.sample import SAMPLE
from geodata.stores import load
from mapapp.cli import main
from tests.measures.test_heat import VIIRS


def run(*arguments):
    return CliRunner().invoke(main, ["heat", *map(str, arguments)])


def test_heat_near_incidents_is_listed_with_them(tmp_path):
    (tmp_path / "fires.csv").write_text(VIIRS)
    result = run(SAMPLE, tmp_path / "fires.csv", "--within", "30km", "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "4 rows = 2 kept + 2 left out" in result.output
    lists = load(tmp_path / "out").incidents["observed_heat"].dropna()
    assert len(lists) > 0
    assert "firms" in set(load(tmp_path / "out").sources["id"])


@pytest.mark.parametrize("length", ["far", "0km", "5", "9999999km"])
def test_a_length_that_is_none_is_refused_as_everywhere(tmp_path, length):
    (tmp_path / "fires.csv").write_text(VIIRS)
    result = run(SAMPLE, tmp_path / "fires.csv", "--within", length, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert f"Invalid value for '--within': {length!r} is no length; write 500m or 1km" in result.output


def test_a_length_in_metres_is_told_in_kilometres(tmp_path):
    (tmp_path / "fires.csv").write_text(VIIRS)
    result = run(SAMPLE, tmp_path / "fires.csv", "--within", "800 M", "-o", tmp_path / "out")
    assert "heat observed within 0.8 km" in result.output
