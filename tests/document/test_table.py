"""The table in a real Chromium: by keyboard, sorted, selected both ways, saved as CSV."""

import csv
import io

import pytest

from geodata.analysis import analyse
from mapapp.document import render
from mapapp.exporters.html import export_html
from mapapp.table import incident_table, to_csv
from mapapp.view import View
from tests.exporters.handing import with_secrets

pytestmark = pytest.mark.browser

ROW = ".table-space .table-row"


@pytest.fixture
def page(visit, exported):
    seen = visit(exported.as_uri())
    seen.page.wait_for_selector('html[data-ready="true"]')
    seen.page.keyboard.press("t")
    seen.page.wait_for_selector(ROW)
    yield seen.page
    assert seen.problems == []


def cells(page, name):
    return page.locator(f"{ROW} .cell-{name}").all_inner_texts()


def test_the_key_t_opens_and_closes_the_table_and_the_focus_comes_back(page):
    assert page.locator("[role=grid]").get_attribute("aria-rowcount") == "55"
    assert page.evaluate("document.activeElement.getAttribute('role')") == "gridcell"
    page.keyboard.press("Escape")
    assert page.locator(".table").is_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Table"


def test_keys_walk_through_rows_and_cells(page):
    def at():
        return page.evaluate(
            "[document.activeElement.parentElement.ariaRowIndex, document.activeElement.ariaColIndex]"
        )

    assert at() == ["2", "1"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert at() == ["3", "2"]
    page.keyboard.press("End")
    assert at() == ["3", "7"]
    page.keyboard.press("Control+End")
    assert at() == ["55", "7"]
    page.keyboard.press("Control+Home")
    assert at() == ["2", "1"]
    page.keyboard.press("PageDown")
    assert int(at()[0]) > 10
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowUp")
    assert at() == ["1", "1"]


def test_a_heading_sorts_and_sorts_the_other_way(page):
    page.locator("[role=columnheader].cell-title").click()
    heading = page.locator("[role=columnheader].cell-title")
    assert heading.get_attribute("aria-sort") == "ascending"
    titles = [title.lower() for title in cells(page, "title")]
    assert titles == sorted(titles)
    heading.focus()
    page.keyboard.press("Enter")
    assert heading.get_attribute("aria-sort") == "descending"
    titles = [title.lower() for title in cells(page, "title")]
    assert titles == sorted(titles, reverse=True)


def test_a_row_selects_on_the_map_and_the_map_marks_a_row(page):
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    title = cells(page, "title")[1]
    assert page.locator(".panel h2").inner_text() == title
    assert page.locator(f"{ROW}[aria-selected=true] .cell-title").inner_text() == title
    page.evaluate("atlas.state.set({selection: {type: 'incident', id: 'andreapol-2025-02-13'}})")
    page.wait_for_function(
        "() => document.querySelector('.table-row[aria-selected=true]')?.textContent.includes('Andreapol')"
    )
    assert page.locator(f"{ROW}[aria-selected=true]").count() == 1


def test_the_file_holds_what_the_apps_file_holds(page, analysis):
    with page.expect_download() as download:
        page.click(".table-tools >> text=CSV")
    text = download.value.path().read_bytes().decode("utf-8")
    assert text.startswith("\ufeffid,title,date")
    rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    view = View(analysis)
    app = to_csv(incident_table(view), viewpoint="un").decode("utf-8-sig")
    expected = {row["id"]: row for row in csv.DictReader(io.StringIO(app, newline=""))}
    assert len(rows) == len(expected) == 54
    for row in rows:
        for name, value in expected[row["id"]].items():
            if name.endswith(("_m", "_min", "_max")):
                assert (row[name] == "") == (value == "")
                assert value == "" or abs(float(row[name]) - float(value)) < 0.001
            else:
                assert row[name] == value, (row["id"], name)


def test_a_filter_that_leaves_nothing_says_how_to_go_on(page):
    page.evaluate("atlas.state.set({filter: {...atlas.state.get().filter, from: '2040-01-01'}})")
    page.wait_for_selector(".table-empty:visible")
    page.click(".table-empty >> text=Show all")
    page.wait_for_selector(ROW)
    assert page.locator(".table-counts").inner_text() == "54 incidents"


def test_a_phone_has_rows_of_two_lines_within_its_width(visit, exported):
    page = visit(exported.as_uri(), width=390, height=844).page
    page.wait_for_selector('html[data-ready="true"]')
    page.keyboard.press("t")
    page.wait_for_selector(ROW)
    assert page.locator(".table-grid.is-compact").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_may_not_be_passed_on_is_neither_copied_nor_saved(visit, tmp_path):
    """The app shows such rows; a file of the same dataset does not have them."""
    dataset = with_secrets()
    shown, handed_on = tmp_path / "app.html", tmp_path / "export.html"
    shown.write_text(render(View(analyse(dataset))), encoding="utf-8")
    export_html(View(analyse(dataset)), handed_on)
    for file, is_saved in ((shown, False), (handed_on, True)):
        page = visit(file.as_uri()).page
        page.wait_for_selector('html[data-ready="true"]')
        page.keyboard.press("t")
        page.wait_for_selector(ROW)
        saved = []
        page.on("download", lambda file, seen=saved: seen.append(file))
        page.click(".table-tools >> text=Copy all")
        page.click(".table-tools >> text=CSV")
        page.wait_for_function("document.querySelector('.table-status').innerText")
        told = page.locator(".table-status").inner_text()
        assert ("whose data may not be passed on" in told) is not is_saved
        assert bool(saved) is is_saved
