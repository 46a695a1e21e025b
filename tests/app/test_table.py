"""The table of measured incidents."""

import csv
import io

import pytest

from geodata.analysis import analyse
from geodata.query import Query
from mapapp.table import incident_table, to_csv
from mapapp.view import View
from tests.builders import CLAIM, PLACED, STATION, feature, make_dataset


def made(*incidents):
    return analyse(make_dataset(incidents=list(incidents), facilities=[STATION]))


def test_every_incident_of_the_bundled_dataset_has_a_row(analysis):
    table = incident_table(View(analysis))
    assert sorted(table["id"]) == sorted(analysis.dataset.incidents["id"])


def test_the_latest_incident_comes_first_and_those_without_a_date_last():
    analysis = made(
        {"id": "b", "title": "b"}, {"id": "a", "start": "2025-02"}, {"id": "c", "start": "2025-03-01"}
    )
    assert incident_table(View(analysis))["id"].tolist() == ["c", "a", "b"]


def test_half_of_a_surrogate_pair_is_no_character_of_the_table():
    table = incident_table(View(made({"id": "i\ud83d", "title": "Fire \udd25 at \U0001f525"})))
    assert table.loc[0, ["id", "title"]].tolist() == ["i\ufffd", "Fire \ufffd at \U0001f525"]
    assert "Fire \ufffd at".encode() in to_csv(table, viewpoint="un")


def test_only_what_the_query_shows_has_a_row(analysis):
    table = incident_table(View(analysis, Query(standings=("contested",))))
    assert set(table["standing"]) == {"contested"}


def test_distances_are_those_of_the_chosen_viewpoint():
    crimea = feature({"id": "i", "title": "Fire"}, geometry={"type": "Point", "coordinates": [34.1, 45.0]})
    analysis = made(crimea)
    seen = {name: incident_table(View(analysis, Query(viewpoint=name))).loc[0] for name in ("un", "de_facto")}
    assert [seen[name]["country_name"] for name in seen] == ["Ukraine", "Russia"]
    assert seen["un"]["border_km"] != seen["de_facto"]["border_km"]


def test_a_distance_is_given_as_a_number_and_as_an_interval():
    analysis = made({"id": "i", "title": "Fire", "uncertainty_m": 5000})
    row = incident_table(View(analysis)).loc[0]
    assert (row["nearest_facility"], row["nearest_facility_km"]) == ("Kropotkinskaya", 0)
    assert row["nearest_facility_distance"] == "placed there, location error up to 8 km"


def test_a_standing_says_what_else_is_contested():
    claims = [
        {"by": "A", "role": "operator", "country": "KZ", "stance": "asserts", "about": "event"},
        {"by": "B", "role": "third_state", "country": "HU", "stance": "asserts", "about": "event"},
        {"by": "A", "role": "operator", "country": "KZ", "stance": "asserts", "about": "effect"},
        {"by": "B", "role": "third_state", "country": "HU", "stance": "denies", "about": "effect"},
    ]
    row = incident_table(View(made({"id": "i", "title": "Fire", "claims": claims}))).loc[0]
    assert row["standing_label"].endswith("; effect contested")


def test_the_period_of_an_incident_is_written_with_both_ends():
    analysis = made({"id": "i", "title": "Fire", "start": "2025-02-17T22:10Z", "end": "2025-02-18"})
    assert incident_table(View(analysis)).loc[0, "date"] == "2025-02-17\u00a0– 2025-02-18"


def test_an_empty_dataset_has_an_empty_table():
    assert incident_table(View(analyse(make_dataset(facilities=[STATION])))).empty


def test_the_csv_can_be_opened_in_a_spreadsheet_without_running_anything():
    analysis = made({"id": "=1+1", "title": '=HYPERLINK("x")', "claims": [{**CLAIM, "by": "@SUM(A1)"}]})
    text = to_csv(incident_table(View(analysis)), viewpoint="un").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["id"], row["title"]) == ("'=1+1", '\'=HYPERLINK("x")')
    assert float(row["nearest_facility_m"]) == 0
    assert row["viewpoint"] == "un"


@pytest.mark.parametrize("most", [1, 7, 53, 54, 100])
def test_a_shorter_table_is_the_beginning_of_the_whole(analysis, most):
    whole = incident_table(View(analysis))
    assert incident_table(View(analysis), most=most)["id"].tolist() == whole["id"].tolist()[:most]


def test_undated_incidents_come_last_however_many_are_listed():
    rows = [PLACED | {"id": "u", "start": None}, PLACED | {"id": "a"}, PLACED | {"id": "b", "start": "2024"}]
    view = View(analyse(make_dataset(incidents=rows)))
    assert [incident_table(view, most=most)["id"].tolist() for most in (1, 2, 3)] == [
        ["a"],
        ["a", "b"],
        ["a", "b", "u"],
    ]
