"""One incident with a few claims, and the bundled tables."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import geodata
from geodata.evidence import standings

SAMPLE = Path(geodata.__file__).parent / "sample"

Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


@pytest.fixture
def weigh() -> Callable[..., Any]:
    """Give the standing of one incident in Russia with these claims."""

    def weigh_one(*claims: dict[str, Any], kind: str = "uav_strike", **source: str) -> Any:
        rows = [{"incident_id": "a", "number": number, **row} for number, row in enumerate(claims, 1)]
        incidents = pd.DataFrame({"id": ["a"], "kind": [kind], "country": ["RU"]})
        table = pd.DataFrame(rows, columns=None if rows else ["incident_id"])
        sources = pd.DataFrame([{"id": "weak", **source}]) if source else None
        return standings(incidents, table, sources=sources).iloc[0]

    return weigh_one


@pytest.fixture(scope="session")
def sample() -> Tables:
    """Give the bundled incidents, claims and sources."""
    collection = json.loads((SAMPLE / "incidents.geojson").read_text("utf-8"))
    incidents = [feature["properties"] for feature in collection["features"]]
    claims = [
        {"incident_id": incident["id"], "number": number, **claim}
        for incident in incidents
        for number, claim in enumerate(incident["claims"], 1)
    ]
    sources = json.loads((SAMPLE / "sources.json").read_text("utf-8"))
    return pd.DataFrame(incidents), pd.DataFrame(claims), pd.DataFrame(sources)
