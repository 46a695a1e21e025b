import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.errors import InvalidArgument, UnknownName
from geodata.measures import last_incident

PLACE = shapely.Point(39, 45)


def incidents(**columns):
    frame = {
        "id": ["named", "near", "vague", "far", "undated"],
        "start": ["2025-02-17", "2025-03-01", "2025-04", "2025-05-20", None],
        "end": [None, "2025-03-03", None, None, None],
        "facility_ids": [["g", "f"], [], None, [], ["f"]],
        "uncertainty_m": [100.0, 100.0, 60_000.0, 100.0, 100.0],
    }
    places = [PLACE, shapely.Point(39, 45.01), shapely.Point(39, 45.5), shapely.Point(60, 60), PLACE]
    return gpd.GeoDataFrame(frame | columns, geometry=places)


def facilities():
    columns = {"id": ["f", "g", "h"], "uncertainty_m": [50.0, 50.0, 50.0]}
    return gpd.GeoDataFrame(columns, geometry=[PLACE, None, shapely.Point(-60, -60)])


def last(**options):
    return last_incident(incidents(), facilities(), **options).set_index("facility_id")


def test_without_a_radius_only_incidents_that_name_the_facility_count():
    assert last()["incident_id"].to_dict() == {"f": "named", "g": "named"}
    assert last()["sureness"].tolist() == ["named", "named"]


def test_within_a_radius_the_latest_may_be_one_that_names_no_facility():
    found = last(radius_km=10, at_least="sure")
    assert found.loc["f", ["incident_id", "sureness"]].tolist() == ["near", "sure"]
    assert found.loc["g", "incident_id"] == "named"


def test_what_may_lie_within_the_radius_counts_as_possible():
    assert last(radius_km=10).loc["f", ["incident_id", "sureness"]].tolist() == ["vague", "possible"]


def test_of_one_incident_that_names_the_facility_and_lies_near_it_the_naming_counts():
    assert last(radius_km=10, as_of="2025-02-20").loc["f", "sureness"] == "named"


def test_days_are_counted_back_from_the_last_day_of_the_data():
    found = last(radius_km=10, at_least="likely").loc["f"]
    assert found[["as_of", "days_min", "days_max"]].tolist() == ["2025-05-20", 78, 80]


def test_a_day_that_is_named_leaves_out_what_began_later():
    found = last(radius_km=10, as_of="2025-03-31").loc["f"]
    assert found[["incident_id", "as_of", "days_min", "days_max"]].tolist() == ["near", "2025-03-31", 28, 30]


def test_an_incident_that_may_not_have_happened_yet_is_no_negative_time_ago():
    found = last(radius_km=10, as_of="2025-03-02").loc["f"]
    assert found[["incident_id", "days_min", "days_max"]].tolist() == ["near", 0, 1]


def test_a_coarse_precision_widens_the_days():
    coarse = incidents(date_precision=["month", None, None, None, None])
    found = last_incident(coarse, facilities(), as_of="2025-03-01")
    assert found.loc[0, ["days_min", "days_max"]].tolist() == [1, 28]


def test_the_true_time_lies_between_the_days_where_the_order_is_not_known():
    both = incidents(start=["2025-02-17", "2025-02", None, None, None], end=None, facility_ids=[["f"]] * 5)
    found = last_incident(both, facilities(), as_of="2025-03-01").loc[0]
    assert found[["incident_id", "days_min", "days_max"]].tolist() == ["near", 1, 28]


def test_facilities_keep_their_order_and_those_without_an_incident_are_left_out():
    found = last_incident(incidents(), facilities().iloc[::-1])
    assert found["facility_id"].tolist() == ["g", "f"]


def test_the_distance_comes_with_its_interval():
    found = last(radius_km=10, at_least="sure").loc["f"]
    assert found["distance_m_max"] - found["distance_m"] == pytest.approx(150)
    assert np.isnan(last().loc["g", "distance_m"])


def test_of_equal_incidents_the_first_row_is_given():
    twice = incidents(start="2025-01-01", end=None, facility_ids=[[], ["f"], ["f"], [], []])
    assert last_incident(twice, facilities())["incident_id"].tolist() == ["near"]


@pytest.mark.parametrize("rows", [slice(0, 0), slice(4, 5)])
def test_without_dated_incidents_there_are_no_rows(rows):
    found = last_incident(incidents().iloc[rows], facilities(), radius_km=10)
    assert len(found) == 0
    assert found.columns[:3].tolist() == ["facility_id", "incident_id", "as_of"]


def test_without_facilities_there_are_no_rows():
    assert len(last_incident(incidents(), facilities().iloc[:0], radius_km=10)) == 0


def test_bad_arguments_are_named():
    with pytest.raises(InvalidArgument, match="radius_km: got nan, expected 0 or more"):
        last(radius_km=np.nan)
    with pytest.raises(UnknownName, match="unknown sureness 'shure'; did you mean 'sure'"):
        last(at_least="shure")
    with pytest.raises(InvalidArgument, match="as_of: 'today' is not an ISO 8601 date"):
        last(as_of="today")


def test_an_incident_with_a_date_that_is_none_is_named():
    with pytest.raises(InvalidArgument, match=r"row 1 \(id 'near'\): '2025-02-30' is not a date"):
        last_incident(incidents(start=["2025", "2025-02-30", None, None, None]), facilities())


def test_the_input_stays_as_it_was():
    given = incidents(), facilities()
    last_incident(*given, radius_km=10)
    pd.testing.assert_frame_equal(given[0], incidents())
    pd.testing.assert_frame_equal(given[1], facilities())
