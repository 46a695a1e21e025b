"""Every function refuses unfit input with a sentence that names the argument and the row."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geodata.errors import InvalidArgument
from geodata.geodesy import containing, distance_m, distance_to, index_targets, nearest, ring, within

pytestmark = pytest.mark.usefixtures("path")

SQUARE = shapely.box(0, 0, 1, 1)
PLACES = np.random.default_rng(1).uniform(-80, 80, (2000, 2))
POINT_CALLS = {
    "nearest": lambda points: nearest(points, [SQUARE]),
    "within": lambda points: within(points, [SQUARE], radius_m=1),
    "distance_to": lambda points: distance_to(points, SQUARE),
    "containing": lambda points: containing(points, [SQUARE]),
}
TARGET_CALLS = {
    "nearest": (lambda targets: nearest([(0, 0)], targets), "targets"),
    "within": (lambda targets: within([(0, 0)], targets, radius_m=1), "targets"),
    "index_targets": (index_targets, "targets"),
    "containing": (lambda targets: containing([(0, 0)], targets), "areas"),
}
UNFIT = {
    "nan": (np.nan, 5.0),
    "infinite longitude": (-np.inf, 5.0),
    "infinite latitude": (5.0, np.inf),
    "latitude too great": (5.0, 90.0000001),
    "latitude too small": (5.0, -90.1),
}


def places_with(unfit, row):
    places = PLACES.copy()
    places[row] = unfit
    return places


@pytest.mark.parametrize("row", [0, 777, 1999])
@pytest.mark.parametrize("unfit", UNFIT)
@pytest.mark.parametrize("name", POINT_CALLS)
def test_an_unfit_point_is_named(name, unfit, row):
    with pytest.raises(InvalidArgument, match=rf"^points, row {row}: "):
        POINT_CALLS[name](places_with(UNFIT[unfit], row))


@pytest.mark.parametrize("unfit", UNFIT)
@pytest.mark.parametrize("name", TARGET_CALLS)
def test_an_unfit_target_is_named(name, unfit):
    call, argument = TARGET_CALLS[name]
    with pytest.raises(InvalidArgument, match=rf"^{argument}, row 777: "):
        call(places_with(UNFIT[unfit], 777))
    with np.errstate(invalid="ignore"):
        line = shapely.LineString([(1, 1), UNFIT[unfit], (2, 2)])
    with pytest.raises(InvalidArgument, match=rf"^{argument}, row 2: "):
        call([SQUARE, None, line])


@pytest.mark.parametrize("unfit", UNFIT)
def test_an_unfit_point_geometry_is_named_by_its_own_row(unfit):
    frame = gpd.GeoSeries(
        [None, shapely.Point(), shapely.Point(1, 1), shapely.Point(UNFIT[unfit])], index=[9, 8, 7, 6]
    )
    with pytest.raises(InvalidArgument, match=r"^points, row 3: "):
        nearest(frame, [SQUARE])


@pytest.mark.parametrize(("unfit", "argument"), [("nan", "lon2"), ("infinite latitude", "lat2")])
def test_an_unfit_end_of_a_distance_is_named(unfit, argument):
    lon, lat = places_with(UNFIT[unfit], 5)[:10].T
    with pytest.raises(InvalidArgument, match=rf"^{argument}, row 5: "):
        distance_m(0, 0, lon, lat)


@pytest.mark.parametrize("name", POINT_CALLS)
@pytest.mark.parametrize("shape", [(3,), (2,), (4, 3), (2, 2, 2), (2, 1)])
def test_points_of_another_shape_are_refused(name, shape):
    with pytest.raises(
        InvalidArgument, match=r"^points: got shape \(.*\), expected \(n, 2\) longitude, latitude"
    ):
        POINT_CALLS[name](np.zeros(shape))


@pytest.mark.parametrize("name", TARGET_CALLS)
def test_targets_of_another_shape_are_refused(name):
    call, argument = TARGET_CALLS[name]
    with pytest.raises(InvalidArgument, match=rf"^{argument}: got shape \(4, 3\), expected \(n, 2\)"):
        call(np.zeros((4, 3)))


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:32641", "EPSG:3035", "EPSG:4258", "EPSG:4978"])
@pytest.mark.parametrize("name", POINT_CALLS)
def test_points_in_another_reference_system_are_refused(name, crs):
    frame = gpd.GeoDataFrame(geometry=[shapely.Point(0.5, 0.5)], crs=crs)
    with pytest.raises(
        InvalidArgument, match=r"^points: is in '.*', expected longitude and latitude on WGS84"
    ):
        POINT_CALLS[name](frame)


@pytest.mark.parametrize("name", TARGET_CALLS)
def test_targets_in_another_reference_system_than_the_points_are_refused(name):
    call, argument = TARGET_CALLS[name]
    for targets in (gpd.GeoSeries([SQUARE], crs=3857), gpd.GeoDataFrame(geometry=[SQUARE], crs=3857)):
        with pytest.raises(InvalidArgument, match=rf"^{argument}: is in 'WGS 84 / Pseudo-Mercator'"):
            call(targets)


@pytest.mark.parametrize(
    "empty", [[], np.empty((0, 2)), gpd.GeoSeries([], crs=4326), np.array([], dtype=object)]
)
@pytest.mark.parametrize("name", TARGET_CALLS)
def test_no_targets_at_all_is_an_error(name, empty):
    call, argument = TARGET_CALLS[name]
    with pytest.raises(InvalidArgument, match=rf"^{argument}: is empty"):
        call(empty)


@pytest.mark.parametrize("name", TARGET_CALLS)
def test_targets_without_any_coordinates_are_an_error(name):
    call, argument = TARGET_CALLS[name]
    with pytest.raises(InvalidArgument, match=rf"^{argument}: all 3 geometries are null or empty"):
        call([None, shapely.Point(), shapely.GeometryCollection()])


@pytest.mark.parametrize("radius_m", [-1e-9, -5, -np.inf, np.nan])
def test_a_radius_below_zero_or_unknown_is_an_error(radius_m):
    with pytest.raises(InvalidArgument, match=r"^radius_m: got .*, expected 0 m or more"):
        within(PLACES, PLACES, radius_m=radius_m)
    with pytest.raises(InvalidArgument, match=r"^within_m: got .*, expected 0 m or more"):
        nearest(PLACES, PLACES, within_m=radius_m)
    with pytest.raises(InvalidArgument, match=r"^radius_m: got"):
        ring(0, 0, radius_m)


def test_a_bad_argument_is_seen_even_where_there_are_no_points():
    with pytest.raises(InvalidArgument, match=r"^radius_m: got -1"):
        within([], [SQUARE], radius_m=-1)
    with pytest.raises(InvalidArgument, match=r"^targets: is empty"):
        nearest([], [])


@pytest.mark.parametrize("centre", [(np.nan, 0), (np.inf, 0), (0, 90.1), (0, -np.inf)])
def test_a_bad_centre_of_a_ring_is_an_error(centre):
    with pytest.raises(InvalidArgument, match=r"^l(on|at), row 0: "):
        ring(*centre, 1000)


def test_a_radius_without_end_finds_every_pair():
    pairs = within(PLACES[:20], PLACES[:30], radius_m=np.inf)
    assert len(pairs.point) == 600


def test_what_is_null_or_empty_among_the_points_finds_nothing():
    points = [None, shapely.Point(0.5, 0.5), shapely.Point()]
    assert nearest(points, [SQUARE]).index.tolist() == [-1, 0, -1]
    assert within(points, [SQUARE], radius_m=1e6).point.tolist() == [1]
    assert containing(points, [SQUARE]).tolist() == [-1, 0, -1]
    assert np.isnan(distance_to(points, SQUARE)).tolist() == [True, False, True]


def test_a_height_changes_nothing():
    line, high = shapely.LineString([(0, 0), (9, 9)]), shapely.LineString([(0, 0, 500), (9, 9, -20)])
    assert distance_to([(3, 5)], line)[0] == distance_to([shapely.Point(3, 5, 9000)], high)[0]
