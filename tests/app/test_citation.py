"""The citation: in the words of the map document."""

import datetime as dt
import json
import re

import pytest

from geodata.query import Query
from mapapp.citation import cite
from mapapp.view import View

QUERIES = [
    Query(),
    Query(start="2025-08-01", kinds=("uav_strike", "fire"), text="druzhba"),
    Query(end="2025-05-31", standings=("contested",), affected=("KZ", "HU"), viewpoint="de_facto"),
    Query(start="2025-02-17", end="2025-02-17", countries=("RU",), facility_groups=("pipeline",)),
]


@pytest.mark.browser
@pytest.mark.parametrize("query", QUERIES)
def test_the_document_cites_in_the_same_words(visit, exported, analysis, query):
    page = visit(exported.as_uri()).page
    page.wait_for_selector('html[data-ready="true"]')
    state = {"filter": query.to_filter(), "viewpoint": query.viewpoint}
    page.evaluate("(state) => atlas.state.set(state)", json.loads(json.dumps(state)))
    page.click(".menu > button")
    page.click('.menu-entry:has-text("Cite this view")')
    said = page.locator("dialog[open] textarea").input_value()
    ours = cite(View(analysis, query), accessed=dt.date(2025, 1, 2))
    without_day = [re.sub(r"Accessed .*", "", text).strip() for text in (said, ours)]
    assert without_day[0] == without_day[1]
    assert ours.endswith("Accessed 2 January 2025.")
