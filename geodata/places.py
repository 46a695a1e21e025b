"""Where the rows of a table stand in their file, so that a finding can name the place. Pure.

Imports only the report; readers make places, checks read them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geodata.report import Finding, Severity

COLLECTION: Final = "/features/{}/properties"
"""Pattern of the rows of a GeoJSON FeatureCollection."""

LIST: Final = "/{}"
"""Pattern of the rows of a JSON list."""


@dataclass(frozen=True, slots=True)
class Place:
    """The file that a table was read from, and where each of its rows stands in it.

    Parameters
    ----------
    file : str
        Name of the file as the user gave it.
    pattern : str
        JSON pointer of a row's properties, with ``{}`` for the row's index in the file.
    indices : sequence of int, optional
        The index in the file of each row of the table; where not given, no row of the file was left out.

    Examples
    --------
    >>> Place("incidents.geojson", indices=[0, 2]).pointer(1, "claims/0")
    '/features/2/properties/claims/0'
    """

    file: str
    pattern: str = COLLECTION
    indices: Sequence[int] | None = None

    def index(self, row: int) -> int:
        """Give the index in the file of a row of the table."""
        return row if self.indices is None else self.indices[row]

    def feature(self, row: int) -> int | None:
        """Give the index of a row's feature; None in a file that is no collection of features."""
        return self.index(row) if self.pattern == COLLECTION else None

    def record(self, row: int) -> int | None:
        """Give the index of a row's object; None in a file that is no list of objects."""
        return self.index(row) if self.pattern == LIST else None

    def pointer(self, row: int, path: str = "") -> str:
        """Give the JSON pointer of a row's properties, or of what stands at a path below them."""
        properties = self.pattern.format(self.index(row))
        return f"{properties}/{path}" if path else properties

    def member(self, row: int, name: str) -> str:
        """Give the JSON pointer of a member of a row's feature, such as its geometry."""
        return f"{self.pointer(row).removesuffix('/properties')}/{name}"

    def note(
        self, row: int, rule: str, path: str, message: str, hint: str = "", *, id_: str | None = None
    ) -> Finding:
        """Build a note about what stands at a path below a row's properties.

        Parameters
        ----------
        row : int
            The row of the table, from 0.
        rule : str
            Stable name of the rule.
        path : str
            JSON pointer below the properties, without the leading slash; ``""`` for the whole row.
        message, hint : str
            What was got and expected; what to do.
        id_ : str, optional
            The row's id.

        Returns
        -------
        Finding
            A note that names the file, the feature, its id and the place.
        """
        return Finding(
            Severity.NOTE,
            rule,
            message,
            hint,
            file=self.file,
            feature=self.feature(row),
            record=self.record(row),
            id=id_,
            pointer=self.pointer(row, path),
        )
