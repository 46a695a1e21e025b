"""Start the app's server on this machine. Imports Streamlit only once it is started."""

import contextlib
import signal
import socket
import sys
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geodata.locations import absolute
from mapapp.app.given import give
from mapapp.app.settings import ADDRESS, base_path, note_start, options_of
from mapapp.errors import MapAppError

_TRIES: Final = 50
_PATIENCE_S: Final = 60.0


if TYPE_CHECKING:
    from geodata.dataset import Dataset


class NoFreePort(MapAppError, OSError):
    """No port could be found to listen on."""


def serve(
    dataset: str | None,
    *,
    read: "tuple[str, Dataset] | None" = None,
    port: int = 8501,
    listen: str = ADDRESS,
    behind: str | None = None,
    open_browser: bool = False,
    log: str | None = None,
) -> int:
    """Run the app until it is stopped, and print its address once it answers.

    Parameters
    ----------
    dataset : str or None
        A folder, a file, the address of a database; the bundled dataset where not given.
    read : tuple of str and Dataset, optional
        The dataset, where it was read already, after the state in which its files were.
    port : int
        The port to listen on; where it is taken, the next free one is used and named.
    listen : str
        The address to listen on; another than this machine's own needs a proxy in front.
    behind : str, optional
        The address under which a proxy serves the app.
    open_browser : bool
        Whether to open the address in the reader's browser.
    log : str, optional
        Form of the log: ``"json"``, ``"text"``, ``"off"``; by where it goes if not given.

    Returns
    -------
    int
        0 once the app has been stopped.

    Raises
    ------
    NoFreePort
        If neither the port nor one of those after it is free.
    BadAddress
        If `behind` is no address of the web, or is lacking where others than this machine are listened to.
    """
    dataset = absolute(dataset) if dataset else None
    options_of(port, listen=listen, behind=behind)  # says what is wrong before a port is looked for
    free = free_port(port)
    if free != port:
        _say(f"Port {port} is taken; using {free} instead.")
    threading.Thread(target=_welcome, args=(free, behind, open_browser), daemon=True).start()
    note_start(listen, behind, log)
    if dataset:
        give(dataset)
    if dataset and read:
        from mapapp.app.load import hand_on

        hand_on(dataset, *read)
    return _run(options_of(free, listen=listen, behind=behind))


def free_port(wanted: int) -> int:
    """Find a port to listen on: the wanted one, or the first free one after it.

    Parameters
    ----------
    wanted : int
        The port that is wanted.

    Returns
    -------
    int
        A port that is free on 127.0.0.1.

    Raises
    ------
    NoFreePort
        If there is none among the next 50.
    """
    last = min(wanted + _TRIES, 65_536)
    for port in range(wanted, last):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, port))
            except (OSError, OverflowError):
                continue
            return port
    raise NoFreePort(f"no port is free on {ADDRESS} from {wanted} to {last - 1}; name another with --port.")


def _run(options: dict[str, list[str]]) -> int:
    from streamlit.web.cli import main

    script = Path(__file__).with_name("main.py")
    flags = [f"--{name}={value}" for name, values in options.items() for value in values]
    # Ended like this, Python tidies up: temporary folders that are in use go, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with contextlib.suppress(KeyboardInterrupt):
        main(args=["run", str(script), *flags], standalone_mode=False)
    return 0


def _welcome(port: int, behind: str | None, open_browser: bool) -> None:
    """Once the app answers, say where it is."""
    if not _answers(f"http://{ADDRESS}:{port}{base_path(behind)}/_stcore/health"):
        return
    address = behind or f"http://{ADDRESS}:{port}"
    _say(f"The map is at {address} (stop it with Ctrl+C).")
    if behind:
        _say(f"The proxy reaches it at http://{ADDRESS}:{port}{base_path(behind)}.")
    if open_browser:
        webbrowser.open(address)


def _answers(address: str) -> bool:
    """Wait until the app answers; give up after a minute."""
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return True
        except OSError:
            time.sleep(0.1)
    return False


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
