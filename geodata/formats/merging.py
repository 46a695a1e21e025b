"""Datasets that were imported from several files → one. Pure."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd

from geodata.dataset import TABLES, Dataset, Metadata


def merged(datasets: Sequence[Dataset]) -> Dataset:
    """Put datasets together.

    Parameters
    ----------
    datasets : sequence of Dataset
        At least one; unchanged.

    Returns
    -------
    Dataset
        All their rows in order. An id that an earlier dataset has gets a number, and what refers to it within
        its own dataset follows. Sources of one id that say the same are one.
    """
    first, *rest = datasets
    for other in rest:
        first = _joined(first, other)
    return first


def _joined(one: Dataset, other: Dataset) -> Dataset:
    fresh = _with_free_ids(one, other)
    tables = {name: _stacked(getattr(one, name), getattr(fresh, name)) for name in TABLES}
    sources = tables["sources"].drop_duplicates("id", ignore_index=True)
    return replace(
        one,
        **{**tables, "sources": sources},
        metadata=_about_both(one.metadata, other.metadata),
        changes=(*one.changes, *other.changes),
        reports=(*one.reports, *other.reports),
        places={},
    )


def _with_free_ids(one: Dataset, other: Dataset) -> Dataset:
    """Give the other dataset ids that the first has not; its sources, which may be the same, keep theirs."""
    facility, incident, flow = (
        _new_names(getattr(one, table)["id"], getattr(other, table)["id"])
        for table in ("facilities", "incidents", "flows")
    )
    concerned = [_each(facility, ids) for ids in other.incidents["facility_ids"]]
    ends = {end: _renamed(other.flows[end], facility) for end in ("from", "to")}
    via = _objects(_each(facility, ids) for ids in other.flows["via"])
    return replace(
        other,
        facilities=other.facilities.assign(id=_renamed(other.facilities["id"], facility)),
        incidents=other.incidents.assign(
            id=_renamed(other.incidents["id"], incident), facility_ids=_objects(concerned)
        ),
        claims=other.claims.assign(incident_id=_renamed(other.claims["incident_id"], incident)),
        flows=other.flows.assign(id=_renamed(other.flows["id"], flow), via=via, **ends),
    )


def _new_names(taken: pd.Series, ids: pd.Series) -> dict[str, str]:
    """Give a new name for each id that is taken: the next number that neither table has."""
    used = {*taken, *ids}
    names = {}
    for id_ in set(ids) & set(taken):
        number = next(n for n in itertools.count(2) if f"{id_}~{n}" not in used)
        names[id_] = f"{id_}~{number}"
        used.add(names[id_])
    return names


def _each(names: Mapping[str, str], ids: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return tuple(names.get(id_, id_) for id_ in ids) if ids else ids


def _renamed(ids: pd.Series, names: Mapping[str, str]) -> pd.Series:
    return _objects(names.get(id_, id_) for id_ in ids)


def _objects(values: Iterable[Any]) -> pd.Series:
    return pd.Series(list(values), dtype="object")


def _stacked(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Put two tables below each other; an empty one says nothing of the types of the other."""
    if not len(other):
        return one
    if not len(one):
        return other
    both: pd.DataFrame = pd.concat([one, other], ignore_index=True)
    return (
        gpd.GeoDataFrame(both, geometry="geometry", crs=one.crs)
        if isinstance(one, gpd.GeoDataFrame)
        else both
    )


def _about_both(one: Metadata, other: Metadata) -> Metadata:
    licences = dict.fromkeys(filter(None, [*one.licence.split("; "), *other.licence.split("; ")]))
    return replace(
        one,
        title=one.title if one.title == other.title else f"{one.title}; {other.title}",
        licence="; ".join(licences),
        attribution=tuple(dict.fromkeys([*one.attribution, *other.attribution])),
        languages=tuple(dict.fromkeys([*one.languages, *other.languages])),
        cautions=tuple(dict.fromkeys([*one.cautions, *other.cautions])),
    )
