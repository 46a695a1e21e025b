"""The plain page: what is read where no script runs, and where the map cannot be drawn."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from playwright.sync_api import expect

from geodata.analysis import analyse
from geodata.query import Query
from geodata.stores.folder import open_dataset
from mapapp.contents import contents_of
from mapapp.document import render
from mapapp.exporters.html import export_html
from mapapp.plain import ROOM, plain_page
from mapapp.view import View
from tests.builders import CLAIM, SOURCE, collection, make_dataset
from tests.hostile import HOSTILE, hostile_sample

TOO_OLD = "This browser is too old"
NOT_RUN = "Object.defineProperty(window, 'mapDocument', { get() {}, set() {} });"
NO_SCRIPTS = "Allow scripts for this page"


def plain(dataset, query=None):
    return plain_page(contents_of(View(analyse(dataset), query or Query())))


def many(count):
    """A dataset of so many incidents, the last one the latest."""
    days = [f"2025-{1 + i % 12:02}-{1 + i % 28:02}" for i in range(count)]
    return make_dataset(
        incidents=[
            {"id": f"i{i}", "title": f"Incident number {i} " + "x" * 300, "start": days[i]}
            for i in range(count)
        ]
    )


def test_the_bundled_incidents_all_stand_in_it_within_its_room(sample):
    page = plain(sample)
    assert page.count("<tr>") == 1 + 54
    assert len(page.encode()) < ROOM + 10_000
    for text in (
        sample.metadata.title,
        sample.digest,
        sample.metadata.licence,
        "54 incidents, latest first.",
    ):
        assert text in page


def test_of_many_incidents_the_latest_stand_in_it_as_far_as_they_fit():
    page = plain(many(400))
    rows = page.count("<tr>") - 1
    assert 50 < rows < 200
    assert f"The latest {rows} of 400 incidents. To see the others, allow the scripts" in page
    assert len(page.encode()) < ROOM + 2_000
    dates = re.findall(r"<tr><td>([^<]*)</td>", page)
    assert dates == sorted(dates, reverse=True)


def test_an_incident_that_does_not_fit_leaves_a_sentence():
    dataset = make_dataset(incidents=[{"id": "i", "title": "x" * ROOM}])
    assert "This map is about 1 incident. To see them, allow its scripts." in plain(dataset)


def test_a_dataset_without_incidents_says_so(sample):
    empty = replace(sample, incidents=sample.incidents.iloc[:0], claims=sample.claims.iloc[:0])
    assert "This dataset holds no incidents." in plain(empty)


def test_the_filter_of_an_export_is_that_of_the_table(sample):
    page = plain(sample, Query(start="2025-12"))
    rows = page.count("<tr>") - 1
    assert 0 < rows < 54
    assert f"{rows} of 54 incidents, latest first." in page


def test_claims_are_counted_by_what_they_say():
    stances = ("asserts", "confirms", "denies", "concern")
    claims = [{**CLAIM, "by": stance, "stance": stance} for stance in stances]
    dataset = make_dataset(incidents=[{"id": "i", "claims": claims}, {"id": "j"}], sources=[SOURCE])
    assert "2 say so, 1 denies it" in plain(dataset)
    assert "nobody is quoted" in plain(dataset)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//example.org", "http://[", "HTTPS:x", "no address"],
)
def test_an_address_that_is_not_of_the_web_is_no_link(address):
    source = {"id": "s1", "url": address, "publisher": "A & B"}
    page = plain(make_dataset(incidents=[{"id": "i", "claims": [CLAIM]}], sources=[source]))
    assert "<a " not in page
    assert "A &amp; B" in page


def test_a_text_that_no_file_can_hold_is_written_by_its_code():
    assert "<td>[U+D800]</td>" in plain(make_dataset(incidents=[{"id": "i\ud800", "title": "\ud800"}]))


class Names(HTMLParser):
    """The names of the elements and attributes of a page."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes = set(), set()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    return View(analyse(open_dataset(hostile_sample(tmp_path_factory.mktemp("hostile")))))


def test_no_template_and_no_markup_of_the_data_is_taken_for_the_pages_own(hostile):
    part = re.search(r"<noscript>(.*?)</noscript>", render(hostile), re.DOTALL)[1]
    assert "{{ 7*7 }}" in part
    seen = Names()
    seen.feed(part)
    assert seen.tags == {
        "section",
        "h1",
        "h2",
        "p",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "a",
        "ul",
        "li",
    }
    assert seen.attributes == {"class", "scope", "href", "rel"}


@pytest.mark.browser
def test_without_scripts_hostile_texts_are_read_literally_and_nothing_runs(hostile, visit, tmp_path):
    target = tmp_path / "hostile.html"
    export_html(hostile, target)
    seen = visit(target.as_uri(), scripts=False)
    page = seen.page
    assert page.locator(".plain-page tbody tr").count() > 10
    assert HOSTILE in page.locator(".plain-page h1").inner_text()
    assert all(HOSTILE in text for text in page.locator(".plain-page td:nth-child(2)").all_inner_texts())
    assert page.locator("img, iframe, .plain-page script, .plain-page style").count() == 0
    for link in page.locator(".plain-page a").all():
        assert link.get_attribute("href").startswith("http")
        assert link.get_attribute("rel") == "noopener noreferrer"
    assert seen.problems == []
    assert seen.requests == [target.as_uri()]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
@pytest.mark.parametrize("dark", [False, True])
def test_without_scripts_the_incidents_are_a_table_that_can_be_read(visit, exported, width, height, dark):
    page = visit(exported.as_uri(), width=width, height=height, dark=dark, scripts=False).page
    assert NO_SCRIPTS in page.locator(".plain-why").inner_text()
    expect(page.locator(".plain-page tbody tr")).to_have_count(54)
    last = page.locator(".plain-page li").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    box = page.locator(".plain-page").bounding_box()
    assert box["width"] <= width
    assert page.locator(".plain-page tbody tr").first.bounding_box()["width"] <= width


@pytest.mark.browser
@pytest.mark.parametrize(
    "lacks",
    [
        "delete window.DecompressionStream",
        "delete Array.prototype.toSorted",
        f"delete Array.prototype.toSorted; {NOT_RUN}",
    ],
    ids=["unpacking", "sorting", "reading the scripts"],
)
def test_an_old_browser_is_told_to_be_one_and_has_the_table(visit, exported, lacks):
    page = visit(exported.as_uri(), before=lacks).page
    page.wait_for_selector('html[data-ready="failed"]')
    said = page.locator(".failure").inner_text()
    assert "The map could not be drawn." in said
    assert TOO_OLD in said
    assert "2023 or later" in said
    expect(page.locator(".plain-page tbody tr")).to_have_count(54)
    assert NO_SCRIPTS not in page.locator("body").inner_text()


@pytest.mark.browser
def test_scripts_that_are_kept_from_running_are_said_to_be_and_the_table_is_there(visit, exported):
    page = visit(exported.as_uri(), before=NOT_RUN).page
    page.wait_for_selector('html[data-ready="failed"]')
    said = page.locator(".failure").inner_text()
    assert "The page's scripts did not run: an extension or a setting of this browser forbids them" in said
    assert TOO_OLD not in said
    expect(page.locator(".plain-page tbody tr")).to_have_count(54)


@pytest.mark.browser
def test_hostile_texts_are_read_literally_where_the_map_cannot_be_drawn(hostile, visit, tmp_path):
    target = tmp_path / "hostile.html"
    export_html(hostile, target)
    seen = visit(target.as_uri(), before="delete window.DecompressionStream")
    seen.page.wait_for_selector('html[data-ready="failed"]')
    assert HOSTILE in seen.page.locator(".plain-page td:nth-child(2)").first.inner_text()
    assert seen.page.locator("img, .plain-page script").count() == 0
    assert seen.problems == []


def test_a_page_of_many_incidents_grows_by_no_more_than_its_room(tmp_path):
    file = tmp_path / "i.geojson"
    items = [{"id": f"i{i}", "title": "A fire was reported", "start": "2025-01-01"} for i in range(3000)]
    file.write_text(json.dumps(collection(*items)), encoding="utf-8")
    page = plain(open_dataset(incidents=file))
    assert page.count("<tr>") - 1 == 200
    assert len(page.encode()) < ROOM
