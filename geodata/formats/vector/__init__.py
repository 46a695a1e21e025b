"""Vector files of other tools, read without trusting them. Knows no map and no screen.

A file is told by its bytes, looked through, copied into a private folder under a name of ours, and opened
there by a child process that may do nothing else. The rooms, in the order in which data flows::

    limits, task                        how large and how long; the file on its way, and what is said of it
    kinds, definition                   what a file is, from its bytes; what a reference system may not name
    private, archive, markup,
    shapefile, intake                   what the child is given: copied, unpacked and looked through
    process                             the child process, and what it says when it fails
    child/                              what runs in it: the only place that opens a file with GDAL
    crs, shapes, cells                  WGS 84; geometries; properties
    model, reader                       the result, and all of it
"""

from geodata.formats.vector.limits import DEFAULT, VectorLimits
from geodata.formats.vector.model import LeftOut, VectorFile
from geodata.formats.vector.reader import read_vector

__all__ = ["DEFAULT", "LeftOut", "VectorFile", "VectorLimits", "read_vector"]
