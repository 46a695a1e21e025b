"""The two versions that are compared, as they are named to readers. Pure."""

from dataclasses import dataclass
from typing import Any, Final

from geodata.changes import Difference
from geodata.dataset import Dataset

FORMAT: Final = "energy-strike-map differences"
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions.

    Parameters
    ----------
    name : str
        Where it was read, as the user wrote it.
    title, version, digest : str
        What the dataset says about itself, and the digest of its content.
    """

    name: str
    title: str
    version: str
    digest: str

    def to_json(self) -> dict[str, str]:
        """Give the version, ready for JSON."""
        return {"name": self.name, "title": self.title, "version": self.version, "digest": self.digest}


def side_of(name: str, dataset: Dataset) -> Side:
    """Name a version.

    Parameters
    ----------
    name : str
        Where it was read, as the user wrote it.
    dataset : Dataset
        What was read.

    Returns
    -------
    Side
    """
    return Side(name, dataset.metadata.title, dataset.metadata.version, dataset.digest)


def as_json(old: Side, new: Side, difference: Difference) -> dict[str, Any]:
    """Give all differences, ready for JSON.

    Parameters
    ----------
    old, new : Side
        The versions.
    difference : Difference
        What was added, changed and removed.

    Returns
    -------
    dict
        As ``docs/changes.md`` describes it.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "old": old.to_json(),
        "new": new.to_json(),
        "counts": difference.counts,
        "changes": [change.to_json() for change in difference.changes],
        "standings": [change.to_json() for change in difference.standings],
        "reordered": list(difference.reordered),
    }
