"""The kinds of file that measured incidents are written to. All carry the same columns in the same order."""

from typing import Final

from geodata.engines import Format
from mapapp.exporters.measured_csv import CSV
from mapapp.exporters.measured_geojson import GEOJSON
from mapapp.exporters.measured_geopackage import GEOPACKAGE
from mapapp.exporters.measured_parquet import GEOPARQUET

FORMATS: Final[dict[str, Format]] = {one.ending: one for one in (CSV, GEOJSON, GEOPARQUET, GEOPACKAGE)}
"""By the ending of the name."""
