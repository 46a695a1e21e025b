"""The command: ``python -m benchmarks.run [--only W1,W3] [--rows N] [--rounds 3] [--peers PostGIS]``.

A whole run writes its tables into docs/performance.md; a part is printed only, or written with --output.
"""

import argparse
import contextlib
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks import machine
from benchmarks.answers import NotThere
from benchmarks.growth import growth_table
from benchmarks.peers import OURS, PEERS, Peer
from benchmarks.postgis_server import SETTINGS, forget, postgis, versions
from benchmarks.report import write_figures
from benchmarks.rounds import compare
from benchmarks.table import workload_table
from benchmarks.workloads import WORKLOADS, Workload

DOCUMENT: Final = Path(__file__).parents[1] / "docs" / "performance.md"
GROWTH: Final = "growth"


def main() -> None:
    """Run what was asked for, print the tables, and write them where that was a whole run."""
    options = _options()
    # So that the server is stopped however this ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with contextlib.ExitStack() as stack:
        address, server = _server(stack, options.peers)
        parts = ["\n".join(f"- {line}" for line in machine.describe(server)) + "\n"]
        print(parts[0], flush=True)
        for workload in options.workloads:
            parts.append(_compare(workload, options, address))
            print(parts[-1], flush=True)
        if options.growth:
            parts.append(growth_table(options.rows, rounds=options.rounds))
            print(parts[-1])
    if options.output is not None:
        write_figures(options.output, "distances", "\n".join(parts))
        print(f"Written into {options.output}.")


def _compare(workload: Workload, options: argparse.Namespace, address: str | None) -> str:
    begun = time.perf_counter()

    def say(what: str) -> None:
        print(f"[{time.perf_counter() - begun:6.1f} s] {what}", file=sys.stderr, flush=True)

    limited = workload.limited(options.rows)
    results = compare(limited, options.peers, rounds=options.rounds, postgis=address, say=say)
    if address is not None:
        forget(address, workload.key)
    return workload_table(limited, results)


def _server(stack: contextlib.ExitStack, peers: Sequence[Peer]) -> tuple[str | None, str]:
    """Start PostGIS where it is asked for, and say which it is or why it is missing."""
    if not any(peer.module == "postgis" for peer in peers):
        return None, "PostGIS not asked for"
    try:
        address = stack.enter_context(postgis())
    except NotThere as error:
        return None, f"no PostGIS: {error}"
    settings = ", ".join(f"{name}={value}" for name, value in SETTINGS.items())
    return address, f"{versions(address)}: {settings}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--only", default="", help="workloads or their groups, such as W1,W3b,growth")
    parser.add_argument("--rows", type=int, help="at most so many incidents")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default="", help="beginnings of names, such as PostGIS; ours always runs")
    parser.add_argument("--output", type=Path, help=f"document to write into [whole run: {DOCUMENT.name}]")
    options = parser.parse_args()
    if options.rounds < 1 or (options.rows is not None and options.rows < 1):
        parser.error("--rows and --rounds: expected 1 or more")
    wanted = [name for name in options.only.split(",") if name]
    keys = {GROWTH, *(one.key for one in WORKLOADS), *(one.group for one in WORKLOADS)}
    for name in wanted:
        if name not in keys:
            parser.error(f"--only: unknown workload {name!r}. Choose from: {', '.join(sorted(keys))}")
    options.workloads = [one for one in WORKLOADS if not wanted or {one.key, one.group} & {*wanted}]
    options.growth = not wanted or GROWTH in wanted
    names = tuple(options.peers.split(",")) if options.peers else ("",)
    if not wanted and options.rows is None and not options.peers:
        options.output = options.output or DOCUMENT
    options.peers = [peer for peer in PEERS if peer.name == OURS or peer.name.startswith(names)]
    return options


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped; nothing was written.")
