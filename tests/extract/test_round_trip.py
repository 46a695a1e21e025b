"""A dataset comes back from the page that carries it: equal by digest, types and all."""

import os
from dataclasses import replace

import pytest
from hypothesis import given, settings

import mapapp.payload.columns
import mapapp.payload.rest
import mapapp.payload.selection
import mapapp.payload.texts
from geodata.analysis import analyse
from geodata.query import Query
from mapapp.blocks import blocks_in
from mapapp.contents import contents_of
from mapapp.document import render
from mapapp.payload.read_dataset import dataset_of
from mapapp.view import View
from tests.builders import CLAIM, PLACED, SOURCE, STATION, feature, make_dataset
from tests.stores.datasets import datasets

EXAMPLES = int(os.environ.get("EXAMPLES", "15"))

ODD = {
    "whole": 2**64,
    "beyond": 2**53 + 1,
    "float": 5.0,
    "null": None,
    "list": [1, [2.5, None]],
    "object": {"": {"a": True}},
    "minus": -0.0,
    "text": "{{ 7*7 }}\0\ud800",
}


def carried(dataset, query=None):
    """What the page of a dataset carries."""
    return dataset_of(blocks_in(render(contents_of(View(analyse(dataset), query or Query())))))


def content(dataset):
    return dataset.digest, dataset.metadata, dataset.changes


@pytest.fixture
def few_rows_in_a_block(monkeypatch):
    for room in (mapapp.payload.columns, mapapp.payload.texts):
        monkeypatch.setattr(room, "TEXT_ROWS", 7)


@given(dataset=datasets())
@settings(max_examples=EXAMPLES)
def test_a_dataset_comes_back_from_its_page_as_it_was(dataset):
    found = carried(dataset)
    assert content(found.dataset) == content(dataset)
    assert (found.stated_digest, found.left_out, found.total) == (dataset.digest, {}, len(dataset.incidents))


def test_the_bundled_dataset_comes_back_from_its_page_as_it_was(sample, few_rows_in_a_block):
    found = carried(sample)
    assert content(found.dataset) == content(sample)
    assert found.is_whole


def test_a_query_filters_what_is_shown_not_what_is_carried(sample):
    assert carried(sample, Query(start="2025-10")).dataset.digest == sample.digest


def test_values_of_all_types_come_back(few_rows_in_a_block):
    claim = {**CLAIM, "value": -0.0, "contradicts": [1, 2**60], "tide": ODD}
    incidents = [
        {
            **PLACED,
            "id": f"i{number}",
            "uncertainty_m": -0.0 if number % 2 else 5,
            **ODD,
            "claims": [claim] * 2,
        }
        for number in range(9)
    ]
    places = [(-0.0, 10.0), (10.0, -0.0), (1 / 3, 2 / 3), (180.0, -90.0), (-180.0, 90.0), (5.00001, 7.5)]
    points = [
        feature({"id": f"p{n}"}, geometry={"type": "Point", "coordinates": [*at]})
        for n, at in enumerate(places)
    ]
    high = feature({"id": "high"}, geometry={"type": "Point", "coordinates": [1.5, 2.5, -7.25]})
    line = feature({"id": "line"}, geometry={"type": "LineString", "coordinates": [[1.5, 2], [3, 4.125]]})
    nowhere = feature({"id": "nowhere"}, geometry=None)
    far = {**PLACED, "id": "far", "uncertainty_m": 1e300}
    dataset = make_dataset(
        incidents=[*incidents, *points, high, line, nowhere, far],
        facilities=[{**STATION, "capacity": {"value": 5.0, "year": 2**70}, **ODD}, high, line],
        sources=[
            {**SOURCE, "title": "the first of this id"},
            SOURCE,
            {"id": "s9", "url": "https://a.example", **ODD},
            {"url": "no id"},
            {"id": "s9"},
        ],
        flows=[{"id": "w", "volume": -0.0, **ODD}],
        changes=[{"version": "1", "tide": ODD}],
    )
    assert content(carried(dataset).dataset) == content(dataset)


@pytest.fixture
def room_for_five(monkeypatch):
    monkeypatch.setattr(mapapp.payload.selection, "MOST", 5)


def test_a_page_of_some_incidents_says_how_many_are_not_there(sample, room_for_five):
    found = carried(sample, Query(start="2025-10"))
    assert len(found.dataset.incidents) == 5
    assert found.left_out["incidents"] == len(sample.incidents) - 5
    assert found.left_out["sources"] > 0
    kept = sample.incidents["id"].isin(found.dataset.incidents["id"])
    part = replace(
        sample,
        incidents=sample.incidents[kept],
        claims=sample.claims[sample.claims["incident_id"].isin(found.dataset.incidents["id"])],
        sources=sample.sources[sample.sources["id"].isin(found.dataset.sources["id"])],
    )
    assert found.dataset.digest == part.digest


def test_shapes_that_there_is_no_room_for_are_counted(monkeypatch):
    monkeypatch.setattr(mapapp.payload.rest, "MOST_SHAPE_BYTES", 60)
    line = {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
    dataset = make_dataset(incidents=[feature({"id": f"i{n}"}, geometry=line) for n in range(3)])
    found = carried(dataset)
    assert found.left_out == {"shapes": 2}
    assert found.dataset.incidents.geometry.geom_type.tolist().count("LineString") == 1
