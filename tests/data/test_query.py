import datetime as dt
from types import MappingProxyType

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.analysis import Analysis, analyse
from geodata.dataset import TABLES
from geodata.errors import InvalidArgument, UnknownName
from geodata.facets import NO_COUNTRY
from geodata.query import Query
from tests.builders import PLACED, make_dataset

INCIDENTS = (
    {"id": "day", "start": "2025-02-17", "kind": "uav_strike", "affected_countries": ["KZ"]},
    {"id": "night", "start": "2025-02-28", "end": "2025-03-01", "affected_countries": ["HU", "SK"]},
    {"id": "month", "start": "2025-03", "kind": "fire", "affected_countries": []},
    {"id": "undated", "start": None, "kind": "volcano"},
)
IDS = [incident["id"] for incident in INCIDENTS]
DAYS = st.dates(dt.date(2025, 2, 1), dt.date(2025, 4, 10)).map(dt.date.isoformat)


def made_up():
    """Four incidents whose standings and countries are simply set."""
    dataset = make_dataset(incidents=[PLACED | incident for incident in INCIDENTS])
    standings = pd.DataFrame({"standing": ["confirmed", "denied", "confirmed", "unstated"]})
    countries = pd.DataFrame({"country": ["RU", "UA", None, "KZ"]}, dtype=object)
    other = pd.DataFrame({"country": ["RU", "RU", None, "KZ"]}, dtype=object)
    measured = MappingProxyType({"un": countries, "de_facto": other})
    return Analysis(dataset, standings, measured, MappingProxyType({}), MappingProxyType({}))


ANALYSIS = made_up()


def shown(**criteria):
    mask = Query(**criteria).mask(ANALYSIS)
    return [id_ for id_, is_shown in zip(IDS, mask, strict=True) if is_shown]


def test_without_a_restriction_all_are_shown():
    assert shown() == IDS


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-02-17", "2025-02-17", ["day"]),
        ("2025-02-18", "2025-02-27", []),
        ("2025-03-01", None, ["night", "month"]),
        ("2025-03-02", None, ["month"]),
        (None, "2025-02-28", ["day", "night"]),
        ("2025-03-31", "2025-04", ["month"]),
        ("2025-04", None, []),
        ("2025", "2025", ["day", "night", "month"]),
    ],
)
def test_an_incident_is_shown_where_its_interval_touches_the_range(start, end, expected):
    assert shown(start=start, end=end) == expected


@settings(deadline=None)
@given(DAYS, DAYS)
def test_a_wider_range_shows_all_that_a_narrower_one_shows(one, other):
    start, end = sorted([one, other])
    assert set(shown(start=start, end=end)) <= set(shown(start=start)) & set(shown(end=end))


@pytest.mark.parametrize("name", ["kinds", "standings", "countries", "affected"])
def test_an_empty_choice_shows_nothing(name):
    assert shown(**{name: ()}) == []


def test_an_incident_without_a_kind_counts_as_other():
    assert shown(kinds=("other",)) == ["night"]


def test_an_unknown_kind_is_found_under_its_own_name():
    assert shown(kinds=("volcano", "fire")) == ["month", "undated"]


def test_standings_restrict():
    assert shown(standings=("confirmed",)) == ["day", "month"]


def test_countries_are_those_of_the_viewpoint():
    assert shown(countries=("RU",)) == ["day"]
    assert shown(countries=("RU",), viewpoint="de_facto") == ["day", "night"]


def test_a_point_in_no_country_can_be_chosen():
    assert shown(countries=(NO_COUNTRY,)) == ["month"]


def test_one_affected_country_of_several_suffices():
    assert shown(affected=("SK", "KZ")) == ["day", "night"]


def test_all_criteria_must_hold():
    assert shown(standings=("confirmed",), start="2025-03") == ["month"]


def test_criteria_tell_which_of_them_hides_an_incident():
    criteria = Query(kinds=("fire",), start="2025-02-18").criteria(ANALYSIS)
    assert {name: mask.tolist() for name, mask in criteria.items()} == {
        "dates": [False, True, True, False],
        "kinds": [False, False, True, False],
    }


def test_a_date_that_does_not_exist_is_refused():
    with pytest.raises(InvalidArgument, match="2025-02-30"):
        shown(start="2025-02-30")


def test_a_viewpoint_that_was_not_measured_is_refused_with_the_choices():
    with pytest.raises(UnknownName, match=r"did you mean 'un'\? Choose from: de_facto, un"):
        shown(countries=("RU",), viewpoint="unn")


def test_a_query_leaves_the_dataset_as_it_is():
    before = {name: getattr(ANALYSIS.dataset, name).copy(deep=True) for name in TABLES}
    shown(start="2025", kinds=("fire",), affected=("KZ",), countries=("RU",), standings=("denied",))
    assert all(getattr(ANALYSIS.dataset, name).equals(table) for name, table in before.items())


def test_the_filter_of_the_page_has_whole_days():
    stated = Query(start="2025-02", end="2025-02", kinds=("fire",)).to_filter()
    assert (stated["from"], stated["to"], stated["kinds"]) == ("2025-02-01", "2025-02-28", ("fire",))
    assert "viewpoint" not in stated


def test_an_open_end_stays_open_in_the_filter_of_the_page():
    assert Query(start="2025").to_filter()["to"] is None


def test_an_analysis_holds_standings_and_measures_of_each_incident_under_each_viewpoint(sample):
    analysed = analyse(sample, viewpoints=("un",))
    assert len(analysed.standings) == len(analysed.measured("un")) == len(sample.incidents)
    assert list(analysed.facilities) == list(analysed.borders) == ["un"]


def test_an_unknown_viewpoint_is_not_analysed():
    with pytest.raises(UnknownName, match="Choose from: de_facto, un"):
        analyse(ANALYSIS.dataset, viewpoints=("moon",))
