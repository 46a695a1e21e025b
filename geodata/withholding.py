"""A dataset without some of its rows, such that nothing of them is left in the others. Pure.

The licence gate and the publication guard say which rows stay; both hand them to `keep`.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from geodata.dataset import Dataset, Metadata
from geodata.facets import Flags
from geodata.mentions import rows_naming, text_without_ids, without_ids

TABLES: Final = ("incidents", "claims", "facilities", "flows")
"""The tables whose rows can be held back."""

_REFERENCES: Final = ("facility_ids", "facility_id", "from", "to", "via")

RULES: Final = (
    "With an incident its claims stay out, and with a facility the flows that leave it, reach it or pass it.",
    "A source that only such rows name stays out with them.",
    "What stays is cleared of the ids of what does not: references are left out, and in texts “[held back]”"
    " stands for an id that cannot be a word.",
    "The revision log stays out as soon as a row does, for it tells of all rows.",
)
"""What follows for the rest of a dataset when rows are held back, as sentences to print."""


@dataclass(frozen=True)
class Rows:
    """Which rows of a dataset stay.

    Parameters
    ----------
    incidents, claims, facilities, flows : array of bool
        For each row of the table, whether it stays.
    """

    incidents: Flags
    claims: Flags
    facilities: Flags
    flows: Flags

    @property
    def all_stay(self) -> bool:
        """Whether no row is held back."""
        return all(bool(getattr(self, name).all()) for name in TABLES)


def all_rows(dataset: Dataset) -> Rows:
    """Let all rows of a dataset stay.

    Parameters
    ----------
    dataset : Dataset
        What was read.

    Returns
    -------
    Rows
        From which others are made with ``dataclasses.replace``.
    """
    return Rows(**{name: np.ones(len(getattr(dataset, name)), dtype=np.bool_) for name in TABLES})


def with_consequences(dataset: Dataset, rows: Rows) -> Rows:
    """Hold back what cannot stand without the rows that are held back: claims and flows.

    Parameters
    ----------
    dataset : Dataset
        What was read.
    rows : Rows
        Which rows stay.

    Returns
    -------
    Rows
        Which rows stay in the end.
    """
    incidents = set(dataset.incidents["id"][~rows.incidents])
    facilities = set(dataset.facilities["id"][~rows.facilities])
    flows = dataset.flows
    ends = zip(flows["from"].tolist(), flows["to"].tolist(), flows["via"].tolist(), strict=True)
    loose = [
        bool(facilities) and not facilities.isdisjoint({one, other, *(via or ())}) for one, other, via in ends
    ]
    return replace(
        rows,
        claims=rows.claims & ~dataset.claims["incident_id"].isin(incidents).to_numpy(),
        flows=rows.flows & ~np.array(loose, dtype=np.bool_),
    )


def emptied(dataset: Dataset, kept: Flags) -> Flags:
    """Tell which incidents had claims and keep none.

    Parameters
    ----------
    dataset : Dataset
        What was read.
    kept : array of bool
        Which claims stay.

    Returns
    -------
    array of bool, shape (n,)
        For each incident.
    """
    of, ids = dataset.claims["incident_id"], dataset.incidents["id"]
    flags: Flags = (ids.isin(of) & ~ids.isin(of[kept])).to_numpy()
    return flags


def keep(dataset: Dataset, rows: Rows) -> Dataset:
    """Give a dataset with some of its rows, and with nothing of the others.

    Parameters
    ----------
    dataset : Dataset
        What was read; unchanged.
    rows : Rows
        Which rows stay; what follows from that (`with_consequences`) is applied here.

    Returns
    -------
    Dataset
        The dataset itself where all stay. Else without revision log, reports and places in files; the
        claims of an incident are numbered anew.
    """
    if rows.all_stay:
        return dataset
    rows = with_consequences(dataset, rows)
    gone = {
        *dataset.incidents["id"][~rows.incidents],
        *dataset.facilities["id"][~rows.facilities],
        *dataset.flows["id"][~rows.flows].dropna(),
    }
    gone -= {
        *dataset.incidents["id"][rows.incidents],
        *dataset.facilities["id"][rows.facilities],
        *dataset.sources["id"],
    }
    kept: dict[str, Any] = {
        name: without_ids(
            getattr(dataset, name)[getattr(rows, name)].reset_index(drop=True), gone, references=_REFERENCES
        )
        for name in TABLES
    }
    kept["claims"] = _numbered_anew(kept["claims"])
    sources = _without_orphans(dataset, rows, kept)
    return replace(
        dataset,
        **kept,
        sources=without_ids(sources, gone),
        metadata=_metadata_without(dataset.metadata, gone),
        changes=(),
        reports=(),
        places={},
    )


def _metadata_without(metadata: Metadata, gone: set[str]) -> Metadata:
    return replace(
        metadata,
        description=text_without_ids(metadata.description, gone),
        cautions=tuple(text_without_ids(line, gone) for line in metadata.cautions),
    )


def _without_orphans(dataset: Dataset, rows: Rows, kept: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Leave out the sources that rows named which are gone, and that none names which stays."""
    ids = frozenset(dataset.sources["id"].dropna())
    before: set[str] = set()
    for name in TABLES:
        table = getattr(dataset, name)[~getattr(rows, name)]
        before = before.union(*rows_naming(table, ids).values())
    after: set[str] = set()
    for table in kept.values():
        after = after.union(*rows_naming(table, before).values())
    orphans = dataset.sources["id"].isin(before - after)
    return dataset.sources[~orphans].reset_index(drop=True) if orphans.any() else dataset.sources


def _numbered_anew(claims: pd.DataFrame) -> pd.DataFrame:
    """Give the claims of each incident numbers from 1; denials name them by number.

    A denial that contradicted only claims which are gone contradicts none: an empty list says so.
    """
    rank = claims.groupby("incident_id", sort=False)["number"].rank(method="first").astype("int64")
    if (rank == claims["number"]).all():
        return claims
    keys = zip(claims["incident_id"].tolist(), claims["number"].tolist(), strict=True)
    new = dict(zip(keys, rank.tolist(), strict=True))
    contradicted = [
        None if numbers is None else tuple(new[id_, one] for one in numbers if (id_, one) in new)
        for id_, numbers in zip(claims["incident_id"].tolist(), claims["contradicts"].tolist(), strict=True)
    ]
    column = pd.Series(contradicted, index=claims.index, dtype="object")
    return claims.assign(number=rank, contradicts=column)
