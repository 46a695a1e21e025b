import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.borders import load_borders
from geodata.errors import InvalidArgument, UnknownName
from geodata.geodesy import distance_m
from geodata.measures import country_distance, facility_radius, interceptions_by_facility
from tests.measures.test_measures import facility_frame, incident_frame, measured, world


def test_distance_to_a_country_is_zero_inside_and_geodesic_outside():
    found = country_distance(incident_frame(), world(), country="AA")
    assert found.index.tolist() == [7, 3, 5]
    assert found.loc[7, "country_distance_m"] == 0
    assert found.loc[3, "country_distance_m"] == pytest.approx(float(distance_m(30, 5, 10, 5)), rel=1e-3)
    assert np.isnan(found.loc[5, "country_distance_m"])


def test_deep_inside_a_country_the_upper_bound_is_zero_too():
    deep = gpd.GeoDataFrame(
        {"uncertainty_m": [1000.0, 1000.0]}, geometry=gpd.points_from_xy([5, 9.9999], [5, 5])
    )
    high = country_distance(deep, world(), country="AA")["country_distance_m_max"]
    assert high[0] == 0
    assert high[1] == pytest.approx(1100 - float(distance_m(9.9999, 5, 10, 5)), abs=0.1)


def test_an_unknown_country_lists_the_choices():
    with pytest.raises(UnknownName, match="unknown country 'KAZ'; did you mean 'KZ'"):
        country_distance(incident_frame(), load_borders(scale="50m"), country="KAZ")


def radius_frames():
    place = shapely.Point(9.9, 5)
    incidents = gpd.GeoDataFrame(
        {
            "id": ["a", "b", "c", "d"],
            "start": ["2025-01-10", "2025-02", None, "2025-03-01T10:00+03:00"],
            "end": ["2025-01-12", None, None, "2025-03-01"],
            "uncertainty_m": [100.0, 3000.0, np.nan, 100.0],
        },
        geometry=[place, shapely.Point(9.9, 5.05), place, shapely.Point(9.9, 5.2)],
    )
    facilities = gpd.GeoDataFrame({"id": ["f"], "uncertainty_m": [50.0]}, geometry=[place])
    return incidents, facilities


def test_incidents_within_a_radius_say_how_sure_that_is():
    found = facility_radius(*radius_frames(), radius_km=4)
    assert dict(zip(found["incident_id"], found["sureness"], strict=True)) == {
        "a": "sure",
        "c": "likely",
        "b": "possible",
    }


def test_pairs_come_by_facility_and_distance():
    found = facility_radius(*radius_frames(), radius_km=100)
    assert found["incident_id"].tolist() == ["a", "c", "b", "d"]
    assert found["distance_m"].is_monotonic_increasing


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ["a", "c", "b", "d"]),
        ("2025-01-12", "2025-01-31", ["a"]),
        ("2025-02-10", "2025-02-10", ["b"]),
        ("2025-02", None, ["b", "d"]),
        (None, "2025-01-09", []),
    ],
)
def test_an_incident_counts_when_its_interval_meets_the_window(since, until, expected):
    found = facility_radius(*radius_frames(), radius_km=100, since=since, until=until)
    assert found["incident_id"].tolist() == expected


def test_a_negative_radius_is_an_error():
    with pytest.raises(InvalidArgument, match="radius_km: got -1"):
        facility_radius(*radius_frames(), radius_km=-1)


def test_without_facilities_there_are_no_pairs():
    incidents, facilities = radius_frames()
    found = facility_radius(incidents, facilities.iloc[:0], radius_km=5)
    assert found.columns[:2].tolist() == ["facility_id", "incident_id"]
    assert len(found) == 0


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


def test_facilities_are_not_changed_by_asking():
    facilities = facility_frame()
    before = facilities.copy(deep=True)
    facility_radius(incident_frame(), facilities, radius_km=10)
    pd.testing.assert_frame_equal(facilities, before)
