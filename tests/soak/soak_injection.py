"""Every text that would run × every field: in the document, in the app, and through everything that writes.

The third-party texts are no part of the project; where they are missing, ours alone are tried, which is said.
"""

import pytest

from geodata.analysis import analyse
from mapapp.exporters.exporter import Size
from mapapp.exporters.html import export_html
from mapapp.exporters.pdf import PDF
from mapapp.exporters.png import PNG
from mapapp.outgoing import outgoing
from mapapp.view import View
from tests.app.conftest import server
from tests.builders import PLACED, make_dataset
from tests.reliability.app_walking import walk_app, walk_links, walk_uploads
from tests.reliability.payloads import PRODUCT, XSS, no_links, own, third_party
from tests.reliability.poison import about, count_placed, placed, poisoned, write_poisoned
from tests.reliability.tampering import BY_HAND, tampered
from tests.reliability.walking import COLOURS, READY_MS, Seen, Walk, own_tags, walk_document, watched

ALL = tuple(dict.fromkeys((*own(), *third_party())))


@pytest.fixture(autouse=True)
def say_what_is_missing(tell):
    if not third_party():
        tell(own_texts=len(own()), third_party_texts=0)


def count(tally, seen, texts):
    tally("page-errors", bool(seen.problems))
    tally("blank", seen.colours <= COLOURS)
    tally("not-literal", len(seen.not_literal), of=seen.texts)
    tally("links", len(seen.wrong_links), of=no_links(texts))


@pytest.mark.skipif(not XSS.exists(), reason=f"no texts at {XSS}")
def test_the_third_party_texts_are_read():
    assert len(third_party()) > 100


@pytest.mark.parametrize(
    ("policy", "texts"), [(False, ALL), (True, ALL[::5])], ids=["without its policy", "with its policy"]
)
def test_no_text_runs_in_the_document(chromium, tmp_path, tally, tell, policy, texts):
    target = tmp_path / "map.html"
    export_html(View(analyse(poisoned(tmp_path, texts))), target)
    seen = walk_document(chromium, target, texts, policy=policy)
    places = count_placed(texts)
    tally("ran", len(seen.ran), of=places)
    count(tally, seen, texts)
    tell(texts=len(texts), places=places, looked_for=seen.texts, colours=seen.colours)
    assert (seen.ran, seen.problems, seen.not_literal, seen.wrong_links) == ([], [], [], set())
    assert seen.colours > COLOURS


def test_no_text_runs_as_all_that_a_dataset_says_of_itself(chromium, tmp_path, tally):
    """A page for each text: what stands before a title can hide what comes behind it."""
    found = Seen()
    for text in ALL:
        said = {**about([text]), "title": text}
        dataset = make_dataset(dataset=said, incidents=[{**PLACED, "id": text, "title": text}])
        target = tmp_path / "map.html"
        export_html(View(analyse(dataset)), target)
        assert PRODUCT not in target.read_text("utf-8")
        seen = Seen()
        with watched(chromium, seen, policy=False) as page:
            page.goto(target.as_uri())
            page.wait_for_selector('html[data-ready="true"]', timeout=READY_MS)
            walk = Walk(page, own_tags())
            seen.look(text, page.locator(".head h1").text_content() or "", "the title")
            seen.look(text, walk("overview"), "the list")
            rest = walk("rest")
            seen.ran += [*rest["stray"], *walk("signals")]
            seen.links += rest["links"]
            seen.colours = walk("colours")
        tally("ran", len(seen.ran), of=placed(said, text) + 2)
        count(tally, seen, [text])
        for name in ("ran", "problems", "not_literal"):
            getattr(found, name).extend([(text, one) for one in getattr(seen, name)])
        assert seen.colours > COLOURS
    assert (found.ran, found.problems, found.not_literal) == ([], [], [])


def test_no_text_runs_in_the_app(chromium, tmp_path, tally, tell):
    folder = write_poisoned(tmp_path, ALL, title="{{ 7191*7193 }}<img src=x onerror=alert(1)>")
    seen = Seen()
    with server(folder) as address, watched(chromium, seen, allow=address) as page:
        walk_app(page, address, ALL, seen)
    tally("ran-live", len(seen.ran), of=count_placed(ALL))
    count(tally, seen, ALL)
    tell(texts=len(ALL), looked_for=seen.texts, links=len(seen.links))
    assert (seen.ran, seen.problems, seen.not_literal, seen.wrong_links) == ([], [], [], set())


def test_no_text_runs_as_the_query_of_the_app_or_the_name_of_a_file(chromium, tmp_path, tally):
    folder = write_poisoned(tmp_path, ALL[:4])
    seen = Seen()
    with server(folder) as address, watched(chromium, seen, allow=address) as page:
        walk_links(page, address, ALL, seen)
        walk_uploads(page, address, [text for text in ALL if "/" not in text and "\0" not in text][::4], seen)
    tally("ran-live", len(seen.ran), of=2 * len(ALL))
    tally("page-errors", bool(seen.problems))
    tally("not-literal", len(seen.not_literal), of=seen.texts)
    assert (seen.ran, seen.problems, seen.not_literal, seen.wrong_links) == ([], [], [], set())


@pytest.mark.parametrize("name", BY_HAND)
def test_what_is_put_into_a_page_by_hand_takes_no_effect(chromium, exported, tmp_path, tally, name):
    copy = tmp_path / "map.html"
    copy.write_bytes(exported.read_bytes())
    effects = tampered(chromium, copy, BY_HAND[name])
    tally("by-hand", bool(effects))
    assert effects == []


@pytest.mark.parametrize("exporter", [PNG, PDF], ids=lambda one: one.name)
def test_pictures_and_sheets_of_hostile_texts_are_drawn(exporter, chromium, tmp_path, tally):
    canary = tmp_path / "canary"
    handed = outgoing(View(analyse(poisoned(tmp_path, own(canary)))))
    target = tmp_path / f"sheet{exporter.endings[0]}"
    exporter.write(handed, target, Size())
    tally("evaluated", canary.exists(), of=len(own()))
    assert not canary.exists()
    assert target.stat().st_size > 50_000
