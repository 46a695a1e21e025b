"""What lies near a border: measured to that very border, and sorted by how sure it is."""

import numpy as np
import pytest

from geodata.errors import UnknownName
from geodata.measures import border_distance
from geodata.query import Query
from mapapp.near import border_pairs, near_border
from mapapp.view import View


@pytest.mark.parametrize("viewpoint", ["un", "de_facto"])
def test_the_nearest_border_is_as_far_as_it_was_measured(analysis, viewpoint):
    borders, measures = analysis.borders[viewpoint], analysis.measured(viewpoint)
    for pair in set(measures["border_pair"].dropna()):
        metres = border_distance(analysis.dataset.incidents, borders, pair=pair)[
            "border_distance_m"
        ].to_numpy()
        is_nearest = (measures["border_pair"] == pair).to_numpy()
        nearest = measures["border_m"].to_numpy()
        assert np.allclose(metres[is_nearest], nearest[is_nearest], rtol=0, atol=1e-3)
        assert (metres[~is_nearest] >= nearest[~is_nearest] - 1e-3).all()


def test_a_border_that_is_not_there_is_refused_with_the_choices(analysis):
    with pytest.raises(UnknownName, match="unknown border 'KZ-UA'"):
        border_distance(analysis.dataset.incidents, analysis.borders["un"], pair="KZ-UA")


def test_what_lies_near_is_the_nearest_first_and_sorted_by_sureness(analysis):
    view = View(analysis)
    found = near_border(view, "KZ-RU", 200)
    measured = border_distance(analysis.dataset.incidents, analysis.borders["un"], pair="KZ-RU")
    low = measured["border_distance_m_min"].to_numpy()
    metres = measured["border_distance_m"].to_numpy()
    ids = analysis.dataset.incidents["id"].to_numpy()
    assert set(found["id"]) == set(ids[(metres <= 200_000) | (low <= 200_000)])
    assert found["metres"].is_monotonic_increasing
    assert 2 <= len(found) < 54
    far = found[found["sureness"] == "possible"]
    assert (far["metres"] > 200_000).all()
    assert (found[found["sureness"] != "possible"]["metres"] <= 200_000).all()
    assert found["distance"].str.contains("km").all()


def test_only_what_is_shown_is_listed(analysis):
    view = View(analysis, Query(kinds=("sabotage",)))
    shown = set(analysis.dataset.incidents["id"][view.shown])
    assert set(near_border(view, "RU-UA", 2000)["id"]) <= shown


def test_borders_near_incidents_are_named_first(analysis):
    pairs = border_pairs(View(analysis))
    nearest = set(analysis.measured("un")["border_pair"].dropna())
    assert set(list(pairs)[: len(nearest)]) == nearest
    assert pairs["KZ-RU"] == "Kazakhstan – Russia"
    assert len(pairs) > 250
