"""The command: ``python -m benchmarks.stores [--incidents 1000000] [--rounds 3] [--only folder,geopackage]``.

A run with a million incidents writes the figures of each store into docs/performance.md; another is printed.
"""

import argparse
import importlib
import pkgutil
import sys
import tempfile
from pathlib import Path
from typing import Final

import benchmarks.stores
from benchmarks.machine import describe
from benchmarks.report import write_figures
from benchmarks.stores.made import made_dataset

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "performance.md"
WHOLE: Final = 1_000_000
_SHARED: Final = {"__main__", "made", "measure"}
STORES: Final = sorted({info.name for info in pkgutil.iter_modules(benchmarks.stores.__path__)} - _SHARED)
"""Each file beside this one that has a function `run`."""


def main() -> None:
    """Measure what was asked for, print it, and write it where that was a million incidents."""
    options = _options()
    dataset = made_dataset(options.incidents)
    for name in options.only:
        with tempfile.TemporaryDirectory(prefix="bench-stores-") as folder:
            found = importlib.import_module(f"benchmarks.stores.{name}").run(
                dataset, Path(folder), options.rounds
            )
        said = "\n".join([*(f"- {line}" for line in describe()[:3]), "", found])
        print(f"{name}\n\n{said}\n", flush=True)
        if options.incidents == WHOLE:
            write_figures(DOCUMENT, f"store-{name}", said)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stores", description=__doc__)
    parser.add_argument("--incidents", type=int, default=WHOLE, help=f"how many [{WHOLE}]")
    parser.add_argument("--rounds", type=int, default=3, help="how often each step is timed [3]")
    parser.add_argument("--only", default=",".join(STORES), help=f"stores [{','.join(STORES)}]")
    options = parser.parse_args()
    options.only = options.only.split(",")
    if unknown := sorted(set(options.only) - set(STORES)):
        parser.error(f"--only: no {unknown[0]!r}; choose from: {', '.join(STORES)}")
    return options


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped.")
