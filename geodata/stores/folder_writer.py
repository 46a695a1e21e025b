"""A dataset as a folder of files, as `geodata.stores.folder` reads it: the same data gives the same bytes."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import pandas as pd
import shapely

from geodata.dataset import Dataset, to_records
from geodata.files import refuse_strangers, replacing_folder
from geodata.geojson.writer import geometry_object
from geodata.jsontext import to_json
from geodata.stores.folder import FACILITIES, INCIDENTS, open_dataset
from geodata.stores.selection import Selection, cut
from geodata.stores.store import Store

FILES: Final = frozenset(
    {FACILITIES, INCIDENTS, "sources.json", "flows.json", "dataset.json", "changes.json"}
)
"""What a dataset folder holds."""


def write_folder(dataset: Dataset, folder: str | Path) -> None:
    """Write a dataset as a folder, whole or not at all.

    Parameters
    ----------
    dataset : Dataset
        What to write.
    folder : path
        A folder that is new, empty, or holds a dataset, which is replaced.

    Raises
    ------
    InvalidArgument
        If the folder holds anything else.
    WriteFailed
        If it cannot be written; it is as it was before.
    """
    refuse_strangers(folder, FILES, "a dataset")
    with replacing_folder(Path(os.path.realpath(folder))) as temporary:
        _write_features(temporary / FACILITIES, facility_features(dataset))
        _write_features(temporary / INCIDENTS, incident_features(dataset))
        _write_list(temporary / "sources.json", to_records(dataset.sources))
        _write_list(temporary / "flows.json", to_records(dataset.flows))
        (temporary / "dataset.json").write_bytes(to_json(asdict(dataset.metadata)) + b"\n")
        if dataset.changes:
            _write_list(temporary / "changes.json", dataset.changes)


def facility_features(dataset: Dataset) -> Iterator[dict[str, Any]]:
    """Yield the facilities as GeoJSON features, in order.

    Parameters
    ----------
    dataset : Dataset
        What to write.

    Yields
    ------
    dict
        A feature (RFC 7946, section 3.2) with all that the dataset states.
    """
    return _features(dataset.facilities, to_records(dataset.facilities.drop(columns="geometry")))


def incident_features(dataset: Dataset) -> Iterator[dict[str, Any]]:
    """Yield the incidents as GeoJSON features, each with its claims, in order.

    Parameters
    ----------
    dataset : Dataset
        What to write.

    Yields
    ------
    dict
        A feature (RFC 7946, section 3.2) with all that the dataset states.
    """
    return _features(dataset.incidents, _with_claims(dataset))


def _with_claims(dataset: Dataset) -> Iterator[dict[str, Any]]:
    claims = _by_incident(dataset.claims)
    for properties in to_records(dataset.incidents.drop(columns="geometry")):
        said = claims.get(properties["id"])
        yield {**properties, "claims": said} if said else properties


def _by_incident(claims: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Collect the claims of each incident in the order of their numbers."""
    found: dict[str, list[dict[str, Any]]] = {}
    in_order = claims.sort_values("number", kind="stable")
    ids = in_order["incident_id"].tolist()
    for id_, claim in zip(ids, to_records(in_order.drop(columns=["incident_id", "number"])), strict=True):
        found.setdefault(id_, []).append(claim)
    return found


def _features(table: pd.DataFrame, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    shapes = table["geometry"].to_numpy()
    flat = (shapely.get_type_id(shapes) == 0) & ~shapely.is_empty(shapes) & ~shapely.has_z(shapes)
    places = iter(shapely.get_coordinates(shapes[flat]).tolist())
    for properties, shape, is_flat in zip(rows, shapes, flat, strict=True):
        geometry = {"type": "Point", "coordinates": next(places)} if is_flat else geometry_object(shape)
        yield {"type": "Feature", "id": properties["id"], "geometry": geometry, "properties": properties}


def _write_features(path: Path, features: Iterable[dict[str, Any]]) -> None:
    """Write a collection, a line for each feature, without holding more than one."""
    _write_lines(path, features, b'{"type":"FeatureCollection","features":[', b"]}\n")


def _write_list(path: Path, items: Iterable[Any]) -> None:
    _write_lines(path, items, b"[", b"]\n")


def _write_lines(path: Path, items: Iterable[Any], head: bytes, tail: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(head)
        between = b"\n"
        for item in items:
            stream.write(between + to_json(item))
            between = b",\n"
        stream.write((b"" if between == b"\n" else b"\n") + tail)


def _read(location: str, selection: Selection) -> Dataset:
    return cut(open_dataset(location), selection)


FOLDER: Final = Store(
    "folder",
    "a folder of GeoJSON and JSON files",
    "my-dataset/",
    takes=lambda location: True,
    read=_read,
    write=write_folder,
)
