import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.geojson import parse_features


def line(*positions):
    return {"type": "LineString", "coordinates": list(positions)}


def polygon(*rings):
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]] for ring in rings]}


def test_a_line_across_the_antimeridian_is_cut_there(read, repairs):
    value = line([179, 60], [-179, 62])
    assert repairs(value) == [("antimeridian", "/coordinates")]
    assert read(value).features[0].geometry.wkt == "MULTILINESTRING ((179 60, 180 61), (-180 61, -179 62))"


def test_a_line_that_goes_past_180_is_cut_and_turned_back(read, repairs):
    value = line([179, 60], [181, 62], [182, 63])
    assert repairs(value) == [("longitude-range", "/coordinates")]
    assert read(value).features[0].geometry.wkt == (
        "MULTILINESTRING ((179 60, 180 61), (-180 61, -179 62, -178 63))"
    )


@pytest.mark.parametrize(("lon", "turned"), [(190, -170), (-190, 170), (360, 0), (-181, 179)])
def test_a_point_past_180_is_turned_back(read, repairs, lon, turned):
    value = {"type": "Point", "coordinates": [lon, 5]}
    assert repairs(value) == [("longitude-range", "/coordinates")]
    assert read(value).features[0].geometry.x == turned


def test_a_line_that_touches_the_antimeridian_is_accepted(read):
    assert read(line([170, 0], [180, 5])).report.verdict == "accept"


def test_an_area_across_the_antimeridian_becomes_two(read, repairs):
    value = polygon([[170, 0], [-170, 0], [-170, 10], [170, 10]])
    assert repairs(value) == [("antimeridian", "/coordinates/0")]
    area = read(value).features[0].geometry
    assert sorted(part.bounds for part in area.geoms) == [(-180, 0, -170, 10), (170, 0, 180, 10)]


def test_a_hole_on_the_other_side_stays_in_its_area(read):
    outer = [[170, 0], [-170, 0], [-170, 10], [170, 10]]
    hole = [[-178, 2], [-178, 4], [-176, 4], [-176, 2]]
    area = read(polygon(outer, hole)).features[0].geometry
    assert area.area == pytest.approx(200 - 4)
    assert not area.contains(shapely.Point(-177, 3))


def test_a_band_round_the_world_keeps_its_shape(read, repairs):
    value = polygon([[-180, 60], [180, 60], [180, 70], [-180, 70]])
    assert repairs(value) == [("wide-segment", "/coordinates/0")]
    area = read(value).features[0].geometry
    assert area.area == 3600
    assert np.abs(np.diff(shapely.get_coordinates(area)[:, 0])).max() == 180


def test_a_ring_round_a_pole_is_refused(fault):
    ring = [[0, 60], [90, 60], [180, 60], [-90, 60]]
    assert fault(polygon(ring))[:2] == ("pole-ring", "/coordinates/0")


@settings(deadline=None)
@given(
    west=st.floats(150, 179),
    width=st.floats(1, 60),
    south=st.floats(-80, 70),
    height=st.floats(0.1, 10),
)
def test_cutting_keeps_the_area_and_stays_in_the_world(west, width, south, height):
    east, north = west + width, south + height
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    turned = [[lon - 360 if lon > 180 else lon, lat] for lon, lat in ring]
    for coordinates in (ring, turned):
        text = f'{{"type": "Polygon", "coordinates": [{coordinates}]}}'
        table = parse_features(text.encode(), name="a.geojson")
        area = table.features[0].geometry
        assert area.area == pytest.approx(width * height)
        assert -180 <= area.bounds[0] <= area.bounds[2] <= 180
