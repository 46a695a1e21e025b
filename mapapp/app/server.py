"""What the server does besides the pages: it looks at its settings, sweeps, logs and tells how it is."""

import asyncio
import contextlib
import importlib.metadata
import os
import sys
import threading
from collections.abc import AsyncIterator
from typing import Any

from geodata.errors import GeoDataError
from geodata.temporary import sweep
from mapapp.app import log
from mapapp.app.given import first_location
from mapapp.app.health import health
from mapapp.app.origins import OwnPagesOnly
from mapapp.app.settings import BEHIND, LOG, strayed, strayed_sentences


def prepare() -> None:
    """Log from now on, and end where a setting does not hold, before anybody is answered.

    Raises
    ------
    SystemExit
        With a sentence for each setting that does not hold.
    """
    log.start(os.environ.get(LOG) or ("text" if sys.stderr.isatty() else "json"))
    if problems := list(strayed()):
        raise SystemExit("\n".join(strayed_sentences(problems)))


@contextlib.asynccontextmanager
async def running(app: Any) -> AsyncIterator[None]:
    """Sweep up what killed servers left, read the dataset before its first reader comes, and log.

    Parameters
    ----------
    app : streamlit.App
        What is served.

    Yields
    ------
    None
    """
    log.quieten()
    swept = await asyncio.to_thread(sweep)
    version = importlib.metadata.version("energy-strike-map")
    log.note(log.Started(version, bool(os.environ.get(BEHIND)), swept))
    threading.Thread(target=_read_first, daemon=True).start()
    yield
    log.note(log.Stopped())


def routes() -> list[Any]:
    """Give what is answered besides the pages: ``/health``, below the path of the proxy.

    Returns
    -------
    list of starlette.routing.Route
    """
    from starlette.responses import JSONResponse
    from starlette.routing import Route
    from streamlit import get_option

    async def answer(request: Any) -> JSONResponse:
        is_well, told = await asyncio.to_thread(health)
        return JSONResponse(told, 200 if is_well else 503, {"Cache-Control": "no-store"})

    base = str(get_option("server.baseUrlPath") or "").strip("/")
    return [Route(f"/{base}/health" if base else "/health", answer, methods=["GET"])]


def middleware() -> list[Any]:
    """Give what a request passes before Streamlit sees it.

    Returns
    -------
    list of starlette.middleware.Middleware
    """
    from starlette.middleware import Middleware

    return [Middleware(OwnPagesOnly)]


def _read_first() -> None:
    """Open the dataset before its first reader does, and set it aside; what is wrong is said on the page."""
    from mapapp.app.load import load_path, page_of
    from mapapp.app.memory import settle

    with contextlib.suppress(GeoDataError):
        page_of(load_path(first_location()))
    settle()
