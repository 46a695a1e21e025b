"""How many incidents are shown, why not the others, and what there is to choose from."""

import datetime as dt

from geodata.analysis import analyse
from geodata.query import Query
from mapapp.choices import choices_of
from mapapp.summary import summarise
from mapapp.view import View
from tests.builders import STATION, feature, make_dataset

AT_SEA = feature({"id": "s", "kind": "fire"}, geometry={"type": "Point", "coordinates": [34.0, 43.5]})


def made():
    return analyse(
        make_dataset(
            incidents=[
                {"id": "a", "kind": "fire", "start": "2025-01-02", "affected_countries": ["KZ", "HU"]},
                {"id": "b", "kind": "debris", "start": "2025-03", "affected_countries": ["KZ"]},
                AT_SEA,
            ],
            facilities=[{**STATION, "kind": "oil_refinery"}, {**STATION, "id": "f2", "kind": "no_such_kind"}],
        )
    )


def test_without_a_filter_all_is_shown_and_nothing_needs_a_reason():
    summary = summarise(View(made()))
    assert (summary.headline, summary.reason, summary.drawn) == ("3 of 3 incidents shown", "", "2 facilities")


def test_each_criterion_says_how_many_it_leaves_out():
    summary = summarise(View(made(), Query(kinds=("fire",), start="2025-03")))
    assert summary.headline == "0 of 3 incidents shown"
    assert summary.reason == "Left out by the filters: 2 by date, 1 by kind."


def test_an_incident_that_several_criteria_leave_out_is_not_counted_as_two():
    summary = summarise(View(made(), Query(kinds=("debris",), end="2025-02")))
    assert summary.reason == "Left out by the filters: 2 by date, 2 by kind (some by more than one)."


def test_facilities_that_are_not_drawn_are_counted():
    assert summarise(View(made(), Query(facility_groups=("plant",)))).drawn == "1 of 2 facilities drawn"


def test_choices_are_what_occurs_with_its_count():
    choices = choices_of(made())
    assert [(choice.label, choice.count) for choice in choices.kinds] == [("Debris", 1), ("Fire", 2)]
    assert [(one.label, one.count) for one in choices.affected] == [("Kazakhstan", 2), ("Hungary", 1)]
    assert [choice.value for choice in choices.countries] == ["RU", "none"]
    assert choices.days == (dt.date(2025, 1, 2), dt.date(2025, 3, 31))


def test_a_country_of_only_one_viewpoint_can_be_chosen_under_both():
    crimea = feature({"id": "i"}, geometry={"type": "Point", "coordinates": [34.1, 45.0]})
    choices = choices_of(analyse(make_dataset(incidents=[crimea])))
    assert {choice.value for choice in choices.countries} == {"UA", "RU"}


def test_a_dataset_without_dates_offers_none():
    assert choices_of(analyse(make_dataset(incidents=[{"id": "i", "title": "Fire"}]))).days is None
