"""The app's pages as axe-core sees them: nothing serious in either theme, be it ours or Streamlit's."""

import pytest

from mapapp.app.pages import PAGES
from tests.app.test_browser import drawn
from tests.app.test_questions import turn_to
from tests.document.test_accessibility import OF_THEMES, axe  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser

FOUND = """async (rules) => {
  const options = { resultTypes: ["violations"], iframes: false, ...(rules && { runOnly: rules }) };
  const { violations } = await axe.run({ exclude: ["iframe"] }, options);
  const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  return serious.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => [id, target.join(" "), html]));
}"""


def pages(visit, address, script, *, width, height):
    """Turn to each page of the app in turn."""
    page = visit(address, allow=(address, address.replace("http", "ws")), width=width, height=height).page
    drawn(page)
    page.evaluate(script)
    for name, one in PAGES.items():
        if name != "map":
            opener = page.get_by_test_id("stExpandSidebarButton")
            if opener.is_visible():
                opener.click()
            turn_to(page, one.title)
            page.locator(".atlas-heading, .atlas-subheading, .stTabs, .stDataFrame").first.wait_for()
            page.wait_for_timeout(1000)
        yield name, page


def test_no_page_has_a_serious_violation(visit, address, axe):  # noqa: F811
    found = {}
    for name, page in pages(visit, address, axe, width=1440, height=900):
        found[name] = page.evaluate(FOUND)
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(300)
        found[name, "dark"] = page.evaluate(FOUND, OF_THEMES)
        page.emulate_media(color_scheme="light")
    assert {where: those for where, those in found.items() if those} == {}


def test_no_page_has_a_serious_violation_or_too_little_room_on_a_phone(visit, address, axe):  # noqa: F811
    found = {}
    for name, page in pages(visit, address, axe, width=390, height=844):
        found[name] = page.evaluate(FOUND)
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            found[name].append("is wider than the screen")
    assert {where: those for where, those in found.items() if those} == {}
