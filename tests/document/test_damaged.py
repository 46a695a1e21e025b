"""Maps that were cut off after they were written: each part says so where it is asked for, all else works."""

import pytest
from playwright.sync_api import expect

from mapapp.exporters.html import export_html
from mapapp.layers import LAYERS
from mapapp.payload import columns, texts
from mapapp.view import View
from tests.damage import write_cut

pytestmark = pytest.mark.browser

READY = 'html[data-ready="true"]'
ROW = ".table-space .table-row"
TEXTS = "Texts of incidents cannot be read: block “incident-text-"
FURTHER = "Countries and facilities of the incidents cannot be read: block “incidents-more”"


@pytest.fixture(scope="module")
def in_parts(analysis, tmp_path_factory):
    """The bundled map with its texts in seven blocks, as a large map has them."""
    target = tmp_path_factory.mktemp("parts") / "map.html"
    with pytest.MonkeyPatch.context() as patch:
        for room in (columns, texts):
            patch.setattr(room, "TEXT_ROWS", 8)
        export_html(View(analysis), target)
    return target


@pytest.fixture
def without(visit, tmp_path):
    """Open a map one of whose blocks was cut; nothing may be thrown without being told."""

    def go(page, name, hash_=""):
        address = write_cut(page, name, tmp_path).as_uri()
        seen = visit(address + hash_, allow=address)
        opened.append(seen)
        seen.page.wait_for_selector(READY)
        return seen.page

    opened = []
    yield go
    assert [seen.problems for seen in opened] == [[]]


def open_table(page):
    page.click(".toolbar >> text=Table")
    page.wait_for_selector(ROW)


def look_for(page, text):
    page.fill("input[type=search]", text)
    return page.locator(".search-told")


def filter_by(page, **parts):
    page.evaluate("(parts) => atlas.state.set({filter: {...atlas.state.get().filter, ...parts}})", parts)


def test_without_texts_the_panel_lists_what_the_columns_hold(without, exported):
    page = without(exported, "incident-text-0")
    panel = page.locator(".panel")
    expect(panel.locator(".row")).to_have_count(20)
    assert panel.locator(".list-more").inner_text() == "Show 20 more of 34 incidents"
    assert TEXTS in panel.locator("[role=alert]").inner_text()
    assert "54 incidents · 76 facilities" in panel.inner_text()
    panel.locator(".row").first.click()
    expect(panel.locator("h2")).to_contain_text("Incident taman-")
    assert TEXTS in panel.locator("[role=alert]").inner_text()
    assert "45.130° N, 36.690° E" in panel.inner_text()
    assert panel.locator(".standing").inner_text() == "Confirmed"


def test_without_texts_the_table_shows_what_the_columns_hold(without, exported):
    page = without(exported, "incident-text-0")
    open_table(page)
    status = page.locator(".table-status")
    expect(status).to_contain_text(TEXTS)
    cells = page.locator(ROW).first.locator(".cell").all_inner_texts()
    assert cells[:5] == ["21 – 23 Dec 2025", "cannot be read", "Drone strike", "Confirmed", "Russia"]
    page.click("[role=columnheader].cell-title")
    expect(status).to_contain_text(f"These rows cannot be sorted by title. {TEXTS}")
    assert page.locator("[role=columnheader].cell-date").get_attribute("aria-sort") == "descending"
    page.click(".table-tools >> text=CSV")
    expect(status).to_contain_text(f"These rows cannot be handed over. {TEXTS}")
    page.locator(ROW).nth(1).click()
    expect(page.locator(".panel [role=alert]")).to_contain_text(TEXTS)
    filter_by(page, kinds=["fire"])
    expect(page.locator(".table-counts")).to_contain_text("of 54 incidents")
    expect(page.locator(f"{ROW} .cell-kind").first).to_have_text("Fire")


def test_without_texts_the_search_says_so_and_still_finds_facilities(without, exported):
    page = without(exported, "incident-text-0")
    expect(look_for(page, "kropotkinskaya")).to_contain_text(f"54 incidents were not searched. {TEXTS}")
    assert page.locator(".search-list .row").count() == 1
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_contain_text("Kropotkinskaya")


def test_without_texts_a_filter_by_text_is_taken_back(without, exported):
    page = without(exported, "incident-text-0")
    filter_by(page, text="tuapse")
    expect(page.locator(".notice")).to_contain_text(f"The filter by “tuapse” was taken back. {TEXTS}")
    assert page.evaluate("atlas.state.get().filter.text") is None
    assert page.evaluate("atlas.incidents.shown") == 54


def test_without_texts_an_incident_is_named_on_the_map_and_found_by_a_radius(without, exported):
    page = without(exported, "incident-text-0", "#v=1&radius=45.4372,40.5704,300")
    expect(page.locator(".radius-result .row").first).to_contain_text("Text cannot be read")
    pin = page.locator('.pin[aria-label="Drone strike, 21 Dec 2025, Confirmed"], .pin').last
    box = pin.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".incident-tooltip")).to_be_visible()


def test_without_one_block_of_texts_all_others_are_read_and_searched(without, in_parts):
    page = without(in_parts, "incident-text-2")
    open_table(page)
    expect(page.locator(".table-status")).to_contain_text(f"{TEXTS}2”")
    lost = page.locator(f"{ROW} .cell-title.is-lost")
    expect(lost.first).to_have_text("cannot be read")
    assert 0 < lost.count() <= 8
    assert page.locator(f"{ROW} .cell-title").count() > 16
    told = look_for(page, "drone")
    expect(told).to_contain_text(f"incidents. 8 incidents were not searched. {TEXTS}2”")
    page.click(".search-filter")
    assert page.evaluate("atlas.incidents.shown") > 10
    expect(page.locator(".notice")).to_contain_text("“drone”: 8 incidents were not searched.")


def test_without_the_words_of_the_texts_each_part_says_so(without, in_parts):
    page = without(in_parts, "incident-words")
    said = "The words of the incidents' texts cannot be read: block “incident-words”"
    expect(page.locator(".panel [role=alert]")).to_contain_text(said)
    expect(look_for(page, "drone")).to_contain_text(said)
    page.keyboard.press("Escape")
    open_table(page)
    expect(page.locator(".table-status")).to_contain_text(said)
    assert page.locator(f"{ROW} .cell-standing").first.inner_text() == "Confirmed"


def test_without_ids_a_link_to_an_incident_says_so_and_the_rest_of_it_is_read(without, in_parts):
    page = without(in_parts, "incident-ids", "#v=1&sel=incident:andreapol-2025-02-13&from=2025-08-01")
    notice = page.locator(".notice")
    expect(notice).to_contain_text("The incident “andreapol-2025-02-13” cannot be looked up.")
    assert "The ids of the incidents cannot be read: block “incident-ids”" in notice.inner_text()
    assert page.evaluate("atlas.state.get().filter.from") == "2025-08-01"
    page.locator(".panel .row").first.click()
    expect(page.locator(".panel .standing")).to_have_text("Confirmed")


def test_without_texts_and_ids_an_incident_says_why_it_does_not_open(without, in_parts, tmp_path):
    page = without(write_cut(in_parts, "incident-words", tmp_path), "incident-ids")
    page.locator(".panel .row").first.click()
    expect(page.locator(".notice")).to_contain_text(
        "This incident cannot be opened. The ids of the incidents"
    )


def test_without_further_columns_a_filter_by_country_is_taken_back(without, in_parts):
    page = without(in_parts, "incidents-more", "#v=1&countries=RU&kinds=fire")
    expect(page.locator(".notice")).to_contain_text(f"The filter by country was taken back. {FURTHER}")
    taken = page.evaluate("atlas.state.get().filter")
    assert [taken["countries"], taken["kinds"]] == [None, ["fire"]]


def test_without_further_columns_table_and_facility_say_so(without, in_parts):
    page = without(in_parts, "incidents-more")
    open_table(page)
    status = page.locator(".table-status")
    expect(status).to_contain_text(FURTHER)
    expect(page.locator(f"{ROW} .cell-country").first).to_have_text("cannot be read")
    page.click("[role=columnheader].cell-country")
    expect(status).to_contain_text(f"These rows cannot be sorted by country. {FURTHER}")
    look_for(page, "kropotkinskaya")
    page.keyboard.press("Enter")
    expect(page.locator(".panel [role=alert]")).to_contain_text(FURTHER)
    assert "Operator" in page.locator(".panel").inner_text()


def test_without_facilities_and_flows_the_incidents_are_all_there(without, exported):
    page = without(exported, "records")
    said = page.locator(".notice").inner_text()
    assert "Not drawn: Facilities, Pipelines, Flows. Facilities, flows and their sources cannot be" in said
    assert "54 incidents; facilities and flows cannot be read" in page.locator(".panel .counts").inner_text()
    page.locator(".panel .row").nth(3).click()
    assert page.locator(".panel .claim").count() > 0
    page.click(".notice >> text=Open the table")
    assert page.locator("[role=grid]").get_attribute("aria-rowcount") == "55"


TITLES = {layer.name: layer.title for layer in LAYERS}
DRAWN_FROM = {name: [name] for name in TITLES} | {"arcs": ["basemap", "borders"]}


@pytest.mark.parametrize(
    "block",
    ["arcs", "labels", "facilities", "pipelines", "flows", "interceptions"],
)
def test_a_layer_whose_block_is_cut_is_said_by_its_title_and_the_others_are_drawn(
    without, exported, analysis, block
):
    page = without(exported, block)
    lost = DRAWN_FROM[block]
    said = page.locator(".notice").inner_text()
    assert said.startswith(f"Not drawn: {', '.join(TITLES[name] for name in lost)}. ")
    assert f"block “{block}”" in said
    for name in [layer.name for layer in LAYERS if layer.applies(View(analysis))]:
        assert page.locator(f"#layer-{name}").is_disabled() == (name in lost)
    expect(page.locator(".pin").first).to_be_attached()
    filter_by(page, kinds=["fire"])
    page.locator(".panel .row").first.click()
    expect(page.locator(".panel .panel-back")).to_be_visible()


def test_without_the_fine_arcs_the_coarse_are_drawn_close_up_too(without, exported):
    page = without(exported, "arcs-near")
    expect(page.locator(".notice")).to_contain_text("Not drawn: Fine coasts and borders. ")
    page.evaluate("Object.values(window).find((one) => one instanceof L.Map).setZoom(7, {animate: false})")
    page.evaluate("atlas.painted()")
    assert not page.locator("#layer-basemap").is_disabled()


@pytest.mark.parametrize("block", ["document", "incidents"])
def test_without_what_all_is_drawn_from_a_sentence_takes_the_place_of_the_map(
    visit, exported, tmp_path, block
):
    seen = visit(write_cut(exported, block, tmp_path).as_uri())
    seen.page.wait_for_selector('html[data-ready="failed"]')
    said = seen.page.locator(".failure").inner_text()
    assert "The map could not be drawn" in said
    assert f"block “{block}”" in said
