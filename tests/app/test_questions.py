"""The questions that people bring, each answered by clicking through the app in a real Chromium."""

import re

import pytest

from tests.app.conftest import server
from tests.app.test_browser import drawn, facet, until
from tests.builders import PLACED, STATION, write_folder

pytestmark = pytest.mark.browser

PUMPING_STATION = "Kropotkinskaya pumping station (CPC)"


@pytest.fixture
def come(visit, address):
    """Come to a page of the app; at the end nothing of ours went wrong on it."""
    came = []

    def go(path="", **options):
        seen = visit(f"{address}/{path}", allow=(address, address.replace("http", "ws")), **options)
        came.append(seen)
        return seen.page

    yield go
    # A page that is opened by its own address makes Streamlit look for its server below it first.
    problems = [text for seen in came for text in seen.problems if "404" not in text]
    assert problems == []


def turn_to(page, name):
    links = page.locator("[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]")
    links.filter(has_text=re.compile(f"^{name}$")).first.click()


def choose(page, label, text):
    """Choose the first option of a list that has a text."""
    label_is = f'[data-testid=stWidgetLabel] p:text-is("{label}")'
    box = page.locator(f".stMultiSelect:has({label_is}) input, .stSelectbox:has({label_is}) input")
    box.click()
    box.fill(text)
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")  # while a list is open, nothing else can be reached


def find(page, words):
    """Narrow all pages to what has some words."""
    page.get_by_role("textbox", name="Words").fill(words)
    page.keyboard.press("Enter")


def cells(page):
    """All that the tables in sight say."""
    return "\n".join(page.locator("[data-testid=stDataFrame] table").all_text_contents())


def address_of(page):
    return page.evaluate("location.href")


def test_what_was_reported_at_this_station_by_whom_and_who_denied_it(come):
    page = come()
    frame = drawn(page)
    frame.fill("input[type=search]", "Kropotkinskaya pumping")
    frame.locator(".search-results [role=option]").first.click()
    frame.wait_for_selector(f'.panel h2:has-text("{PUMPING_STATION}")')
    frame.locator('.panel .row:has-text("out of service")').click()
    frame.wait_for_selector(".panel .claim")
    claims = frame.locator(".panel").inner_text()
    assert "Caspian Pipeline Consortium" in claims
    assert "Almasadam Satkaliyev, energy minister" in claims
    page.get_by_text(re.compile("^Selected:")).first.wait_for()  # the app has heard of it, too
    turn_to(page, "Claims")
    page.wait_for_selector(".stTabs")
    find(page, "Kropotkinskaya")
    choose(page, "Stance", "denies")
    until(lambda: "Almasadam Satkaliyev, energy minister" in cells(page))


def test_how_far_the_interception_was_and_from_what(come):
    page = come("facilities")
    choose(page, "Facility", "Kropotkinskaya pumping")
    page.wait_for_selector(f'.atlas-heading:has-text("{PUMPING_STATION}")')
    until(lambda: "Russian Ministry of Defence" in cells(page))
    assert "sel=facility" in address_of(page)


def test_what_lies_within_fifty_kilometres_of_this_border(come):
    page = come("borders")
    choose(page, "Border", "Kazakhstan – Russia")
    page.wait_for_selector('.atlas-heading:has-text("Within 50 km of the border Kazakhstan – Russia")')
    until(lambda: re.search(r"\d+ of 54 incidents shown: ", page.locator(".stMain").inner_text()))
    until(lambda: "Orsk" in cells(page))
    assert "15.2 km ± 10 km" in cells(page)


def test_which_third_countries_were_said_to_be_affected_with_what_figures(come):
    page = come("claims")
    facet(page, "Third country said to be affected", "Kazakhstan").check()
    find(page, "Kropotkinskaya")
    choose(page, "About", "effect")
    until(lambda: "30 %" in cells(page))
    said = cells(page)
    assert "Transneft" in said
    assert "30 to 40 %" in said


def test_what_changed_since_the_last_version(come):
    page = come("data")
    page.get_by_text("Revision log: 1 entry").click()
    log = page.locator(".stMain [data-testid=stExpanderDetails]").first
    until(lambda: "2025.1" in log.inner_text())
    assert "First version." in log.inner_text()
    assert "54 incidents" in log.inner_text()


def test_what_changed_since_an_earlier_version_is_told_field_by_field(visit, tmp_path):
    record = {"table": "incidents", "id": "i1", "what": "changed", "title": "Fire at a port"}
    fields = {"title": {"before": "Fire", "after": "Fire at a port"}}
    claim = {"table": "claims", "id": "i1", "number": 1, "what": "removed", "title": "CPC: no fire"}
    log = [{"version": "2", "summary": "Mended.", "records": [{**record, "fields": fields}, claim]}]
    incident = {**PLACED, "title": "Fire at a port"}
    with server(write_folder(tmp_path, incidents=[incident], facilities=[STATION], changes=log)) as place:
        page = visit(place, allow=(place.replace("http", "ws"),)).page
        frame = drawn(page)
        frame.locator(".panel .row").first.click()
        frame.wait_for_selector('.panel h3:has-text("What versions of the dataset changed")')
        told = frame.locator(".panel").inner_text()
        assert "Changed in version 2" in told
        assert "title: Fire → Fire at a port" in told
        assert "claim removed: CPC: no fire" in told
        turn_to(page, "Data")
        page.get_by_text("Revision log: 1 entry").click()
        until(lambda: "Fire at a port" in cells(page) and "CPC: no fire" in cells(page))


def test_the_address_follows_the_map_without_a_reload_and_opens_the_same_view(come):
    page = come()
    frame = drawn(page)
    frame.evaluate("window.mark = 'kept'")
    frame.evaluate("map_atlas.setView([47, 40], 6, {animate: false})")
    frame.evaluate("atlas.state.set({layers: {...atlas.state.get().layers, flows: true}})")
    until(lambda: "at=47,40,6" in address_of(page) and "layers=flows" in address_of(page))
    frame.locator(".panel .row").first.click()
    until(lambda: "sel=incident" in address_of(page))
    assert frame.evaluate("window.mark") == "kept"
    again = drawn(come(address_of(page).split("/", 3)[3]))
    until(lambda: again.evaluate("map_atlas.getZoom()") == 6)
    assert again.evaluate("atlas.state.get().layers.flows")
    assert again.locator(".panel h2").first.inner_text() == frame.locator(".panel h2").first.inner_text()


def test_what_is_shown_is_one_thing_on_all_pages(come):
    page = come()
    frame = drawn(page)
    frame.evaluate(
        "atlas.state.set({filter: {...atlas.state.get().filter, text: 'druzhba', from: '2025-08-01'}})"
    )
    until(lambda: page.get_by_role("textbox", name="Words").input_value() == "druzhba")
    counts = page.locator(".atlas-head").inner_text()
    shown = re.search(r"(\d+) of 54", counts)[1]
    assert frame.evaluate("atlas.incidents.shown") == int(shown) > 0
    turn_to(page, "Export")
    until(lambda: f"{shown} of 54 incidents shown" in page.locator(".stMain").inner_text())
    until(lambda: "text=druzhba" in address_of(page))
    turn_to(page, "Map")
    frame = drawn(page)
    until(lambda: frame.evaluate("atlas.incidents.shown") == int(shown))
    assert frame.evaluate("atlas.state.get().filter.text") == "druzhba"
