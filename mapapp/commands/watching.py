"""Whether a running app is well, for who watches it: a container, a service, a proxy."""

import json
import urllib.error
import urllib.request
from typing import Final

from mapapp.errors import MapAppError

_PATIENCE_S: Final = 10.0


class NotWell(MapAppError, OSError):
    """An app does not answer, or has no dataset to show."""


def look_at(address: str) -> str:
    """Ask a running app how it is.

    Parameters
    ----------
    address : str
        Where it is, such as ``http://127.0.0.1:8501``; with the path that a proxy serves it under.

    Returns
    -------
    str
        What it shows, as a sentence.

    Raises
    ------
    NotWell
        If it does not answer, or cannot show its dataset.
    """
    try:
        with urllib.request.urlopen(f"{address.rstrip('/')}/health", timeout=_PATIENCE_S) as answer:
            told = json.load(answer)
        counts = f"{told['incidents']} incidents and {told['facilities']} facilities"
        return f"It shows {counts}, read at {told['read']}, digest {told['digest']}."
    except urllib.error.HTTPError as error:
        raise NotWell(f"{address} is not well: {_status(error)}.") from None
    except OSError as error:
        raise NotWell(f"{address} does not answer: {error}. Is the app running there?") from None
    except (ValueError, KeyError, TypeError):
        raise NotWell(f"{address} answers, but it is not this app; name the address of the app.") from None


def _status(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["status"])
    except (OSError, ValueError, KeyError, TypeError):
        return f"it answers with {error.code}"
    finally:
        error.close()
