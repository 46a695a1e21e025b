"""The kinds of file that measured tables are written to. All carry the same columns in the same order."""

from pathlib import Path
from typing import Final

import geopandas as gpd

from geodata.engines import Format
from geodata.files import replacing
from mapapp.exporters.measured_csv import CSV
from mapapp.exporters.measured_geojson import GEOJSON
from mapapp.exporters.measured_geopackage import GEOPACKAGE
from mapapp.exporters.measured_parquet import GEOPARQUET, PARQUET

FORMATS: Final[dict[str, Format]] = {one.ending: one for one in (CSV, GEOJSON, GEOPARQUET, GEOPACKAGE)}
"""By the ending of the name."""

PAIR_FORMATS: Final[dict[str, Format]] = {one.ending: one for one in (CSV, PARQUET)}
"""For tables without geometry."""


def write_table(table: gpd.GeoDataFrame, target: Path) -> None:
    """Write a table that is there as a whole.

    Parameters
    ----------
    table : GeoDataFrame
        With `id` and geometry.
    target : Path
        Its ending is one of `FORMATS`.

    Raises
    ------
    KeyError
        If the ending is none of `FORMATS`.
    WriteFailed
        If the target cannot be written; it is as it was.
    """
    kind = FORMATS[target.suffix.lower()]
    with replacing(target) as temporary:
        part = temporary.with_name(f"{temporary.name}.part")
        try:
            kind.write_part(table, part)
            kind.join([part], temporary)
        finally:
            part.unlink(missing_ok=True)
