"""Observed heat near incidents: exact in place, honest in time, never more than observed."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st

from geodata.checks import check_dataset
from geodata.errors import InvalidArgument, UnreadableFile
from geodata.formats.firms import SOURCE, read_detections
from geodata.measures.heat import MOST, Window, observed_heat, with_heat
from tests.builders import make_dataset

VIIRS = """latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,confidence,\
version,frp,daynight
51.77000,55.11000,340.1,0.4,0.3,2025-10-19,112,N20,VIIRS,n,2.0NRT,12.5,N
51.77000,55.11000,340.1,0.4,0.3,2025-10-23,0112,N20,VIIRS,h,2.0NRT,2.5,N
95.00000,55.11000,340.1,0.4,0.3,2025-10-19,112,N20,VIIRS,n,2.0NRT,12.5,N
51.77000,55.11000,340.1,0.4,0.3,2025-10-19,2460,N20,VIIRS,n,2.0NRT,12.5,N
"""
MODIS = """latitude,longitude,brightness,scan,track,acq_date,acq_time,satellite,confidence,version,\
bright_t31,frp,daynight
51.80000,55.10000,340.1,1,1,2025-10-20,09:05,Terra,84,6.1NRT,300,50.1,D
"""


@pytest.fixture
def fires(tmp_path):
    def write(text):
        (tmp_path / "fires.csv").write_text(text)
        return read_detections(tmp_path / "fires.csv")

    return write


def incident(**stated):
    properties = {"id": "i1", "title": "a", "start": "2025-10-19", "uncertainty_m": 500, **stated}
    place = {"type": "Point", "coordinates": [55.1, 51.77]}
    return {"type": "Feature", "geometry": place, "properties": properties}


def test_a_file_of_viirs_is_read_and_its_faulty_rows_are_left_out(fires):
    found = fires(VIIRS)
    assert (found.read, len(found.table)) == (4, 2)
    assert [left.column for left in found.left_out] == ["longitude, latitude", "acq_date, acq_time"]
    first = found.table.iloc[0]
    assert (first["time"], first["confidence"], first["uncertainty_m"]) == (
        "2025-10-19T01:12Z",
        "nominal",
        250,
    )


def test_a_file_of_modis_states_its_confidence_in_per_cent(fires):
    (row,) = fires(MODIS).table.to_dict("records")
    assert (row["confidence"], row["time"], row["instrument"]) == ("84 %", "2025-10-20T09:05Z", None)


def test_a_file_of_something_else_names_the_missing_column(fires):
    with pytest.raises(UnreadableFile, match="has no column 'acq_date', from which FIRMS active fires takes"):
        fires("latitude,longitude,date\n1,2,2025\n")


def test_heat_is_listed_with_its_interval_and_its_source(fires):
    dataset = with_heat(make_dataset(incidents=[incident()]), fires(VIIRS).table, SOURCE, Window())
    ((seen,),) = dataset.incidents["observed_heat"]
    assert seen["time"] == "2025-10-19T01:12Z"
    assert (seen["distance_m_min"], seen["distance_m_max"]) == (
        pytest.approx(max(0, seen["distance_m"] - 750), abs=0.1),
        pytest.approx(seen["distance_m"] + 750, abs=0.1),
    )
    assert dataset.sources["id"].tolist() == ["firms"]
    assert all(
        finding.rule != "field-type" for report in check_dataset(dataset) for finding in report.findings
    )


def test_an_unknown_uncertainty_gives_no_interval(fires):
    dataset = make_dataset(incidents=[incident(uncertainty_m=None)])
    ((seen,),) = with_heat(dataset, fires(VIIRS).table, SOURCE, Window()).incidents["observed_heat"]
    assert "distance_m_min" not in seen


@pytest.mark.parametrize(
    ("stated", "window", "times"),
    [
        ({"start": "2025-10-18"}, Window(), ["2025-10-19T01:12Z"]),
        ({"start": "2025-10-17"}, Window(), []),
        ({"start": "2025-10-20"}, Window(), []),
        ({"start": "2025-10-20"}, Window(before_days=1), ["2025-10-19T01:12Z"]),
        ({"start": "2025-10"}, Window(), ["2025-10-19T01:12Z", "2025-10-23T01:12Z"]),
        ({"start": "2025-10-19", "end": "2025-10-22"}, Window(), ["2025-10-19T01:12Z", "2025-10-23T01:12Z"]),
        ({"start": None}, Window(), []),
    ],
)
def test_the_window_runs_from_the_first_day_to_the_last(fires, stated, window, times):
    dataset = make_dataset(incidents=[incident(**stated)])
    (seen,) = observed_heat(dataset.incidents, fires(VIIRS).table, window)
    assert [one["time"] for one in seen] == times


def test_a_dataset_that_nothing_was_seen_near_stays_as_it_is(fires):
    dataset = make_dataset(incidents=[incident(start="2024")])
    assert with_heat(dataset, fires(VIIRS).table, SOURCE, Window()) is dataset


def test_no_more_than_the_nearest_are_listed():
    dataset = make_dataset(incidents=[incident()])
    lon = 55.1 + np.linspace(0.05, 0.0001, 80)
    seen = pd.DataFrame(
        {"time": "2025-10-19T01:12Z", "longitude": lon, "latitude": 51.77, "uncertainty_m": 250.0}
    )
    (listed,) = observed_heat(dataset.incidents, seen, Window())
    assert len(listed) == MOST
    assert max(one["longitude"] for one in listed) < 55.1 + 0.05 * 0.65


def test_a_window_without_extent_is_refused():
    with pytest.raises(InvalidArgument, match="expected a distance above 0 m"):
        Window(within_m=0)


@given(
    places=st.lists(st.tuples(st.floats(54.9, 55.3), st.floats(51.6, 51.9)), min_size=1, max_size=12),
    seen=st.lists(st.tuples(st.floats(54.9, 55.3), st.floats(51.6, 51.9)), min_size=1, max_size=12),
    within_m=st.sampled_from([500.0, 5_000.0, 20_000.0]),
)
def test_distances_are_those_of_an_independent_geodesic(places, seen, within_m):
    incidents = gpd.GeoDataFrame(
        {"start": ["2025-10-19"] * len(places), "end": None, "uncertainty_m": 0.0},
        geometry=shapely.points(places),
        crs="OGC:CRS84",
    )
    fires = pd.DataFrame(seen, columns=["longitude", "latitude"]).assign(time="2025-10-19T01:12Z")
    found = observed_heat(incidents, fires, Window(within_m=within_m))
    for (lon, lat), listed in zip(places, found, strict=True):
        all_m = [Geodesic.WGS84.Inverse(lat, lon, other[1], other[0])["s12"] for other in seen]
        expected = sorted(round(m, 1) for m in all_m if m <= within_m)
        assert sorted(one["distance_m"] for one in listed) == pytest.approx(expected, abs=0.11)
