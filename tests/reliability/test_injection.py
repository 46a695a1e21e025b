"""Texts that would run, in every field of the data: in the exported document, in a real Chromium."""

import csv
import json

import pytest

from geodata.analysis import analyse
from geodata.changes import compare
from geodata.formats.generic import read_mapping
from geodata.formats.importing import import_table
from geodata.formats.tables.reading import read_table
from mapapp.changed.page import as_page
from mapapp.changed.versions import side_of
from mapapp.exporters.html import export_html
from mapapp.view import View
from tests.builders import PLACED, make_dataset
from tests.reliability.payloads import ADDRESSES, PRODUCT, no_links, own, third_party
from tests.reliability.poison import count_placed, marked, poisoned
from tests.reliability.tampering import BY_HAND, tampered
from tests.reliability.walking import COLOURS, READY_MS, Seen, Walk, own_tags, walk_document, watched

SOME = tuple(dict.fromkeys((*own()[::6], *ADDRESSES, *third_party()[::20])))


@pytest.mark.browser
def test_no_text_of_the_data_runs_in_the_document_and_each_is_shown_as_it_is(chromium, tmp_path, tally):
    target = tmp_path / "map.html"
    export_html(View(analyse(poisoned(tmp_path, SOME))), target)
    seen = walk_document(chromium, target, SOME, hashes=4)
    count(tally, seen, SOME)
    assert seen.ran == []
    assert seen.problems == []
    assert seen.not_literal == []
    assert seen.wrong_links == set()
    assert seen.links != []
    assert seen.colours > COLOURS


def count(tally, seen, texts):
    tally("ran", len(seen.ran), of=count_placed(texts))
    tally("page-errors", bool(seen.problems))
    tally("blank", seen.colours <= COLOURS)
    tally("not-literal", len(seen.not_literal), of=seen.texts)
    tally("links", len(seen.wrong_links), of=no_links(texts))


@pytest.mark.browser
def test_what_is_put_into_a_page_by_hand_takes_no_effect(chromium, tmp_path, tally):
    export_html(View(analyse(make_dataset(incidents=[PLACED]))), tmp_path / "map.html")
    effects = tampered(chromium, tmp_path / "map.html", "".join(BY_HAND.values()))
    tally("by-hand", len(effects), of=len(BY_HAND))
    assert effects == []


@pytest.mark.browser
def test_no_text_runs_in_the_differences_page_and_each_is_shown_as_it_is(chromium, tmp_path, tally):
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old = poisoned(tmp_path / "old", SOME[::2])
    new = poisoned(tmp_path / "new", [*SOME[1::2], SOME[0]])
    target = tmp_path / "changes.html"
    target.write_text(as_page(side_of(SOME[4], old), side_of(SOME[5], new), compare(old, new)), "utf-8")
    seen = Seen()
    with watched(chromium, seen, policy=False) as page:
        page.goto(target.as_uri())
        shown = page.evaluate("document.body.textContent")
        for text in SOME:
            seen.look(text, shown, "the differences page")
        walk = Walk(page, {*own_tags(), "article", "del", "ins", "table", "tr", "td", "th", "thead", "tbody"})
        seen.ran += [*walk.page.evaluate("all => all.stray(document)", walk.functions), *walk("signals")]
    tally("ran", len(seen.ran), of=count_placed(SOME))
    tally("page-errors", bool(seen.problems))
    tally("not-literal", len(seen.not_literal), of=seen.texts)
    assert (seen.ran, seen.problems, seen.not_literal) == ([], [], [])


@pytest.mark.browser
def test_no_text_runs_as_a_column_of_a_table_or_in_its_mapping(chromium, tmp_path, tally):
    texts = [text for text in SOME if text.isprintable()]
    with (tmp_path / "table.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(
            [["No.", *texts], ["1", *(marked(text, "cell") for text in texts)]]
        )
    (tmp_path / "mapping.toml").write_text(mapping(texts), "utf-8")
    imported = import_table(read_table(tmp_path / "table.csv"), read_mapping(tmp_path / "mapping.toml"))
    target = tmp_path / "map.html"
    export_html(View(analyse(imported.dataset)), target)
    assert PRODUCT not in target.read_text("utf-8")
    seen = Seen()
    with watched(chromium, seen, policy=False) as page:
        page.goto(target.as_uri())
        page.wait_for_selector('html[data-ready="true"]', timeout=READY_MS)
        walk = Walk(page, own_tags())
        (told,) = walk("details", "incident", *2 * [imported.dataset.incidents["id"].tolist()])
        for text in texts:
            seen.look(marked(text, "cell").strip(), told["text"], "a cell of a table")
        seen.ran += [*told["stray"], *walk("signals")]
        seen.links, seen.colours = told["links"], walk("colours")
    tally("ran", len(seen.ran), of=2 * len(texts))
    tally("not-literal", len(seen.not_literal), of=seen.texts)
    tally("page-errors", bool(seen.problems))
    tally("blank", seen.colours <= COLOURS)
    assert (seen.ran, seen.problems, seen.not_literal, seen.wrong_links) == ([], [], [], set())


def mapping(texts):
    """A mapping with texts as the names of its columns and as all that it says of its source."""
    first, second, third, *_ = map(json.dumps, texts)
    return f"""
        holds = "incidents"
        [fields]
        id = "No."
        title = {first}
        located_by = {second}
        kind = {{ column = {third}, words = {{ {third} = "fire" }} }}
        [source]
        id = {first}
        url = {second}
        publisher = {third}
    """
