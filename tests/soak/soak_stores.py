"""A million incidents of three years in the stores of files."""

import pytest

from benchmarks.stores.made import BOX, MONTH, made_dataset
from geodata.stores import load, save
from geodata.stores.selection import Selection, cut
from tests.stores.test_geoparquet_dataset import counted

__all__ = ["counted"]


@pytest.fixture(scope="module")
def million():
    return made_dataset(1_000_000)


def test_a_month_of_a_million_incidents_costs_a_tenth_of_the_bytes_at_most(million, tmp_path, counted, tell):
    target = tmp_path / "million.geoparquet"
    save(million, target)
    size = sum(file.stat().st_size for file in target.iterdir())
    may = Selection(start=MONTH, end=MONTH)
    read = load(target, may)
    tell(bytes_read=counted.read_bytes, of=size)
    assert 0 < counted.read_bytes <= 0.1 * size
    assert read.digest == cut(million, may).digest


@pytest.mark.parametrize("name", ["million.gpkg", "million.geoparquet"])
def test_a_million_incidents_come_back_as_they_were(million, tmp_path, name):
    save(million, tmp_path / name)
    assert load(tmp_path / name).digest == million.digest
    for selection in (Selection(bbox=BOX), Selection(kinds=("sabotage",), start="2025-11")):
        assert load(tmp_path / name, selection).digest == cut(million, selection).digest
