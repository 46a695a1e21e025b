"""What holds of the server that runs the app, however it was started. Imports Streamlit only when asked."""

import os
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from mapapp.errors import MapAppError

ADDRESS: Final = "127.0.0.1"
LOOPBACK: Final = (ADDRESS, "localhost", "::1")
BEHIND: Final = "MAPAPP_BEHIND"
LOG: Final = "MAPAPP_LOG"
_LISTEN: Final = "MAPAPP_LISTEN"
_FOREIGN: Final = "STREAMLIT_"

_MUST: Final[dict[str, tuple[Any, str]]] = {
    "browser.gatherUsageStats": (False, "usage statistics would be sent to the makers of Streamlit"),
    "client.allowedOrigins": ([], "pages of others could steer the app that they hold in a frame"),
    "client.showErrorDetails": ("none", "readers would be shown the inside of an error"),
    "client.showErrorLinks": (False, "readers would be led to ask others about an error"),
    "client.toolbarMode": ("minimal", "readers would be offered what is for developers"),
    "global.developmentMode": (False, "every web page could read what the app answers"),
    "global.e2eTest": (False, "anybody could stop the server"),
    "logger.enableRich": (False, "the log would hold what readers hand over"),
    "logger.messageFormat": ("%(message)s", "the log would not be one line for each event"),
    "runner.magicEnabled": (False, "values in the code would be printed to the page"),
    "server.allowRunOnSave": (False, "the code could change under a reader"),
    "server.enableAgentApi": (False, "programs could drive the app without its pages"),
    "server.enableCORS": (True, "other web pages could connect to the app"),
    "server.enableExpensiveMemoryStats": (False, "whoever asks for figures would stop everybody else"),
    "server.enableStaticServing": (False, "files beside the app could be fetched"),
    "server.enableXsrfProtection": (True, "other web pages could hand files to the app"),
    "server.fileWatcherType": ("none", "the code could change under a reader"),
    "server.runOnSave": (False, "the code could change under a reader"),
    "server.scriptHealthCheckEnabled": (False, "anybody could have the app run by asking for its health"),
    "server.trustedUserHeaders": ({}, "who a reader is would be kept"),
    "server.unsafeMetricsUserAttributes": ([], "who a reader is would be told to others"),
    "server.xsrfCookieSameSite": ("lax", "other web pages could hand files to the app"),
}
"""By option of Streamlit: what it must be, and what would come of it otherwise."""

_MOST: Final[dict[str, tuple[int, str, str]]] = {
    "server.maxUploadSize": (200, "MB", "memory could run out"),
    "server.maxMessageSize": (200, "MB", "memory could run out"),
    "server.maxWidgetStateSize": (25, "MB", "memory could run out"),
    "server.disconnectedSessionTTL": (600, "s", "what readers hand over would stay after they have left"),
}
"""By option of Streamlit: the most that it may be, in what, and what would come of more."""


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
    if listen not in LOOPBACK and behind is None:
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


def origin_of(address: str) -> str:
    """Give the origin of an address, as browsers send it.

    Examples
    --------
    >>> origin_of("https://Maps.example.org:443/strikes/")
    'https://maps.example.org'
    """
    parts = urlsplit(address.lower())
    usual = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return f"{parts.scheme}://{parts.netloc.removesuffix(usual)}"


def note_start(listen: str, behind: str | None, log: str | None) -> None:
    """Note for `strayed` how the app was told to start, and keep variables of Streamlit's out of it."""
    for name in [name for name in os.environ if name.startswith(_FOREIGN)]:
        del os.environ[name]
    os.environ[_LISTEN] = listen
    os.environ[BEHIND] = behind or ""
    os.environ[LOG] = log or ""


def strayed() -> Iterator[str]:
    """Yield a sentence for each setting that does not hold: an environment variable or an option set it."""
    from streamlit import get_option

    for name, (expected, otherwise) in _MUST.items():
        if (found := get_option(name)) != expected:
            yield f"{name} is {found}, expected {expected}: {otherwise}."
    for name, (most, unit, otherwise) in _MOST.items():
        if not 0 < (size := get_option(name)) <= most:
            yield f"{name} is {size} {unit}, expected {most} at most: {otherwise}."
    let_in = _behind(behind) if (behind := os.environ.get(BEHIND)) else {}
    for name, usual in (("server.allowedHosts", LOOPBACK[:2]), ("server.corsAllowedOrigins", ())):
        expected = let_in.get(name, [*usual])
        if sorted(found := get_option(name)) != sorted(expected):
            yield f"{name} is {found}, expected {expected}: other web pages could connect to the app."
    address = get_option("server.address")
    if address not in (*LOOPBACK, os.environ.get(_LISTEN, ADDRESS)):
        where = address or "every address of this machine"
        yield f"server.address is {where}, expected {ADDRESS}: anybody who reaches this machine could read."


def strayed_sentences(problems: Iterable[str]) -> list[str]:
    """Say that the app does not run with settings that do not hold, and what to do.

    Parameters
    ----------
    problems : iterable of str
        As `strayed` yields them.

    Returns
    -------
    list of str
        Sentences.
    """
    advice = "Start it with `mapapp app`, or take the setting out of the environment and the command line."
    return ["The app does not run with these settings.", *problems, advice]


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
        "server.allowedHosts": [*LOOPBACK[:2], host],
        "server.corsAllowedOrigins": [origin_of(address)],
    }
