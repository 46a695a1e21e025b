"""Small files and datasets, made up for a test."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from geodata.dataset import Dataset
from geodata.geojson import FeatureTable, parse_features
from geodata.stores.folder import open_dataset

POINT = {"type": "Point", "coordinates": [39.1, 45.2]}
PLACED = {"id": "i1", "title": "Fire reported", "start": "2025-02-17", "uncertainty_m": 5000}
"""Properties of an incident that leaves nothing to remark but that nobody is quoted."""

CLAIM = {"by": "CPC", "stance": "asserts", "about": "event", "what": "a fire", "source": "s1"}
STATION = {"id": "f1", "name": "Kropotkinskaya", "uncertainty_m": 3000}
SOURCE = {"id": "s1", "url": "https://example.org/1"}
FLOW = {"id": "w1", "from": "f1", "to": "f1"}


def feature(properties: dict[str, Any] | None = None, **members: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": POINT, "properties": properties or {}} | members


def collection(*items: dict[str, Any]) -> dict[str, Any]:
    """A collection of features, each given by its properties or as a whole."""
    whole = [item if "type" in item else feature(item) for item in items]
    return {"type": "FeatureCollection", "features": whole}


def features(*items: dict[str, Any]) -> FeatureTable:
    return parse_features(json.dumps(collection(*items)).encode(), name="a.geojson")


def write_folder(folder: Path, **tables: Any) -> Path:
    """Write a dataset folder: lists as its tables, all else as it is, bytes included."""
    for name, content in tables.items():
        spatial = name in ("facilities", "incidents")
        if spatial and isinstance(content, list):
            content = collection(*content)
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        (folder / f"{name}.{'geojson' if spatial else 'json'}").write_bytes(data)
    return folder


def make_dataset(**tables: Any) -> Dataset:
    """Write a dataset folder and open it."""
    with TemporaryDirectory() as folder:
        return open_dataset(write_folder(Path(folder), **tables))
