import json

import pytest

from geodata.checks.locations import LOCATIONS
from geodata.stores.folder import open_dataset
from tests.builders import PLACED, STATION, feature, make_dataset


def findings(*incidents, **tables):
    return list(LOCATIONS.run(make_dataset(incidents=list(incidents), **tables)))


def found(*incidents, **tables):
    return [(item.rule, item.pointer) for item in findings(*incidents, **tables)]


def intercepted(**interception):
    return PLACED | {"interception": interception}


def test_a_located_incident_is_not_remarked():
    assert found(PLACED, facilities=[STATION]) == []


def test_an_incident_without_a_geometry_is_named_at_its_geometry():
    nowhere = feature(PLACED | {"id": "i2"}, geometry=None)
    assert found(PLACED, nowhere) == [("no-geometry", "/features/1/geometry")]


def test_a_facility_without_a_geometry_is_named():
    nowhere = feature({"id": "f2", "name": "n"}, geometry=None)
    assert found(PLACED, facilities=[STATION, nowhere]) == [("no-geometry", "/features/1/geometry")]


def test_the_geometry_of_a_file_that_is_one_feature_is_named(tmp_path):
    path = tmp_path / "one.geojson"
    path.write_text(json.dumps(feature(PLACED, geometry=None)))
    assert [item.pointer for item in LOCATIONS.run(open_dataset(path))] == ["/geometry"]


def test_incidents_of_which_none_has_a_geometry_are_told_once():
    (finding,) = findings(*[feature(PLACED | {"id": name}, geometry=None) for name in "abc"])
    assert finding.message == "all 3 incidents are without location."


def test_a_point_at_the_origin_is_named_at_its_coordinates():
    island = feature(PLACED, geometry={"type": "Point", "coordinates": [0, 0]})
    assert found(island) == [("null-island", "/features/0/geometry/coordinates")]


def test_a_point_near_the_origin_is_not_remarked():
    assert found(feature(PLACED, geometry={"type": "Point", "coordinates": [0, 0.001]})) == []


def test_a_line_through_the_origin_is_not_remarked():
    line = {"type": "LineString", "coordinates": [[-1, 0], [0, 0], [1, 0]]}
    assert found(PLACED, facilities=[feature(STATION, geometry=line)]) == []


def test_a_missing_uncertainty_is_named():
    assert found(PLACED, PLACED | {"id": "i2", "uncertainty_m": None}) == [
        ("no-uncertainty", "/features/1/properties/uncertainty_m")
    ]


def test_an_uncertainty_of_zero_is_stated():
    assert found(PLACED | {"uncertainty_m": 0}) == []


def test_an_uncertainty_is_not_asked_of_what_has_no_location():
    nowhere = feature(PLACED | {"id": "i2", "uncertainty_m": None}, geometry=None)
    assert found(PLACED, nowhere) == [("no-geometry", "/features/1/geometry")]


def test_incidents_of_which_none_states_its_uncertainty_are_told_once():
    bare = [PLACED | {"id": name, "uncertainty_m": None} for name in "abc"]
    assert found(*bare) == [("no-uncertainty", "")]


@pytest.mark.parametrize("interception", [{"claimed_by": "MoD"}, {"distance_km": None}])
def test_an_interception_without_a_distance_is_named(interception):
    assert found(intercepted(**interception)) == [("no-distance", "/features/0/properties/interception")]


@pytest.mark.parametrize(
    "interception",
    [{"distance_km": 4.9}, {"distance_km_high": 4.9}, {"distance_km": 2, "distance_km_low": 1}],
)
def test_a_distance_below_the_error_of_the_location_is_named(interception):
    (finding,) = findings(intercepted(**interception))
    assert (finding.rule, finding.pointer) == (
        "distance-within-error",
        "/features/0/properties/interception/distance_km",
    )
    assert "the location's error, 5 km" in finding.message


@pytest.mark.parametrize("name", ["distance_km", "distance_km_low", "distance_km_high"])
def test_a_negative_distance_of_an_interception_is_named(name):
    (finding,) = findings(intercepted(**{"distance_km": 90, name: -7}))
    assert (finding.rule, finding.pointer) == (
        "negative-distance",
        f"/features/0/properties/interception/{name}",
    )
    assert "the reported distance is -7 km" in finding.message


def test_a_range_of_an_interception_that_ends_before_it_starts_is_named():
    assert found(intercepted(distance_km_low=70, distance_km_high=50)) == [
        ("range-order", "/features/0/properties/interception/distance_km_low")
    ]


@pytest.mark.parametrize(
    "interception",
    [
        {"distance_km_low": 50, "distance_km_high": 50},
        {"distance_km": 50, "distance_km_low": 5, "distance_km_high": "7"},
        {"distance_km": 0, "distance_km_high": 50},
    ],
)
def test_a_distance_and_a_range_that_can_be_are_not_remarked(interception):
    assert found(intercepted(**interception)) == []


@pytest.mark.parametrize("interception", [{"distance_km": 5}, {"distance_km": 2, "distance_km_high": 6}])
def test_a_distance_beyond_the_error_of_the_location_is_not_remarked(interception):
    assert found(intercepted(**interception)) == []


def test_the_error_of_the_facility_counts_as_well():
    wide = STATION | {"uncertainty_m": 9000}
    near = intercepted(distance_km=7, facility_id="f1")
    assert found(near, facilities=[wide]) == [
        ("distance-within-error", "/features/0/properties/interception/distance_km")
    ]


def test_a_location_of_unknown_error_is_not_compared_with_a_distance():
    other = PLACED | {"id": "i2"}
    assert found(other, intercepted(distance_km=1, facility_id=["f1"]) | {"uncertainty_m": None}) == [
        ("no-uncertainty", "/features/1/properties/uncertainty_m")
    ]
