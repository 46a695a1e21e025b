"""What holds of the server that runs the app, however it was started. Imports Streamlit only when asked."""

import os
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from mapapp.errors import MapAppError

ADDRESS: Final = "127.0.0.1"
_LOOPBACK: Final = (ADDRESS, "localhost", "::1")
_LISTEN: Final = "MAPAPP_LISTEN"
_MOST_UPLOAD_MB: Final = 200

_MUST: Final[dict[str, tuple[Any, str]]] = {
    "browser.gatherUsageStats": (False, "usage statistics would be sent to the makers of Streamlit"),
    "client.showErrorDetails": ("none", "readers would be shown the inside of an error"),
    "server.enableCORS": (True, "other web pages could connect to the app"),
    "server.enableXsrfProtection": (True, "other web pages could hand files to the app"),
    "server.enableStaticServing": (False, "files beside the app could be fetched"),
}
"""By option of Streamlit: what it must be, and what would come of it otherwise."""


class BadAddress(MapAppError, ValueError):
    """No address that a proxy can serve the app under."""


def options_of(port: int, *, listen: str = ADDRESS, behind: str | None = None) -> dict[str, list[str]]:
    """Give the options with which Streamlit is started; the rest is in ``.streamlit/config.toml`` beside it.

    Parameters
    ----------
    port : int
        The port to listen on.
    listen : str
        The address to listen on.
    behind : str, optional
        The address under which a proxy serves the app: ``https://maps.example.org/strikes``.

    Returns
    -------
    dict of str to list of str
        By option, its values.

    Raises
    ------
    BadAddress
        If `behind` is no address of the web, or is lacking where others than this machine are listened to.

    Examples
    --------
    >>> options_of(8501, behind="https://maps.example.org/strikes")["server.baseUrlPath"]
    ['strikes']
    """
    if listen not in _LOOPBACK and behind is None:
        raise BadAddress(
            f"listening on {listen} opens the app to others, and nothing here asks who they are; "
            "put a proxy in front and name its address with --behind."
        )
    options = {
        "server.address": [listen],
        "server.port": [str(port)],
        "server.headless": ["true"],
        "browser.gatherUsageStats": ["false"],
        "client.showErrorDetails": ["none"],
        "server.enableCORS": ["true"],
        "server.enableXsrfProtection": ["true"],
        "logger.hideWelcomeMessage": ["true"],
    }
    return options if behind is None else {**options, **_behind(behind)}


def base_path(behind: str | None) -> str:
    """Give the path below which a proxy serves the app, with a slash before it; empty where there is none.

    Examples
    --------
    >>> base_path("https://maps.example.org/strikes/"), base_path(None)
    ('/strikes', '')
    """
    path = urlsplit(behind).path.strip("/") if behind else ""
    return f"/{path}" if path else ""


def note_listening(listen: str) -> None:
    """Note for `strayed` that the server listens where it was told to."""
    os.environ[_LISTEN] = listen


def strayed() -> Iterator[str]:
    """Yield a sentence for each setting that does not hold: an environment variable or an option set it."""
    from streamlit import get_option

    for name, (expected, otherwise) in _MUST.items():
        if (found := get_option(name)) != expected:
            yield f"{name} is {found}, expected {expected}: {otherwise}."
    address = get_option("server.address")
    if address not in (*_LOOPBACK, os.environ.get(_LISTEN, ADDRESS)):
        where = address or "every address of this machine"
        yield f"server.address is {where}, expected {ADDRESS}: anybody who reaches this machine could read."
    if not 0 < (most := get_option("server.maxUploadSize")) <= _MOST_UPLOAD_MB:
        yield f"server.maxUploadSize is {most} MB, expected {_MOST_UPLOAD_MB} at most: memory could run out."


def _behind(address: str) -> dict[str, list[str]]:
    """Have Streamlit take connections that a proxy hands on, and none from other pages."""
    parts = urlsplit(address)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment or parts.username:
        raise BadAddress(
            f"--behind is {address!r}, expected the address under which a proxy serves the app, such as "
            "https://maps.example.org/strikes."
        )
    return {
        "browser.serverAddress": [host],
        "browser.serverPort": [str(port or (443 if parts.scheme == "https" else 80))],
        "server.baseUrlPath": [base_path(address).strip("/")],
        "server.allowedHosts": [*_LOOPBACK[:2], host],
        "server.corsAllowedOrigins": [f"{parts.scheme}://{parts.netloc}"],
    }
