"""The app as a process of its own, in surroundings that a test chooses, with what it logs."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.app.conftest import MAIN
from tests.conftest import ROOT

PATIENCE_S = 60


@dataclass
class Running:
    """An app that answers.

    Parameters
    ----------
    address : str
        Where.
    process : Popen
        Its process.
    file : Path
        What it has logged.
    has_fault : bool
        Whether a test has put a fault into it.
    """

    address: str
    process: subprocess.Popen
    file: Path
    has_fault: bool = False

    @property
    def lines(self) -> list[str]:
        """The lines of its log."""
        return self.file.read_text("utf-8").splitlines()

    def wait_for(self, words: str) -> None:
        """Wait until it has logged something."""
        until(lambda: words in self.file.read_text("utf-8"))

    def kill(self) -> None:
        """End it as a lack of memory would."""
        self.process.kill()
        self.process.wait()

    def stop(self, how: int = signal.SIGTERM) -> int:
        """End it as a service is ended or, with SIGINT, by Ctrl+C, and give its exit code."""
        self.process.send_signal(how)
        return self.process.wait(PATIENCE_S)


def until(question, *, seconds=PATIENCE_S) -> None:
    """Wait until a question is answered with yes."""
    end = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def talk(coroutine: Coroutine):
    """Run a coroutine in a thread of its own: where Chromium was driven before, a loop runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def free_port() -> int:
    """Find a port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(address: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
    """Ask for something; gives status, headers and what was sent."""
    request = urllib.request.Request(address, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@contextlib.contextmanager
def running(
    folder: Path,
    *,
    code: str = "",
    dataset: Path | None = None,
    cwd: Path | None = None,
    conventional: bool = False,
    env: Mapping[str, str] | None = None,
) -> Iterator[Running]:
    """Start the app by its command line or by Streamlit's own, and end it after the block.

    Parameters
    ----------
    folder : Path
        Where its log is written.
    code : str
        What is run in its process before it starts.
    dataset : Path, optional
        What it shows.
    cwd : Path, optional
        From where it is started.
    conventional : bool
        Whether by Streamlit's own command.
    env : mapping of str to str, optional
        Of its environment, besides ours.
    """
    port = free_port()
    if conventional:
        command = ["-m", "streamlit", "run", str(MAIN), "--server.port", str(port)]
    else:
        arguments = ["app", *([str(dataset)] if dataset else []), "--port", str(port)]
        command = ["-c", f"{code}\nimport sys\nfrom mapapp.cli import main\nmain({arguments!r})"]
    log = folder / f"log-{port}.txt"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=cwd or ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: process.poll() is not None or _is_well(address))
        yield Running(address, process, log)
    finally:
        process.kill()
        process.wait()


def _is_well(address: str) -> bool:
    try:
        return get(f"{address}/health")[0] == 200
    except OSError:
        return False
