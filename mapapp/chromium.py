"""A headless Chromium as a child process, spoken to over a pipe: no port, no network, a profile of its own.

Imports the exceptions and `geodata.temporary`. What is said is the Chrome DevTools Protocol: JSON, each
message ended by a zero.
"""

import contextlib
import fcntl
import json
import os
import select
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from geodata.temporary import temporary_folder
from mapapp.errors import BrowserFailed, MissingBrowser

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OPTIONS: Final = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no name is found: nothing can be asked of the network
    "about:blank",
)
_GRACE_S: Final = 5.0


def find_chromium() -> str:
    """Find Chromium: what CHROMIUM in the environment names, or one on the path.

    Returns
    -------
    str
        Its path.

    Raises
    ------
    MissingBrowser
        If there is none; the sentence says what to install.
    """
    named = os.environ.get("CHROMIUM")
    found = named if named and Path(named).exists() else next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise MissingBrowser(
            "a picture or PDF of the map is made by Chromium, and none was found. Install it (Debian and "
            "Ubuntu: apt install chromium), or name one in the environment variable CHROMIUM."
        )
    return found


class Tab:
    """A page in Chromium.

    Parameters
    ----------
    reads, writes : int
        The ends of the pipes.
    deadline : float
        When to give up, on the clock of `time.monotonic`.
    """

    def __init__(self, reads: int, writes: int, deadline: float) -> None:
        self._reads, self._writes, self._deadline = reads, writes, deadline
        self._number, self._session, self._left = 0, "", b""

    def attach(self) -> None:
        """Open a tab, and speak to it from now on."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask for something and wait for the answer.

        Parameters
        ----------
        method : str
            Of the protocol.
        **params : object
            Of the method.

        Returns
        -------
        dict
            The result.

        Raises
        ------
        BrowserFailed
            If it is refused, or no answer comes in time.
        """
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        with contextlib.suppress(BrokenPipeError):  # that it has ended is seen when its answer is read
            while data:
                data = data[os.write(self._writes, data) :]
        while (answer := json.loads(self._next())).get("id") != self._number:
            pass
        if "error" in answer:
            raise BrowserFailed(f"Chromium refused {method}: {answer['error'].get('message')}")
        result: dict[str, Any] = answer["result"]
        return result

    def run(self, script: str) -> Any:
        """Run a script in the page and give its value, once it is there.

        Parameters
        ----------
        script : str
            An expression; a promise is waited for.

        Returns
        -------
        object
            Its value, as JSON has it.

        Raises
        ------
        BrowserFailed
            If the script fails.
        """
        answer = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise BrowserFailed(f"the page's script failed: {answer['exceptionDetails'].get('text')}")
        return answer["result"].get("value")

    def wait_for(self, script: str) -> Any:
        """Wait until a script gives something."""
        while not (value := self.run(script)):
            time.sleep(0.05)
        return value

    def _next(self) -> bytes:
        while b"\0" not in self._left:
            ready, _, _ = select.select([self._reads], [], [], max(0, self._deadline - time.monotonic()))
            if not ready:
                raise BrowserFailed("Chromium did not finish in time; try again, or with fewer incidents.")
            part = os.read(self._reads, 1 << 20)
            if not part:
                raise BrowserFailed("Chromium ended before it was done. Start it by hand to see why.")
            self._left += part
        message, _, self._left = self._left.partition(b"\0")
        return message


@contextlib.contextmanager
def browsing(*, timeout_s: float = 120.0) -> Iterator[Tab]:
    """Start Chromium, give a tab of it, and end it.

    Parameters
    ----------
    timeout_s : float
        After which it is ended, whatever it does.

    Yields
    ------
    Tab
        An empty page.

    Raises
    ------
    MissingBrowser
        If there is no Chromium.
    BrowserFailed
        If it does not do what it is asked.
    """
    path = find_chromium()
    with temporary_folder() as profile:
        its_reads, writes = _pipe()
        reads, its_writes = _pipe()
        try:
            process = _start(path, profile, its_reads, its_writes)
        finally:
            os.close(its_reads)
            os.close(its_writes)
        try:
            tab = Tab(reads, writes, time.monotonic() + timeout_s)
            tab.attach()
            yield tab
        finally:
            os.close(writes)  # at which it ends by itself
            _end(process)
            os.close(reads)


def _start(path: str, profile: Path, reads: int, writes: int) -> int:
    """Start it as the leader of a group of processes, with the pipes where the protocol has them."""
    options = [f"--user-data-dir={profile}", *_OPTIONS]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.insert(0, "--no-sandbox")  # it refuses to start as root with one; the page is our own
    # Reports of crashes lie beside the usual profile, whatever the options say, unless that is here as well.
    places = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR")
    around = {**os.environ, **dict.fromkeys(places, str(profile))}
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    pipes = [(os.POSIX_SPAWN_DUP2, reads, 3), (os.POSIX_SPAWN_DUP2, writes, 4)]
    try:
        return os.posix_spawn(path, [path, *options], around, file_actions=[*quiet, *pipes], setpgroup=0)
    except OSError as error:
        raise BrowserFailed(f"{path} could not be started: {error.strerror}.") from None


def _pipe() -> tuple[int, int]:
    """Open a pipe whose ends have numbers that no child gives to something else."""
    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return high[0], high[1]


def _end(process: int) -> None:
    """Wait until it has ended; if it does not, end it with all that it started."""
    patience = time.monotonic() + _GRACE_S
    while os.waitpid(process, os.WNOHANG) == (0, 0):
        if time.monotonic() > patience:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)
            return
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
