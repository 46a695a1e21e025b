"""The ledger of claims: each claim once, with its source, and what contradicts what."""

import numpy as np
import pytest

from geodata.analysis import analyse
from geodata.query import Query
from mapapp.ledger import claim_table, contradictions, figure_in_words, source_table
from mapapp.view import View
from tests.builders import CLAIM, PLACED, SOURCE, make_dataset


@pytest.fixture
def whole(analysis):
    return View(analysis)


def test_every_claim_stands_in_the_ledger_once(whole, sample):
    ledger = claim_table(whole)
    assert len(ledger) == len(sample.claims)
    assert sorted(ledger["what"]) == sorted(sample.claims["what"])
    dates = ledger["date"].dropna().tolist()
    assert dates == sorted(dates, reverse=True)


def test_claims_stand_beside_their_own_source_and_incident(whole, sample):
    ledger = claim_table(whole)
    row = ledger[ledger["what"] == "nine drones shot down near Andreapol"].iloc[0]
    claim = sample.claims[sample.claims["what"] == row["what"]].iloc[0]
    source = sample.sources[sample.sources["id"] == claim["source"]].iloc[0]
    assert (row["by"], row["url"]) == ("Igor Rudenya, governor", source["url"])
    assert (row["role"], row["stance"], row["about"]) == ("regional authority", "asserts", "interception")
    assert row["figure"] == "9 drones"
    assert row["incident_id"] == claim["incident_id"]


def test_of_sources_that_share_an_id_the_last_one_stands_beside_a_claim():
    sources = [SOURCE, {**SOURCE, "url": "https://example.org/2"}]
    dataset = make_dataset(incidents=[{**PLACED, "claims": [CLAIM]}], sources=sources)
    assert claim_table(View(analyse(dataset)))["url"].tolist() == ["https://example.org/2"]


def test_the_ledger_follows_the_filter(analysis, sample):
    view = View(analysis, Query(kinds=("sabotage",)))
    shown = set(sample.incidents["id"][view.shown])
    assert 0 < len(shown) < 54
    assert set(claim_table(view)["incident_id"]) <= shown
    assert set(contradictions(view)["incident_id"]) <= shown


def test_what_contradicts_what_has_both_sides(whole, analysis):
    found = contradictions(whole)
    standings = analysis.standings
    assert len(found) == standings["disagreements"].map(len).sum() + standings["figures"].map(len).sum()
    denied = found[~found["about"].str.contains(", in ")]
    assert denied["other"].str.contains(" denies: ").all()
    assert found["one"].all()


def test_nothing_shown_leaves_an_empty_ledger(analysis):
    nothing = View(analysis, Query(kinds=()))
    assert claim_table(nothing).empty
    assert contradictions(nothing).empty
    assert source_table(nothing).empty


def test_sources_carry_all_claims_and_weak_ones_come_first(whole, sample):
    table = source_table(whole)
    assert table["claims"].sum() == len(sample.claims)
    weak = table["reliability"].isin(
        ["state media", "aggregator", "machine translation", "propaganda mirror"]
    )
    assert weak.any()
    assert weak.tolist() == sorted(weak, reverse=True)


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ((7.0, np.nan, np.nan, "km"), "7 km"),
        ((np.nan, 5.0, 7.0, "km"), "5 to 7 km"),
        ((6.0, 5.0, 7.5, "km"), "5 to 7.5 km"),
        ((np.nan, 5.0, np.nan, "%"), "at least 5 %"),
        ((np.nan, np.nan, 30.0, None), "at most 30"),
        ((0.25, np.nan, np.nan, "million t"), "0.25 million t"),
        ((np.nan, np.nan, np.nan, "km"), None),
    ],
)
def test_figures_are_written_as_they_are_stated(cells, text):
    assert figure_in_words(*cells) == text
