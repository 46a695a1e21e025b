"""The dataset of what is shown as a GeoPackage, which every GIS opens and which is a store of ours."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapapp.exporters.exporter import Exporter, Size

if TYPE_CHECKING:
    from mapapp.outgoing import Outgoing


def _write(handed: "Outgoing", path: Path, size: Size) -> None:
    from geodata.stores.geopackage import write_geopackage

    write_geopackage(handed.dataset, path)


GEOPACKAGE: Final = Exporter(
    "geopackage",
    "Dataset as GeoPackage",
    (".gpkg",),
    "The incidents shown with claims and sources, and all facilities and flows; for QGIS and this program.",
    "application/geopackage+sqlite3",
    _write,
)
