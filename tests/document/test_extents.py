"""What is drawn around a facility: its location error and the line to the border, against GeographicLib."""

import pytest
from geographiclib.geodesic import Geodesic

pytestmark = pytest.mark.browser

FACILITY = "cpc-kropotkinskaya-ps"
DRAWN = """(name) => {
  const found = [];
  map_atlas.eachLayer((layer) => {
    if (layer.options.className?.includes(name)) found.push(layer.getLatLngs().flat().map(({ lat, lng }) => [lat, lng]));
  });
  return found;
}"""  # noqa: E501


@pytest.fixture
def page(visit, exported):
    seen = visit(f"{exported.as_uri()}#v=1&sel=facility:{FACILITY}", allow=exported.as_uri())
    seen.page.wait_for_selector('html[data-ready="true"]')
    seen.page.locator(".line-label").wait_for(state="attached")
    yield seen.page
    assert seen.problems == []


def metres(start, end):
    return Geodesic.WGS84.Inverse(*start, *end)["s12"]


def test_the_error_and_the_line_of_a_facility_are_those_that_were_measured(page, analysis):
    facilities = analysis.dataset.facilities
    row = facilities.index[facilities["id"] == FACILITY][0]
    place = facilities.geometry[row].y, facilities.geometry[row].x
    (disc,) = page.evaluate(DRAWN, "disc-facility")
    error_m = facilities["uncertainty_m"][row]
    assert all(abs(metres(place, vertex) - error_m) < 1e-3 for vertex in disc)
    measured = analysis.facilities["un"].iloc[row]
    (line,) = page.evaluate(DRAWN, "measured-border")
    assert metres(line[0], place) < 1
    assert metres(line[-1], (measured["border_lat"], measured["border_lon"])) < 1
    assert sum(map(metres, line[:-1], line[1:])) == pytest.approx(measured["border_m"], abs=2)


def test_they_go_with_the_selection(page):
    page.evaluate("atlas.state.set({selection: null})")
    assert page.evaluate(DRAWN, "disc-facility") == []
    assert page.evaluate(DRAWN, "measured-border") == []
