r"""Text from data in Markdown: it is shown as it is, and makes no heading, link, list or HTML. Pure."""

import re
from typing import Final

from mapapp.addresses import is_web_address
from mapapp.wording import visible

_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_STARTS: Final = re.compile(r"^(\s*)([-+]|\d+[.)])(\s|$)")


def escaped(text: str) -> str:
    r"""Escape a text for Markdown, as one line.

    Parameters
    ----------
    text : str
        From data.

    Returns
    -------
    str
        What Markdown shows as the text; what UTF-8 cannot say becomes a question mark.

    Examples
    --------
    >>> print(escaped("# [a](javascript:b) <img>\n- c"))
    \# \[a\](javascript:b) \<img\> - c
    """
    line = " ".join(visible(text).encode("utf-8", "replace").decode("utf-8").split())
    line = _SIGNS.sub(r"\\\1", line)
    return _STARTS.sub(lambda found: f"{found[1]}\\{found[2]}{found[3]}", line)


def address(url: str) -> str:
    """Write an address: as a link where it is one of the web.

    Examples
    --------
    >>> address("https://example.org/a"), address("javascript:alert(1)")
    ('<https://example.org/a>', 'javascript:alert(1)')
    """
    is_link = is_web_address(url) and not re.search(r"[\s<>\\]", url)
    return f"<{url}>" if is_link and url.isprintable() and url.isascii() else escaped(url)
