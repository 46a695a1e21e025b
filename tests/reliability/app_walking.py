"""The app on a dataset of hostile texts in a real Chromium: its pages, its map, its notices, its uploads."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from mapapp.app.pages import PAGES
from mapapp.wording import visible
from tests.reliability.poison import poisons
from tests.reliability.walking import READY_MS, Seen, Walk, own_tags

SETTLED_MS: Final = 700
NAMED: Final = 4
"""Parts of a link that a notice names."""

_STRANGE: Final = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const ours = "[data-testid=stHtml]";
  const handlers = all(`${ours} *, .facets *`).flatMap((one) => [...one.attributes]
    .filter(({ name }) => /^on|^src|[^\\w-]/.test(name)).map(({ name }) => `<${one.tagName} ${name}>`));
  const made = all(`${ours} :is(img, svg, iframe, object, embed, form, link, script, input), base`);
  const read = all(".stMain :is(.katex, .stMarkdownColoredText), .stMarkdown [data-testid=stIconMaterial]");
  return [...handlers, ...[...made, ...read].map((one) => one.outerHTML.slice(0, 80))];
}"""

_LINKS: Final = """() => [...document.querySelectorAll("a[href]")].map((one) => one.getAttribute("href"))
  .filter((address) => !/^[.]?[/][^/]|^[?#]|^[a-z]*$/.test(address))"""


def walk_app(
    page: Any, address: str, texts: Sequence[str], seen: Seen, *, pages: Sequence[str] = tuple(PAGES)
) -> None:
    """Open the map of the app and other pages, and look what they show and make.

    Parameters
    ----------
    page : Page
        A tab that `watched` opened, or one like it.
    address : str
        Of an app on a dataset that `poisoned` made of the texts.
    texts : sequence of str
        What it was poisoned with.
    seen : Seen
        What is found is added to it.
    pages : sequence of str
        The names of the pages.
    """
    page.goto(address)
    _map(page, texts, seen)
    for name in pages:
        page.get_by_role("link", name=PAGES[name].title, exact=True).first.click()
        page.locator(".atlas-line, .atlas-heading, .atlas-subheading, .atlas-head").first.wait_for()
        page.wait_for_timeout(SETTLED_MS)
        look_around(page, seen)
        if name == "claims":
            _claimants(page, texts, seen)
        if name == "method":
            told = page.locator(".stMain").first.text_content() or ""
            for text in texts:
                seen.look(text, told, "the page Method")


def look_around(page: Any, seen: Seen) -> None:
    """Look for elements, links and signals that text has brought about."""
    seen.ran += page.evaluate(_STRANGE)
    seen.links += page.evaluate(_LINKS)
    seen.ran += Walk(page, set())("signals")


def _map(page: Any, texts: Sequence[str], seen: Seen) -> None:
    frame = page.wait_for_selector("iframe[title=Map]", timeout=READY_MS).content_frame()
    frame.wait_for_selector('html[data-ready="true"]', timeout=READY_MS)
    page.locator("[data-testid=stDataFrame]").first.wait_for(timeout=READY_MS)
    walk = Walk(frame, own_tags())
    listed = walk("overview")
    for poison in poisons(texts):
        seen.look(poison.at("incident.title"), listed, "the list in the app")
    for rest in walk("details", "incident", *_ids(texts[:2])):
        seen.ran += rest["stray"]
        seen.links += rest["links"]
    seen.colours = walk("colours")
    seen.ran += walk("signals")
    look_around(page, seen)


def _ids(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    ids = [poison.id_("incident") for poison in poisons(texts)]
    return ids, [*map(visible, ids)]


def _claimants(page: Any, texts: Sequence[str], seen: Seen) -> None:
    """Open a list to choose from: its entries are text."""
    page.get_by_role("combobox", name="Claimant").first.click()
    options = page.locator("[role=listbox]").first
    options.wait_for()
    told = options.text_content() or ""
    for text in texts:
        if visible(text)[:20] in told:  # of a long list, only a part is there
            seen.look(text, told, "a list to choose from")
    page.keyboard.press("Escape")


def walk_links(page: Any, address: str, texts: Sequence[str], seen: Seen) -> None:
    """Come to the app by links that say the texts, some at a time."""
    for begin in range(0, len(texts), NAMED):
        some = texts[begin : begin + NAMED]
        codes = [quote(text.encode("utf-8", "replace"), safe="") for text in some]
        parts = [f"x{place}{code}={code}" for place, code in enumerate(codes)]
        page.goto(f"{address}?v=1&{'&'.join(parts)}")
        notice = page.locator(".atlas-notice").first
        notice.wait_for(timeout=READY_MS)
        told = notice.text_content() or ""
        for text in some:
            seen.look(text.encode("utf-8", "replace").decode()[:30], told, "the notice on a link")
        look_around(page, seen)


def walk_uploads(page: Any, address: str, texts: Sequence[str], seen: Seen) -> None:
    """Hand over files whose names are the texts, and which are none."""
    page.goto(address)
    page.locator("[data-testid=stDataFrame]").first.wait_for(timeout=READY_MS)
    page.get_by_text("Open your own data").click()
    for text in texts:
        name = f"{Path(text).name or 'x'}.geojson"
        page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "application/json", "buffer": b"<html>"}
        )
        page.locator(".atlas-notice.is-problem").wait_for(timeout=READY_MS)
        told = page.locator(".atlas-notice.is-problem").first.text_content() or ""
        seen.look(_arrived(name), told, "the notice on a file")
        look_around(page, seen)
        page.locator('button[aria-label^="Remove "]').first.click()
        page.locator(".atlas-notice.is-problem").wait_for(state="detached", timeout=READY_MS)


def _arrived(name: str) -> str:
    """Give the name of a file as browsers send it, without folders before it, which the app takes off."""
    sent = name.replace('"', "%22").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.split(r"[/\\]", sent)[-1]
