"""What the map says about the selection is believed only where the dataset holds it."""

import json

import pytest

from mapapp.app.state import Selection, read_selection


@pytest.mark.parametrize(("kind", "column"), [("incident", "incidents"), ("facility", "facilities")])
def test_what_the_dataset_holds_can_be_selected(sample, kind, column):
    name = getattr(sample, column)["id"].iloc[3]
    assert read_selection({"type": kind, "id": name}, sample) == Selection(kind, name)


def test_a_place_is_selected_by_all_its_incidents(sample):
    names = json.dumps(sample.incidents["id"].iloc[:3].tolist())
    assert read_selection({"type": "place", "id": names}, sample) == Selection("place", names)


@pytest.mark.parametrize(
    "told",
    [
        None,
        "incident",
        [],
        {},
        {"type": "incident"},
        {"type": "incident", "id": "nowhere"},
        {"type": "incident", "id": ["a"]},
        {"type": ["incident"], "id": "a"},
        {"type": "source", "id": "s1"},
        {"type": "place", "id": ""},
        {"type": "place", "id": "a b"},
    ],
)
def test_anything_else_selects_nothing(sample, told):
    assert read_selection(told, sample) is None
