"""What is shown, as files to hand on.

A new exporter is a file here with a frozen `Exporter`, a line in `EXPORTERS`, and a test.
"""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geodata.errors import UnknownName
from mapapp.exporters.bundle import BUNDLE
from mapapp.exporters.csv import CSV
from mapapp.exporters.exporter import Exporter, Size
from mapapp.exporters.facilities import FACILITIES
from mapapp.exporters.geojson import GEOJSON
from mapapp.exporters.geopackage import GEOPACKAGE
from mapapp.exporters.geoparquet import GEOPARQUET
from mapapp.exporters.html import HTML
from mapapp.exporters.kml import KML
from mapapp.exporters.pdf import PDF
from mapapp.exporters.png import PNG

if TYPE_CHECKING:
    from geodata.publication import Guard
    from mapapp.outgoing import Outgoing
    from mapapp.view import View

EXPORTERS: Final[tuple[Exporter, ...]] = (
    HTML,
    PNG,
    PDF,
    CSV,
    GEOJSON,
    FACILITIES,
    KML,
    GEOPACKAGE,
    GEOPARQUET,
    BUNDLE,
)
"""All exporters, in the order in which they are offered."""


def exporter_of(path: str | Path) -> Exporter:
    """Give the exporter that a name's ending chooses; the longest ending decides.

    Parameters
    ----------
    path : path
        The file to write.

    Returns
    -------
    Exporter

    Raises
    ------
    UnknownName
        If no exporter has the ending; it lists them.

    Examples
    --------
    >>> exporter_of("october.GeoJSON").name, exporter_of("october.facilities.geojson").name
    ('geojson', 'facilities')
    """
    name = Path(path).name.lower()
    by_ending = {ending: one for one in EXPORTERS for ending in one.endings}
    fitting = [ending for ending in by_ending if name.endswith(ending)]
    if not fitting:
        raise UnknownName.among("ending", Path(path).suffix, by_ending)
    return by_ending[max(fitting, key=len)]


def export(
    view: "View",
    path: str | Path,
    guard: "Guard | None" = None,
    *,
    today: dt.date | None = None,
    size: Size = Size(),  # noqa: B008 (frozen)
) -> "Outgoing":
    """Write what is shown, in the form that the name's ending chooses, behind gate and guard.

    Parameters
    ----------
    view : View
        What is shown.
    path : path
        The file to write.
    guard : Guard, optional
        What is held back by choice.
    today : date, optional
        The day from which an embargo counts back; today in UTC if not given.
    size : Size
        Of a picture or a sheet.

    Returns
    -------
    Outgoing
        What was written, and what was held back.

    Raises
    ------
    UnknownName
        If no exporter has the ending.
    InvalidArgument
        If a size cannot be had.
    WriteFailed
        If the target cannot be written; it is as it was.
    """
    from geodata.publication import OPEN
    from mapapp.outgoing import outgoing

    exporter = exporter_of(path)
    handed = outgoing(view, guard or OPEN, today=today)
    exporter.write(handed, Path(path), size)
    return handed
