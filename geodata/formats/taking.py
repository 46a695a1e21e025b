"""Rows of a foreign table → columns, batch after batch: as objects, a large file would fill the memory.

Pure.
"""

from typing import Any, Final

from geodata.formats.format import Format
from geodata.formats.mapping import Mapped, Remark
from geodata.gathered import Gathered
from geodata.geojson import Feature
from geodata.geojson.table import batch_of
from geodata.schema import Record

_AT_ONCE: Final = 5_000
"""Rows that are held as objects before they become columns."""

_LONGEST_WORD: Final = 60
_MOST_WORDS: Final = 200_000
"""Texts that are kept once: short ones, and not more of them than this."""


class Taken:
    """The rows that were taken so far.

    Parameters
    ----------
    format_ : Format
        What they are read as.
    record : Record
        What they become.
    """

    def __init__(self, format_: Format, record: Record) -> None:
        self.rows = Gathered(record)
        self.sources: dict[str, dict[str, Any]] = {}
        """Beside the format's own, by id."""
        self.remarks: list[Remark] = []
        self.kept = 0
        self._format = format_
        self._waiting: list[Feature] = []
        self._words: dict[str, str] = {}

    def add(self, one: Mapped) -> None:
        """Take a row, with what it rests on.

        Parameters
        ----------
        one : Mapped
            The row as one of our records.
        """
        self.kept += 1
        self.remarks += one.remarks
        properties = {name: self._shared(value) for name, value in one.properties.items()}
        if self._format.tells:
            claims, named = self._format.tells(one, self._format.source)
            told = [{name: self._shared(value) for name, value in claim.items()} for claim in claims]
            self.sources.update((source["id"], source) for source in named)
            properties["claims"] = [*properties.get("claims", ()), *told]
        else:
            properties["sources"] = [*properties.get("sources", ()), self._format.source["id"]]
        self._waiting.append(Feature(one.number, None, one.geometry, properties))
        if len(self._waiting) == _AT_ONCE:
            self.finish()

    def finish(self) -> None:
        """Put what waits into the columns."""
        self.rows.add(batch_of(self._waiting))
        self._waiting = []

    def _shared(self, value: Any) -> Any:
        """Keep words that come again once."""
        if not isinstance(value, str) or len(value) > _LONGEST_WORD:
            return value
        if len(self._words) < _MOST_WORDS:
            return self._words.setdefault(value, value)
        return self._words.get(value, value)
