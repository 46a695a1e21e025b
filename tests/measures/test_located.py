import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.errors import InvalidArgument
from geodata.geodesy import distance_m, index_areas, index_targets
from geodata.measures.located import locate
from geodata.measures.rows import column, row_name, uncertainty_of

PLACE = shapely.Point(55, 52)


def frame(*shapes, crs="OGC:CRS84", **columns):
    return gpd.GeoDataFrame(
        {"id": [f"i{row}" for row in range(len(shapes))]} | columns, geometry=[*shapes], crs=crs
    )


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (shapely.Point(52, 190.2), "latitude 190.2 is outside -90..90; were longitude and latitude swapped?"),
        (shapely.Point(np.inf, 5), "expected finite degrees"),
        (shapely.LineString([(0, 0), (1, 91)]), "latitude 91.0 is outside"),
    ],
)
def test_a_bad_coordinate_names_the_row_and_its_id(bad, message):
    with pytest.raises(InvalidArgument) as caught:
        locate(frame(PLACE, None, bad))
    assert "incidents, row 2 (id 'i2'), geometry: " in str(caught.value)
    assert message in str(caught.value)


def test_a_part_of_a_table_names_the_id_that_the_whole_would():
    whole = frame(*[PLACE] * 5, shapely.Point(0, 99))
    with pytest.raises(InvalidArgument, match="id 'i5'"):
        locate(whole.iloc[4:])


def test_another_reference_system_is_an_error():
    with pytest.raises(InvalidArgument, match=r"incidents: is in .*, expected longitude and latitude"):
        locate(frame(shapely.Point(4e6, 3e6), crs="EPSG:3857"))


def test_a_negative_uncertainty_names_the_row():
    with pytest.raises(InvalidArgument, match=r"incidents, row 1 \(id 'i1'\), uncertainty_m: got -5.0 m"):
        locate(frame(PLACE, PLACE, uncertainty_m=[5.0, -5.0]))


@pytest.mark.parametrize("missing", [None, shapely.Point(), shapely.Polygon()])
def test_rows_without_a_location_are_near_nothing(missing):
    located = locate(frame(PLACE, missing, PLACE))
    targets = index_targets([(55.0, 52.0)])
    assert located.nearest(targets).index.tolist() == [0, -1, 0]
    assert np.isnan(located.nearest(targets).distance_m).tolist() == [False, True, False]
    assert located.containing(index_areas([shapely.box(54, 51, 56, 53)])).tolist() == [0, -1, 0]
    assert np.isnan(located.distance_to(targets)).tolist() == [False, True, False]


def test_nothing_is_located_where_nothing_has_a_location():
    located = locate(frame(None, None))
    assert located.nearest(index_targets([(0.0, 0.0)])).index.tolist() == [-1, -1]


def test_a_line_is_located_on_it_and_reaches_to_its_farthest_vertex():
    line = shapely.LineString([(10, 0), (10, 2), (10, 8)])
    located = locate(frame(PLACE, line, uncertainty_m=[np.nan, 100.0]))
    lon, lat = located.lonlat[1]
    assert line.distance(shapely.Point(lon, lat)) == 0
    farthest_m = distance_m(lon, lat, [10, 10], [0, 8]).max()
    assert located.uncertainty_m[1] == pytest.approx(100 + farthest_m)
    assert np.isnan(located.uncertainty_m[0])


@pytest.mark.parametrize("dtype", ["float64", "Float64", "object"])
def test_an_unknown_uncertainty_is_unknown_in_every_kind_of_column(dtype):
    stated = pd.DataFrame({"uncertainty_m": pd.Series([250, None], dtype=dtype)})
    np.testing.assert_array_equal(uncertainty_of(stated, "incidents"), [250, np.nan])


def test_a_missing_value_of_any_kind_is_none_and_lists_stay():
    values = ["a", None, np.nan, pd.NA, pd.NaT, ["b", None], np.array(["c", "d"])]
    found = column(pd.DataFrame({"x": pd.Series(values, dtype=object)}), "x")
    assert found[:6].tolist() == ["a", None, None, None, None, ["b", None]]
    assert found[6] is values[6]


def test_a_row_without_an_id_is_named_by_its_number():
    assert row_name(pd.DataFrame({"a": [1]}), 0, "facilities") == "facilities, row 0"
