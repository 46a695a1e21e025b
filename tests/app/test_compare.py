"""Two views beside each other: counted by brute force, and told apart where viewpoints differ."""

from collections import Counter

import pytest

from geodata.analysis import analyse
from geodata.query import Query
from geodata.vocabulary import INCIDENT_KINDS, label_of
from mapapp.compare import counts_beside, placed_otherwise
from mapapp.view import View
from tests.builders import PLACED, feature, make_dataset


@pytest.fixture(scope="module")
def analysis(sample):
    return analyse(sample)


def halves(analysis):
    return (
        View(analysis, Query(start="2025-01-01", end="2025-06-30")),
        View(analysis, Query(start="2025-07-01", end="2025-12-31")),
    )


def test_kinds_are_counted_as_one_by_one(analysis):
    views = halves(analysis)
    (kinds, *_) = counts_beside(*views)
    expected = [
        Counter(
            label_of(INCIDENT_KINDS, kind or "other")
            for kind, shown in zip(analysis.dataset.incidents["kind"], view.shown, strict=True)
            if shown
        )
        for view in views
    ]
    assert {label: one for label, one, _ in kinds.rows if one} == dict(expected[0])
    assert {label: other for label, _, other in kinds.rows if other} == dict(expected[1])


def test_what_lies_in_one_country_each_adds_up_to_what_is_shown(analysis):
    views = halves(analysis)
    countries = next(counts for counts in counts_beside(*views) if counts.title == "Country where it lies")
    assert sum(one for _, one, _ in countries.rows) == views[0].shown.sum()
    assert sum(other for _, _, other in countries.rows) == views[1].shown.sum()


def test_what_neither_side_has_is_left_out(analysis):
    nothing = View(analysis, Query(start="2040-01-01"))
    assert all(counts.rows == () for counts in counts_beside(nothing, nothing))


def test_a_place_that_two_viewpoints_put_in_two_countries_is_listed():
    somewhere = feature(PLACED, geometry={"type": "Point", "coordinates": [34.1, 45.0]})
    dataset = make_dataset(incidents=[somewhere])
    analysis = analyse(dataset)
    views = [View(analysis, Query(viewpoint=name)) for name in ("un", "de_facto")]
    (row,) = placed_otherwise(*views).to_dict("records")
    assert (row["country_one"], row["country_other"]) == ("Ukraine", "Russia")
    assert row["border_one"] != row["border_other"]


def test_a_place_on_which_all_agree_is_not_listed():
    analysis = analyse(make_dataset(incidents=[PLACED]))
    views = [View(analysis, Query(viewpoint=name)) for name in ("un", "de_facto")]
    assert placed_otherwise(*views).empty
