"""What a browser refuses to the page: it says so in a sentence, and what does not need it goes on."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

READY = 'html[data-ready="true"]'
NO_CANVAS = "HTMLCanvasElement.prototype.getContext = () => null"


@pytest.fixture
def without(visit, exported):
    """The exported map in a browser that lacks something; nothing may be thrown without being told."""

    def go(script, **size):
        seen = visit(exported.as_uri(), before=script, **size)
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
    assert "Not drawn: Land and borders, Bars of the timeline, Incidents, Names." in said
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
    page.locator('.facility[title^="Kropotkinskaya"]').click(force=True)
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
