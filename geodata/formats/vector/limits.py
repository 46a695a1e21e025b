"""How large a vector file may be, and what reading it may cost. Pure."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class VectorLimits:
    """Bounds on one file. A file beyond any of them is refused as a whole; vertices leave out single rows.

    Parameters
    ----------
    max_bytes : int
        Size of the file, or of a Shapefile's parts together.
    max_expanded : int
        Size of what is unpacked from a zip, and of what the child process hands back.
    max_features : int
        Rows of the layer that is read.
    max_vertices : int
        Vertices of all geometries together; rows beyond it are left out.
    max_seconds : float
        Time for all of it.
    max_memory : int
        Address space of the child process, in bytes.
    max_entries : int
        Entries of a zip.
    max_ratio : int
        How many times larger than packed an entry of a zip may be, from 10 MB on.

    Examples
    --------
    >>> VectorLimits(max_features=10).max_features
    10
    """

    max_bytes: int = 500_000_000
    max_expanded: int = 2_000_000_000
    max_features: int = 2_000_000
    max_vertices: int = 20_000_000
    max_seconds: float = 60.0
    max_memory: int = 2_000_000_000
    max_entries: int = 1_000
    max_ratio: int = 250


DEFAULT: Final = VectorLimits()
