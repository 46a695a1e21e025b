"""The bundled dataset as it lies in its files, read without the project's own reader."""

import json
from pathlib import Path
from typing import Any

import pytest

import geodata

FOLDER = Path(geodata.__file__).parent / "sample"

Rows = list[dict[str, Any]]


@pytest.fixture(scope="session")
def folder() -> Path:
    return FOLDER


def _properties(name: str) -> Rows:
    collection = json.loads((FOLDER / name).read_text("utf-8"))
    return [feature["properties"] for feature in collection["features"]]


@pytest.fixture(scope="session")
def facilities() -> Rows:
    return _properties("facilities.geojson")


@pytest.fixture(scope="session")
def incidents() -> Rows:
    return _properties("incidents.geojson")


@pytest.fixture(scope="session")
def claims(incidents: Rows) -> Rows:
    return [claim for incident in incidents for claim in incident["claims"]]


@pytest.fixture(scope="session")
def sources() -> Rows:
    rows: Rows = json.loads((FOLDER / "sources.json").read_text("utf-8"))
    return rows


@pytest.fixture(scope="session")
def flows() -> Rows:
    rows: Rows = json.loads((FOLDER / "flows.json").read_text("utf-8"))
    return rows
