"""Whom the server answers: its own pages, and no page of others. Imports no Streamlit.

Streamlit refuses connections of other pages, too. But first it asks a server on the Internet for the address
of this machine, in case that is meant, and answers nobody meanwhile; and pages of any port are its own to it.
"""

import os
from typing import Any, Final
from urllib.parse import urlsplit

from mapapp.app.settings import BEHIND, LOOPBACK, origin_of

_REFUSED: Final = b"Only pages of this app may ask for this.\n"
_POLICY_VIOLATION: Final = 1008


class OwnPagesOnly:
    """Refuses what another page sends, before anything looks at it.

    Parameters
    ----------
    app : ASGI application
        What answers the rest.
    """

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Hand on a request or a connection, or refuse it."""
        if scope["type"] not in ("http", "websocket") or _is_own(dict(scope["headers"])):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            head = [(b"content-type", b"text/plain"), (b"content-length", str(len(_REFUSED)).encode())]
            await send({"type": "http.response.start", "status": 403, "headers": head})
            await send({"type": "http.response.body", "body": _REFUSED})


def _is_own(headers: dict[bytes, bytes]) -> bool:
    """Tell whether no page sent a request, or a page from where it goes to, or from behind the proxy."""
    if b"origin" not in headers:
        return True
    origin = headers[b"origin"].decode("latin-1").lower()
    behind = os.environ.get(BEHIND)
    if behind and origin == origin_of(behind):
        return True
    try:
        parts = urlsplit(origin)
        is_here = parts.hostname in LOOPBACK
    except ValueError:
        return False
    return is_here and parts.netloc == headers.get(b"host", b"").decode("latin-1").lower()
