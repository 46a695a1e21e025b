"""Lines that are hard: along parallels and the antimeridian, through poles, meeting, tiny, repeated."""

from functools import cache
from itertools import permutations

import numpy as np
import pytest
import shapely

from geodata.geodesy import distance_to, nearest, within
from tests.geodesy.brute_force import GEOD, LINES_M, library_distance_m
from tests.geodesy.certified import least_m, table

pytestmark = pytest.mark.usefixtures("path")

LINES = {
    "along the 49th parallel": [(-123, 49), (-95, 49)],
    "along the 49th parallel in pieces": [(lon, 49) for lon in np.linspace(-123, -95, 57)],
    "along the equator": [(-20, 0), (100, 0)],
    "through the north pole": [(30, 85), (30, 90), (210, 90), (210, 80)],
    "through the south pole, written at one longitude": [(40, -85), (40, -90), (-140, -90), (-140, -88)],
    "along the antimeridian": [(180, -60), (180, 70)],
    "along the antimeridian from the other side": [(-180, -60), (-180, 70)],
    "across the antimeridian, running on": [(170, 60), (190, 61), (200, 50)],
    "across the antimeridian, the short way": [(170, 60), (-170, 61), (-160, 50)],
    "a hundred and twenty degrees of longitude": [(-30, 60), (90, 60)],
    "a slanting hundred and twenty degrees": [(-30, -70), (90, 75)],
    "half the way around": [(0, 30), (180, 30)],
    "all the way around": [(-180, 70), (180, 70)],
    "segments of a billionth of a degree": [(55 + 1e-9 * k, 51 + 1e-9 * (k % 2)) for k in range(40)],
    "no length at all": [(55, 51), (55, 51)],
    "no length at all, at the pole": [(10, 90), (100, 90)],
    "repeated vertices": [(10, 50), (10, 50), (11, 51), (11, 51), (11, 51), (12, 50), (12, 50)],
    "there and back": [(10, 50), (12, 51), (10, 50)],
    "a meridian from pole to pole": [(77, -90), (77, 90)],
    "round the pole at eleven metres": [(0, 89.9999), (120, 89.9999), (-120, 89.9999), (0, 89.9999)],
}


def points_for(vertices, seed, count=40):
    """Points on a line, off it by a micrometre to a thousand kilometres, anywhere, and at its antipodes."""
    random = np.random.default_rng(seed)
    vertices = np.asarray(vertices, dtype=float)
    begin = vertices[random.integers(0, len(vertices) - 1, count)]
    end = vertices[random.integers(1, len(vertices), count)]
    along = begin + (end - begin) * np.where(random.random((count, 1)) < 0.3, 0, random.random((count, 1)))
    off = random.normal(size=(count, 2)) * 10 ** random.uniform(-11, 1, (count, 1))
    anywhere = np.column_stack([random.uniform(-180, 180, count), random.uniform(-90, 90, count)])
    antipodes = along[:20] * [1, -1] + [180, 0] + random.normal(size=(20, 2)) * 0.1
    special = [(180, 0), (-180, 49), (180, 89.9), (12, -89.9)]
    points = np.r_[along[:20], along + off, anywhere, antipodes, special]
    return np.column_stack([points[:, 0], np.clip(points[:, 1], -90, 90)])


@cache
def line_and_points(name):
    points, line = points_for(LINES[name], len(name)), shapely.LineString(LINES[name])
    return points, line, least_m(points, line, tolerance_m=1e-6)


@pytest.mark.parametrize("name", LINES)
def test_the_distance_is_that_of_the_reference(name):
    points, line, expected = line_and_points(name)
    assert np.abs(distance_to(points, line) - expected).max() <= LINES_M


@pytest.mark.parametrize("lon", [-180, 0, 123.4])
def test_from_a_pole_the_distance_is_that_to_the_nearest_latitude(lon):
    for name, vertices in LINES.items():
        lat = [y for _, y in vertices]
        expected = [library_distance_m(0, 90, 0, max(lat)), library_distance_m(0, -90, 0, min(lat))]
        got = distance_to([(lon, 90), (lon, -90)], shapely.LineString(vertices))
        assert got == pytest.approx(expected, abs=LINES_M), name


@pytest.mark.parametrize("off", [1e-9, 1e-7, 1e-6, 2e-6, 5e-6, 1e-5])
@pytest.mark.parametrize("turn", [90, 180, 300, 360])
def test_a_parallel_within_a_metre_of_the_pole_is_a_circle(off, turn):
    random = np.random.default_rng(15)
    line = shapely.LineString([(-180, 90 - off), (-180 + turn, 90 - off)])
    points = np.column_stack([random.uniform(-180, 180, 60), 90 - off * random.uniform(0, 3, 60)])
    assert np.abs(distance_to(points, line) - least_m(points, line)).max() <= LINES_M


def test_a_spiral_towards_the_pole_is_followed():
    random = np.random.default_rng(16)
    for _ in range(40):
        lon, off = random.uniform(-180, 180, 3), 10 ** random.uniform(-8, -4) * random.uniform(0.5, 1.5, 3)
        line = shapely.LineString(np.column_stack([lon, 90 - off]))
        points = np.column_stack([random.uniform(-180, 180, 30), 90 - off[0] * random.uniform(0, 3, 30)])
        assert np.abs(distance_to(points, line) - least_m(points, line)).max() <= LINES_M


@pytest.mark.parametrize(
    ("whole", "pieces"), [("along the 49th parallel", "along the 49th parallel in pieces")]
)
def test_cutting_a_line_changes_nothing(whole, pieces):
    points = points_for(LINES[whole], 1)
    one, many = (shapely.LineString(LINES[name]) for name in (whole, pieces))
    parts = shapely.MultiLineString([many.coords[:20], many.coords[19:40], many.coords[39:]])
    for other in (many, parts, shapely.reverse(one)):
        assert np.abs(distance_to(points, one) - distance_to(points, other)).max() <= LINES_M


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_lines_that_meet_at_the_nearest_place_the_lowest_row_wins(order):
    random = np.random.default_rng(11)
    for _ in range(10):
        meeting = np.array([random.uniform(-180, 180), random.uniform(-70, 70)])
        heading = random.uniform(-60, 60, 3)
        x, y, _ = GEOD.fwd(*np.tile(meeting, (3, 1)).T, heading, 10 ** random.uniform(2, 5.5, 3))
        lines = [shapely.LineString([meeting, end]) for end in zip(x, y, strict=True)]
        lines[1] = shapely.reverse(lines[1])
        x, y, _ = GEOD.fwd(
            *np.tile(meeting, (9, 1)).T, 180 + random.uniform(-20, 20, 9), 10.0 ** np.arange(-4, 5)
        )
        points = np.r_[[meeting], np.column_stack([x, y])]
        assert nearest(points, [lines[row] for row in order]).index.tolist() == [0] * 10


def test_a_stretch_that_two_lines_share_belongs_to_the_lower_row():
    shared = [(55.0, 51.0), (55.3, 51.2), (55.4, 51.2)]
    lines = [
        shapely.LineString([*shared, (57, 51)]),
        shapely.LineString([(56, 50), *shared[::-1], (54, 52)][1:]),
    ]
    points = np.array(
        [(55.1, 51.3), (55.15, 51.1), (55.3, 51.2), (55.35, 51.2), (55.35, 51.19), (55.3, 51.25)]
    )
    assert nearest(points, lines).index.tolist() == [0] * 6
    assert nearest(points, lines[::-1]).index.tolist() == [0] * 6
    assert table(points, lines).wrong_rows(nearest(points, lines).index) == []


def test_two_copies_of_a_line_cut_at_other_vertices_belong_to_the_lower_row():
    meridian = shapely.LineString([(30, 40), (30, 60)])
    pieces = shapely.LineString([(30, 40), (30, 47.3), (30, 47.30001), (30, 60)])
    points = np.column_stack([np.linspace(28, 32, 40), np.linspace(39, 61, 40)])
    for lines in ([meridian, pieces], [pieces, meridian]):
        assert nearest(points, lines).index.tolist() == [0] * 40


@pytest.mark.parametrize("seed", range(4))
def test_among_points_lines_collections_and_nothing_every_id_is_right(seed):
    random = np.random.default_rng(seed)
    scale = 10 ** random.uniform(-4, 1)
    centre = np.array([[55, 52], [180, 10], [0, 89.5], [-70, -33]][seed], dtype=float)

    def vertices(count):
        found = centre + np.cumsum(random.normal(size=(count, 2)), axis=0) * scale
        return np.column_stack([found[:, 0], np.clip(found[:, 1], -90, 90)])

    targets = [
        None,
        shapely.Point(vertices(1)[0]),
        shapely.LineString(vertices(5)),
        shapely.LineString(),
        shapely.MultiPoint(vertices(4)),
        shapely.MultiLineString([vertices(3), vertices(2)]),
        shapely.GeometryCollection(
            [shapely.Point(vertices(1)[0]), shapely.LineString(vertices(3)), shapely.GeometryCollection()]
        ),
        shapely.GeometryCollection([shapely.GeometryCollection([shapely.LineString(vertices(2))])]),
        shapely.LinearRing(vertices(4)),
        shapely.Point(),
    ]
    points = np.r_[vertices(60), vertices(60) * [1, 0.999]]
    expected, found = table(points, targets), nearest(points, targets)
    assert expected.wrong_rows(found.index) == []
    assert np.abs(found.distance_m - expected.least_m(len(points))).max() <= LINES_M
    radius_m = float(np.median(found.distance_m)) * 3
    pairs, reference = within(points, targets, radius_m=radius_m), table(points, targets, within_m=radius_m)
    assert set(zip(pairs.point.tolist(), pairs.target.tolist(), strict=True)) == set(
        zip(reference.point.tolist(), reference.target.tolist(), strict=True)
    )


def test_two_lines_a_micrometre_apart_are_told_apart():
    random = np.random.default_rng(12)
    for distance_m in (10, 1_000, 80_000, 600_000):
        lat = random.uniform(-70, 70)
        _, north, _ = GEOD.fwd([20, 20], [lat, lat], [0, 180], [distance_m, distance_m + 2e-6])
        lines = [
            shapely.LineString([(20, y), (20, y + step)]) for y, step in zip(north, (5, -5), strict=True)
        ]
        assert nearest([(20, lat)], lines).index.tolist() == [0]
        assert nearest([(20, lat)], lines[::-1]).index.tolist() == [1]
