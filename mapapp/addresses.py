"""Which addresses may be links: those of the web, and no others. Pure."""

from typing import Any
from urllib.parse import urlsplit


def is_web_address(address: Any) -> bool:
    """Tell whether an address is one of the web: a browser that follows it runs nothing in the page.

    Parameters
    ----------
    address : object
        As the data have it.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)"), is_web_address(None)
    (True, False, False)
    """
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
