"""Texts that would run if they were taken for markup, script, style, address, template or formula.

Whatever of them runs is seen: it opens a dialog, sets ``window.ran`` and the title, asks a host that does not
exist, writes the product of two numbers, or leaves a file.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parents[2]
XSS: Final = (
    Path(os.environ.get("MAPAPP_CASES", CHECKOUT.parent / "shared" / "cases")) / "payloads" / "xss.txt"
)
HOST: Final = "ran.invalid"
RUN: Final = f"window.ran=1;document.title='ran';new Image().src='//{HOST}/x';alert('ran')"
SUM: Final = "7191*7193"
PRODUCT: Final = "51724863"
"""What a template makes of the sum."""

TEMPLATES: Final = (
    "{{ 7*7 }}",
    f"{{{{ {SUM} }}}}",
    f"{{{{{SUM}}}}}{{{{ this.get_root().render() }}}}",
    f"${{ {SUM} }}",
    f"#{{{SUM}}} <%= {SUM} %> @({SUM}) [[{SUM}]]",
    f"{{% set x = {SUM} %}}{{{{ x }}}}",
    f"{{% for i in [1] %}}{{{{ {SUM} }}}}{{% endfor %}}",
    f"{{% raw %}}{{{{ {SUM} }}}}{{% endraw %}}",
    "{% include '/etc/passwd' %}",
    "{# a remark #}",
    "{{ kwargs }}{{ self }}{{ config }}",
    "{title} {0.__class__} %(title)s %s $title $[name]",
    f"`${{{RUN}}}`",
    f'{{{{constructor.constructor("{RUN}")()}}}}',
)

MARKUP: Final = (
    f"</script><script>{RUN}</script>",
    f"</SCRIPT ><script>{RUN}</script>",
    f"</title></style></noscript></textarea><script>{RUN}</script>",
    "<!--",
    "-->",
    "<!--<script>",
    "]]>",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f'--!><img src=x onerror="{RUN}">',
    "<!--atlas:plain--><!--atlas:block records-->",
    f'<img src=x onerror="{RUN}">',
    f'<svg/onload="{RUN}">',
    f'<svg><animate onbegin="{RUN}" attributeName=x dur=1s>',
    f'<details open ontoggle="{RUN}">',
    f'<iframe srcdoc="<script>{RUN}</script>"></iframe>',
    f'<math><mtext></form><form><mglyph><style></math><img src onerror="{RUN}">',
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    f"<base href=//{HOST}/>",
    f"<meta http-equiv=refresh content='0;url=//{HOST}/'>",
    f"<link rel=stylesheet href=//{HOST}/x.css>",
    f"<object data=//{HOST}/x></object><embed src=//{HOST}/x>",
    f"<style>*{{background:url(//{HOST}/x)}}</style>",
    f'" autofocus onfocus="{RUN}',
    f"' autofocus onfocus='{RUN}",
    f"x onerror={RUN} x",
    f"`-({RUN})-`",
    f"\\u003cimg src=x onerror={RUN}\\u003e",
    f"&lt;img src=x onerror={RUN}&gt;&#60;svg/onload={RUN}&#62;",
    "<b>bold & \"quoted\" 'single'</b>",
    "a\\",
)

SIGNS: Final = (
    f"\u2028{RUN}//",
    f'"\u2029;{RUN}//',
    f"\ud800<img src=x onerror={RUN}>",
    "\udfff",
    f"<img\0 src=x onerror={RUN}>\0",
    "\u202egnp.exe\u202c",
    "\u2066x\u2069 \u200fא",
    "\x1b[2J\x07\x9f",
)

ADDRESSES: Final = (
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f" javascript:{RUN}",
    f"java\tscript:{RUN}",
    f"java\nscript:{RUN}",
    f"\x01javascript:{RUN}",
    f"javascript&colon;{RUN}",
    f"&#x6A;avascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgncmFuJyk8L3NjcmlwdD4=",
    "vbscript:msgbox(1)",
    f'https://example.org/"onmouseover="{RUN}',
    "https://example.org/?a=1&b=2",
    "file:///etc/passwd",
    f"//{HOST}/x",
)

STYLES: Final = (
    f"red;background:url(//{HOST}/x)",
    f"expression({RUN})",
    f"url(javascript:{RUN})",
    f"}}*{{background:url(//{HOST}/x)}}",
    f'red" style="background:url(//{HOST}/x)',
)

MARKDOWN: Final = (
    f"[a](javascript:{RUN})",
    f"![a](//{HOST}/x.png)",
    ":red[x] :material/home: :smile: <- ->",
    f"$x^2$ $$\\href{{javascript:{RUN}}}{{x}}$$",
    "**b** `c` ~~d~~ # e",
    '=HYPERLINK("//ran.invalid")',
    "__proto__",
    "constructor",
)


def own(canary: Path | None = None) -> tuple[str, ...]:
    """Give our own texts; those that would run a command leave a file of some name."""
    touch = f"touch {canary or 'canary'}"
    commands = (
        f"{{{{ cycler.__init__.__globals__.os.popen('{touch}').read() }}}}",
        f"{{{{ self.__init__.__globals__.__builtins__['__import__']('os').system('{touch}') }}}}",
        f"${{{touch}}} $({touch}) `{touch}`",
    )
    return (*TEMPLATES, *commands, *MARKUP, *SIGNS, *ADDRESSES, *STYLES, *MARKDOWN)


def no_links(texts: Sequence[str]) -> int:
    """Count the texts that may be no link."""
    return sum(not text.startswith(("http://", "https://")) for text in set(texts))


def third_party() -> tuple[str, ...]:
    """Give the lines of the third-party file, each once; none where it is missing."""
    if not XSS.exists():
        return ()
    lines = XSS.read_text(encoding="utf-8").split("\n")
    return tuple(dict.fromkeys(line for line in lines if line.strip()))
