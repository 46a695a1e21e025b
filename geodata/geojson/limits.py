"""How large a GeoJSON file may be. Pure; the parts of this reader and its callers import it."""

from dataclasses import dataclass

from geodata.jsontext import DEEPEST


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file. A file beyond any of them is refused as a whole.

    Parameters
    ----------
    max_bytes : int
        Size of the file.
    max_features : int
        Features in the collection.
    max_nesting : int
        How deep arrays and objects may stand in one another.
    max_vertices : int
        Positions in all geometries together.
    max_string : int
        Characters in one string.
    max_unusable : int
        Elements of ``features`` that cannot be used, before the first that can.

    Examples
    --------
    >>> Limits().max_bytes
    500000000
    >>> Limits(max_features=10).max_features
    10
    """

    max_bytes: int = 500_000_000
    max_features: int = 2_000_000
    max_nesting: int = DEEPEST
    max_vertices: int = 20_000_000
    max_string: int = 1_000_000
    max_unusable: int = 50_000
