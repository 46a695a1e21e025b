import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.borders import borders_from_frames, load_borders
from geodata.errors import InvalidArgument
from geodata.geodesy import distance_m
from geodata.measures import MEASURES, measure

PROMISED = (
    "id",
    "nearest_facility_id",
    "nearest_facility_m",
    "nearest_facility_m_min",
    "nearest_facility_m_max",
    "border_m",
    "border_m_min",
    "border_m_max",
    "border_pair",
    "country",
)


def world():
    """Two countries that meet at 10° E; the border is known to 100 m."""
    countries = gpd.GeoDataFrame(
        {"country": ["AA", "BB"]}, geometry=[shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)]
    )
    lines = gpd.GeoDataFrame(
        {"pair": ["AA-BB"], "country_a": ["AA"], "country_b": ["BB"], "disputed": [False]},
        geometry=[shapely.LineString([(10, 0), (10, 10)])],
    )
    return borders_from_frames(
        countries, lines, viewpoint_label="A test.", uncertainty_m=100, attribution="none", licence="CC0"
    )


def incident_frame(**columns):
    frame = {
        "id": ["i1", "i2", "i3"],
        "uncertainty_m": [1000.0, np.nan, 500.0],
        "facility_ids": [["far", "near"], [], None],
        "interception": [{"distance_km": 7, "facility_id": "near", "claimed_by": "ministry"}, None, None],
    } | columns
    points = [shapely.Point(9.9, 5), shapely.Point(30, 5), None]
    return gpd.GeoDataFrame(frame, geometry=points, index=[7, 3, 5], crs="OGC:CRS84")


def facility_frame():
    return gpd.GeoDataFrame(
        {"id": ["far", "near", "nowhere"], "uncertainty_m": [50.0, 200.0, 10.0]},
        geometry=[shapely.Point(0, 0), shapely.LineString([(9.8, 0), (9.8, 9)]), None],
        crs="OGC:CRS84",
    )


def measured(**columns):
    return measure(incident_frame(**columns), facility_frame(), world())


def test_the_promised_columns_stand_first_and_in_order():
    assert measured().columns.tolist()[: len(PROMISED)] == list(PROMISED)


def test_there_is_one_row_per_incident_in_input_order_with_its_index():
    assert measured()["id"].tolist() == ["i1", "i2", "i3"]
    assert measured().index.tolist() == [7, 3, 5]


def test_the_nearest_facility_may_be_a_line():
    row = measured().loc[7]
    assert row["nearest_facility_id"] == "near"
    assert row["nearest_facility_m"] == pytest.approx(float(distance_m(9.9, 5, 9.8, 5)), abs=1)
    assert row["nearest_facility_lon"] == pytest.approx(9.8)


def test_the_interval_adds_the_uncertainties_of_both_ends():
    row = measured().loc[7]
    assert row["nearest_facility_m_min"] == pytest.approx(row["nearest_facility_m"] - 1200)
    assert row["nearest_facility_m_max"] == pytest.approx(row["nearest_facility_m"] + 1200)
    assert row["border_m_min"] == pytest.approx(row["border_m"] - 1100)
    assert row["border_m_max"] == pytest.approx(row["border_m"] + 1100)


def test_an_unknown_uncertainty_leaves_the_bounds_unknown_and_the_distance_known():
    row = measured().loc[3]
    assert np.isfinite(row["border_m"])
    assert np.isnan(row["border_m_min"])
    assert np.isnan(row["nearest_facility_m_max"])


def test_an_incident_without_location_gets_explicit_missing_values():
    row = measured().loc[5]
    assert row[["nearest_facility_id", "border_pair", "border_disputed", "country"]].tolist() == [None] * 4
    assert row[["nearest_facility_m", "border_m", "border_lon"]].isna().all()


def test_the_country_contains_the_point():
    assert measured()["country"].tolist() == ["AA", None, None]


def test_on_the_common_border_the_code_that_comes_first_wins():
    points = [shapely.Point(10, 5)] * 3
    incidents = incident_frame().set_geometry(gpd.GeoSeries(points, index=[7, 3, 5], crs="OGC:CRS84"))
    found = measure(incidents, facility_frame(), world())
    assert found["country"].tolist() == ["AA"] * 3
    assert found["border_m"].tolist() == [0, 0, 0]


def test_facilities_beyond_the_reach_do_not_count_as_nearest():
    found = measure(incident_frame(), facility_frame(), world(), within_km=5)
    assert found["nearest_facility_id"].tolist() == [None] * 3
    assert found["nearest_facility_m"].isna().all()


def test_a_negative_reach_is_an_error():
    with pytest.raises(InvalidArgument, match="within_km: got -1"):
        measure(incident_frame(), facility_frame(), world(), within_km=-1)


def test_without_facilities_everything_else_is_measured():
    found = measure(incident_frame(), facility_frame().iloc[:0], world())
    assert found["nearest_facility_id"].tolist() == [None] * 3
    assert found["border_pair"].tolist() == ["AA-BB", "AA-BB", None]


def test_without_incidents_the_columns_remain():
    found = measure(incident_frame().iloc[:0], facility_frame(), world())
    assert len(found) == 0
    assert set(PROMISED) <= set(found.columns)


def test_only_geometry_is_needed():
    bare = gpd.GeoDataFrame(geometry=[shapely.Point(9.9, 5)])
    found = measure(bare, gpd.GeoDataFrame(geometry=[shapely.Point(9, 5)]), world())
    assert found["border_pair"].tolist() == ["AA-BB"]
    assert found["id"].tolist() == [None]


def test_named_facilities_are_measured_in_the_order_they_are_named():
    named = measured()["named_facilities"]
    assert [entry["facility_id"] for entry in named[7]] == ["far", "near"]
    assert named[7][0]["facility_m"] == pytest.approx(float(distance_m(9.9, 5, 0, 0)), abs=1e-3)
    assert named[3] == ()


def test_the_nearest_of_the_named_facilities_is_named():
    found = measured()
    assert found["named_facility_id"].tolist() == ["near", None, None]
    assert found.loc[7, "named_facility_m"] == found.loc[7, "nearest_facility_m"]
    assert found["named_facility_m"].dtype == np.float64


def test_a_named_facility_that_does_not_exist_has_no_distance():
    found = measured(facility_ids=[["missing", "nowhere"], None, None])
    assert [entry["facility_m"] for entry in found["named_facilities"][7]] == [None, None]


def test_a_line_or_area_counts_its_extent_as_uncertainty():
    area = shapely.box(9.89, 4.99, 9.91, 5.01)
    shapes = gpd.GeoSeries([area, None, None], index=[7, 3, 5], crs="OGC:CRS84")
    row = measure(incident_frame().set_geometry(shapes), facility_frame(), world()).loc[7]
    corner_m = float(distance_m(9.9, 5, 9.89, 4.99))
    assert row["border_m_max"] - row["border_m"] == pytest.approx(1100 + corner_m, rel=1e-3)


def test_the_input_stays_as_it_was():
    incidents, facilities = incident_frame(), facility_frame()
    before = incidents.copy(deep=True), facilities.copy(deep=True)
    measure(incidents, facilities, world())
    pd.testing.assert_frame_equal(incidents, before[0])
    pd.testing.assert_frame_equal(facilities, before[1])


@settings(deadline=None, max_examples=25)
@given(st.permutations([0, 1, 2]))
def test_the_order_of_incidents_does_not_change_their_values(order):
    whole = measured()
    turned = measure(incident_frame().iloc[order], facility_frame(), world())
    pd.testing.assert_frame_equal(turned, whole.iloc[order])


def test_every_measure_gives_the_columns_that_it_describes():
    columns = [name for one in MEASURES for name in one.columns]
    assert len(columns) == len(set(columns))
    assert sorted(["id", *columns]) == sorted(measured().columns)
    assert all(text for one in MEASURES for text in one.columns.values())


def test_the_bundled_borders_place_orenburg():
    incidents = gpd.GeoDataFrame(
        {"id": ["orenburg"], "uncertainty_m": [5000.0]}, geometry=[shapely.Point(55.1, 51.77)]
    )
    row = measure(incidents, facility_frame(), load_borders()).iloc[0]
    assert (row["country"], row["border_pair"]) == ("RU", "KZ-RU")
    assert row["border_m_max"] - row["border_m"] == pytest.approx(7000)
