"""The search field in a real Chromium: by keyboard, to a selection, to a filter, literally."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visit, exported):
    seen = visit(exported.as_uri())
    seen.page.wait_for_selector('html[data-ready="true"]')
    yield seen.page
    assert seen.problems == []


def test_results_are_a_listbox_that_arrow_keys_walk_through(page):
    field = page.locator("input[type=search]")
    field.fill("orenburg")
    assert field.get_attribute("aria-expanded") == "true"
    assert page.locator(".search-list [role=group]").count() == 2
    first = field.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    second = field.get_attribute("aria-activedescendant")
    assert first != second
    assert page.locator(f"#{second}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".search-results").is_hidden()


def test_enter_selects_what_is_marked(page):
    page.fill("input[type=search]", "intercepted 7 km from kropotkinskaya")
    page.keyboard.press("Enter")
    selection = page.evaluate("atlas.state.get().selection")
    assert selection["type"] == "incident"
    assert page.evaluate("(row) => atlas.incidents.peek(row).id", selection["row"]) == selection["id"]


def test_a_text_becomes_a_filter_that_a_chip_takes_off(page):
    page.fill("input[type=search]", "novorossiysk")
    shown = page.locator(".search-filter").inner_text()
    page.locator(".search-filter").click()
    assert page.evaluate("atlas.state.get().filter.text") == "novorossiysk"
    left = page.evaluate("atlas.incidents.shown")
    assert 0 < left < 54
    assert f" {left} " in shown
    assert f"{left} incidents" in page.locator(".chip").inner_text()
    page.click(".chip-clear")
    assert page.evaluate("atlas.incidents.shown") == 54
    assert page.locator(".chip").is_hidden()


def test_a_text_that_the_state_is_given_filters_as_well(page):
    page.evaluate(
        "atlas.state.set({filter: {...atlas.state.get().filter, text: '<img src=x onerror=alert(1)>'}})"
    )
    assert page.evaluate("atlas.incidents.shown") == 0
    assert "<img src=x onerror=alert(1)>" in page.locator(".chip").inner_text()
    assert page.locator("img").count() == 0


def test_what_is_not_found_says_what_to_try(page):
    page.fill("input[type=search]", "zzzz {{ 7*7 }}")
    told = page.locator(".search-results").inner_text()
    assert "Nothing is named like “zzzz {{ 7*7 }}”" in told
