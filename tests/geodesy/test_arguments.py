import geopandas as gpd
import numpy as np
import pytest
import shapely

from geodata.errors import InvalidArgument
from geodata.geodesy import containing, distance_to, interval_m, nearest, within

pytestmark = pytest.mark.usefixtures("path")

SQUARE = shapely.box(0, 0, 1, 1)


def test_swapped_coordinates_name_argument_and_row():
    with pytest.raises(InvalidArgument, match=r"points, row 1: latitude 155.1 is outside -90..90; were"):
        nearest([(55.1, 51.8), (51.8, 155.1)], [SQUARE])


def test_nan_in_an_array_names_argument_and_row():
    with pytest.raises(InvalidArgument, match=r"points, row 0: got \(nan, 1.0\)"):
        nearest([(np.nan, 1.0)], [SQUARE])


def test_a_bad_target_names_its_row():
    with pytest.raises(InvalidArgument, match=r"targets, row 2: latitude 95.0"):
        nearest([(0, 0)], [None, SQUARE, shapely.LineString([(0, 0), (1, 95)])])


@pytest.mark.parametrize("targets", [[], np.empty((0, 2)), gpd.GeoSeries([])])
def test_no_targets_is_an_error(targets):
    with pytest.raises(InvalidArgument, match=r"targets: is empty"):
        nearest([(0, 0)], targets)


def test_only_null_targets_is_an_error():
    with pytest.raises(InvalidArgument, match=r"all 2 geometries are null or empty"):
        within([(0, 0)], np.array([None, shapely.Point()]), radius_m=1)


@pytest.mark.parametrize("radius_m", [-1, np.nan])
def test_a_negative_or_unknown_radius_is_an_error(radius_m):
    with pytest.raises(InvalidArgument, match=r"radius_m: got"):
        within([(0, 0)], [SQUARE], radius_m=radius_m)


def test_a_negative_reach_is_an_error():
    with pytest.raises(InvalidArgument, match=r"within_m: got -1"):
        nearest([(0, 0)], [SQUARE], within_m=-1)


def test_a_projected_reference_system_is_refused_by_name():
    frame = gpd.GeoDataFrame(geometry=[shapely.Point(0, 0)], crs="EPSG:3857")
    with pytest.raises(
        InvalidArgument, match=r"points: is in 'WGS 84 / Pseudo-Mercator', expected longitude"
    ):
        nearest(frame, [SQUARE])


@pytest.mark.parametrize("crs", [None, "EPSG:4326", "OGC:CRS84"])
def test_longitude_and_latitude_on_wgs84_is_accepted(crs):
    frame = gpd.GeoDataFrame(geometry=[shapely.Point(0.5, 0.5)], crs=crs)
    assert containing(frame, gpd.GeoSeries([SQUARE], crs=crs)).tolist() == [0]


def test_a_line_among_the_points_is_refused():
    with pytest.raises(InvalidArgument, match=r"points, row 1: got a LineString, expected a Point"):
        nearest([shapely.Point(0, 0), shapely.LineString([(0, 0), (1, 1)])], [SQUARE])


def test_points_of_another_shape_are_refused():
    with pytest.raises(InvalidArgument, match=r"got shape \(1, 3\), expected \(n, 2\)"):
        nearest([(0.0, 1.0, 2.0)], [SQUARE])


def test_no_points_give_empty_results():
    assert len(nearest([], [SQUARE]).index) == 0
    assert len(within([], [SQUARE], radius_m=1).point) == 0
    assert len(containing([], [SQUARE])) == 0
    assert len(distance_to([], SQUARE)) == 0


def test_the_interval_never_goes_below_zero():
    low, high = interval_m([5000, 300], 1000, [500, 600])
    assert low.tolist() == [3500, 0]
    assert high.tolist() == [6500, 1900]


def test_an_unknown_uncertainty_leaves_both_bounds_unknown():
    low, high = interval_m(5000, 1000, np.nan)
    assert np.isnan(low)
    assert np.isnan(high)


def test_a_negative_uncertainty_is_an_error():
    with pytest.raises(InvalidArgument, match=r"uncertainties_m, number 1, row 1: got -5.0 m"):
        interval_m([1, 2], 0, [3, -5])
