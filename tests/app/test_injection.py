"""Texts that would run, in every field of the data, in names of uploads and in the query: in the app."""

import json
import re
from html.parser import HTMLParser

import pytest

from mapapp.app.pages import PAGES
from mapapp.app.uploads import Upload, open_uploads
from tests.app.conftest import server, texts
from tests.builders import PLACED, collection
from tests.reliability.app_walking import walk_app, walk_links, walk_uploads
from tests.reliability.payloads import ADDRESSES, PRODUCT, no_links, own, third_party
from tests.reliability.poison import count_placed, write_poisoned
from tests.reliability.walking import COLOURS, Seen, watched

SOME = tuple(dict.fromkeys((*own()[::5], *ADDRESSES, *third_party()[::24])))
UPLOADED = ("<img src=x onerror=alert(1)>", "{{ 7191*7193 }} **b** :red[x] $x$")
OWN_TAGS = {
    "style",
    "header",
    "h1",
    "h2",
    "h3",
    "p",
    "span",
    "strong",
    "ul",
    "li",
    "a",
    "section",
    "dl",
    "dt",
    "dd",
}
OWN_TAGS |= {"br", "table", "caption", "thead", "tbody", "tr", "th", "td", "div", "b", "i"}
OWN_ATTRIBUTES = {"class", "role", "href", "target", "rel", "scope", "style"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_poisoned(tmp_path_factory.mktemp("poisoned"), SOME)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_writes_texts_as_text_and_links_only_to_the_web(page, folder, name, tally):
    found = check(page(name, folder))
    tally("evaluated", found.is_evaluated, of=len(SOME))
    tally("links", len(found.wrong_links), of=no_links(SOME))
    assert (found.strange, found.is_evaluated, found.wrong_links) == (set(), False, set())
    assert found.links or name != "claims"


def test_the_names_of_uploads_are_titles_and_nothing_else(tally):
    content = json.dumps(collection(PLACED)).encode()
    names = [text for text in SOME if not re.search(r"[/\\]", text)]
    titles = [open_uploads([Upload(f"{text}.geojson", content)], base=None).metadata.title for text in names]
    tally("evaluated", sum(title != text for title, text in zip(titles, names, strict=True)), of=len(names))
    assert titles == names


@pytest.mark.browser
def test_no_text_of_the_data_of_a_link_or_of_an_upload_runs_in_the_app(chromium, folder, tally):
    seen = Seen()
    with server(folder) as address, watched(chromium, seen, allow=address) as page:
        walk_app(page, address, SOME, seen, pages=["facilities", "claims", "method"])
        walk_uploads(page, address, UPLOADED, seen)
        walk_links(page, address, SOME[:4], seen)
    tally("ran-live", len(seen.ran), of=count_placed(SOME))
    count(tally, seen)
    assert (seen.ran, seen.problems, seen.not_literal, seen.wrong_links) == ([], [], [], set())
    assert seen.links != []
    assert seen.colours > COLOURS


def count(tally, seen):
    tally("page-errors", bool(seen.problems))
    tally("blank", seen.colours <= COLOURS)
    tally("not-literal", len(seen.not_literal), of=seen.texts)
    tally("links", len(seen.wrong_links), of=no_links(SOME))


class Found(HTMLParser):
    """What an app wrote: its strange elements, and its links."""

    def __init__(self, app):
        super().__init__()
        self.strange, self.links = set(), []
        self.is_evaluated = PRODUCT in texts(app)
        self.feed(texts(app))
        for frame in app.dataframe:
            for column, settings in json.loads(frame.proto.columns or "{}").items():
                if settings and (settings.get("type_config") or {}).get("type") == "link":
                    self.links += frame.value[column].dropna().tolist()

    @property
    def wrong_links(self):
        return {one for one in self.links if not one.lower().startswith(("http://", "https://"))}

    def handle_starttag(self, tag, attributes):
        self.strange |= {tag} - OWN_TAGS | {name for name, _ in attributes} - OWN_ATTRIBUTES
        self.links += [value for name, value in attributes if name == "href"]


def check(app):
    assert not app.exception
    return Found(app)
