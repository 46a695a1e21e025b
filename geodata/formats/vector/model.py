"""What reading a vector file gives. Pure."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geodata.geojson.table import Feature


class LeftOut(NamedTuple):
    """A row that could not be used, or a column of it.

    Parameters
    ----------
    row : int
        Its place in the layer, from 0.
    column : str
        What it is about, such as ``"geometry"``.
    reason : str
        Why.
    """

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class VectorFile:
    """One layer of a vector file.

    Parameters
    ----------
    driver : str
        What the file is: ``"KML"``, ``"KMZ"``, ``"GPX"``, ``"GeoPackage"``, ``"Shapefile"``, ``"FlatGeobuf"``
        or ``"GeoParquet"``.
    layer : str
        The layer that was read.
    layers : tuple of str
        All layers that can be read.
    features : tuple of Feature
        The rows that can be used; ``index`` is the row in the layer, from 0. Geometry is in longitude and
        latitude on WGS 84, None where a row has none. A row of GeoJSON's own types: text, whole numbers of
        any size, numbers, true, false, None, lists, objects; dates and times are ISO 8601 text.
    left_out : tuple of LeftOut
        The rows that could not be used.
    notes : tuple of str
        How it was read: reprojected, which layer was chosen, which encoding was assumed.
    """

    driver: str
    layer: str
    layers: tuple[str, ...]
    features: "tuple[Feature, ...]"
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
