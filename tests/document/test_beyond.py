"""Pages that do not hold every incident, in Chromium: what they draw, what they say, where they lead."""

import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geodata.analysis import analyse
from geodata.query import Query
from mapapp.blocks import blocks_in, decode_block, encode_block
from mapapp.exporters.html import export_html
from mapapp.exporters.parts import export_parts
from mapapp.payload import density, selection
from mapapp.view import View
from tests.builders import feature, make_dataset

pytestmark = pytest.mark.browser

READY = 'html[data-ready="true"]'


@pytest.fixture
def few(monkeypatch):
    lower_limits(monkeypatch)


def lower_limits(monkeypatch):
    """A page holds twenty incidents at most, and counts are in squares of some hundred kilometres."""
    monkeypatch.setattr(selection, "MOST", 20)
    monkeypatch.setattr(density, "MOST_ROWS", 25)
    monkeypatch.setattr(density, "_COARSEST_BY_MONTH", 0)


@pytest.fixture
def opened(visit, tmp_path, few):
    """Export a view and open its page; at the end it must have asked for nothing and said nothing."""
    visits = []

    def go(analysis, query=None, **size):
        target = tmp_path / "map.html"
        export_html(View(analysis, query or Query()), target)
        seen = visit(target.as_uri(), **size)
        visits.append((seen, target.as_uri()))
        seen.page.wait_for_selector(READY)
        return seen.page

    yield go
    for seen, address in visits:
        assert seen.problems == []
        assert seen.requests == [address]


def legend(page):
    return page.locator(".layer-card .legend", has=page.locator("#density-count"))


def test_hexagons_count_all_incidents_and_say_what_they_follow(opened, analysis):
    page = opened(analysis)
    expect(legend(page)).to_contain_text("All 54 incidents of the dataset are counted.")
    expect(legend(page)).to_contain_text("Of the filters, hexagons follow the dates alone.")
    expect(legend(page)).to_contain_text("as small as the counts allow")
    before = legend(page).locator(".density-class").all_inner_texts()
    page.click("#filter-kinds-uav_strike")
    assert legend(page).locator(".density-class").all_inner_texts() == before
    page.evaluate(
        "atlas.state.set({filter: {...atlas.state.get().filter, from: '2025-02-17', to: '2025-03-03'}})"
    )
    expect(legend(page)).to_contain_text("by whole months: February – March 2025")
    expect(legend(page).locator(".density-class").last).not_to_have_text(before[-1])
    page.evaluate(
        "atlas.state.set({filter: {...atlas.state.get().filter, from: '2031-01-01', to: '2031-02-01'}})"
    )
    expect(legend(page)).to_contain_text("No incident lies in view.")


def placed(*starts, geometry=True):
    rows = [
        {"id": f"i{row}", "title": "x", **({"start": start} if start else {})}
        for row, start in enumerate(starts)
    ]
    return analyse(
        make_dataset(incidents=[feature(row, **({} if geometry else {"geometry": None})) for row in rows])
    )


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: placed(*["2025-02-17"] * 30), "All 30 incidents of the dataset are counted."),
        (lambda: placed(*[None] * 30), "All 30 incidents of the dataset are counted."),
        (
            lambda: placed(*["2025-02"] * 30, geometry=False),
            "Counted are the 0 of the dataset's 30 incidents that have a place.",
        ),
    ],
    ids=["at one place", "without dates", "without places"],
)
def test_whatever_the_incidents_state_the_page_opens_and_counts_them(made, said, opened):
    page = opened(made())
    expect(legend(page)).to_contain_text(said)
    page.evaluate("atlas.state.set({density: 'per-year'})")
    expect(legend(page)).to_contain_text("a year")


def test_the_page_says_wherever_it_counts_what_it_holds(opened, analysis):
    page = opened(analysis)
    held = "20 of 54 incidents are in this file: the latest. Hexagons count all of them."
    assert page.locator(".holding").inner_text() == held
    assert page.locator(".counts").inner_text().startswith("20 incidents in this file")
    expect(page.locator(".timeline-shown")).to_have_text("20 incidents in this file")
    expect(page.locator(".timeline-caption")).to_contain_text("all incidents, in this file or not")
    page.click("text=Table")
    expect(page.locator(".table-counts")).to_have_text("20 incidents in this file")
    page.keyboard.press("Escape")
    page.click(".menu > button")
    page.click('.menu-entry:has-text("Cite this view")')
    citation = page.locator(".dialog textarea").input_value()
    assert f"All incidents of this file. Shown: 20 incidents in this file. {held}" in citation
    page.keyboard.press("Escape")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert held in page.locator(".print-head").inner_text()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.fill("input[type=search]", "no such thing")
    expect(page.locator(".search-told")).to_contain_text("Nothing in this file is named like")


def test_the_strip_of_time_reaches_over_all_incidents(opened, analysis):
    page = opened(analysis)
    page.wait_for_selector(".timeline-caption .is-pale")
    box = page.locator(".timeline-field").bounding_box()
    page.mouse.move(box["x"] + 0.12 * box["width"], box["y"] + 10)
    expect(page.locator(".timeline-tip")).to_contain_text("February 2025")
    expect(page.locator(".timeline-tip")).to_contain_text("5 in the dataset; in this file:")
    expect(page.locator(".timeline-tip")).to_contain_text("No incident")


def test_an_incident_that_is_not_in_the_file_is_said_to_be_elsewhere(opened, analysis):
    earliest = analysis.dataset.incidents.sort_values("start")["id"].iloc[0]
    page = opened(analysis)
    page.evaluate(f"atlas.state.set({{selection: {{type: 'incident', id: {earliest!r}}}}})")
    expect(page.locator(".panel h2")).to_have_text("Not in this file")
    expect(page.locator(".panel .empty")).to_contain_text("20 of 54 incidents are in this file")


def test_a_filter_of_the_export_is_named(opened, analysis):
    page = opened(analysis, Query(start="2025-12"))
    said = "5 of 54 incidents are in this file: those that the filter of the export leaves."
    expect(page.locator(".holding")).to_contain_text(said)
    page = opened(analysis, Query(start="2031"))
    expect(page.locator(".holding")).to_contain_text("0 of 54 incidents are in this file")


@pytest.fixture(scope="module")
def written(analysis, tmp_path_factory):
    target = tmp_path_factory.mktemp("parts") / "map"
    with pytest.MonkeyPatch.context() as patch:
        lower_limits(patch)
        export_parts(View(analysis), target)
    return target


@pytest.fixture
def folder(written, tmp_path):
    """A folder of its own for each test."""
    return Path(shutil.copytree(written, tmp_path / "map"))


def test_the_index_counts_all_over_time_and_links_to_every_part(visit, folder):
    index = (folder / "index.html").as_uri()
    seen = visit(index, allow=folder.as_uri())
    page = seen.page
    page.wait_for_selector(READY)
    assert page.locator(".counts").inner_text().startswith("54 incidents")
    expect(page.locator(".timeline-shown")).to_have_text("54 incidents")
    links = page.locator(".part-list a")
    files = {file.name for file in folder.iterdir()} - {"index.html"}
    assert {link.get_attribute("href") for link in links.all()} == files
    page.evaluate(
        "atlas.state.set({filter: {...atlas.state.get().filter, from: '2025-02-01', to: '2025-03-31'}})"
    )
    expect(page.locator(".timeline-shown")).to_have_text("10 of 54 incidents")
    entries = page.locator(".menu-entry").all_inner_texts()
    assert not [one for one in entries if "radius" in one or "Compare" in one]
    assert seen.problems == []
    assert seen.requests == [index]


def test_a_part_opens_where_the_index_looked_and_leads_to_the_others(visit, folder):
    seen = visit((folder / "index.html").as_uri(), allow=folder.as_uri())
    page = seen.page
    page.wait_for_selector(READY)
    page.evaluate("map_atlas.setView([47, 41], 6.5, {animate: false})")
    page.click('.part-list a:text-is("March 2025")')
    page.wait_for_url("**/2025-03.html#v=1&at=47,41,6.5")
    page.wait_for_selector(READY)
    expect(page.locator(".holding")).to_have_text("5 of 54 incidents are in this file: those of March 2025.")
    expect(page.locator(".panel .row")).to_have_count(5)
    assert page.evaluate("map_atlas.getZoom()") == 6.5
    page.click("summary:has-text('Other parts')")
    assert page.locator(".part-list [aria-current=page]").inner_text() == "March 2025"
    page.click("text=All parts together, counted in hexagons")
    page.wait_for_url("**/index.html#v=1&at=47,41,6.5")
    page.wait_for_selector(READY)
    assert seen.problems == []
    assert not [address for address in seen.requests if not address.startswith(folder.as_uri())]


@pytest.mark.parametrize("file", ["javascript:alert(1)", "https://example.org/2022.html", "../2022.html"])
def test_a_part_of_another_name_is_no_link(visit, folder, file):
    index = folder / "index.html"
    page = index.read_text(encoding="utf-8")
    text = blocks_in(page)["document"]
    about = decode_block(text)
    about["holds"]["parts"][0]["file"] = file
    index.write_text(page.replace(text, encode_block(about)), encoding="utf-8")
    seen = visit(index.as_uri())
    seen.page.wait_for_selector(READY)
    entries = seen.page.locator(".part-list li")
    expect(entries.first).to_contain_text("January 2025")
    assert entries.first.locator("a").count() == 0
    assert entries.nth(1).locator("a").count() == 1


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_nothing_of_the_index_runs_over_the_edge(visit, folder, width, height):
    seen = visit((folder / "index.html").as_uri(), width=width, height=height)
    seen.page.wait_for_selector(READY)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    over = "(box) => box.scrollWidth > box.clientWidth"
    assert not seen.page.locator(".panel-body").evaluate(over)


@pytest.fixture
def slowly(folder):
    """A server that stops in the middle of the counts until the page says that it is drawn."""
    page = (folder / "index.html").read_bytes()
    begin = page.index(b'data-block="density"') + 100
    # Base64 may have spaces in it; a browser hands over what it has of a text once that is long.
    middle = begin + 400_000
    page = page[:begin] + b" " * 500_000 + page[begin:]
    is_drawn = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page[:middle])
            self.wfile.flush()
            is_drawn.wait(20)
            self.wfile.write(page[middle:])

        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", is_drawn
        server.shutdown()


def test_counts_of_which_only_a_part_has_arrived_are_waited_for(chromium, slowly):
    address, is_drawn = slowly
    page = chromium.new_page()
    try:
        page.goto(address, wait_until="commit")
        page.wait_for_selector(READY)
        page.wait_for_timeout(500)
        is_drawn.set()
        expect(legend(page).locator(".density-class").first).to_be_visible()
        expect(page.locator(".notice")).to_be_hidden()
    finally:
        page.close()
