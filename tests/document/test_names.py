"""Where countries are named: at their own label point, and around the data where they are large there."""

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.borders import load_borders
from geodata.query import Query
from mapapp.layers.basemap import Labels
from mapapp.view import View

EXTENTS = st.tuples(
    st.floats(-180, 180, width=32),
    st.floats(-90, 90, width=32),
    st.floats(0, 120, width=32),
    st.floats(0, 60, width=32),
).map(lambda box: (box[0], box[1], min(box[0] + box[2], 190), min(box[1] + box[3], 90)))

ROUNDED = 0.0005
"""Degrees by which points are rounded."""


def points(analysis, extent, viewpoint="un"):
    view = View(analysis, Query(viewpoint=viewpoint))
    vars(view)["extent"] = extent
    return {row["code"]: row["points"] for row in Labels(view).payload(view)["countries"]}


def test_a_country_that_is_named_elsewhere_is_named_among_the_data_too(analysis):
    found = points(analysis, (16.0, 38.0, 68.0, 61.0))
    assert found["RU"][0][0] > 68  # Natural Earth names it in Siberia
    ((lon, lat),) = found["RU"][1:]
    assert 30 < lon < 68
    assert 45 < lat < 61
    assert len(found["UA"]) == 1  # its own point lies among the data
    assert len(found["US"]) == 1
    assert len(found["FI"]) == 1  # too small a part


@settings(max_examples=60)
@given(EXTENTS)
def test_second_points_lie_in_the_country_and_in_the_extent(analysis, extent):
    countries = load_borders(viewpoint="de_facto", scale="50m").countries.set_index("country").geometry
    west, south, east, north = extent
    for code, (_, *second) in points(analysis, extent, "de_facto").items():
        for lon, lat in second:
            assert west - ROUNDED <= lon <= east + ROUNDED
            assert south - ROUNDED <= lat <= north + ROUNDED
            assert shapely.distance(countries[code], shapely.Point(lon, lat)) < 0.001


def test_data_at_a_single_place_need_no_second_point(analysis):
    assert all(len(found) == 1 for found in points(analysis, (40.0, 45.0, 40.0, 45.0)).values())
