"""Times of the whole way, step by step: ``python benchmarks/pipeline.py [--incidents N …] [--runs 3]``.

For the bundled dataset, and for N synthetic incidents around the bundled facilities. Prints medians.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geodata.analysis import analyse
from geodata.geojson import Feature, write_features
from geodata.sample import SAMPLE
from geodata.stores.folder import open_dataset
from mapapp.exporters.html import export_html
from mapapp.view import View


def synthetic(path: Path, count: int, *, seed: int = 7) -> Path:
    """Write incidents scattered around the bundled facilities."""
    rng = np.random.default_rng(seed)
    centres = open_dataset(SAMPLE).facilities.geometry.representative_point()
    chosen = rng.integers(0, len(centres), count)
    lon = centres.x.to_numpy()[chosen] + rng.normal(0, 1.5, count)
    lat = np.clip(centres.y.to_numpy()[chosen] + rng.normal(0, 1.0, count), -89, 89)
    days = rng.integers(1, 29, count)
    features = [
        Feature(
            index=row,
            id=f"s{row}",
            geometry=shapely.Point(lon[row], lat[row]),
            properties={
                "title": f"Synthetic incident {row}",
                "start": f"2025-03-{days[row]:02d}",
                "uncertainty_m": 5000,
            },
            foreign={},
        )
        for row in range(count)
    ]
    write_features(path, features)
    return path


def timed(runs: int, step: Callable[[], Any]) -> tuple[float, Any]:
    """Give the median seconds of a step, and its last result."""
    seconds, result = [], None
    for _ in range(runs):
        begun = time.perf_counter()
        result = step()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds), result


def main() -> None:
    """Run all steps and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print(f"{'dataset':>14} {'open s':>8} {'analyse s':>10} {'export s':>9} {'MB':>6}")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "map.html"
        cases = [("bundled", None), *((f"{n:,}", n) for n in options.incidents)]
        for name, count in cases:
            incidents = synthetic(Path(folder) / "i.geojson", count) if count else None
            opened, dataset = timed(options.runs, lambda: open_dataset(SAMPLE, incidents=incidents))  # noqa: B023
            analysed, analysis = timed(options.runs, lambda: analyse(dataset))  # noqa: B023
            exported, size = timed(options.runs, lambda: export_html(View(analysis), target))  # noqa: B023
            print(f"{name:>14} {opened:8.2f} {analysed:10.2f} {exported:9.2f} {size / 1e6:6.2f}")


if __name__ == "__main__":
    main()
