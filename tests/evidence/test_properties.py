import random
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from geodata.evidence import standings
from geodata.vocabulary import ABOUT, INCIDENT_KINDS, RELIABILITIES, ROLES, STANCES

patient = settings(deadline=None, max_examples=150)

LOWEST_FIRST = ["claim_only", "denied", "unstated", "contested", "single_source", "corroborated", "confirmed"]

topics = st.sampled_from([term.name for term in ABOUT])
countries = st.lists(st.sampled_from(["RU", "UA", "KZ"]), max_size=2, unique=True).map(tuple)
claims = st.fixed_dictionaries(
    {
        "by": st.sampled_from(["A", "A (relay)", "B", "C", "D"]),
        "role": st.sampled_from([term.name for term in ROLES]),
        "countries": countries,
        "stance": st.sampled_from([term.name for term in STANCES]),
        "about": st.none() | topics,
        "also_about": st.lists(topics, max_size=2, unique=True).map(tuple),
        "value": st.none() | st.floats(0, 100),
        "unit": st.sampled_from([None, "%", "km"]),
        "unnamed": st.none() | st.booleans(),
        "source": st.sampled_from([term.name for term in RELIABILITIES]),
    }
)
kinds = st.sampled_from([None, *(term.name for term in INCIDENT_KINDS)])
places = st.sampled_from([None, "RU", "UA"])
SOURCES = pd.DataFrame([{"id": term.name, "reliability": term.name} for term in RELIABILITIES])


def tables(
    kind: str | None, country: str | None, rows: list[dict[str, Any]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    numbered = [{"incident_id": "a", "number": number, **row} for number, row in enumerate(rows, 1)]
    incidents = pd.DataFrame({"id": ["a"], "kind": [kind], "country": [country]})
    return incidents, pd.DataFrame(numbered, columns=None if rows else ["incident_id"])


@patient
@given(kinds, places, st.lists(claims, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(
    kind: str | None, country: str | None, rows: list[dict[str, Any]], chance: random.Random
) -> None:
    incidents, table = tables(kind, country, rows)
    order = chance.sample(range(len(rows)), len(rows))
    assert_frame_equal(
        standings(incidents, table, sources=SOURCES),
        standings(incidents, table.iloc[order].reset_index(drop=True), sources=SOURCES),
    )


@patient
@given(kinds, places, st.lists(claims, max_size=6))
def test_the_tables_given_stay_as_they_are(
    kind: str | None, country: str | None, rows: list[dict[str, Any]]
) -> None:
    incidents, table = tables(kind, country, rows)
    before = incidents.copy(deep=True), table.copy(deep=True), SOURCES.copy(deep=True)
    standings(incidents, table, sources=SOURCES)
    for frame, copy in zip((incidents, table, SOURCES), before, strict=True):
        assert_frame_equal(frame, copy)


@patient
@given(kinds, places, st.lists(claims, max_size=5), claims)
def test_a_denial_never_raises_a_standing(
    kind: str | None, country: str | None, rows: list[dict[str, Any]], extra: dict[str, Any]
) -> None:
    denial = {**extra, "stance": "denies", "also_about": ()}
    before = standings(*tables(kind, country, rows), sources=SOURCES)["standing"].iloc[0]
    after = standings(*tables(kind, country, [*rows, denial]), sources=SOURCES)["standing"].iloc[0]
    assert LOWEST_FIRST.index(after) <= LOWEST_FIRST.index(before)


@patient
@given(kinds, places, st.lists(claims, max_size=5), claims)
def test_a_claim_without_information_changes_no_standing(
    kind: str | None, country: str | None, rows: list[dict[str, Any]], extra: dict[str, Any]
) -> None:
    nothing = {**extra, "stance": "no_information"}
    before = standings(*tables(kind, country, rows), sources=SOURCES)
    after = standings(*tables(kind, country, [*rows, nothing]), sources=SOURCES)
    if rows:
        columns = ["standing", "why", "contested_about", "disagreements", "figures"]
        assert_frame_equal(before[columns], after[columns])
    else:
        assert after["standing"].iloc[0] == "unstated" or kind == "claim_only"


@patient
@given(kinds, places, st.lists(claims, max_size=4))
def test_a_silence_never_counts(kind: str | None, country: str | None, rows: list[dict[str, Any]]) -> None:
    incidents, table = tables(kind, country, rows)
    silences = pd.Series([({"party": "Ukraine", "role": "attacking_state"},)], name="no_statement_found")
    assert_frame_equal(
        standings(incidents, table, sources=SOURCES),
        standings(incidents.assign(no_statement_found=silences), table, sources=SOURCES),
    )
