"""Who is asked twice at once, and answers late: what a reader did last is not undone by what ran before."""

import pytest

from tests.app.test_browser import drawn, facet, heading, open_legend, rows, until

pytestmark = pytest.mark.browser

STATES = """() => {
  window.states = [];
  atlas.state.watch(["filter"], ({ filter }) => window.states.push(JSON.stringify(filter.standings)));
}"""


@pytest.fixture
def page(visit, address):
    seen = visit(address, allow=(address, address.replace("http", "ws")))
    yield seen.page
    assert seen.problems == []


def test_choices_that_follow_fast_all_count_and_none_is_undone(page):
    frame = drawn(page)
    frame.evaluate(STATES)
    names = ("Contested", "Single source", "Confirmed")
    for name in names:
        facet(page, "Standing", name).check()
    until(lambda: "41 of 54 incidents shown" in heading(page))
    page.wait_for_timeout(1500)
    assert rows(frame) == 41
    assert all(facet(page, "Standing", name).is_checked() for name in names)
    lengths = [0 if state == "null" else state.count('"') // 2 for state in frame.evaluate("window.states")]
    assert lengths == sorted(lengths)


def test_what_is_chosen_is_on_the_map_before_the_app_has_heard(page):
    frame = drawn(page)
    page.evaluate("() => { window.setTimeout = () => 0; }")  # nothing is told any more
    facet(page, "Standing", "Contested").check()
    until(lambda: rows(frame) == 4)
    assert "54 of 54" in heading(page)


def test_a_filter_and_a_selection_of_one_moment_both_arrive(page):
    frame = drawn(page)
    frame.evaluate(
        """() => {
          atlas.state.set({filter: {...atlas.state.get().filter, standings: ["contested"]}});
          atlas.state.set({selection: {type: "facility", id: "cpc-kropotkinskaya-ps"}});
        }"""
    )
    until(lambda: "4 of 54 incidents shown" in heading(page))
    until(lambda: "Selected on the map: Kropotkinskaya" in page.locator(".stMain").inner_text())


def test_the_legend_and_the_lists_say_the_same(page):
    frame = drawn(page)
    facet(page, "Standing", "Contested").check()
    open_legend(frame)
    until(lambda: frame.locator("#filter-standings-confirmed").get_attribute("aria-pressed") == "false")
    assert frame.locator("#filter-standings-contested").get_attribute("aria-pressed") == "true"
    frame.evaluate("atlas.state.set({filter: {...atlas.state.get().filter, standings: null}})")
    until(lambda: not facet(page, "Standing", "Contested").is_checked())
    until(lambda: "54 of 54" in heading(page))


def test_the_lists_are_reached_and_changed_by_keyboard(page):
    frame = drawn(page)
    page.get_by_role("textbox", name="Words").focus()
    focused = "document.activeElement.shadowRoot?.activeElement ?? document.activeElement"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate(f"({focused}).value") == "uav_strike":
            break
    page.keyboard.press("Space")
    until(lambda: rows(frame) == 35)
    page.keyboard.press("Space")
    until(lambda: rows(frame) == 54)


LEAVE = """
  const link = [...document.querySelectorAll("a[href]")].find((one) => one.textContent.trim() === "Claims");
  link.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, composed: true }));
  await new Promise((resolve) => setTimeout(resolve, 10));
  link.click();
"""


def test_a_choice_in_a_list_and_a_click_on_another_page_of_one_moment_both_count(page):
    drawn(page)
    choice = facet(page, "Standing", "Contested").element_handle()
    page.evaluate(f"async (choice) => {{ choice.click(); {LEAVE} }}", choice)
    page.locator(".stTabs").wait_for()
    page.wait_for_timeout(500)
    assert page.url.split("?")[0].endswith("/claims")
    assert facet(page, "Standing", "Contested").is_checked()


def test_a_click_in_the_map_and_one_on_another_page_of_one_moment_end_on_that_page(page):
    frame = drawn(page)
    told = "new Promise((resolve) => addEventListener('message', ({ data }) => data?.selection && resolve()))"
    page.evaluate(f"() => {{ window.told = {told}; }}")
    frame.evaluate("atlas.state.set({selection: {type: 'facility', id: 'cpc-kropotkinskaya-ps'}})")
    page.evaluate(f"async () => {{ await window.told; {LEAVE} }}")
    page.locator(".stTabs").wait_for()
    page.wait_for_timeout(500)
    assert page.url.split("?")[0].endswith("/claims")
