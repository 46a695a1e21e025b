"""What a file is, told from its first bytes and never from its name. Imports only what is said of a file."""

from enum import StrEnum
from typing import Final

from geodata.formats.vector.task import Task

HEAD: Final = 4096
"""How many bytes tell what a file is."""

READS: Final = (
    "Files that are read: KML, KMZ, GPX, GeoPackage, FlatGeobuf, GeoParquet, "
    "and a Shapefile (.shp beside its parts, or in a .zip)."
)

_XML_STARTS: Final = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_GEOPACKAGE_IDS: Final = (b"GPKG", b"GP10", b"GP11")
_SQLITE: Final = b"SQLite format 3\0"


class Kind(StrEnum):
    """What a file turned out to be; markup and a zip are looked through before they are one of the others."""

    MARKUP = "XML"
    ZIP = "zip"
    KML = "KML"
    KMZ = "KMZ"
    GPX = "GPX"
    GEOPACKAGE = "GeoPackage"
    SHAPEFILE = "Shapefile"
    FLATGEOBUF = "FlatGeobuf"
    GEOPARQUET = "GeoParquet"


def kind_of(head: bytes, task: Task) -> Kind:
    r"""Tell what a file is.

    Parameters
    ----------
    head : bytes
        Its first bytes, `HEAD` of them where there are so many.
    task : Task
        The file.

    Returns
    -------
    Kind

    Raises
    ------
    UnreadableFile
        It is empty, or none of the kinds that are read.

    Examples
    --------
    >>> from geodata.formats.vector.limits import DEFAULT
    >>> kind_of(b"<?xml version='1.0'?><gpx>", Task("a.gpx", DEFAULT, 0.0))
    <Kind.MARKUP: 'XML'>
    """
    if not head:
        raise task.fault("the file is empty. Export it again.")
    if head.startswith(_SQLITE):
        if head[68:72] not in _GEOPACKAGE_IDS:
            raise task.fault(f"this is an SQLite database, but not a GeoPackage. {READS}")
        return Kind.GEOPACKAGE
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    if head.startswith(b"fgb\x03fgb"):
        return Kind.FLATGEOBUF
    if head.startswith(b"PAR1"):
        return Kind.GEOPARQUET
    if head.startswith(b"\x00\x00\x27\x0a") and len(head) >= 100:
        return Kind.SHAPEFILE
    if head.lstrip().startswith(_XML_STARTS):
        return Kind.MARKUP
    raise task.fault(f"this is none of the kinds of file that are read here. {READS}")
