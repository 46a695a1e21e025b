"""Ours, twice: with what the peers hold, and with claims, sources and measures on top."""

import dataclasses
import time
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.analysis import Analysis, analyse
from geodata.dataset import Dataset, Metadata, empty_dataset
from mapapp.exporters.html import export_html
from mapapp.view import View

CLAIM: Final = {
    "number": 1,
    "by": "Ministry of Energy",
    "role": "affected_state",
    "stance": "asserts",
    "about": "event",
}


class _Ours:
    view: View
    analysis_s: float | None = None

    def write(self, path: Path) -> None:
        export_html(self.view, path)


class Alike(_Ours):
    """The same content as the peers' maps: place, date, title, address; kind, standing and uncertainty."""

    def __init__(self, table: pd.DataFrame, *, bare: bool = False) -> None:
        del bare  # place and time have a block of their own
        extra = [{"url": url} for url in table["url"]]
        self.view = View(_as_stated(_dataset(table, extra), table["standing"]))


class Analysed(_Ours):
    """Each incident with a claim and its source, its standing derived and its distances measured."""

    def __init__(self, table: pd.DataFrame, *, bare: bool = False) -> None:
        del bare
        dataset = _with_claims(_dataset(table, [{} for _ in table["id"]]), table)
        begun = time.perf_counter()
        self.view = View(analyse(dataset))
        self.analysis_s = time.perf_counter() - begun


def _dataset(table: pd.DataFrame, extra: list[dict[str, Any]]) -> Dataset:
    empty = empty_dataset(Metadata(title=f"{len(table):,} generated incidents", version="1"))
    stated = table[["id", "title", "kind", "uncertainty_m"]].assign(start=table["date"], extra=extra)
    incidents = gpd.GeoDataFrame(
        _like(empty.incidents.drop(columns="geometry"), stated),
        geometry=gpd.points_from_xy(table["lon"], table["lat"]),
        crs=empty.incidents.crs,
    )
    return dataclasses.replace(empty, incidents=incidents)


def _with_claims(dataset: Dataset, table: pd.DataFrame) -> Dataset:
    ids = "r" + table["id"].str.slice(1)
    claims = table[["id"]].rename(columns={"id": "incident_id"}).assign(**CLAIM)
    claims = claims.assign(source=ids, date=table["date"], extra=_nothing(table))
    publisher = table["url"].str.split("/").str[2]
    sources = pd.DataFrame({"id": ids, "url": table["url"], "publisher": publisher, "extra": _nothing(table)})
    return dataclasses.replace(
        dataset, claims=_like(dataset.claims, claims), sources=_like(dataset.sources, sources)
    )


def _nothing(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{} for _ in range(len(table))]


def _like(empty: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """Give a table all columns of its record, in order; what is not stated is None."""
    columns = {}
    for name, kind in empty.dtypes.items():
        if name in stated:
            columns[name] = stated[name].to_numpy(dtype=kind)
        else:
            columns[name] = np.full(len(stated), np.nan if kind == np.float64 else None, dtype=kind)
    return pd.DataFrame(columns)


def _as_stated(dataset: Dataset, standing: pd.Series) -> Analysis:
    """Make an analysis whose standings are given, and in which nothing was measured."""
    pattern, rows = analyse(empty_dataset()), len(dataset.incidents)
    nothing = _like(next(iter(pattern.incidents.values())), dataset.incidents[["id"]])
    standings = {name: [()] * rows for name in pattern.standings}
    counts = {name: 0 for name in pattern.standings if pattern.standings[name].dtype != object}
    return Analysis(
        dataset=dataset,
        standings=pd.DataFrame({**standings, **counts, "standing": standing.to_numpy(object), "why": ""}),
        incidents=MappingProxyType(dict.fromkeys(pattern.incidents, nothing)),
        facilities=pattern.facilities,
        borders=pattern.borders,
    )
