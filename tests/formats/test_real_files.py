"""The real files of other tools: every row is kept or left out with a reason."""

from pathlib import Path

import pytest

from geodata.analysis import analyse
from geodata.formats.merging import merged
from geodata.stores import load, save
from mapapp.exporters.html import export_html
from mapapp.view import View
from tests.formats.cases import imported
from tests.house import ROOT

DATA = ROOT.parent / "shared" / "data"
FILES = {
    "gem_lng.geojson": (1_229, 0),
    "gem_oil_gas_fields.csv": (7_396, 70),
    "wri_geodb_power_plants.csv": (9_998, 0),
    "viina_energy.csv": (1_266, 0),
}
"""Rows, and how many of them are left out: fields whose latitude lies beyond the pole."""


@pytest.fixture(scope="module")
def data() -> Path:
    if not DATA.exists():
        pytest.skip("the real files are not here (../shared/data)")
    return DATA


@pytest.mark.parametrize("name", FILES)
def test_rows_read_are_rows_kept_and_rows_left_out(data, name):
    found = imported(data / name)
    assert (found.read, len(found.left_out)) == FILES[name]
    assert found.kept + len(found.left_out) == found.read


def test_the_rows_left_out_have_longitude_and_latitude_swapped(data):
    found = imported(data / "gem_oil_gas_fields.csv")
    assert {left.reason for left in found.left_out} == {
        "is outside -90..90, where a latitude lies; were longitude and latitude swapped?"
    }


def test_real_files_open_on_the_map_and_come_back_from_a_store(data, tmp_path):
    whole = merged([imported(data / name).dataset for name in FILES])
    save(whole, tmp_path / "all")
    again = load(tmp_path / "all")
    assert again.digest == whole.digest
    size = export_html(View(analyse(again)), tmp_path / "map.html")
    assert size > 1_000_000
