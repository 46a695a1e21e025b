"""A generated dataset: incidents of three years in no order, each with a claim; the same every time."""

from dataclasses import replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely

from benchmarks.rendering.incidents import make_incidents
from geodata.dataset import Dataset, Metadata
from geodata.fields import read_columns
from geodata.places import Place
from geodata.sample import SAMPLE
from geodata.schema import CLAIM, INCIDENT, Record
from geodata.stores.folder import open_dataset
from geodata.vocabulary import STANCES

FIRST_DAY: Final = np.datetime64("2023-01-01")
DAYS: Final = 3 * 365
PRECISIONS: Final = ("day", "week", "month", "year")
SHARES: Final = (0.93, 0.02, 0.04, 0.01)
"""How exactly the dates of incidents are known."""

MONTH: Final = "2024-05"
"""The month that is read alone."""

BOX: Final = (45.0, 49.0, 47.0, 50.0)
"""The box that is read alone: two degrees by one."""


def made_dataset(count: int) -> Dataset:
    """Make a dataset.

    Parameters
    ----------
    count : int
        How many incidents, and as many claims.

    Returns
    -------
    Dataset
        With the facilities, flows and sources of the bundled one.
    """
    draws = np.random.default_rng(2023)
    sample = open_dataset(SAMPLE)
    table = make_incidents(count)
    day = FIRST_DAY + draws.integers(0, DAYS, count)
    precision = draws.choice(PRECISIONS, count, p=SHARES)
    facilities = sample.facilities["id"].tolist()
    named = [[facilities[number]] for number in draws.integers(0, len(facilities), count).tolist()]
    stated = {name: table[name].tolist() for name in ("id", "title", "kind", "uncertainty_m")}
    spans = {**_interval(day, precision), "date_precision": precision.tolist()}
    incidents = _table(INCIDENT, count, {**stated, **spans, "facility_ids": named}).drop(columns="claims")
    places = gpd.GeoSeries(shapely.points(table["lon"], table["lat"]), crs="OGC:CRS84")
    return replace(
        sample,
        incidents=gpd.GeoDataFrame(incidents, geometry=places),
        claims=_claims(table["id"].tolist(), sample.sources["id"].tolist(), day, draws),
        metadata=Metadata(title=f"{count:,} generated incidents"),
        changes=(),
        reports=(),
        places={},
    )


def _interval(day: Any, precision: Any) -> dict[str, list[Any]]:
    """Write days as exactly as they are known: 2024-05-17, 2024-05, 2024, or a week as two days."""
    start = day.astype(str).astype(object)
    for name, unit in (("month", "M"), ("year", "Y")):
        start[precision == name] = day[precision == name].astype(f"datetime64[{unit}]").astype(str)
    end = np.where(precision == "week", (day + 6).astype(str).astype(object), None)
    return {"start": start.tolist(), "end": end.tolist()}


def _claims(ids: list[str], sources: list[str], day: Any, draws: np.random.Generator) -> Any:
    count = len(ids)
    chosen = draws.integers(0, len(sources), count).tolist()
    stances = [term.name for term in STANCES]
    stated = {
        "by": [f"Party {number}" for number in draws.integers(0, 400, count).tolist()],
        "stance": [stances[number] for number in draws.integers(0, len(stances), count).tolist()],
        "about": ["event"] * count,
        "what": [f"Reported as incident {id_}" for id_ in ids],
        "date": day.astype(str).tolist(),
        "source": [sources[number] for number in chosen],
    }
    claims = _table(CLAIM, count, stated)
    claims.insert(0, "incident_id", np.array(ids, dtype=object))
    claims["incident_id"] = claims["incident_id"].astype("object")
    claims.insert(1, "number", np.ones(count, dtype=np.int64))
    return claims


def _table(record: Record, count: int, stated: dict[str, list[Any]]) -> Any:
    given = {name: stated.get(name, [None] * count) for name in record.names}
    return read_columns(record, given, [{} for _ in range(count)], Place("made").note)[0]
