"""The strip of time in a real Chromium: what is brushed, stepped and played is what the map shows."""

from dataclasses import replace

import pytest

from geodata.analysis import analyse
from mapapp.document import render
from mapapp.view import View

pytestmark = pytest.mark.browser

FIRST = "Range of time: first day"
LAST = "Range of time: last day"


@pytest.fixture
def open_map(visit, exported):
    """Open the exported map, drawn; at the end nothing must have gone wrong on it."""
    opened = []

    def go(**options):
        seen = visit(exported.as_uri(), **options)
        opened.append(seen)
        seen.page.wait_for_selector('html[data-ready="true"]')
        return seen.page

    yield go
    assert [problem for seen in opened for problem in seen.problems] == []


def dates(page):
    return tuple(page.evaluate("[atlas.state.get().filter.from, atlas.state.get().filter.to]"))


def set_dates(page, first, last):
    page.evaluate(
        "([from, to]) => atlas.state.set({ filter: { ...atlas.state.get().filter, from, to } })",
        [first, last],
    )


def field(page):
    return page.locator(".timeline-field").bounding_box()


def drag(page, start, end):
    """Drag across the bars, from one part of their width to another."""
    box = field(page)
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + start * box["width"], middle)
    page.mouse.down()
    page.mouse.move(box["x"] + end * box["width"], middle, steps=8)
    page.mouse.up()


def slider(page, name):
    return page.get_by_role("slider", name=name, exact=True)


def counts(page):
    return page.locator(".timeline-shown").inner_text()


def test_a_range_that_is_brushed_is_what_the_map_shows_and_a_double_click_clears_it(open_map):
    page = open_map()
    assert counts(page) == "54 incidents"
    drag(page, 0.6, 0.85)
    first, last = dates(page)
    assert first < last
    shown = page.evaluate("atlas.incidents.shown")
    assert 0 < shown < 54
    assert counts(page) == f"{shown} of 54 incidents"
    page.locator(".timeline-said:not(:empty)").wait_for()
    box = field(page)
    page.mouse.dblclick(box["x"] + 0.3 * box["width"], box["y"] + 20)
    assert dates(page) == (None, None)


def test_the_window_is_dragged_as_a_whole(open_map):
    page = open_map()
    set_dates(page, "2025-08-04", "2025-08-31")
    window = page.locator(".brush-first .brush-window").bounding_box()
    page.mouse.move(window["x"] + window["width"] / 2, window["y"] + 10)
    page.mouse.down()
    page.mouse.move(window["x"] - 200, window["y"] + 10, steps=8)
    page.mouse.up()
    first, last = dates(page)
    assert first < "2025-08-04"
    assert page.evaluate("([a, b]) => (Date.parse(b) - Date.parse(a)) / 864e5", [first, last]) == 27


def test_handles_are_moved_by_keys_and_escape_clears_the_range_only(open_map):
    page = open_map()
    page.evaluate("atlas.state.set({ selection: { type: 'facility', id: 'x' } })")
    first = slider(page, FIRST)
    first.focus()
    page.keyboard.press("ArrowRight")
    one = dates(page)[0]
    page.keyboard.press("Shift+ArrowRight")
    ten = dates(page)[0]
    assert page.evaluate("([a, b]) => (Date.parse(b) - Date.parse(a)) / 864e5", [one, ten]) == 70
    assert first.get_attribute("aria-valuenow") == "11"
    page.keyboard.press("Home")
    assert dates(page) == (None, None)
    slider(page, LAST).focus()
    page.keyboard.press("ArrowLeft")
    assert dates(page)[1] is not None
    page.keyboard.press("Escape")
    assert dates(page) == (None, None)
    assert page.evaluate("atlas.state.get().selection") is not None


def test_the_other_filters_change_the_bars_and_moving_the_map_draws_nothing_anew(open_map):
    page = open_map()
    page.evaluate(
        """() => {
          window.drawn = 0;
          const fill = CanvasRenderingContext2D.prototype.fillRect;
          CanvasRenderingContext2D.prototype.fillRect = function (...box) {
            if (this.canvas.className === "timeline-canvas") window.drawn += 1;
            fill.apply(this, box);
          };
        }"""
    )
    page.evaluate("map_atlas.setView([45, 40], 8, { animate: false })")
    set_dates(page, "2025-08-04", None)
    page.wait_for_timeout(100)
    assert page.evaluate("drawn") == 0
    page.evaluate("atlas.state.set({ filter: { ...atlas.state.get().filter, kinds: [] } })")
    assert page.evaluate("drawn") > 0
    assert page.locator(".timeline-canvas").get_attribute("aria-label").endswith("none is shown")


def test_playing_moves_the_range_to_the_end_and_stops_there(open_map):
    page = open_map()
    page.get_by_role("combobox", name="Pace of playing").select_option("fast")
    set_dates(page, "2025-10-06", "2025-11-02")
    page.get_by_role("button", name="Play", exact=True).click()
    page.locator(".timeline.is-playing").wait_for()
    page.locator(".timeline:not(.is-playing)").wait_for()
    first, last = dates(page)
    assert first > "2025-10-06"
    assert last is None
    page.get_by_role("button", name="Step back").click()
    assert dates(page)[1] is not None


def test_space_plays_and_pauses(open_map):
    page = open_map()
    slider(page, FIRST).focus()
    page.keyboard.press("Space")
    pause = page.get_by_role("button", name="Pause", exact=True)
    pause.wait_for()
    assert dates(page) != (None, None)
    page.keyboard.press("Space")
    pause.wait_for(state="detached")


@pytest.mark.parametrize(("motion", "glides"), [("no-preference", True), ("reduce", False)])
def test_the_range_glides_only_where_motion_is_welcome(open_map, motion, glides):
    page = open_map()
    page.emulate_media(reduced_motion=motion)
    page.get_by_role("button", name="Play", exact=True).click()
    page.locator(".timeline.is-playing").wait_for()
    moved = page.evaluate("getComputedStyle(document.querySelector('.brush-first')).transitionProperty")
    assert ("left" in moved) is glides


def test_on_a_phone_the_strip_is_folded_over_the_sheet_and_gives_way_to_an_open_one(open_map):
    page = open_map(width=390, height=844)
    strip, sheet = (page.locator(name).bounding_box() for name in (".timeline", ".panel"))
    assert strip["y"] + strip["height"] <= sheet["y"]
    assert strip["height"] <= 50
    page.get_by_role("button", name="Bars of the timeline").click()
    page.wait_for_timeout(100)
    assert page.locator(".timeline").bounding_box()["height"] <= 140
    drag(page, 0.5, 0.9)
    assert dates(page)[0] is not None
    beyond = "(all) => all.filter((one) => one.getBoundingClientRect().right > innerWidth).length"
    assert page.locator(".timeline *").evaluate_all(beyond) == 0
    page.evaluate("atlas.state.set({ selection: { type: 'facility', id: 'x' } })")
    assert page.locator(".timeline").is_hidden()


def test_it_folds_to_its_line(open_map):
    page = open_map()
    whole = page.locator(".timeline").bounding_box()["height"]
    fold = page.get_by_role("button", name="Bars of the timeline")
    fold.click()
    assert fold.get_attribute("aria-expanded") == "false"
    assert page.locator(".timeline").bounding_box()["height"] < whole / 2
    assert counts(page) == "54 incidents"


def test_a_second_range_is_drawn_and_moved_while_two_are_compared(open_map):
    page = open_map()
    second = slider(page, "Second range of time: first day")
    assert second.count() == 0
    page.evaluate("atlas.state.set({ compare: { from: '2025-03-03', to: '2025-04-06' } })")
    second.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("atlas.state.get().compare.from") == "2025-03-10"
    assert dates(page) == (None, None)


def test_a_bin_tells_its_dates_and_its_standings(open_map):
    page = open_map()
    box = field(page)
    page.mouse.move(box["x"] + 0.73 * box["width"], box["y"] + 20)
    tip = page.locator(".timeline-tip").inner_text()
    assert "2025" in tip
    assert "incident" in tip


def test_it_is_sharp_on_a_dense_screen(chromium, exported):
    context = chromium.new_context(viewport={"width": 1301, "height": 800}, device_scale_factor=1.5)
    page = context.new_page()
    page.goto(exported.as_uri())
    page.wait_for_selector('html[data-ready="true"]')
    page.wait_for_timeout(100)
    width, shown = page.evaluate(
        "(({ width, clientWidth }) => [width, clientWidth])(document.querySelector('.timeline-canvas'))"
    )
    context.close()
    assert abs(width - 1.5 * shown) <= 1


def strip_of(visit, tmp_path, dataset):
    """The strip's text, on the map of a dataset."""
    target = tmp_path / "map.html"
    target.write_text(render(View(analyse(dataset))), encoding="utf-8")
    seen = visit(target.as_uri())
    seen.page.wait_for_selector('html[data-ready="true"]')
    assert seen.problems == []
    return seen.page


def test_undated_incidents_are_named(visit, sample, tmp_path):
    incidents = sample.incidents.copy()
    incidents.loc[incidents.index[:3], ["start", "end"]] = None
    page = strip_of(visit, tmp_path, replace(sample, incidents=incidents))
    undated = page.locator(".timeline-undated")
    assert undated.inner_text() == "3 undated"
    set_dates(page, "2025-01-01", None)
    assert undated.inner_text() == "3 undated, hidden while a range is set"


def test_without_any_date_the_strip_says_so(visit, sample, tmp_path):
    incidents = sample.incidents.assign(start=None, end=None)
    page = strip_of(visit, tmp_path, replace(sample, incidents=incidents))
    assert "none with a date" in page.locator(".timeline").inner_text()
