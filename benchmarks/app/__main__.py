"""The command: ``python -m benchmarks.app [--sizes 1k,100k] [--sessions 50]``. Prints figures."""

import argparse
import asyncio
import contextlib
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Final

import numpy as np

from benchmarks.app.latency import filter_ms
from benchmarks.app.sessions import readers
from benchmarks.machine import describe
from benchmarks.memory import current_mb
from benchmarks.rendering.__main__ import size
from benchmarks.rendering.incidents import make_incidents
from geodata.files import atomic_write
from geodata.jsontext import to_json

PATIENCE_S: Final = 900.0
CHANGES: Final = 20


def main() -> None:
    """Measure what was asked for, and print it."""
    options = _options()
    print("\n".join(f"- {line}" for line in describe()), flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-app-") as folder:
        for count in options.sizes:
            dataset = _write(Path(folder) / f"incidents-{count}.geojson", count)
            with serving(dataset) as (address, _):
                taken, reloads = filter_ms(address, changes=CHANGES)
            print(
                f"- {count:,} incidents: filter to redrawn map {statistics.median(taken):.0f} ms (median of "
                f"{len(taken)}; {min(taken):.0f}..{max(taken):.0f}), {reloads} reloads of the document",
                flush=True,
            )
    if options.sessions:
        with serving(None) as (address, process):
            _load(address, process, options.sessions, 60 * options.minutes)


def _load(address: str, process: int, sessions: int, seconds: float) -> None:
    asyncio.run(readers(address, count=2, seconds=5, every_s=1))  # warm
    before = current_mb([process]) or 0.0
    found = asyncio.run(readers(address, count=sessions, seconds=seconds, every_s=5))
    during = current_mb([process]) or 0.0
    sleep(30)
    after = current_mb([process]) or 0.0
    taken = np.array([second for one in found for second in one.reruns_s])
    errors, strange = (sum(len(getattr(one, name)) for one in found) for name in ("errors", "strange"))
    print(
        f"- {sessions} sessions for {seconds:.0f} s: {len(taken)} reruns, median {np.median(taken):.2f} s, "
        f"95 of 100 within {np.percentile(taken, 95):.2f} s, {errors} errors, {strange} words of others; "
        f"memory {before:,.0f} MB before, {during:,.0f} at the end, {after:,.0f} half a minute later"
    )


@contextlib.contextmanager
def serving(dataset: Path | None) -> Iterator[tuple[str, int]]:
    """Serve the app as its own process; gives its address and the process's number."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = [str(dataset)] if dataset else []
    command = [sys.executable, "-m", "mapapp.cli", "app", *arguments, "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield address, process.pid
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(address: str) -> None:
    until = monotonic() + PATIENCE_S
    while monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            sleep(0.2)
    raise TimeoutError("the app did not answer")


def _write(path: Path, count: int) -> Path:
    """Write generated incidents as one GeoJSON file."""
    table = make_incidents(count)
    columns = ("id", "title", "kind", "date", "uncertainty_m", "lon", "lat")
    rows = zip(*(table[name].tolist() for name in columns), strict=True)
    features = [
        {
            "type": "Feature",
            "id": id_,
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {"title": title, "kind": kind, "start": date, "uncertainty_m": error},
        }
        for id_, title, kind, date, error, lon, lat in rows
    ]
    atomic_write(path, to_json({"type": "FeatureCollection", "features": features}))
    return path


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.app", description=__doc__)
    parser.add_argument("--sizes", default="1k,100k,1m", help="numbers of incidents [1k,100k,1m]")
    parser.add_argument("--sessions", type=int, default=50, help="readers at once; 0 for none [50]")
    parser.add_argument("--minutes", type=float, default=5.0)
    options = parser.parse_args()
    options.sizes = [size(text) for text in options.sizes.split(",") if text]
    return options


if __name__ == "__main__":
    main()
