"""What a view can be taken along as: a link, a citation, a printed page; and two views side by side."""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

READY = 'html[data-ready="true"]'


@pytest.fixture
def at(visit, exported):
    """Open the bundled map at a link."""

    def go(hash_="", **size):
        seen = visit(exported.as_uri() + hash_, allow=exported.as_uri(), **size)
        seen.page.wait_for_selector(READY)
        return seen

    return go


def state(page, part):
    return json.loads(page.evaluate(f"JSON.stringify(atlas.state.get().{part})"))


def choose(page, entry):
    page.click(".menu > button")
    page.click(f'.menu-entry:has-text("{entry}")')


def test_the_address_follows_the_state_and_opens_the_same_view(at):
    page = at().page
    assert "#" not in page.url
    page.evaluate(
        "atlas.state.set({filter: {...atlas.state.get().filter, from: '2025-08-01', kinds: ['uav_strike']}, "
        "layers: {...atlas.state.get().layers, flows: true}})"
    )
    page.wait_for_url("**#v=1&from=2025-08-01&kinds=uav_strike&layers=flows")
    again = at("#" + page.url.split("#")[1]).page
    assert again.evaluate("atlas.incidents.shown") == page.evaluate("atlas.incidents.shown") > 0
    assert state(again, "layers")["flows"] is True
    assert again.locator(".notice").is_hidden()


def test_a_link_to_an_incident_opens_it(at, sample):
    id_, title = sample.incidents.iloc[3][["id", "title"]]
    page = at(f"#v=1&sel=incident:{id_}&at=47,40,6.5").page
    page.wait_for_selector(f'.panel h2:text-is("{title}")')
    page.evaluate("location.hash = ''")
    page.wait_for_selector(".panel h2:has-text('54 incidents')")


@pytest.mark.parametrize(
    ("hash_", "said"),
    [
        ("#v=7&shape=round", "made by another version of the map; of it, shape “round” was left out"),
        ("#v=1&from=2025-99-01", "from “2025-99-01” was left out"),
        ("#v=1&layers=tiles", "layers “tiles” was left out"),
        ("#v=1&sel=incident:none", "the incident “none”, which this dataset does not have"),
        ("#v=1&sel=facility:none", "the facility “none”, which this dataset does not have"),
        ("#top", "no view of this map"),
        ("#v=1&text=%3Cimg src=x onerror=alert(1)%3E&colour=<b>", "colour"),
    ],
)
def test_a_link_that_does_not_fit_is_said_to_and_breaks_nothing(at, hash_, said):
    seen = at(hash_)
    notice = seen.page.locator(".notice")
    notice.wait_for()
    assert said in notice.inner_text()
    notice.locator("button").click()
    assert notice.is_hidden()
    assert seen.problems == []
    assert len(seen.requests) == 1


def test_the_circle_of_a_link_stays_where_its_facility_is_not_known(at):
    page = at("#v=1&radius=45.4,40.6,50,none").page
    expect(page.locator(".notice")).to_contain_text("the facility “none”, which this dataset does not have")
    assert state(page, "radius") == {"lat": 45.4, "lon": 40.6, "km": 50}
    expect(page.locator(".radius-label")).to_contain_text("50 km around")


def test_a_view_is_cited_with_its_digest_and_filter(at, sample):
    page = at("#v=1&from=2025-08-01").page
    choose(page, "Cite this view")
    text = page.locator("dialog[open] textarea")
    assert sample.digest in text.input_value()
    assert "Dates: since 1 August 2025" in text.input_value()
    assert " of 54 incidents" in text.input_value()
    assert "file:" not in text.input_value()
    page.check('dialog[open] input[value="bibtex"]')
    assert text.input_value().startswith(f"@misc{{map-{sample.digest[:12]},")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


@pytest.mark.parametrize(("paper", "box"), [("landscape", (842, 595)), ("portrait", (595, 842))])
def test_a_view_is_printed_on_one_page(at, paper, box, sample):
    page = at("#v=1&from=2025-08-01", dark=True).page
    before = state(page, "view")
    page.evaluate("window.print = () => { document.documentElement.dataset.printed = 'yes' }")
    choose(page, "Print")
    page.check(f'dialog[open] input[value="{paper}"]')
    page.click('dialog[open] button:has-text("Print")')
    page.wait_for_selector('html[data-printed="yes"]')
    sheet = page.locator(".print-sheet").inner_text()
    assert sample.digest in sheet
    assert "Dates: since 1 August 2025" in sheet
    assert "Natural Earth" in sheet
    written = page.pdf(prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", written)
    assert [tuple(round(float(side)) for side in size) for size in sizes] == [box]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".print-sheet").count() == 0
    assert state(page, "view") == before


def test_two_ranges_are_compared_on_both_sides_of_a_line(at):
    seen = at("#v=1&from=2025-10-01&to=2025-12-31&compare=2025-01-01..2025-03-31")
    page = seen.page
    counted = page.evaluate(
        "atlas.incidents.maskFor({...atlas.state.get().filter, from: '2025-01-01', to: '2025-03-31'})"
        ".reduce((sum, one) => sum + one, 0)"
    )
    assert f"{counted} incidents" in page.locator(".swipe-right").inner_text()
    assert "October – December 2025" in page.locator(".swipe-left").inner_text()
    line = page.locator(".swipe-handle")
    line.focus()
    start = float(line.get_attribute("aria-valuenow"))
    page.keyboard.press("ArrowRight")
    assert float(line.get_attribute("aria-valuenow")) > start
    page.click('.tool-card button:has-text("Swap")')
    assert state(page, "filter")["from"] == "2025-01-01"
    assert state(page, "compare")["to"] == "2025-12-31"
    page.click('.tool-card:visible button:has-text("Close")')
    assert state(page, "compare") is None
    assert seen.problems == []


def test_a_phone_has_room_for_the_tools(at):
    page = at(width=390, height=844).page
    bar = page.locator(".toolbar")
    assert bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
    page.click(".menu > button")
    box = page.locator(".menu-list").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator(".menu-list").is_hidden()
    assert page.evaluate("document.activeElement.textContent").startswith("Tools")


def test_a_distance_is_measured_by_keyboard_and_part_by_part(at):
    page = at("#v=1&at=47,40,6").page
    choose(page, "Measure a distance")
    page.keyboard.press("Enter")
    for key in ("ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
        page.wait_for_timeout(400)
        page.keyboard.press("Enter")
    assert page.locator(".measure-parts li").count() == 2
    page.keyboard.press("Backspace")
    assert page.locator(".measure-readout").inner_text().endswith(" km")
    assert page.locator(".measure-parts li").count() == 0
    page.keyboard.press("Escape")
    assert page.locator(".measure-readout").is_hidden()
