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


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["wide", "phone"])
def test_no_page_has_a_serious_violation(visit, address, axe, size):  # noqa: F811
    page = visit(address, allow=(address, address.replace("http", "ws")), width=size[0], height=size[1]).page
    drawn(page)
    page.evaluate(axe)
    found = {}
    for name, one in PAGES.items():
        if name != "map":
            opener = page.get_by_test_id("stExpandSidebarButton")
            if size[0] < 500 and opener.is_visible():
                opener.click()
            turn_to(page, one.title)
            page.locator(".atlas-heading, .atlas-subheading, .stTabs, .stDataFrame").first.wait_for()
            page.wait_for_timeout(1200)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(300)
            found[name, scheme] = page.evaluate(FOUND, None if scheme == "light" else OF_THEMES)
        page.emulate_media(color_scheme="light")
    assert {where: those for where, those in found.items() if those} == {}
