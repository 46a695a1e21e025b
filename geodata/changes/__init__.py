"""What changed from one version of a dataset to another, and the log that tells of it."""

from geodata.changes.change import ADDED, CHANGED, NOT_STATED, REMOVED, Change, Difference
from geodata.changes.compare import compare

__all__ = ["ADDED", "CHANGED", "NOT_STATED", "REMOVED", "Change", "Difference", "compare"]
