"""Observed heat on the map and beside it: drawn where it was seen, told as what it is."""

import pytest

from geodata.analysis import analyse
from geodata.formats.firms import SOURCE, read_detections
from geodata.measures.heat import Window, with_heat
from mapapp.exporters.html import export_html
from mapapp.view import View
from tests.measures.test_heat import VIIRS

pytestmark = pytest.mark.browser

SENTENCE = "Observed, not proof"


@pytest.fixture(scope="module")
def page_with_heat(sample, tmp_path_factory):
    folder = tmp_path_factory.mktemp("heat")
    (folder / "fires.csv").write_text(VIIRS)
    fires = read_detections(folder / "fires.csv").table
    dataset = with_heat(sample, fires, SOURCE, Window(within_m=30_000))
    export_html(View(analyse(dataset)), folder / "map.html")
    found = dataset.incidents[dataset.incidents["observed_heat"].notna()]
    return folder / "map.html", found["id"].iloc[0], int(found["observed_heat"].map(len).sum())


def opened(visit, path, part=""):
    seen = visit(f"{path.as_uri()}{part}", allow=path.as_uri())
    seen.page.wait_for_selector("html[data-ready]")
    return seen


def test_heat_is_drawn_and_told_with_its_incident(visit, page_with_heat):
    path, id_, count = page_with_heat
    seen = opened(visit, path, f"#v=1&sel=incident:{id_}")
    assert seen.page.locator(".heat-mark").count() == count
    assert SENTENCE in seen.page.locator(".panel").text_content()
    seen.page.locator("label", has_text="Observed heat").click()
    assert seen.page.locator(".heat-mark").count() == 0
    assert seen.problems == []


def test_a_map_without_heat_has_no_layer_of_it(visit, exported):
    seen = opened(visit, exported)
    assert seen.page.locator("label", has_text="Observed heat").count() == 0
