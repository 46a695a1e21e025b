"""Serve the app, or another script of Streamlit's, as a process of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Final

PATIENCE_S: Final = 900.0


@contextlib.contextmanager
def serving(dataset: Path | None = None, *, script: Path | None = None) -> Iterator[tuple[str, int]]:
    """Serve until the context is left.

    Parameters
    ----------
    dataset : Path, optional
        What is opened; the bundled dataset where not given.
    script : Path, optional
        Another script than the app; it is given the dataset's path.

    Yields
    ------
    tuple of str and int
        The address, and the number of the process.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    arguments = [str(dataset)] if dataset else []
    if script is None:
        command = ["mapapp.cli", "app", *arguments, "--port", port]
    else:
        flags = ["--server.address=127.0.0.1", "--server.headless=true", "--browser.gatherUsageStats=false"]
        command = ["streamlit", "run", str(script), f"--server.port={port}", *flags, "--", *arguments]
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address, process.pid
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = monotonic() + PATIENCE_S
    while monotonic() < until:
        if process.poll() is not None:
            raise ChildProcessError(f"the app ended with {process.returncode} before it answered")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            sleep(0.2)
    raise TimeoutError("the app did not answer")
