"""Which incidents stand otherwise than before, since the claims on them changed. Pure."""

from collections.abc import Iterable
from typing import Final

import pandas as pd

from geodata.changes.change import CHANGED, Change
from geodata.dataset import Dataset
from geodata.evidence import standings

_WEIGHED: Final = ("kind", "country")
"""Fields of an incident that the rules look at."""


def standing_changes(old: Dataset, new: Dataset, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Give the incidents of both versions whose standing is another.

    Parameters
    ----------
    old, new : Dataset
        The versions.
    changes : iterable of Change
        What was added, changed and removed.

    Returns
    -------
    tuple of Change
        Field ``standing`` of table ``standings``, in the order of the new incidents.
    """
    touched = _touched(old, new, changes)
    before, after = (_standings(dataset, touched) for dataset in (old, new))
    titles = dict(zip(new.incidents["id"], new.incidents["title"], strict=True)) if touched else {}
    return tuple(
        Change("standings", id_, CHANGED, "standing", before[id_], standing, titles.get(id_) or "")
        for id_, standing in after.items()
        if id_ in before and before[id_] != standing
    )


def _touched(old: Dataset, new: Dataset, changes: Iterable[Change]) -> set[str]:
    """Give the incidents whose standing might be another."""
    incidents, sources = set(), set()
    for change in changes:
        if change.table == "claims" or (change.table == "incidents" and change.field in _WEIGHED):
            incidents.add(change.id)
        elif change.table == "sources":
            sources.add(change.id)
    for dataset in (old, new) if sources else ():
        claims = dataset.claims
        incidents |= set(claims.loc[claims["source"].isin(list(sources)), "incident_id"])
    return incidents


def _standings(dataset: Dataset, ids: set[str]) -> dict[str, str]:
    if not ids:
        return {}
    incidents = pd.DataFrame(dataset.incidents.drop(columns="geometry"))
    incidents = incidents[incidents["id"].isin(list(ids))]
    claims = dataset.claims[dataset.claims["incident_id"].isin(list(ids))]
    found = standings(incidents, claims, sources=dataset.sources)
    return dict(zip(incidents["id"], found["standing"], strict=True))
