"""What a browser refuses to the page: it says so in a sentence, and what does not need it goes on."""

import json

import pytest
from playwright.sync_api import expect

from geodata.analysis import analyse
from geodata.stores.folder import open_dataset
from mapapp.exporters.html import export_html
from mapapp.view import View
from tests.builders import collection, feature

pytestmark = pytest.mark.browser

READY = 'html[data-ready="true"]'
NO_CANVAS = "for (const one of [HTMLCanvasElement, OffscreenCanvas]) one.prototype.getContext = () => null;"
REFUSED = "This browser refused the memory"
NO_COLUMNS = """
  window.Int32Array = new Proxy(Int32Array, { construct(made, given, target) {
    if (given[0] === 54) throw new RangeError("Array buffer allocation failed");
    return Reflect.construct(made, given, target);
  } });
"""
NO_TEXTS = """
  window.refuses = true;
  const { parse } = JSON;
  JSON.parse = (text, ...more) => {
    if (window.refuses && text.includes('"measures":')) throw new RangeError("Out of memory");
    return parse(text, ...more);
  };
"""
NO_PICTURE = """
  for (const one of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
    one.prototype.createImageData = () => {
      throw new RangeError("Failed to execute 'createImageData': Out of memory at ImageData creation.");
    };
  }
"""


@pytest.fixture
def without(visit, exported):
    """The exported map in a browser that lacks something; nothing may be thrown without being told."""

    def go(script, page=exported, **size):
        seen = visit(page.as_uri(), before=script, **size)
        opened.append(seen)
        return seen.page

    opened = []
    yield go
    assert [seen.problems for seen in opened] == [[]] * len(opened)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_without_a_canvas_the_table_the_details_and_the_search_are_there(without, width, height):
    page = without(NO_CANVAS, width=width, height=height)
    page.wait_for_selector(READY)
    notice = page.locator(".notice")
    said = notice.inner_text()
    assert "Not drawn: Bars of the timeline, Incidents, Land and borders, Names." in said
    assert "gives the page no canvas to paint on" in said
    notice.locator("text=Open the table").click()
    expect(notice).to_be_hidden()
    row = page.locator(".table-space .table-row").nth(2)
    title = row.locator(".cell-title").inner_text()
    row.click()
    expect(page.locator(".panel h2")).to_have_text(title)
    page.click(".table-close")
    page.fill("input[type=search]", "kropotkinskaya")
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_contain_text("Kropotkinskaya")


def test_without_a_canvas_the_map_still_moves_filters_and_selects(without):
    page = without(NO_CANVAS)
    page.wait_for_selector(READY)
    page.click(".notice >> text=Close")
    page.click("[aria-label='Zoom in']")
    page.click("#layer-density")
    page.click("#filter-kinds-uav_strike")
    page.evaluate("map_atlas.setView([45.4372, 40.5704], 10, {animate: false})")
    page.locator('.facility[title^="Kropotkinskaya"]').dispatch_event("click")  # two sites share the place
    expect(page.locator(".panel h2")).to_contain_text("Kropotkinskaya")
    assert page.locator(".notice").is_hidden(), "what was said once is not said again"


def test_what_one_layer_cannot_paint_is_said_by_its_title_and_the_others_are_painted(without):
    page = without(
        "const draw = OffscreenCanvasRenderingContext2D.prototype.fillText;"
        "OffscreenCanvasRenderingContext2D.prototype.fillText = function (...given) {"
        "  const isName = !this.font.startsWith('600');"  # counts of incidents are bold
        "  if (isName) throw new RangeError('Out of memory');"
        "  draw.apply(this, given);"
        "}"
    )
    page.wait_for_selector(READY)
    said = page.locator(".notice").inner_text()
    assert said.startswith("Not drawn: Names. This browser refused the memory that it takes.")
    expect(page.locator(".pin").first).to_be_attached()


@pytest.mark.parametrize("script", ["delete window.OffscreenCanvas", NO_CANVAS], ids=["hidden", "any"])
def test_without_what_is_painted_on_the_page_still_opens(without, script):
    page = without(script)
    page.wait_for_selector(READY)
    assert "gives the page no canvas to paint on" in page.locator(".notice").inner_text()
    expect(page.locator(".panel .row")).to_have_count(54)


def test_memory_refused_for_the_columns_leaves_a_sentence_and_the_plain_table(without):
    page = without(NO_COLUMNS)
    page.wait_for_selector('html[data-ready="failed"]')
    said = page.locator(".failure").inner_text()
    assert f"{REFUSED} for places, dates and standings of the incidents, block “incidents”" in said
    assert "Close other tabs and programs" in said
    expect(page.locator(".plain-page tbody tr")).to_have_count(54)


def test_memory_refused_for_texts_is_said_and_asked_for_again(without):
    page = without(NO_TEXTS)
    page.wait_for_selector(READY)
    said = f"{REFUSED} for texts of incidents, block “incident-text-0”"
    expect(page.locator(".panel [role=alert]")).to_contain_text(said)
    page.click(".toolbar >> text=Table")
    expect(page.locator(".table-status")).to_contain_text(said)
    row = page.locator(".table-space .table-row").first
    assert row.locator(".cell").all_inner_texts()[1:4] == ["cannot be read", "Drone strike", "Confirmed"]
    page.evaluate("window.refuses = false")
    row.click()
    expect(page.locator(".panel h2")).to_have_text("Drones damage berths and a pipeline at Taman port")


def test_memory_refused_for_the_picture_of_incidents_is_said_and_the_table_is_there(without, tmp_path):
    items = [
        feature({"title": f"Incident {i}"}, id=f"i{i}", geometry={"type": "Point", "coordinates": at})
        for i, at in enumerate([30 + i % 90 / 9, 45 + i // 90 / 9] for i in range(6000))
    ]
    file = tmp_path / "i.geojson"
    file.write_text(json.dumps(collection(*items)), encoding="utf-8")
    target = tmp_path / "map.html"
    export_html(View(analyse(open_dataset(incidents=file))), target)
    page = without(NO_PICTURE, target)
    page.wait_for_selector(READY)
    notice = page.locator(".notice")  # counts are written into a picture as points are
    expect(notice).to_contain_text(f"Not drawn: Incidents. {REFUSED} that it takes.")
    page.click(".notice >> text=Open the table")
    expect(page.locator("[role=grid]")).to_have_attribute("aria-rowcount", "6001")
