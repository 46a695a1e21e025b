"""One class per kind of map: it is given a table of incidents, and writes a page."""

from pathlib import Path
from typing import Protocol


class Maker(Protocol):
    """A kind of map with its data at hand, made from a table and whether place and time alone are wanted."""

    analysis_s: float | None
    """Seconds that were spent beforehand on what the map tells beyond the table."""

    def write(self, path: Path) -> None:
        """Build the map and write it; this is what is timed."""
