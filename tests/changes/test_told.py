"""Differences as text, as JSON and as a page: what is told, and that no text of the data does anything."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from geodata.changes import compare
from mapapp.changed.page import as_page
from mapapp.changed.text import as_text
from mapapp.changed.versions import as_json, side_of
from tests.builders import CLAIM, PLACED, STATION, make_dataset
from tests.hostile import PAYLOADS
from tests.stores.datasets import datasets

DENIAL = {"by": "Ministry", "stance": "denies", "about": "event", "what": "no fire", "source": "s2"}
CAPACITY = {"value": 7, "unit": "Mt/a"}

OLD = {
    "dataset": {"title": "Strikes", "version": "1", "cautions": ["Places are towns."]},
    "facilities": [{**STATION, "capacity": CAPACITY}, {"id": "f2", "name": "Depot", "kind": "oil_depot"}],
    "incidents": [{**PLACED, "claims": [CLAIM]}],
}
NEW = {
    "dataset": {"title": "Strikes", "version": "2", "cautions": ["Places are towns.", "Ask first."]},
    "facilities": [{**STATION, "capacity": {**CAPACITY, "value": 8}}],
    "incidents": [{**PLACED, "title": "Fire at a station", "claims": [DENIAL, CLAIM]}],
}
TOLD = """\
description: 1 changed · facilities: 1 changed, 1 removed · incident: 1 changed · claim: 1 added \
· another standing: 1 incident

What the dataset says about itself
      version: 1 → 2
      cautions, one of them: not stated → Ask first.

Facilities
  - Depot [f2] · oil_depot
  ~ Kropotkinskaya [f1]
      capacity, value: 7 → 8

Incidents and the claims on them
  ~ Fire at a station [i1]
      title: Fire reported → Fire at a station
      standing, which follows from the claims: Single source → Contested
      + Ministry: no fire [claim 1] · denies · source s2"""


def told(old, new):
    """The versions and their differences, as every form of telling them takes these."""
    return side_of("old/", old), side_of("new/", new), compare(old, new)


@pytest.fixture(scope="module")
def told_once():
    return told(make_dataset(**OLD), make_dataset(**NEW))


def test_the_text_groups_by_record_and_puts_claims_below_their_incident(told_once):
    lines = list(as_text(*told_once))
    assert lines[0].startswith("Old: old/ · Strikes · version 1 · digest ")
    assert "\n".join(lines[2:]) == TOLD


def test_the_json_names_versions_counts_and_changes(told_once):
    found = as_json(*told_once)
    assert (found["format"], found["version"]) == ("energy-strike-map differences", 1)
    assert (found["old"]["version"], found["new"]["version"]) == ("1", "2")
    assert found["counts"]["facilities"] == {"changed": 1, "removed": 1}
    (added,) = (change for change in found["changes"] if change["table"] == "claims")
    assert {name: added[name] for name in ("id", "number", "what", "title")} == {
        "id": "i1",
        "number": 1,
        "what": "added",
        "title": "Ministry: no fire",
    }
    assert (found["standings"][0]["before"], found["standings"][0]["after"]) == ("single_source", "contested")


class Elements(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text = set(), set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text.append(data)


OWN_TAGS = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "main",
    "footer",
    "section",
    "article",
}
OWN_TAGS |= {"h1", "h2", "h3", "h4", "p", "dl", "dt", "dd", "div", "span", "strong", "code", "del", "ins"}
OWN_TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
OWN_ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "scope", "data-side"}


def test_the_page_tells_the_same_as_the_text(told_once):
    text = "".join(Elements(as_page(*told_once)).text)
    for said in ("Fire reported", "Fire at a station", "Ministry: no fire", "Ask first.", "Depot", "8"):
        assert said in text


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_hostile_text_is_nothing_but_text_on_the_page(text):
    new = make_dataset(incidents=[{**PLACED, "title": text, "claims": [{**CLAIM, "what": text}]}])
    page = Elements(as_page(*told(make_dataset(incidents=[PLACED]), new)))
    assert page.tags <= OWN_TAGS
    assert page.attributes <= OWN_ATTRIBUTES


def test_the_page_runs_nothing_and_asks_for_nothing(told_once):
    page = as_page(*told_once)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script" not in policy
    assert not re.search(r"<script|<link|<img|url\(|@import|https?:", page)


@given(old=datasets(), new=datasets())
@settings(max_examples=10)
def test_whatever_differs_it_can_be_told_and_encoded(old, new):
    sides = told(old, new)
    lines = list(as_text(*sides))
    assert all(line.isprintable() for line in lines)
    "\n".join(lines).encode()
    page = as_page(*sides)
    page.encode()
    assert Elements(page).tags <= OWN_TAGS
