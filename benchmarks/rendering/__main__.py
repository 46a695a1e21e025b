"""The command: ``python -m benchmarks.rendering [--sizes 1k,10k] [--rounds 3] [--only ours,heatmap]``.

A whole run writes its tables into docs/performance.md; a part is printed only, or written with --output.
"""

import argparse
import signal
import sys
from pathlib import Path
from typing import Final

from benchmarks.rendering.implementations import IMPLEMENTATIONS
from benchmarks.rendering.machine import describe
from benchmarks.rendering.rounds import compare, sayer
from benchmarks.rendering.table import size_tables
from benchmarks.report import write_figures

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "performance.md"
SIZES: Final = "1k,10k,100k,1m"
SAMPLE: Final = 1_000
UNITS: Final = {"k": 1_000, "m": 1_000_000}


def main() -> None:
    """Run what was asked for, print the tables, and write them where that was a whole run."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parts = ["\n".join(f"- {line}" for line in describe()) + "\n"]
    print(parts[0], flush=True)
    for count in options.sizes:
        results = compare(count, options.only, rounds=options.rounds, sample=options.sample, say=sayer())
        parts.append(size_tables(count, results))
        print(parts[-1], flush=True)
    if options.output is not None:
        write_figures(options.output, "rendering", "\n".join(parts))
        print(f"Written into {options.output}.")


def size(text: str) -> int:
    """Read a number of incidents.

    Raises
    ------
    ArgumentTypeError
        If it is none.

    Examples
    --------
    >>> size("10k"), size("1m"), size("250")
    (10000, 1000000, 250)
    """
    digits, unit = (text[:-1], UNITS[text[-1].lower()]) if text[-1:].lower() in UNITS else (text, 1)
    if not digits.isdigit() or int(digits) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of incidents, such as 250, 10k or 1m")
    return int(digits) * unit


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rendering", description=__doc__)
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of incidents [{SIZES}]")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="such as ours,fastmarkercluster")
    parser.add_argument(
        "--sample", type=int, default=SAMPLE, help=f"incidents that are looked for [{SAMPLE}]"
    )
    parser.add_argument("--output", type=Path, help=f"document to write into [whole run: {DOCUMENT.name}]")
    options = parser.parse_args()
    if options.rounds < 1 or options.sample < 1:
        parser.error("--rounds and --sample: expected 1 or more")
    if options.sizes == SIZES and not options.only:
        options.output = options.output or DOCUMENT
    try:
        options.sizes = [size(text) for text in options.sizes.split(",")]
    except argparse.ArgumentTypeError as error:
        parser.error(f"--sizes: {error}")
    known = {one.key: one for one in IMPLEMENTATIONS}
    wanted = options.only.split(",") if options.only else list(known)
    for key in wanted:
        if key not in known:
            parser.error(f"--only: unknown implementation {key!r}. Choose from: {', '.join(known)}")
    options.only = [known[key] for key in wanted]
    return options


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped; nothing was written.")
