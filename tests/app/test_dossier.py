"""Dossiers: what the dataset says of one facility, and nothing of others."""

from dataclasses import replace

import pytest

from geodata.query import Query
from mapapp.dossier import dossier
from mapapp.view import View

STATION = "cpc-kropotkinskaya-ps"


@pytest.fixture
def station(analysis):
    return dossier(View(analysis), STATION)


def test_incidents_are_those_that_name_the_facility(station, sample):
    named = [row for row, ids in enumerate(sample.incidents["facility_ids"]) if STATION in (ids or ())]
    assert station.rows.tolist() == named
    assert station.left_out == 0


def test_the_filter_leaves_incidents_out_and_counts_them(analysis, station):
    found = dossier(View(analysis, Query(kinds=("interception",))), STATION)
    assert 0 < len(found.rows) < len(station.rows)
    assert len(found.rows) + found.left_out == len(station.rows)


def test_interceptions_are_summed_up_and_told_by_claimant(station):
    table = station.interceptions
    everyone = table[table["by"] == "all"].iloc[0]
    others = table[table["by"] != "all"]
    assert everyone["count"] == others["count"].sum() >= 1
    assert everyone["minimum_km"] == 7
    assert others["by"].tolist() == ["Russian Ministry of Defence"]


def test_borders_are_measured_under_every_viewpoint(station, analysis):
    assert len(station.borders) == len(analysis.facilities)
    assert station.borders["border"].str.contains("Georgia").all()
    assert station.borders["distance"].str.contains(" km ± ").all()


def test_flows_begin_end_or_pass_there(station, sample):
    flows = sample.flows
    through = [
        STATION in (begin, end, *(via or ()))
        for begin, end, via in zip(flows["from"], flows["to"], flows["via"], strict=True)
    ]
    assert len(station.flows) == sum(through) >= 1
    assert station.flows["affected"].str.contains("Kazakhstan").any()


def test_owners_add_up_by_country(station):
    shares = station.owners.set_index("country")["share"]
    assert shares["Russia"] == pytest.approx(31 + 12.5)
    assert shares["United States"] == pytest.approx(15 + 7.5)
    assert "Russia and United Kingdom" in shares.index
    assert shares.is_monotonic_decreasing


def test_facts_say_how_well_the_place_is_known(station):
    facts = dict(station.facts)
    assert facts["Operator"] == "CPC-R"
    assert facts["Location"].startswith("within 10.0 km; ")
    assert "НПС" in facts["Also called"]


def test_every_facility_has_a_dossier(analysis):
    view = View(analysis)
    for id_ in analysis.dataset.facilities["id"]:
        assert dossier(view, id_).id == id_


def test_a_facility_that_is_not_there_is_refused(analysis):
    with pytest.raises(KeyError):
        dossier(View(analysis), "nowhere")


def test_each_incident_is_counted_once_for_each_facility_it_names(analysis, sample):
    counted = sum(analysis.facets.facilities.counts().values())
    assert counted == sum(len(set(ids or ())) for ids in sample.incidents["facility_ids"])


def test_what_versions_changed_of_the_facility_and_its_incidents_is_told(analysis, sample):
    named = [id_ for id_, ids in zip(sample.incidents["id"], sample.incidents["facility_ids"], strict=True)
             if STATION in (ids or ())]  # fmt: skip
    records = [
        {"table": table, "id": id_, "what": "changed", "fields": {"note": {"before": "a", "after": "b"}}}
        for table, id_ in (("facilities", STATION), ("incidents", named[0]), ("incidents", "other"))
    ]
    changed = replace(sample, changes=({"version": "2025.2", "records": records},))
    found = dossier(View(replace(analysis, dataset=changed)), STATION)
    assert [past[0].lines for _, past in found.history] == [("note: a → b",)] * 2
    assert found.history[0][1][0].headline == "Changed in version 2025.2"
