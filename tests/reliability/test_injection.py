"""Texts that would run, in every field of the data: in the exported document, in a real Chromium."""

import pytest

from geodata.analysis import analyse
from geodata.changes import compare
from mapapp.changed.page import as_page
from mapapp.changed.versions import side_of
from mapapp.exporters.html import export_html
from mapapp.view import View
from tests.builders import PLACED, make_dataset
from tests.reliability.payloads import own, third_party
from tests.reliability.poison import count_placed, poisoned
from tests.reliability.tampering import BY_HAND, tampered
from tests.reliability.walking import COLOURS, Seen, Walk, own_tags, walk_document, watched

SOME = (*own()[::3], *third_party()[::12])


@pytest.mark.browser
def test_no_text_of_the_data_runs_in_the_document_and_each_is_shown_as_it_is(chromium, tmp_path, tally):
    target = tmp_path / "map.html"
    export_html(View(analyse(poisoned(tmp_path, SOME))), target)
    seen = walk_document(chromium, target, SOME, hashes=8)
    count(tally, seen, SOME)
    assert seen.ran == []
    assert seen.problems == []
    assert seen.not_literal == []
    assert seen.wrong_links == []
    assert seen.colours > COLOURS


def count(tally, seen, texts):
    tally("ran", len(seen.ran), of=count_placed(texts))
    tally("page-errors", bool(seen.problems))
    tally("blank", seen.colours <= COLOURS)
    tally("not-literal", len(seen.not_literal), of=seen.texts)
    tally("links", len(seen.wrong_links), of=2 * len(texts))


@pytest.mark.browser
def test_what_is_put_into_a_page_by_hand_takes_no_effect(chromium, tmp_path, tally):
    export_html(View(analyse(make_dataset(incidents=[PLACED]))), tmp_path / "map.html")
    together = [markup for markup in BY_HAND.values() if "id=press" not in markup]
    pressed = [markup for markup in BY_HAND.values() if "id=press" in markup]
    effects = []
    for markup in ("".join(together), *pressed):
        effects += tampered(chromium, tmp_path / "map.html", markup)
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
