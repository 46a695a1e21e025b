"""Links: what is written is read back, what does not fit is named, and the map document has the same form."""

import json
import re
from dataclasses import replace
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.query import Query
from mapapp.link import DOCUMENTS_OWN, Selection, read_link, read_selection, write_link
from tests.conftest import ROOT

USUAL = Query()


@pytest.mark.parametrize(("kind", "column"), [("incident", "incidents"), ("facility", "facilities")])
def test_what_the_dataset_holds_can_be_selected(analysis, kind, column):
    name = getattr(analysis.dataset, column)["id"].iloc[3]
    assert read_selection({"type": kind, "id": name}, analysis) == Selection(kind, name)


def test_a_place_is_selected_by_all_its_incidents(analysis):
    names = json.dumps(analysis.dataset.incidents["id"].iloc[:3].tolist())
    assert read_selection({"type": "place", "id": names}, analysis) == Selection("place", names)


@pytest.mark.parametrize(
    "told",
    [
        None,
        "incident",
        [],
        {},
        {"type": "incident"},
        {"type": "incident", "id": "nowhere"},
        {"type": "incident", "id": ["a"]},
        {"type": ["incident"], "id": "a"},
        {"type": "source", "id": "s1"},
        {"type": "place", "id": ""},
        {"type": "place", "id": "a b"},
    ],
)
def test_anything_else_selects_nothing(analysis, told):
    assert read_selection(told, analysis) is None


def some(*words):
    return st.none() | st.lists(st.sampled_from(words), unique=True).map(tuple)


QUERIES = st.builds(
    Query,
    start=st.none() | st.dates().map(lambda day: f"{day:%Y-%m-%d}".zfill(10)),
    end=st.none() | st.dates().map(lambda day: f"{day:%Y-%m-%d}".zfill(10)),
    kinds=some("uav_strike", "fire", "other"),
    standings=some("confirmed", "contested"),
    countries=some("RU", "UA", "none"),
    affected=some("KZ", "HU"),
    facility_groups=some("pipeline", "terminal"),
    text=st.none() | st.text(min_size=1).filter(str.strip),
    viewpoint=st.sampled_from(["un", "de_facto"]),
)


@given(QUERIES)
def test_what_is_written_is_read_back(analysis, query):
    reading = read_link(write_link(query, None, usual=USUAL), analysis, usual=USUAL)
    assert reading.query == query
    assert reading.dropped == ()


def test_a_selection_is_written_and_read_back(analysis):
    chosen = Selection("facility", "cpc-kropotkinskaya-ps")
    assert read_link(write_link(USUAL, chosen, usual=USUAL), analysis, usual=USUAL).selection == chosen
    assert write_link(USUAL, Selection("place", '["a"]'), usual=USUAL) == {}


def test_what_begins_is_no_part_of_a_link(analysis):
    usual = Query(viewpoint="de_facto")
    assert write_link(usual, None, usual=usual) == {}
    assert read_link({}, analysis, usual=usual).query == usual


@pytest.mark.parametrize(
    ("params", "dropped"),
    [
        ({"v": "1", "from": "2025-02-30"}, ["from “2025-02-30”"]),
        ({"v": "1", "to": "2025-02"}, ["to “2025-02”"]),
        ({"v": "1", "kinds": "meteor"}, ["kinds “meteor”"]),
        ({"v": "1", "countries": "RU,XX"}, ["countries “XX”"]),
        ({"v": "1", "viewpoint": "moon"}, ["viewpoint “moon”"]),
        ({"v": "1", "sel": "incident:nowhere"}, ["sel “incident:nowhere”"]),
        ({"v": "1", "sel": "place:[]"}, ["sel “place:[]”"]),
        ({"v": "1", "colour": "{{ 7*7 }}" * 20}, ["colour “" + ("{{ 7*7 }}" * 20)[:39] + "…”"]),
        ({"embed": "true"}, ["embed “true”"]),
    ],
)
def test_what_does_not_fit_is_left_out_and_named(analysis, params, dropped):
    reading = read_link(params, analysis, usual=USUAL)
    assert list(reading.dropped) == dropped
    assert dropped[0] in reading.notice


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"v": "2", "kinds": "fire"}, "another version of the map; look whether it shows what you expect."),
        (
            {"v": "2", "kinds": "fire", "zone": "7"},
            "another version of the map; of it, zone “7” was left out.",
        ),
    ],
)
def test_a_link_of_another_version_is_taken_as_far_as_it_is_known(analysis, params, said):
    reading = read_link(params, analysis, usual=USUAL)
    assert reading.query.kinds == ("fire",)
    assert reading.notice == f"This link was made by {said}"


def test_what_only_the_document_knows_is_left_to_it(analysis):
    params = {"v": "1", "at": "47,40,6", "layers": "flows", "radius": "47,40,100"}
    assert read_link(params, analysis, usual=USUAL).dropped == ()


def test_the_frame_knows_the_same_parts():
    """What stands in the browser's script of the frame."""
    script = (ROOT / "mapapp/app/components/frame.js").read_text(encoding="utf-8")
    own = re.search(r"DOCUMENTS_OWN = (\[.*?\]);", script)[1]
    shared = re.search(r"LINKED = \[(.*?), \.\.\.DOCUMENTS_OWN\];", script)[1]
    assert tuple(json.loads(own)) == DOCUMENTS_OWN
    everything = write_link(
        Query("2025-01-01", "2025-01-02", (), (), (), (), (), "x", "de_facto"),
        Selection("facility", "f"),
        usual=USUAL,
    )
    assert set(json.loads(f"[{shared}]")) == set(everything)


@settings(max_examples=400)
@given(st.dictionaries(st.sampled_from(["v", "from", "kinds", "sel", "text", "viewpoint", "x"]), st.text()))
def test_no_link_raises(analysis, params):
    read_link(params, analysis, usual=USUAL)


LINKED = [
    Query(start="2025-08-01", kinds=("uav_strike", "fire"), text="druzhba & co, 100 %"),
    Query(end="2025-05-31", standings=(), affected=("KZ", "HU"), viewpoint="de_facto"),
    Query(countries=("RU", "none"), facility_groups=("pipeline",)),
]


@pytest.mark.browser
@pytest.mark.parametrize("query", LINKED)
def test_the_document_reads_and_writes_the_same_links(visit, exported, analysis, query):
    chosen = Selection("incident", "cpc-kropotkinskaya-2025-02-17")
    parts = write_link(query, chosen, usual=USUAL)
    link = "&".join(f"{key}={quote(text, safe=':,')}" for key, text in parts.items())
    page = visit(f"{exported.as_uri()}#{link}", allow=exported.as_uri()).page
    page.wait_for_selector('html[data-ready="true"]')
    page.wait_for_function("() => atlas.state.get().selection")
    state = json.loads(page.evaluate("JSON.stringify(atlas.state.get())"))
    assert state["filter"] == json.loads(json.dumps(query.to_filter()))
    assert state["viewpoint"] == query.viewpoint
    page.evaluate("atlas.state.set({crowd: 'points'})")
    page.wait_for_url("**crowd=points")
    params = dict(parse_qsl(page.url.split("#")[1], keep_blank_values=True))
    reading = read_link(params, analysis, usual=USUAL)
    assert (replace(reading.query), reading.selection, reading.dropped) == (query, chosen, ())


TEXTS = [
    "druzhba",
    "Százhalombatta",
    "киів",
    "general staff reuters",
    "CPC terminal",
    "nowhere at all",
    "e",
    "НПС",
]


@pytest.mark.browser
def test_the_document_finds_the_same_by_words(visit, exported, analysis):
    page = visit(exported.as_uri()).page
    page.wait_for_selector('html[data-ready="true"]')
    set_text = "(text) => atlas.state.set({filter: {...atlas.state.get().filter, text}})"
    found = {}
    for text in TEXTS:
        page.evaluate(set_text, text)
        found[text] = page.evaluate("atlas.incidents.shown")
    assert found == {text: int(Query(text=text).mask(analysis).sum()) for text in TEXTS}
    assert len(set(found.values())) > 3
