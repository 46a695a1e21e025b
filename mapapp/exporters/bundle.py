"""The evidence bundle: what is shown with all that it rests on, as one archive that can be checked."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapapp.exporters.exporter import Exporter, Size

if TYPE_CHECKING:
    from mapapp.outgoing import Outgoing


def _write(handed: "Outgoing", path: Path, size: Size) -> None:
    from geodata.temporary import temporary_folder
    from mapapp.bundle.archive import FILES, SUMS, pack, sums_of
    from mapapp.bundle.papers import about_page, licences_page, query_page, sources_table
    from mapapp.bundle.report import report
    from mapapp.exporters.csv import CSV
    from mapapp.exporters.geojson import GEOJSON
    from mapapp.exporters.html import HTML

    with temporary_folder() as folder:
        files = {name: folder / name for name in FILES}
        for name, exporter in (("incidents.csv", CSV), ("incidents.geojson", GEOJSON), ("map.html", HTML)):
            exporter.write(handed, files[name], size)
        files["report.md"].write_bytes(report(handed))
        files["sources.csv"].write_bytes(sources_table(handed))
        files["licences.md"].write_bytes(licences_page(handed))
        files["query.json"].write_bytes(query_page(handed))
        files["about.json"].write_bytes(about_page(handed))
        sums = folder / SUMS
        sums.write_bytes(sums_of(files))
        pack({**files, SUMS: sums}, path)


BUNDLE: Final = Exporter(
    "bundle",
    "Evidence bundle (zip)",
    (".zip",),
    "The incidents shown as CSV and GeoJSON, a report of who says what and what is not known, the sources, "
    "licences, query and map, with SHA256SUMS. Anybody can check it with mapapp verify, or with sha256sum.",
    "application/zip",
    _write,
    takes_long=True,
)
