import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.borders import load_borders
from geodata.errors import InvalidArgument, UnknownName
from geodata.geodesy import distance_m
from geodata.measures import country_distance, facility_radius
from tests.measures.test_measures import facility_frame, incident_frame, world


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


def test_without_facilities_there_are_no_pairs():
    incidents, facilities = radius_frames()
    found = facility_radius(incidents, facilities.iloc[:0], radius_km=5)
    assert found.columns[:2].tolist() == ["facility_id", "incident_id"]
    assert len(found) == 0


@pytest.mark.parametrize("radius_km", [-1, np.nan])
def test_a_radius_that_is_none_is_an_error(radius_km):
    with pytest.raises(InvalidArgument, match=f"radius_km: got {radius_km}, expected 0 or more"):
        facility_radius(*radius_frames(), radius_km=radius_km)


def test_a_window_that_ends_before_it_begins_is_an_error():
    with pytest.raises(InvalidArgument, match="until: 2025-01 lies before since, 2025-02-01; exchange them"):
        facility_radius(*radius_frames(), radius_km=1, since="2025-02-01", until="2025-01")


@pytest.mark.parametrize("name", ["since", "until"])
def test_a_date_that_is_none_names_its_argument(name):
    with pytest.raises(InvalidArgument, match=f"{name}: '2025-13' is not a date"):
        facility_radius(*radius_frames(), radius_km=1, **{name: "2025-13"})


def test_an_incident_of_which_only_the_month_is_known_counts_in_all_of_it():
    incidents, facilities = radius_frames()
    coarse = incidents.assign(date_precision=["day", "month", None, "month"])
    found = facility_radius(coarse, facilities, radius_km=100, since="2025-03-30", until="2025-03-30")
    assert found["incident_id"].tolist() == ["d"]


def test_without_locations_there_are_no_pairs():
    incidents, facilities = radius_frames()
    nowhere = gpd.GeoSeries([None] * 4)
    assert len(facility_radius(incidents.set_geometry(nowhere), facilities, radius_km=5)) == 0
    assert len(facility_radius(incidents, facilities.set_geometry(nowhere[:1]), radius_km=5)) == 0


def test_one_place_that_is_hardly_known_does_not_change_what_is_found_of_others():
    incidents, facilities = radius_frames()
    vague = incidents.assign(uncertainty_m=[100.0, 900_000.0, np.nan, 100.0])
    found = facility_radius(vague, facilities, radius_km=100).set_index("incident_id")
    alone = facility_radius(vague.iloc[[0, 2, 3]], facilities, radius_km=100).set_index("incident_id")
    assert found.loc["b", "sureness"] == "likely"
    pd.testing.assert_frame_equal(found.drop("b"), alone)


def test_facilities_are_not_changed_by_asking():
    facilities = facility_frame()
    before = facilities.copy(deep=True)
    facility_radius(incident_frame(), facilities, radius_km=10)
    pd.testing.assert_frame_equal(facilities, before)


@pytest.mark.parametrize("shapes", [[None] * 3, [shapely.Point(30, 5)] * 3])
def test_the_distance_to_a_country_is_asked_of_every_row(shapes):
    elsewhere = incident_frame().set_geometry(gpd.GeoSeries(shapes, index=[7, 3, 5], crs="OGC:CRS84"))
    found = country_distance(elsewhere, world(), country="BB")
    assert found.isna().all().all() == (shapes[0] is None)
    assert found.index.tolist() == [7, 3, 5]
    assert len(country_distance(elsewhere.iloc[:0], world(), country="BB")) == 0
