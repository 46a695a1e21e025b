import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.errors import InvalidArgument
from geodata.measures import interceptions_by_facility, measure
from tests.measures.test_measures import facility_frame, incident_frame, measured, world


def test_a_reported_interception_keeps_its_figures_and_claimant():
    row = measured().loc[7]
    assert row["interception_claimed_by"] == "ministry"
    assert row[["interception_km_low", "interception_km", "interception_km_high"]].tolist() == [7, 7, 7]


def agreement(**reported):
    interception = [{"facility_id": "near"} | reported, None, None]
    return measured(interception=interception)["interception_agrees"][7]


def test_a_reported_distance_agrees_when_the_intervals_meet():
    # The mapped point lies 11.1 km from the facility, give or take 1.2 km.
    assert agreement(distance_km=12) is True
    assert agreement(distance_km=15) is False
    assert agreement(distance_km_low=5, distance_km_high=10) is True
    assert agreement(distance_km_low=5, distance_km_high=9) is False


def test_without_a_distance_nothing_can_agree():
    assert agreement() is None
    assert measured()["interception_agrees"].tolist()[1:] == [None, None]


def test_with_unknown_uncertainty_only_a_mapped_distance_in_the_range_agrees():
    def with_unknown(**reported):
        interception = [{"facility_id": "near"} | reported, None, None]
        found = measured(interception=interception, uncertainty_m=[np.nan] * 3)
        return found["interception_agrees"][7]

    assert with_unknown(distance_km_low=5, distance_km_high=20) is True
    assert with_unknown(distance_km=7) is None


def test_a_facility_that_is_not_in_the_table_gives_no_mapped_distance():
    row = measured(interception=[{"distance_km": 3, "facility_id": "missing"}, None, None]).loc[7]
    assert row["interception_facility_id"] == "missing"
    assert np.isnan(row["interception_mapped_m"])


def test_interceptions_are_summed_up_by_facility():
    incidents = pd.DataFrame(
        {
            "start": ["2025-03-24", "2025-01-11", "2025-05-01", "2025-06-01", None],
            "interception": [
                {"distance_km": 7, "facility_id": "b"},
                {"distance_km_low": 2, "distance_km_high": 4, "facility_id": "b"},
                {"facility_id": "b"},
                {"distance_km": 5},
                {"distance_km": 1, "facility_id": "a"},
            ],
        }
    )
    found = interceptions_by_facility(incidents)
    assert found["facility_id"].tolist() == ["a", "b"]
    assert found["count"].tolist() == [1, 2]
    assert found["minimum_km"].tolist() == [1, 2]
    assert found["median_km"].tolist() == [1, 5]
    assert found["latest"].tolist()[1] == "2025-03-24"
    assert found["latest_km"].tolist()[1] == 7


def test_interceptions_are_summed_up_by_ids_that_utf_8_cannot_say():
    interception = [
        {"distance_km": km, "facility_id": id_} for km, id_ in ((7, "\ud800"), (3, "a"), (5, "\ud800"))
    ]
    found = interceptions_by_facility(pd.DataFrame({"interception": interception}))
    assert found["facility_id"].tolist() == ["a", "\ud800"]
    assert found["median_km"].tolist() == [3, 6]


def rests_on(**reported):
    interception = [{"facility_id": "near", "distance_km": 7} | reported, None, None]
    return measured(interception=interception)["interception_agrees_by"].tolist()


def test_an_agreement_by_distance_could_have_failed():
    assert rests_on(distance_km=12) == ["distance", None, None]
    assert rests_on(distance_km=15) == ["distance", None, None]


def test_where_the_incident_may_lie_at_the_facility_the_location_error_decides():
    interception = [{"facility_id": "near", "distance_km": 7}, None, None]
    found = measured(interception=interception, uncertainty_m=[12_000.0, 1.0, 1.0]).loc[7]
    assert found[["interception_agrees", "interception_agrees_by"]].tolist() == [True, "location_error"]


def test_an_incident_mapped_at_the_facility_agrees_by_construction():
    at = shapely.Point(9.8, 5)
    shapes = gpd.GeoSeries([at, None, None], index=[7, 3, 5], crs="OGC:CRS84")
    found = measure(incident_frame(uncertainty_m=[9e3] * 3).set_geometry(shapes), facility_frame(), world())
    assert found.loc[7, ["interception_agrees", "interception_agrees_by"]].tolist() == [True, "at_facility"]


def test_what_cannot_be_told_rests_on_nothing():
    assert rests_on(facility_id="missing") == [None] * 3


IMPOSSIBLE = [
    {"distance_km": -12},
    {"distance_km_low": 12, "distance_km_high": 10},
    {"distance_km_low": -12, "distance_km_high": 20},
    {"distance_km": 30, "distance_km_low": 5, "distance_km_high": 20},
    {"distance_km": 3, "distance_km_low": 5, "distance_km_high": 20},
]


@pytest.mark.parametrize("reported", IMPOSSIBLE)
def test_figures_that_cannot_be_true_agree_with_nothing(reported):
    row = measured(interception=[{"facility_id": "near"} | reported, None, None]).loc[7]
    assert row[["interception_agrees", "interception_agrees_by"]].tolist() == [None, None]


def test_figures_that_cannot_be_true_are_passed_on_as_reported():
    reported = {"facility_id": "near", "distance_km_low": 12, "distance_km_high": 10}
    row = measured(interception=[reported, None, None]).loc[7]
    assert row[["interception_km_low", "interception_km_high"]].tolist() == [12, 10]


def test_figures_that_cannot_be_true_do_not_enter_a_sum():
    incidents = pd.DataFrame({"interception": [{"facility_id": "f"} | one for one in IMPOSSIBLE]})
    assert len(interceptions_by_facility(incidents)) == 0


def test_the_latest_report_is_that_of_the_latest_day_whatever_the_text():
    incidents = pd.DataFrame(
        {
            "start": ["2025-03-24T23:00+03:00", "2025-03", "2025-03-25"],
            "end": [None, "2025-03-20", None],
            "interception": [{"distance_km": km, "facility_id": "f"} for km in (1, 2, 3)],
        }
    )
    assert interceptions_by_facility(incidents)["latest_km"].tolist() == [2]


def test_reports_without_a_date_have_no_latest():
    found = interceptions_by_facility(
        pd.DataFrame({"interception": [{"distance_km": 1, "facility_id": "f"}]})
    )
    assert found["latest"].tolist() == [None]
    assert np.isnan(found["latest_km"][0])


def test_a_report_with_a_date_that_is_none_names_its_row():
    incidents = pd.DataFrame({"id": ["i"], "start": ["soon"], "interception": [None]})
    with pytest.raises(InvalidArgument, match=r"row 0 \(id 'i'\): 'soon' is not an ISO 8601 date"):
        interceptions_by_facility(incidents)


@pytest.mark.parametrize("columns", [{}, {"interception": []}])
def test_without_reports_the_columns_remain(columns):
    found = interceptions_by_facility(pd.DataFrame(columns))
    assert found.columns.tolist() == [
        "facility_id",
        "count",
        "minimum_km",
        "median_km",
        "latest",
        "latest_km",
    ]
