"""``mapapp heat``, as it is typed."""

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


def test_a_distance_that_is_none_is_refused(tmp_path):
    (tmp_path / "fires.csv").write_text(VIIRS)
    result = run(SAMPLE, tmp_path / "fires.csv", "--within", "far", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "write 5km or 800m" in result.output
