"""The running app in a real Chromium: the document in its frame, and what passes between the two."""

import time

import pytest

pytestmark = pytest.mark.browser

READY_MS = 90_000
QUIET_MS = 1500


@pytest.fixture
def app(visit, address):
    """The app, with its map drawn; at the end nothing went wrong and no other host was asked."""
    seen = visit(address, allow=(address, address.replace("http", "ws")))
    seen.frame = drawn(seen.page)
    yield seen
    assert seen.problems == []
    assert [url for url in seen.requests if not url.startswith((address, "data:", "blob:"))] == []


def drawn(page):
    """Wait until the document is drawn, and give its frame."""
    frame = page.wait_for_selector("iframe[title=Map]", timeout=READY_MS).content_frame()
    frame.wait_for_selector('html[data-ready="true"]', timeout=READY_MS)
    page.locator("[data-testid=stDataFrame]").first.wait_for(timeout=READY_MS)
    return frame


def until(question, *, seconds=20):
    """Wait until a question is answered with yes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if question():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to pass")


def standing(page, name):
    facet(page, "Standing", name).check()


def facet(page, label, name):
    """An entry of a list to filter by, which is opened where it is not."""
    group = page.locator(f'.facet:has(.facet-label:text-is("{label}"))')
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    return group.locator(f'.facet-entry:has(.facet-name:text-is("{name}")) input')


def open_legend(frame):
    heading = frame.locator(".card-heading")
    if heading.get_attribute("aria-expanded") == "false":
        heading.click()


def rows(frame):
    return frame.locator(".panel .row-title").count()


def heading(page):
    return page.locator(".atlas-head").inner_text()


def line(page):
    return " ".join(page.locator(".atlas-line").all_inner_texts())


def test_all_incidents_and_facilities_are_reachable(app, sample):
    assert "54 of 54 incidents shown · 76 facilities" in heading(app.page)
    assert rows(app.frame) == 54
    for name in sample.facilities["name"].iloc[::15]:
        app.frame.fill("input[type=search]", name)
        assert name in app.frame.locator(".search-results").inner_text()


def test_the_frame_is_a_stranger_to_the_app(app):
    assert app.frame.evaluate("origin") == "null"
    sandbox = app.page.locator("iframe[title=Map]").get_attribute("sandbox")
    assert sandbox == "allow-scripts allow-popups allow-downloads"
    reached = "() => { try { return parent.document.title } catch (error) { return error.name } }"
    assert app.frame.evaluate(reached) == "SecurityError"


def test_a_filter_reaches_the_same_document_with_a_small_message(app):
    app.frame.evaluate("window.mark = 'kept'")
    app.frame.evaluate("map_atlas.setView([50, 60], 7, {animate: false})")
    received = []
    session = app.page.context.new_cdp_session(app.page)
    session.send("Network.enable")
    session.on(
        "Network.webSocketFrameReceived", lambda event: received.append(event["response"]["payloadData"])
    )
    standing(app.page, "Contested")
    until(lambda: rows(app.frame) == 4)
    app.page.wait_for_timeout(QUIET_MS)
    assert "4 of 54 incidents shown" in heading(app.page)
    assert app.frame.evaluate("window.mark") == "kept"
    assert app.frame.evaluate("map_atlas.getZoom()") == 7
    assert sum(map(len, received)) < 60_000


def test_a_click_in_the_map_selects_the_row(app):
    standing(app.page, "Contested")
    until(lambda: rows(app.frame) == 4)
    title = app.frame.locator(".panel .row-title").nth(2).inner_text()
    app.frame.locator(".panel .row").nth(2).click()
    until(lambda: f"Selected: {title}" in line(app.page))
    chosen = app.page.locator('[data-testid=stDataFrame] table [role=row][aria-selected="true"]')
    until(lambda: chosen.count() == 1)
    assert title in chosen.text_content()


def test_a_row_that_is_chosen_is_selected_on_the_map(app):
    box = app.page.locator("[data-testid=stDataFrame]").first.bounding_box()
    app.page.mouse.click(box["x"] + 16, box["y"] + 35 + 30)
    until(lambda: "Selected: " in line(app.page))
    title = app.frame.locator(".panel h2").first.inner_text()
    until(lambda: f"Selected: {app.frame.locator('.panel h2').first.inner_text()}" in line(app.page))
    assert title


def test_what_is_switched_off_in_the_legend_is_filtered_beside_the_map(app):
    open_legend(app.frame)
    app.frame.locator("#filter-standings-confirmed").click()
    until(lambda: "32 of 54" in heading(app.page))
    until(lambda: facet(app.page, "Standing", "Contested").is_checked())
    assert not facet(app.page, "Standing", "Confirmed").is_checked()
    app.page.get_by_role("button", name="Reset filters").click()
    until(lambda: rows(app.frame) == 54)


def test_the_last_entry_that_is_switched_off_in_the_legend_leaves_nothing_and_says_so(app):
    open_legend(app.frame)
    entries = [
        f"#{entry.get_attribute('id')}" for entry in app.frame.locator("[id^=filter-standings-]").all()
    ]
    for entry in entries:
        app.frame.locator(entry).click()
    until(lambda: "0 of 54 incidents shown" in heading(app.page))
    app.page.wait_for_timeout(QUIET_MS)
    assert rows(app.frame) == 0
    assert "Every standing is switched off in the legend" in app.frame.locator(".panel").inner_text()
    notice = app.page.locator(".atlas-notice").inner_text()
    assert "Everything under “Standing” is switched off in the legend." in notice
    app.frame.locator(entries[0]).click()
    until(lambda: "22 of 54" in heading(app.page))
    app.frame.locator(entries[0]).click()
    until(lambda: "0 of 54 incidents shown" in heading(app.page))
    app.page.get_by_role("button", name="Reset filters").click()
    until(lambda: rows(app.frame) == 54)
    assert app.page.locator(".atlas-notice").count() == 0


def test_the_viewpoint_is_one_for_map_and_table(app):
    open_legend(app.frame)
    app.frame.locator('input[name=viewpoint][value="de_facto"]').check()
    until(lambda: app.page.get_by_role("radio", name="de facto").is_checked())
    app.page.locator("[data-testid=stSidebar]").get_by_text("UN", exact=True).click()
    until(lambda: app.frame.locator('input[name=viewpoint][value="un"]').is_checked())


def test_messages_of_a_wrong_form_or_of_a_stranger_change_nothing(app):
    before = heading(app.page)
    app.frame.evaluate(
        """() => {
          const say = (message) => parent.postMessage(message, "*");
          say("text"); say(null); say({name: "other", selection: null});
          say({name: "energy-strike-map", selection: {type: "incident", id: "nowhere"}});
          say({name: "energy-strike-map", selection: {type: 7, id: []}});
          say({name: "energy-strike-map", filter: "all", viewpoint: {}});
          say({name: "energy-strike-map", filter: {kinds: "x".repeat(200000)}});
        }"""
    )
    app.page.evaluate(
        "postMessage({name: 'energy-strike-map', filter: {standings: ['denied'], kinds: ['fire']}}, '*')"
    )
    app.page.wait_for_timeout(QUIET_MS)
    assert heading(app.page) == before
    assert "Selected" not in line(app.page)
    assert rows(app.frame) == 54


def test_the_table_and_the_map_can_be_downloaded(app):
    app.page.locator("[data-testid=stDataFrame]").first.hover()
    app.page.get_by_role("button", name="Search: Measured incidents").wait_for()
    assert not app.page.get_by_role("button", name="Download as CSV").is_visible()
    for label, beginning in (
        ("Table as CSV", b"\xef\xbb\xbfid,title"),
        ("Map as one HTML file", b"<!DOCTYPE html>"),
    ):
        with app.page.expect_download(timeout=READY_MS) as started:
            app.page.get_by_role("button", name=label).click()
        assert started.value.path().read_bytes().startswith(beginning)


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone_the_map_comes_first_and_the_table_below(visit, address, dark):
    seen = visit(address, allow=(address, address.replace("http", "ws")), width=390, height=844, dark=dark)
    drawn(seen.page)
    frame = seen.page.locator("iframe[title=Map]").bounding_box()
    table = seen.page.locator("[data-testid=stDataFrame]").first.bounding_box()
    assert frame["width"] > 360
    assert frame["height"] > 500
    assert table["y"] > frame["y"] + frame["height"]
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert seen.problems == []
