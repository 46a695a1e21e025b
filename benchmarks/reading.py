"""A million incidents read and checked, beside geopandas, which reads them unchecked: ``make bench-reading``.

``python -m benchmarks.reading [--incidents N …] [--rounds 3] [--print]``. Each reading has a process of its
own; the two take turns, and only one works at a time. Writes its table into docs/performance.md.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.machine import describe
from benchmarks.report import write_figures

DOCUMENT: Final = Path(__file__).resolve().parents[1] / "docs" / "performance.md"

_BEGIN: Final = """
import json, resource, time
{imports}
wall, cpu = time.perf_counter(), time.process_time()
{step}
taken = {{"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu}}
taken["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
print(json.dumps(taken))
"""

WAYS: Final = {
    "ours, read and checked": (
        "from geodata.checks import check_dataset; from geodata.stores import load",
        "dataset = load({path!r}); reports = check_dataset(dataset)",
    ),
    "`geopandas.read_file`, unchecked": (
        "import geopandas, pyogrio",
        "frame = geopandas.read_file({path!r})",
    ),
}
"""What is imported beforehand, and what is timed."""

_WORDS: Final = ("brek", "dun", "flar", "gost", "hiv", "klem", "lort", "mip", "nesk", "prul", "stov", "vul")
_KINDS: Final = ("drone_strike", "missile_strike", "shelling", "debris", "claim_only")


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


def measured(way: str, path: Path) -> dict[str, float]:
    """Read a file in a process of its own; give the seconds and the peak of its memory."""
    imports, step = WAYS[way]
    code = _BEGIN.format(imports=imports, step=step.format(path=str(path)))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
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
    options = parser.parse_args()
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
