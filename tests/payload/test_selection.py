"""Which incidents a page holds where they are too many for one, and into which parts they go."""

import pytest

from geodata.analysis import analyse
from geodata.query import Query
from mapapp.payload import selection
from mapapp.payload.parts import parts_of
from mapapp.payload.selection import held_rows, holding_of, part_of
from mapapp.view import View
from tests.builders import CLAIM, SOURCE, feature, make_dataset

STARTS = ["2024-05-01", "2021-01-01", None, "2024-05-01", "2023-02", "2024-04-30", None, "2022-12-31"]


def view_of(starts=STARTS, **query):
    rows = [
        feature({"id": f"i{row}", "title": "x", "claims": [CLAIM], **({"start": start} if start else {})})
        for row, start in enumerate(starts)
    ]
    return View(analyse(make_dataset(incidents=rows, sources=[SOURCE])), Query(**query))


@pytest.fixture(params=[1, 2, 3, 5, 7])
def most(request, monkeypatch):
    monkeypatch.setattr(selection, "MOST", request.param)
    return request.param


def test_the_latest_are_held_the_first_of_equal_days_and_undated_ones_last(most):
    from_the_latest = [0, 3, 5, 4, 7, 1, 2, 6]
    assert held_rows(view_of()).tolist() == sorted(from_the_latest[:most])


def test_what_the_query_leaves_is_held_where_it_is_few_enough(most):
    left = [0, 3, 4, 5]
    view = view_of(start="2023", end="2024-12")
    assert held_rows(view).tolist() == (left if most >= 4 else sorted([0, 3, 5][:most]))
    holding = holding_of(view)
    assert (holding.held, holding.left, holding.total) == (min(most, 4), 4, 8)
    assert not holding.is_whole


def test_up_to_the_limit_all_are_held_whatever_the_query_leaves(monkeypatch):
    monkeypatch.setattr(selection, "MOST", 8)
    view = view_of(start="2024")
    assert held_rows(view).tolist() == list(range(8))
    assert holding_of(view).is_whole
    assert holding_of(view).left == 3


def test_a_part_has_its_own_claims_standings_and_measures():
    whole = view_of().analysis
    part = part_of(whole, [1, 4])
    assert part.dataset.incidents["id"].tolist() == ["i1", "i4"]
    assert part.dataset.claims["incident_id"].tolist() == ["i1", "i4"]
    assert len(part.standings) == 2
    assert all(frame["id"].tolist() == ["i1", "i4"] for frame in part.incidents.values())
    assert part.dataset.facilities is whole.dataset.facilities
    assert len(whole.dataset.incidents) == len(whole.dataset.claims) == 8


def test_parts_hold_every_incident_once_and_none_too_many(most):
    parts = parts_of(view_of())
    assert sorted(row for part in parts for row in part.rows.tolist()) == list(range(8))
    assert all(0 < len(part.rows) <= most for part in parts)
    assert len({part.name for part in parts}) == len(parts)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (3, ["2021 1", "2022 1", "2023 1", "2024 3", "undated 2"]),
        (2, ["2021 1", "2022 1", "2023 1", "2024-04 1", "2024-05 2", "undated 2"]),
        (
            1,
            [
                *("2021 1", "2022 1", "2023 1", "2024-04 1", "2024-05-01-1 1", "2024-05-01-2 1"),
                *("undated-1 1", "undated-2 1"),
            ],
        ),
        (31, ["2021-2023 3", "2024 3", "undated 2"]),
        (100, ["2021-2024 6", "undated 2"]),
    ],
)
def test_years_are_parted_into_months_and_days_and_small_ones_stay_together(limit, expected, monkeypatch):
    monkeypatch.setattr(selection, "MOST", limit)
    assert [f"{part.name} {len(part.rows)}" for part in parts_of(view_of())] == expected


def test_a_part_says_its_time_in_words(monkeypatch):
    monkeypatch.setattr(selection, "MOST", 1)
    described = [part.described() for part in parts_of(view_of())]
    assert [one["label"] for one in described] == [
        *("2021", "2022", "2023", "April 2024", "1 May 2024, 1 of 2", "1 May 2024, 2 of 2"),
        *("Undated, 1 of 2", "Undated, 2 of 2"),
    ]
    assert described[3] == {
        "label": "April 2024",
        "file": "2024-04.html",
        "incidents": 1,
        "from": "2024-04-01",
        "to": "2024-04-30",
    }
    assert (described[4]["from"], described[4]["to"]) == ("2024-05-01", "2024-05-01")
    assert described[-1]["from"] is None


def test_parts_hold_what_the_query_leaves():
    parts = parts_of(view_of(start="2024"))
    assert [(part.name, part.rows.tolist()) for part in parts] == [("2024", [0, 3, 5])]


def test_nothing_gives_no_part():
    assert parts_of(view_of([])) == ()
    assert [part.name for part in parts_of(view_of([None]))] == ["undated"]
