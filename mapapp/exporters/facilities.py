"""The facilities of a dataset as GeoJSON: a file of its own, for tools make one table of a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapapp.exporters.exporter import Exporter, Size
from mapapp.exporters.geojson import about, write_collection

if TYPE_CHECKING:
    from mapapp.outgoing import Outgoing


def _write(handed: "Outgoing", path: Path, size: Size) -> None:
    from geodata.stores.folder_writer import facility_features

    write_collection(path, facility_features(handed.view.dataset), about(handed))


FACILITIES: Final = Exporter(
    "facilities",
    "Facilities as GeoJSON",
    (".facilities.geojson",),
    "All facilities of the dataset: points, pipelines and areas, in a file beside that of the incidents.",
    "application/geo+json",
    _write,
)
