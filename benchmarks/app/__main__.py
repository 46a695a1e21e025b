"""The command: ``python -m benchmarks.app [--sizes 1k,100k,1m] [--sessions 50] [--minutes 5]``.

A whole run writes its figures into docs/performance.md; a part is printed only, or written with --output.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import sleep
from typing import Final

import numpy as np

from benchmarks.app.latency import filters, paints_s
from benchmarks.app.serving import serving
from benchmarks.app.sessions import readers
from benchmarks.machine import describe
from benchmarks.memory import current_mb
from benchmarks.rendering.__main__ import DOCUMENT, size
from benchmarks.rendering.incidents import make_incidents
from benchmarks.report import write_figures
from geodata.files import atomic_write
from geodata.jsontext import to_json

CHANGES: Final = 25
VISITS: Final = 7
FORGOTTEN_S: Final = 150.0
"""Streamlit keeps a session for two minutes, in case its reader comes back."""
MUST_MS: Final = {1_000: 150, 100_000: 300, 1_000_000: 600}
LEAST: Final = Path(__file__).with_name("least.py")


def main() -> None:
    """Measure what was asked for, print it, and write it where that was a whole run."""
    options = _options()
    said = [f"- {line}" for line in describe()]
    print("\n".join(said), flush=True)

    def say(line: str) -> None:
        said.append(line)
        print(line, flush=True)

    say("")
    with tempfile.TemporaryDirectory(prefix="bench-app-") as folder:
        for count in options.sizes:
            _filters(Path(folder), count, say)
    with serving() as (address, process):
        painted, drawn = zip(*paints_s(address, times=VISITS + 1)[1:], strict=True)
        say(
            f"- Bundled dataset, warm server, empty browser: first paint after {_spread(painted, 2)} s, "
            f"must ≤ 3; map and table drawn after {_spread(drawn, 2)} s."
        )
        if options.sessions:
            _load(address, process, options.sessions, 60 * options.minutes, say)
    if options.output is not None:
        write_figures(options.output, "app", "\n".join(said))
        print(f"Written into {options.output}.")


def _filters(folder: Path, count: int, say: Callable[[str], None]) -> None:
    dataset = _write(folder / f"incidents-{count}.geojson", count)
    with serving(dataset) as (address, _):
        ours = filters(address, changes=CHANGES)
    with serving(dataset, script=LEAST) as (address, _):
        least = filters(address, changes=CHANGES, legend=False)
    must = f", must ≤ {MUST_MS[count]}" if count in MUST_MS else ""
    say(
        f"- {count:,} incidents, filter to redrawn map: from a list beside it {_spread(ours.beside_ms)} ms"
        f"{must}; from the map's legend {_spread(ours.in_map_ms)} ms; in an app that is one list and the map "
        f"alone {_spread(least.beside_ms)} ms. Reloads of the document in {2 * CHANGES + 2} changes: "
        f"{ours.reloads}."
    )


def _spread(taken: Sequence[float], digits: int = 0) -> str:
    middle, least, most = statistics.median(taken), min(taken), max(taken)
    return f"{middle:.{digits}f} ({least:.{digits}f}..{most:.{digits}f})"


def _load(address: str, process: int, sessions: int, seconds: float, say: Callable[[str], None]) -> None:
    asyncio.run(readers(address, count=2, seconds=5, every_s=1))  # warm
    before = current_mb([process]) or 0.0
    found = asyncio.run(readers(address, count=sessions, seconds=seconds, every_s=5))
    during = current_mb([process]) or 0.0
    sleep(FORGOTTEN_S)
    after = current_mb([process]) or 0.0
    asyncio.run(readers(address, count=sessions, seconds=60, every_s=5))
    sleep(FORGOTTEN_S)
    again = current_mb([process]) or 0.0
    taken = np.array([second for one in found for second in one.reruns_s])
    errors, strange = (sum(len(getattr(one, name)) for one in found) for name in ("errors", "strange"))
    say(
        f"- {sessions} sessions for {seconds:.0f} s, each acting every 5 s: {len(taken)} reruns, median "
        f"{np.median(taken):.2f} s, 95 of 100 within {np.percentile(taken, 95):.2f} s, must ≤ 1; "
        f"{errors} errors, {strange} words of others, must be 0; memory {before:,.0f} MB before, "
        f"{during - before:+,.0f} at the end, must ≤ +150, {after - before:+,.0f} once they are forgotten, "
        f"{again - before:+,.0f} after as many others came and went."
    )


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
    sizes = ",".join(f"{count}" for count in MUST_MS)
    parser.add_argument("--sizes", default=sizes, help=f"numbers of incidents; none: empty [{sizes}]")
    parser.add_argument("--sessions", type=int, default=50, help="readers at once; 0 for none [50]")
    parser.add_argument("--minutes", type=float, default=5.0, help="how long they stay [5]")
    parser.add_argument("--output", type=Path, help=f"document to write into [whole run: {DOCUMENT.name}]")
    options = parser.parse_args()
    if (options.sizes, options.sessions, options.minutes) == (sizes, 50, 5.0):
        options.output = options.output or DOCUMENT
    try:
        options.sizes = [size(text) for text in options.sizes.split(",") if text]
    except argparse.ArgumentTypeError as error:
        parser.error(f"--sizes: {error}")
    return options


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped; nothing was written.")
