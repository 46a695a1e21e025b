"""A map document with hostile texts in a real Chromium: every record opened, and what ran or is not literal.

The policy of the page is switched off where it is said so, so that what is found missing is the escaping
itself, and not what the policy kept from running.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from geodata.schema import CLAIM, FACILITY, FLOW, INCIDENT, Record
from mapapp.wording import visible
from tests.reliability.payloads import CHECKOUT
from tests.reliability.poison import STYLE_LIKE, Poison, marked, poisons, text_fields

HERE: Final = Path(__file__).parent
WATCH: Final = (HERE / "watch.js").read_text("utf-8")
WALK: Final = (HERE / "walk.js").read_text("utf-8")
READY_MS: Final = 90_000
COLOURS: Final = 20
"""Colours that the canvases of a map have at least; blank ones have one."""

NOT_SHOWN: Final = {
    "incident.facility_ids",
    "incident.no_statement_found.role",
    "claim.also_about",
    "facility.name",
    "flow.id",
    "flow.status",
    "facility.sources",
    *(f"{kind}.{name}" for kind in ("claim", "flow") for name in ("key", *STYLE_LIKE)),
}
"""Texts of records that the page does not show: names stand for ids, and a name in the reader's language."""


def own_tags() -> set[str]:
    """Give the elements that the document's scripts make, as their source names them, and those around."""
    source = "\n".join(path.read_text("utf-8") for path in (CHECKOUT / "mapapp/web/src").rglob("*.js"))
    made = re.findall(r'\b(?:el|svg)\(\s*"([a-zA-Z][a-zA-Z0-9]*)', source)
    around = "html head meta title style script body noscript main canvas"
    return {tag.lower() for tag in made} | set(around.split())


@dataclass
class Seen:
    """What a page did and showed.

    Parameters
    ----------
    ran : list of str
        Whatever ran, was asked for or was taken for markup.
    problems : list of str
        Errors and warnings of the browser.
    not_literal : list of (str, str)
        Texts, and where they are not shown as they are.
    texts : int
        How many were looked for.
    links : list of str
        Addresses of links.
    colours : int
        How many the map's canvases have.
    """

    ran: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    not_literal: list[tuple[str, str]] = field(default_factory=list)
    texts: int = 0
    links: list[str] = field(default_factory=list)
    colours: int = 0

    def look(self, text: str, shown: str, where: str) -> None:
        """Look for a text, as it is shown, in what a page says."""
        self.texts += 1
        if visible(text) not in shown:
            self.not_literal.append((text, where))

    @property
    def wrong_links(self) -> set[str]:
        """Addresses of links that are not of the web."""
        return {address for address in self.links if not address.lower().startswith(("http:", "https:"))}


@contextmanager
def watched(chromium: Any, seen: Seen, *, policy: bool = True, allow: str = "file:") -> Iterator[Any]:
    """Open a tab in which is written down what runs, fails, opens or is asked for, but for some addresses."""
    context = chromium.new_context(bypass_csp=not policy)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.on("pageerror", lambda error: seen.problems.append(str(error)))
    page.on(
        "console",
        lambda said: seen.problems.append(said.text) if said.type in ("error", "warning") else None,
    )
    page.on("dialog", lambda dialog: (seen.ran.append("a dialog"), dialog.dismiss()))
    page.on("popup", lambda _: seen.ran.append("a window"))
    page.on("framenavigated", lambda frame: _on_navigated(seen, frame, allow))
    # What the policy stops does not come this far.
    context.route(re.compile(f"^(?!blob:|data:|{re.escape(allow)})"), lambda route: _on_request(seen, route))
    try:
        yield page
    finally:
        context.close()


def _on_navigated(seen: Seen, frame: Any, allow: str) -> None:
    if not frame.url.startswith((allow, "about:", "chrome-error:")):
        seen.ran.append(f"went to {frame.url}")


def _on_request(seen: Seen, route: Any) -> None:
    seen.ran.append(f"asked for {route.request.url}")
    route.abort()


class Walk:
    """The functions of ``walk.js`` in a page."""

    def __init__(self, page: Any, tags: set[str]) -> None:
        self.page = page
        code = WALK.partition("\n")[2]
        self.functions = page.evaluate_handle(
            f"(tags) => {{ const TAGS = new Set(tags); return {code} }}", sorted(tags)
        )

    def __call__(self, name: str, *arguments: Any) -> Any:
        """Call one of them."""
        return self.page.evaluate(
            "([all, name, told]) => all[name](...told)", [self.functions, name, list(arguments)]
        )


def walk_document(
    chromium: Any, target: Path, texts: Sequence[str], *, policy: bool = False, hashes: int | None = None
) -> Seen:
    """Open a document, and whatever can be opened in it.

    Parameters
    ----------
    chromium : Browser
        Where to open it.
    target : Path
        The document, of a dataset that `poisoned` made.
    texts : sequence of str
        What it was poisoned with.
    policy : bool
        Whether the page's own policy holds.
    hashes : int, optional
        By how many of the texts to filter through the address; all where not given.

    Returns
    -------
    Seen
        What it did and showed.
    """
    seen = Seen()
    with watched(chromium, seen, policy=policy) as page:
        page.goto(target.as_uri())
        page.wait_for_selector('html[data-ready="true"]', timeout=READY_MS)
        walk = Walk(page, own_tags())
        every = poisons(texts)
        for kind, records in ((INCIDENT, (INCIDENT, CLAIM)), (FACILITY, (FACILITY, FLOW))):
            _details(walk, seen, every, kind, records)
        listed, table = walk("overview"), walk("table")
        for poison in every:
            title = poison.at("incident.title")
            seen.look(title, listed, "the list")
            seen.look(title, table, "the table")
        for text, said in zip(texts, walk("search", list(texts)), strict=True):
            # A field of one line has no line breaks.
            seen.look(text.replace("\n", "").strip(), said or "", "the search")
        _addresses(walk, seen, list(texts)[:hashes])
        _rest(walk, seen, texts)
        seen.colours = walk("colours")
        seen.ran += walk("signals")
    return seen


def _details(
    walk: Walk, seen: Seen, every: Sequence[Poison], kind: Record, records: Sequence[Record]
) -> None:
    ids = [poison.id_(kind.name) for poison in every]
    paths = [path for record in records for path in text_fields(record) if path not in NOT_SHOWN]
    for poison, told in zip(every, walk("details", kind.name, ids, [*map(visible, ids)]), strict=True):
        seen.ran += told["stray"]
        seen.links += told["links"]
        for path in paths if poison.is_marked else ():
            seen.look(marked(poison.text, path), told["text"], f"{kind.name}: {path}")
        if not poison.is_marked:
            seen.look(poison.text, told["text"], kind.name)


def _addresses(walk: Walk, seen: Seen, texts: Sequence[str]) -> None:
    encoded = [quote(text.encode("utf-8", "replace"), safe="") for text in texts]
    walk("hashes", [f"#{text}" for text in texts])
    walk("hashes", [f"#v=1&{code}={code}&sel=incident:{code}&kinds={code}" for code in encoded])
    for text, said in zip(texts, walk("hashes", [f"#v=1&text={code}" for code in encoded]), strict=True):
        whole = text.encode("utf-8", "replace").decode()
        seen.look(whole, said, "the filter of an address")


def _rest(walk: Walk, seen: Seen, texts: Sequence[str]) -> None:
    rest = walk("rest")
    seen.ran += rest["stray"]
    seen.links += rest["links"]
    for text in texts:
        seen.look(text, rest["cited"], "the citation")
        seen.look(text, rest["sheet"], "the printed sheet")
        seen.look(text, rest["named"], "what is told to those who do not see")
