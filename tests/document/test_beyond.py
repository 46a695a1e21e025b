"""Pages that do not hold every incident, in Chromium: what they draw, what they say, where they lead."""

import pytest
from playwright.sync_api import expect

from geodata.analysis import analyse
from geodata.query import Query
from mapapp.exporters.html import export_html
from mapapp.payload import density, selection
from mapapp.view import View
from tests.builders import feature, make_dataset

pytestmark = pytest.mark.browser

READY = 'html[data-ready="true"]'


@pytest.fixture
def few(monkeypatch):
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
