"""The figures of docs/reliability.md: what is counted, and how a test run writes it.

A test counts with the fixture `tally` before it asserts, so that a miss is a figure too. A run with
``--figures``, as ``make test`` and ``make soak`` are, writes them.
"""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.report import between
from geodata.files import atomic_write

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "reliability.md"
PROPERTY: Final = "figure"
"""The name under which a test's report carries what it counted."""


@dataclass(frozen=True)
class Row:
    """A line of a section's table.

    Parameters
    ----------
    key : str
        By which tests count.
    what : str
        What is counted, in words.
    naive : str
        What plain GeoPandas and Folium gave on the same.
    unit : str
        Of a row that keeps the largest value instead of counting: ``"s"``, ``"MB"``.
    """

    key: str
    what: str
    naive: str = "–"
    unit: str = ""


SECTIONS: Final[dict[str, tuple[Row, ...]]] = {
    "corpus": (
        Row("silent", "faulty files accepted in silence", "208 of 908"),
        Row("misplaced", "faults that are named at another place than the first"),
        Row("unsaid", "repairs that are not said", "606 of 622"),
        Row("changed", "features whose geometry is changed without a word"),
        Row("crashed", "files that end in a traceback, read and drawn or at a door", "101 of 839 valid ones"),
        Row("undrawn", "valid files that are not drawn whole, with the types of their properties"),
        Row("unseen", "maps of valid files that are blank, or have an error, in Chromium"),
        Row("seconds", "the longest time of a file", unit="s"),
        Row("memory", "the most memory of the process that takes all of them", unit="MB"),
    ),
    "fuzz": (
        Row("fuzz-crashed", "mutated files that end in a traceback"),
        Row("fuzz-seconds", "the longest time of a mutated file", unit="s"),
        Row("fuzz-memory", "the most memory that mutated files took", unit="MB"),
    ),
    "injection": (
        Row("ran", "texts that ran as a script in the export", "214 of 2,000 pages"),
        Row("ran-live", "texts that ran as a script in the app"),
        Row(
            "evaluated", "templates that were evaluated on the server", "`{{…}}` in a property ran a command"
        ),
        Row("page-errors", "pages with an error or a warning of the browser"),
        Row("blank", "maps that stayed blank"),
        Row("not-literal", "texts that are not shown as they are"),
        Row("links", "addresses other than http(s) that are links"),
        Row("by-hand", "scripts and markup put into an exported page by hand that take effect"),
    ),
    "files": (
        Row("read", "attacks that read a file of the server", "a VRT named .geojson read one"),
        Row("connected", "attacks that opened a connection"),
        Row("archives", "hostile archives that are unpacked"),
    ),
    "exports": (
        Row("cells", "cells that a spreadsheet would run"),
        Row("numbers", "numbers that are no numbers any more"),
        Row("killed", "writers killed at a random point that leave neither the old nor the new file whole"),
        Row("full-disk", "exports to a full disk that touch what was there"),
        Row("broken-render", "exports whose making fails that touch what was there"),
        Row("differing", "exports of the same data with other bytes"),
    ),
    "limits": (
        Row("unlimited", "limits that are met without a sentence of their own"),
        Row("depth-seconds", "time until depth 100,000 is refused, at each door", unit="s"),
        Row("depth-memory", "memory that refusing depth 100,000 takes beside the process itself", unit="MB"),
    ),
    "server": (
        Row(
            "settings",
            "questions to a started server that show a setting loosened by home, folder or environment",
        ),
        Row(
            "left-files",
            "files of sessions that are left after their end, or of killed servers after the next start",
        ),
        Row("personal", "log lines with what a reader typed, named or handed over"),
        Row("load-errors", "errors in 50 sessions of 5 minutes with bad uploads among them"),
        Row("load-mixed", "words of one session in another"),
        Row("load-p95", "95 of 100 answers within", unit="s"),
        Row("load-memory", "memory that the fifty sessions took", unit="MB"),
    ),
}
"""What is counted, by section of the document."""


@dataclass
class Figures:
    """What the tests of a run counted."""

    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    peaks: dict[str, float] = field(default_factory=dict)

    def add(self, key: str, hits: int, of: int, peak: float | None) -> None:
        """Take what a test counted."""
        if peak is not None:
            self.peaks[key] = max(peak, self.peaks.get(key, 0))
        else:
            self.counts[key][0] += hits
            self.counts[key][1] += of

    def table(self, section: str, before: str = "") -> str:
        """Write a section's table; a line that the run did not count stays as it was before."""
        old = {line.split(" | ")[0]: line for line in before.splitlines()}
        lines = ["| what is counted | naive | here |", "|---|---|---|"]
        for row in SECTIONS[section]:
            start, cell = f"| {row.what}", self._cell(row)
            kept = old.get(start, f"{start} | {row.naive} | not counted |")
            lines.append(kept if cell is None else f"{start} | {row.naive} | {cell} |")
        return "\n".join(lines)

    def _cell(self, row: Row) -> str | None:
        if row.unit:
            return f"under {above(self.peaks[row.key]):g} {row.unit}" if row.key in self.peaks else None
        if row.key not in self.counts:
            return None
        hits, of = self.counts[row.key]
        return f"{hits:,} of {of:,}"


def above(value: float) -> float:
    """Give the next of 1, 2, 5, 10 … above a value: what a busy machine measures twice.

    Examples
    --------
    >>> above(0.3), above(2), above(180)
    (0.5, 5.0, 200.0)
    """
    scale = 10.0 ** math.floor(math.log10(value)) if value > 0 else 1.0
    return next(step * scale for step in (1, 2, 5, 10) if step * scale > value)


def write(figures: Figures) -> None:
    """Write what was counted; all else stays as it is."""
    text = old = DOCUMENT.read_text("utf-8")
    for section in SECTIONS:
        begin, end = f"<!-- figures: {section} -->", f"<!-- end: {section} -->"
        before = text.partition(begin)[2].partition(end)[0]
        text = between(text, section, figures.table(section, before))
    if text != old:
        atomic_write(DOCUMENT, text.encode())
