"""The incidents that are shown as one GeoParquet file, each with its claims as JSON."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geodata.files import replacing
from geodata.jsontext import to_json
from geodata.schema import INCIDENT
from mapapp.exporters.exporter import Exporter, Size
from mapapp.exporters.geojson import about

if TYPE_CHECKING:
    from geodata.dataset import Dataset
    from mapapp.outgoing import Outgoing


def _write(handed: "Outgoing", path: Path, size: Size) -> None:
    from geodata.stores.flat import to_arrow
    from geodata.stores.parts import GeoParquetWriter

    table = to_arrow(INCIDENT, handed.dataset.incidents, lists=True)
    said = {"about": json.dumps(about(handed), ensure_ascii=True)}
    with replacing(path) as temporary, GeoParquetWriter(temporary, covering=True, about=said) as writer:
        writer.write(table.append_column("claims", _claims(handed.dataset)))


def _claims(dataset: "Dataset") -> Any:
    """Give the claims of each incident as JSON; nothing where there are none, whatever else has that name."""
    import pyarrow as pa

    from geodata.stores.folder_writer import incident_features

    told = set(dataset.claims["incident_id"])
    each = (feature["properties"] for feature in incident_features(dataset))
    said = [to_json(one["claims"]).decode() if one["id"] in told else None for one in each]
    return pa.array(said, pa.string())


GEOPARQUET: Final = Exporter(
    "geoparquet",
    "Incidents as GeoParquet",
    (".parquet", ".geoparquet"),
    "The incidents shown with their claims, for data frames and databases of columns.",
    "application/vnd.apache.parquet",
    _write,
)
