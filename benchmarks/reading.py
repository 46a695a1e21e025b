"""A million incidents read and checked, beside geopandas, which reads them unchecked: ``make bench-reading``.

``python -m benchmarks.reading [--incidents N …] [--rounds 3] [--print]``. Each reading has a process of its
own; the two take turns, and only one works at a time. Writes its table into docs/performance.md.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.machine import describe
from benchmarks.report import write_figures

DOCUMENT: Final = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def ours(path: str) -> Callable[[], object]:
    """Import what reading and checking need; give the step that is timed."""
    from geodata.checks import check_dataset
    from geodata.stores import load

    def step() -> object:
        dataset = load(path)
        return dataset, check_dataset(dataset)

    return step


def with_geopandas(path: str) -> Callable[[], object]:
    """Import what geopandas needs; give the step that is timed."""
    import geopandas
    import pyogrio  # noqa: F401 (geopandas would import it within the time)

    return lambda: geopandas.read_file(path)


WAYS: Final = {"ours, read and checked": ours, "`geopandas.read_file`, unchecked": with_geopandas}

_WORDS: Final = ("brek", "dun", "flar", "gost", "hiv", "klem", "lort", "mip", "nesk", "prul", "stov", "vul")
_KINDS: Final = ("uav_strike", "missile_strike", "shelling", "debris", "claim_only")


def write_incidents(path: Path, count: int, *, seed: int = 7) -> Path:
    """Write plain incidents: a point, a title of ten words, a kind, a day and an uncertainty."""
    rng = np.random.default_rng(seed)
    lon, lat = np.round(rng.uniform(22, 88, count), 5), np.round(rng.uniform(43, 66, count), 5)
    days = np.datetime_as_string(np.datetime64("2022-02-24") + rng.integers(0, 1461, count), unit="D")
    words, kinds = rng.integers(0, len(_WORDS), (count, 10)), rng.integers(0, len(_KINDS), count)
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[')
        for row in range(count):
            properties = {
                "title": " ".join(_WORDS[word] for word in words[row]).capitalize(),
                "kind": _KINDS[kinds[row]],
                "start": str(days[row]),
                "uncertainty_m": 5000.0,
            }
            point = {"type": "Point", "coordinates": [float(lon[row]), float(lat[row])]}
            feature = {"type": "Feature", "id": f"i{row:07}", "geometry": point, "properties": properties}
            file.write("," * (row > 0) + json.dumps(feature, separators=(",", ":")))
        file.write("]}\n")
    return path


def measure_here(way: str, path: str) -> dict[str, float]:
    """Read a file; give the seconds, and the peak of this process's memory."""
    step = WAYS[way](path)
    wall, cpu = time.perf_counter(), time.process_time()
    step()
    taken = {"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu}
    return taken | {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6}


def measured(way: str, path: Path) -> dict[str, float]:
    """Read a file in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reading", "--one", way, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    taken: dict[str, float] = json.loads(done.stdout)
    return taken


def compared(path: Path, rounds: int) -> dict[str, list[dict[str, float]]]:
    """Measure all ways in turn, round by round."""
    taken: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for number in range(rounds):
        for way, runs in taken.items():
            print(f"{path.name}: round {number + 1} of {rounds}: {way}", file=sys.stderr)
            runs.append(measured(way, path))
    return taken


def table(count: int, taken: dict[str, list[dict[str, float]]], *, size_mb: float) -> str:
    """Lay the figures out: medians, with the least and the most; ratios to ours."""
    lines = [
        f"### {count:,} incidents from GeoJSON, {size_mb:.0f} MB",
        "",
        "| | wall s | CPU s | ratio of CPU | peak memory MB |",
        "|---|---|---|---|---|",
    ]
    ours, *_ = taken.values()
    for way, runs in taken.items():
        ratio = statistics.median(one["cpu_s"] / own["cpu_s"] for one, own in zip(runs, ours, strict=True))
        cells = (_spread(run[name] for run in runs) for name in ("wall_s", "cpu_s"))
        peak = statistics.median(run["peak_mb"] for run in runs)
        lines.append(f"| {way} | {' | '.join(cells)} | {ratio:.2f}× | {peak:,.0f} |")
    return "\n".join(lines)


def _spread(values: Iterable[float]) -> str:
    found = sorted(values)
    return f"{statistics.median(found):.2f} ({found[0]:.2f}..{found[-1]:.2f})"


def main() -> None:
    """Measure, print and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--print", action="store_true", help="print only; leave the document as it is")
    parser.add_argument("--one", nargs=2, metavar=("WAY", "FILE"), help="one reading, in this process")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure_here(*options.one)))
        return
    figures = ["\n".join(f"- {line}" for line in describe()[:3])]
    with tempfile.TemporaryDirectory() as folder:
        for count in options.incidents:
            path = write_incidents(Path(folder, f"{count}.geojson"), count)
            taken = compared(path, options.rounds)
            figures.append(table(count, taken, size_mb=path.stat().st_size / 1e6))
    text = "\n\n".join(figures)
    print(text)
    if not options.print:
        write_figures(DOCUMENT, "reading", text)


if __name__ == "__main__":
    main()
