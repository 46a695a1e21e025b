"""Everything on the page by keyboard alone, and what a screen reader is given of it."""

import pytest

pytestmark = pytest.mark.browser

MOST_STOPS = 200
"""Stops of the Tab key within which the whole page is gone through."""


PARTS = ["skips", "head", "layer-card", "folium-map", "timeline", "panel"]
"""Classes of the page's parts, in the order of reading."""


@pytest.fixture
def page(visit, exported):
    seen = visit(exported.as_uri())
    seen.page.wait_for_selector('html[data-ready="true"]')
    seen.page.wait_for_timeout(400)
    yield seen.page
    assert seen.problems == []


def state(page, part):
    return page.evaluate(f"atlas.state.get().{part}")


def focused(page, selector):
    """Whether what has the focus is that."""
    return page.evaluate("(selector) => document.activeElement.matches(selector)", selector)


def tab_to(page, selector):
    """Press Tab until it has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if focused(page, selector):
            return
    raise AssertionError(f"{selector} is not reached by {MOST_STOPS} presses of Tab")


def choose(page, number):
    """Open the menu of tools and choose its entry of this number."""
    tab_to(page, ".menu > button")
    page.keyboard.press("Enter")
    for _ in range(number):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_tab_leads_through_the_page_and_every_stop_is_seen(page):
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """(PARTS) => {
              const one = document.activeElement;
              if (one === document.body) return null;
              const { outlineStyle, outlineWidth } = getComputedStyle(one);
              const { width, height } = one.getBoundingClientRect();
              const isRinged = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
              const part = PARTS.find((name) => one.closest(`.${name}`));
              return [part, one.outerHTML.slice(0, 90), isRinged && width > 1 && height > 1];
            }""",
            PARTS,
        )
        if stop is None:
            break
        stops.append(stop)
    else:
        raise AssertionError("Tab does not come to the end of the page")
    assert [html for _, html, is_seen in stops if not is_seen] == []
    parts = list(dict.fromkeys(part for part, _, _ in stops))
    assert parts == PARTS


def test_the_first_stops_lead_to_the_parts_of_the_page(page):
    for number, part in ((1, ".leaflet-container"), (2, ".panel-body"), (3, ".timeline button")):
        page.evaluate("document.activeElement.blur()")
        page.reload()
        page.wait_for_selector('html[data-ready="true"]')
        for _ in range(number):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert focused(page, part)


def test_layers_legend_viewpoint_and_language(page):
    tab_to(page, "#layer-incidents")
    page.keyboard.press("Space")
    assert state(page, "layers.incidents") is False
    page.keyboard.press("Space")
    tab_to(page, "#filter-kinds-uav_strike")
    page.keyboard.press("Enter")
    assert "uav_strike" not in state(page, "filter.kinds")
    page.keyboard.press("Enter")
    tab_to(page, "#filter-standings-contested")
    page.keyboard.press("Space")
    assert "contested" not in state(page, "filter.standings")
    tab_to(page, "input[name=viewpoint]")
    page.keyboard.press("ArrowRight")
    assert state(page, "viewpoint") == "de_facto"
    tab_to(page, "select[aria-label='Language of names']")
    page.keyboard.press("ArrowDown")
    assert state(page, "language") != "en"


def test_what_the_hexagons_say_and_the_focus_stays_on_it(page):
    tab_to(page, "#layer-density")
    page.keyboard.press("Space")
    tab_to(page, "#density-count")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    assert state(page, "density") == "per-year"
    assert focused(page, "#density-per-year")


def test_the_search_opens_details_and_escape_leads_back_to_it(page):
    tab_to(page, "input[type=search]")
    page.keyboard.type("orenburg")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".panel h2").inner_text() == "Orenburg helium plant"
    assert focused(page, ".panel-back")
    page.keyboard.press("Escape")
    assert focused(page, "input[type=search]")


def test_an_incident_of_the_list_opens_and_escape_leads_back_to_its_row(page):
    tab_to(page, ".panel .row")
    page.keyboard.press("Tab")
    title = page.evaluate("document.activeElement.querySelector('.row-title').textContent")
    page.keyboard.press("Enter")
    assert page.locator(".panel h2").inner_text() == title
    assert focused(page, ".panel-back")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.querySelector('.row-title')?.textContent") == title


def test_a_link_within_the_details_is_followed_and_the_focus_stays_with_them(page):
    page.evaluate("atlas.state.set({selection: {type: 'incident', id: 'russkaya-2025-01-11'}})")
    tab_to(page, ".panel a.link")
    page.keyboard.press("Enter")
    assert state(page, "selection.type") == "facility"
    assert focused(page, ".panel-back")


@pytest.mark.parametrize("mark", [".facility", ".pin"])
def test_marks_on_the_map_are_one_stop_and_arrows_walk_through_all_of_them(page, mark):
    number = page.locator(mark).count()
    assert number > 10
    assert page.locator(f"{mark}[tabindex='0']").count() == 1
    tab_to(page, mark)
    place = "document.activeElement.getBoundingClientRect().x"
    for _ in range(number):
        page.keyboard.press("ArrowLeft")
    seen = [page.evaluate(place)]
    for _ in range(number - 1):
        page.keyboard.press("ArrowRight")
        seen.append(page.evaluate(place))
    assert seen == sorted(seen)
    assert len({*seen}) > number / 2
    key = page.evaluate("document.activeElement.dataset.key")
    page.keyboard.press("Enter")
    page.wait_for_selector(".panel-back:visible")
    assert focused(page, ".panel-back")
    page.keyboard.press("Escape")
    page.wait_for_timeout(400)
    assert page.evaluate("document.activeElement.dataset.key") == key


def test_the_table_is_walked_sorted_and_left(page):
    tab_to(page, ".tool[aria-keyshortcuts=T]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".table-space .table-row")
    page.wait_for_timeout(200)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator("[role=columnheader].cell-title").get_attribute("aria-sort") == "ascending"
    page.wait_for_timeout(200)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".table-row[aria-selected=true]")
    assert state(page, "selection.type") == "incident"
    assert focused(page, "[role=gridcell]")
    page.keyboard.press("Escape")
    assert focused(page, ".tool[aria-keyshortcuts=T]")


def test_a_radius_is_set_by_keyboard_around_a_point_and_a_facility(page):
    choose(page, 1)
    assert focused(page, ".leaflet-container")
    page.keyboard.press("Enter")
    assert state(page, "radius.km") == 100
    page.evaluate("document.activeElement.blur()")
    tab_to(page, ".radius-size input[type=range]")
    page.keyboard.press("ArrowRight")
    assert state(page, "radius.km") == 101
    page.keyboard.press("Escape")
    assert state(page, "radius") is None
    assert focused(page, ".menu > button")
    page.evaluate("atlas.state.set({selection: {type: 'facility', id: 'cpc-kropotkinskaya-ps'}})")
    tab_to(page, ".panel .tool-actions button")
    page.keyboard.press("Enter")
    assert focused(page, ".radius-size input")
    page.keyboard.press("Escape")
    assert focused(page, ".panel .tool-actions button")


def test_two_ranges_are_compared_and_the_line_is_moved(page):
    choose(page, 2)
    assert focused(page, ".compare-range input")
    tab_to(page, ".swipe-handle")
    before = page.locator(".swipe-handle").get_attribute("aria-valuenow")
    page.keyboard.press("ArrowRight")
    assert page.locator(".swipe-handle").get_attribute("aria-valuenow") != before
    page.evaluate("document.activeElement.blur()")
    tab_to(page, ".tool-card:not([hidden]) .tool-head button")
    page.keyboard.press("Enter")
    assert state(page, "compare") is None
    assert focused(page, ".menu > button")


def test_a_distance_is_measured_and_the_tool_gives_the_focus_back(page):
    choose(page, 0)
    assert focused(page, ".leaflet-container")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    assert page.locator(".measure-readout").inner_text().endswith(" km")
    page.keyboard.press("Escape")
    assert focused(page, ".menu > button")


@pytest.mark.parametrize("number", [3, 4], ids=["cite", "print"])
def test_a_dialog_opens_and_gives_the_focus_back(page, number):
    choose(page, number)
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert focused(page, ".menu > button")


def test_the_range_of_time_is_brushed_played_and_cleared(page):
    tab_to(page, ".timeline-play")
    page.keyboard.press("Enter")
    page.wait_for_selector(".timeline.is-playing")
    page.keyboard.press("Enter")
    page.evaluate("document.activeElement.blur()")
    tab_to(page, ".brush-first .brush-from")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert state(page, "filter.from") is not None
    page.keyboard.press("Escape")
    assert state(page, "filter.from") is None


def test_a_phones_layers_and_details_open_and_close(visit, exported):
    page = visit(exported.as_uri(), width=390, height=844).page
    page.wait_for_selector('html[data-ready="true"]')
    tab_to(page, ".card-toggle")
    page.keyboard.press("Enter")
    assert page.locator(".layer-card").is_visible()
    tab_to(page, "#layer-flows")
    page.keyboard.press("Escape")
    assert page.locator(".layer-card").is_hidden()
    assert focused(page, ".card-toggle")
    tab_to(page, ".panel-handle")
    page.keyboard.press("Enter")
    assert page.locator(".panel.is-open").count() == 1


def accessible(page):
    """The browser's accessibility tree: role and name of every node that is not left out of it."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    shown = [node for node in nodes if not node.get("ignored")]
    return [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in shown]


def test_a_screen_reader_is_given_the_incidents_of_the_table_by_name(page, sample):
    page.keyboard.press("t")
    page.wait_for_selector(".table-space .table-row")
    found = set()
    for _ in range(8):
        found |= {name for role, name in accessible(page) if role == "gridcell"}
        page.keyboard.press("PageDown")
        page.wait_for_timeout(150)
    assert set(sample.incidents["title"]) <= found
    tree = accessible(page)
    assert [role for role, _ in tree].count("grid") == 1
    assert {"Date", "Title", "Standing"} <= {name.strip() for role, name in tree if role == "columnheader"}


CONTROLS = {
    *("button", "link", "checkbox", "radio", "slider", "combobox", "searchbox", "textbox", "spinbutton"),
    *("Date", "DisclosureTriangle"),
}
STAGES = (
    "{}",
    "{selection: {type: 'facility', id: 'cpc-kropotkinskaya-ps'}}",
    "{selection: null, radius: {lat: 45, lon: 40, km: 100}}",
    "{radius: null, compare: {from: '2025-01-01', to: '2025-03-31'}}",
    "{compare: null, tool: 'measure'}",
)


@pytest.mark.parametrize("width", [1440, 390])
def test_every_control_has_a_name(visit, exported, width):
    page = visit(exported.as_uri(), width=width, height=900).page
    page.wait_for_selector('html[data-ready="true"]')
    found = []
    for stage in STAGES:
        page.evaluate(f"atlas.state.set({stage})")
        page.wait_for_timeout(200)
        found += accessible(page)
    page.evaluate("document.querySelector('[aria-keyshortcuts=T]').click()")
    page.wait_for_selector(".table-space .table-row")
    found += accessible(page)
    named = [name.strip() for role, name in found if role in CONTROLS]
    assert len(named) > 100
    assert all(named), [role for role, name in found if role in CONTROLS and not name.strip()]
