"""Tables of incidents and claims → a table of standings. Pure: the tables given are not changed."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from geodata.errors import InvalidArgument
from geodata.evidence.claims import Case, Claim
from geodata.evidence.disputes import denied_topics, disagreements, figure_conflicts
from geodata.evidence.rules import rule_for


def standings(
    incidents: pd.DataFrame, claims: pd.DataFrame, *, sources: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Derive the standing of each incident from its claims.

    Parameters
    ----------
    incidents : DataFrame
        ``id``, ``kind`` and, where known, ``country``; one row per incident.
    claims : DataFrame
        One row per claim, in any order: ``incident_id``, ``number`` and the fields of a claim. A column
        that is missing states nothing. Without ``number``, claims are numbered as they stand.
    sources : DataFrame, optional
        ``id``, ``publisher`` and ``reliability``. Without it, two sources are two publishers, and none is
        known to be weak.

    Returns
    -------
    DataFrame
        With the index of `incidents`:

        - ``standing``: a word of the vocabulary, ``why``: one sentence that names who and the rule;
        - ``supporting``, ``denying``: numbers of the claims that say and deny that it happened;
        - ``contested_about``: topics on which some state something and another claimant denies it;
        - ``denied_about``: topics that are denied by anybody;
        - ``disagreements``: tuple of `Disagreement`; ``figures``: tuple of `FigureConflict`;
        - ``claims``, ``claimants``, ``claimants_supporting``, ``claimants_denying``: counts.

    Raises
    ------
    InvalidArgument
        If `incidents` has no column ``id``, or `claims` no column ``incident_id``.

    Examples
    --------
    >>> incidents = pd.DataFrame({"id": ["a"], "kind": ["fire"]})
    >>> claims = pd.DataFrame([{"incident_id": "a", "by": "Astra", "stance": "asserts", "about": "event"}])
    >>> print(standings(incidents, claims).at[0, "why"])
    Single source: said by Astra alone in this dataset.
    """
    for table, column in ((incidents, "id"), (claims, "incident_id")):
        if column not in table:
            raise InvalidArgument(f"a table has no column {column!r}; it has {', '.join(map(str, table))}")
    by_incident: dict[str, list[Claim]] = {}
    for incident, claim in _claims(claims, sources):
        by_incident.setdefault(incident, []).append(claim)
    rows = [
        _standing(Case(kind, country, tuple(sorted(by_incident.get(id_, ()), key=lambda one: one.number))))
        for id_, kind, country in zip(
            *(_column(incidents, name) for name in ("id", "kind", "country")), strict=True
        )
    ]
    # A case without claims gives the columns, also where there is no incident.
    columns = {
        name: pd.Series([row[name] for row in rows], index=incidents.index, dtype=_dtype(name))
        for name in _standing(Case(None, None, ()))
    }
    return pd.DataFrame(columns)


def _dtype(column: str) -> str:
    return "int64" if column.startswith("claim") else "object"


def _standing(case: Case) -> dict[str, Any]:
    rule = rule_for(case)
    disputes = disagreements(case.claims)
    return {
        "standing": rule.name,
        "why": f"{rule.label}: {rule.reason(case)}",
        "supporting": tuple(claim.number for claim in case.supporting),
        "denying": tuple(claim.number for claim in case.denying),
        "contested_about": tuple(dispute.topic for dispute in disputes),
        "denied_about": denied_topics(case.claims),
        "disagreements": disputes,
        "figures": figure_conflicts(case.claims),
        "claims": len(case.claims),
        "claimants": len({claim.party for claim in case.claims}),
        "claimants_supporting": len({claim.party for claim in case.supporting}),
        "claimants_denying": len({claim.party for claim in case.denying}),
    }


_FIELDS = (
    "by",
    "role",
    "stance",
    "about",
    "countries",
    "also_about",
    "contradicts",
    "value",
    "low",
    "high",
    "unit",
    "unnamed",
    "source",
)


def _claims(claims: pd.DataFrame, sources: pd.DataFrame | None) -> Iterator[tuple[str, Claim]]:
    """Yield each claim with the id of its incident."""
    publishers = _by_id(sources, "publisher")
    reliabilities = _by_id(sources, "reliability")
    numbers = claims["number"] if "number" in claims else claims.groupby("incident_id").cumcount() + 1
    columns = [_column(claims, name) for name in _FIELDS]
    for incident, number, *values in zip(claims["incident_id"], numbers, *columns, strict=True):
        row = dict(zip(_FIELDS, values, strict=True))
        source = row["source"]
        yield (
            incident,
            _claim(
                int(number),
                row,
                publisher=publishers.get(source, source),
                reliability=reliabilities.get(source),
            ),
        )


def _claim(number: int, row: Mapping[str, Any], *, publisher: str | None, reliability: str | None) -> Claim:
    value, low, high = row["value"], row["low"], row["high"]
    ranged = low is not None or high is not None
    return Claim(
        number=number,
        by=row["by"] or "",
        role=row["role"],
        stance=row["stance"],
        about=row["about"],
        countries=frozenset(row["countries"] or ()),
        also_about=frozenset(row["also_about"] or ()),
        contradicts=None if row["contradicts"] is None else tuple(int(n) for n in row["contradicts"]),
        low=low if ranged else value,
        high=high if ranged else value,
        unit=row["unit"],
        unnamed=bool(row["unnamed"]),
        publisher=publisher,
        reliability=reliability,
    )


def _column(table: pd.DataFrame, name: str) -> list[Any]:
    """Give a column as a list with None where nothing is stated, also where the column is missing."""
    if name not in table:
        return [None] * len(table)
    values = table[name]
    return [
        None if missing else value
        for value, missing in zip(values.tolist(), values.isna().tolist(), strict=True)
    ]


def _by_id(sources: pd.DataFrame | None, name: str) -> dict[str, str]:
    """Give one column of the sources by id, without what is not stated."""
    if sources is None:
        return {}
    pairs = zip(_column(sources, "id"), _column(sources, name), strict=True)
    return {id_: value for id_, value in pairs if value is not None}
