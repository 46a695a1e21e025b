"""The radius tool: its count against an independent one, its list, and how it is set and ended."""

import pytest
from geographiclib.geodesic import Geodesic

pytestmark = pytest.mark.browser


@pytest.fixture
def at(visit, exported):
    """Open the bundled map at a link."""

    def go(hash_="", **size):
        seen = visit(exported.as_uri() + hash_, allow=exported.as_uri(), **size)
        seen.page.wait_for_selector('html[data-ready="true"]')
        return seen

    return go


def distances_km(sample, lat, lon):
    """Distances to all incidents that have a point, by GeographicLib."""
    points = [point for point in sample.incidents.geometry if point is not None and not point.is_empty]
    return [Geodesic.WGS84.Inverse(lat, lon, point.y, point.x)["s12"] / 1000 for point in points]


@pytest.mark.parametrize(("lat", "lon", "km"), [(45.4372, 40.5704, 300), (47, 40, 500), (52, 24, 150)])
def test_the_count_is_that_of_an_independent_library(at, sample, lat, lon, km):
    page = at(f"#v=1&radius={lat},{lon},{km}").page
    inside = [distance for distance in distances_km(sample, lat, lon) if distance <= km]
    assert page.locator(".radius-count strong").inner_text() == str(len(inside))


def test_a_facility_is_counted_around_from_its_page(at, sample):
    seen = at("#v=1&sel=facility:cpc-kropotkinskaya-ps")
    page = seen.page
    facility = sample.facilities.set_index("id").loc["cpc-kropotkinskaya-ps"]
    page.click('.panel button:has-text("Count around it")')
    assert facility["name"] in page.locator(".radius-place").inner_text()
    page.fill('.radius-size input[type="number"]', "250")
    page.wait_for_url("**radius=*,250,cpc-kropotkinskaya-ps*")
    assert page.locator('.radius-size input[type="range"]').input_value() == "250"
    page.locator(".radius-result .row").first.wait_for()
    assert " km" in page.locator(".radius-result .row").first.inner_text()
    page.focus(".radius-result .row >> nth=0")
    page.keyboard.press("Escape")
    assert page.locator(".radius-result").is_hidden()
    assert seen.problems == []


def test_a_point_is_picked_by_keyboard_and_cleared_by_escape(at):
    page = at("#v=1&at=47,40,6").page
    page.click(".menu > button")
    page.click('.menu-entry:has-text("Count within a radius")')
    page.keyboard.press("Enter")
    radius = page.evaluate("atlas.state.get().radius")
    assert (round(radius["lat"], 2), round(radius["lon"], 2), radius["km"]) == (47, 40, 100)
    page.keyboard.press("Escape")
    assert page.evaluate("atlas.state.get().radius") is None


def test_the_filter_is_counted_within(at):
    page = at("#v=1&radius=47,40,500").page
    every = int(page.locator(".radius-count strong").inner_text())
    page.evaluate("atlas.state.set({filter: {...atlas.state.get().filter, from: '2025-11-01'}})")
    some = int(page.locator(".radius-count strong").inner_text())
    assert 0 < some < every


def test_the_hint_says_that_only_reports_are_counted(at):
    page = at("#v=1&radius=47,40,100").page
    assert "Counts what was reported, looking back" in page.locator(".tool-card:visible").inner_text()
