"""Areas that are hard: overlapping, with enclaves, around poles, across the antimeridian, met at an edge."""

import numpy as np
import pytest
import shapely

from geodata.geodesy import containing, distance_to, nearest
from tests.geodesy.brute_force import LINES_M
from tests.geodesy.certified import holds, table

pytestmark = pytest.mark.usefixtures("path")

STAR = shapely.Polygon(
    [(r * np.cos(a), r * np.sin(a)) for a, r in zip(np.arange(0, 6.28, 0.1), [9, 4] * 32, strict=False)]
)
AREAS = {
    "overlapping countries": [shapely.box(0, 0, 4, 4), shapely.box(2, 2, 6, 6), shapely.box(1, 1, 3, 3)],
    "neighbours": [shapely.box(2, 0, 4, 4), shapely.box(0, 0, 2, 4), shapely.box(0, 4, 4, 6)],
    "a country with an enclave": [
        shapely.box(0, 0, 9, 9) - shapely.box(3, 3, 6, 6),
        shapely.box(3, 3, 6, 6) - shapely.box(4, 4, 5, 5),
        shapely.box(4, 4, 5, 5),
    ],
    "islands and a lake": [
        shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(3, 0, 5, 3) - shapely.box(3.5, 1, 4, 2)]),
        None,
        shapely.GeometryCollection([shapely.Point(2, 0.5), shapely.box(6, 0, 7, 1)]),
        shapely.Polygon(),
    ],
    "a star": [STAR, shapely.box(-1, -1, 1, 1)],
    "round the north pole": [
        shapely.Polygon([(-180, 80), (-60, 75), (60, 82), (180, 80), (180, 90), (-180, 90)]),
        shapely.box(-20, 60, 20, 85),
    ],
    "round the south pole": [shapely.box(-180, -90, 180, -70), shapely.box(-60, -80, -50, -60)],
    "across the antimeridian, cut": [
        shapely.MultiPolygon([shapely.box(170, 50, 180, 60), shapely.box(-180, 50, -170, 60)]),
        shapely.box(-175, 55, -160, 70),
    ],
    "across the antimeridian, running on": [shapely.box(170, -10, 190, 10), shapely.box(-175, 5, -160, 30)],
    "across the antimeridian, the short way": [
        shapely.Polygon([(175, 0), (-170, 3), (-172, 12), (178, 10)], [[(179, 4), (-178, 4), (-178, 8)]]),
        shapely.box(-179, 5, -178.5, 5.5),
    ],
    "a sliver of a billionth of a degree": [
        shapely.box(10, 50, 10 + 1e-9, 51),
        shapely.box(10 + 1e-9, 50, 11, 51),
    ],
}


def places_for(areas, seed):
    """Vertices, places on edges, around them and anywhere; all within a turn."""
    random = np.random.default_rng(seed)
    present = [area for area in areas if area is not None and not area.is_empty]
    vertices = shapely.get_coordinates(present)
    edge = random.integers(0, len(vertices) - 1, 60)
    on_edge = vertices[edge] + (vertices[edge + 1] - vertices[edge]) * random.random((60, 1))
    near = vertices[random.integers(0, len(vertices), 120)]
    near = near + random.normal(size=(120, 2)) * 10 ** random.uniform(-8, 1, (120, 1))
    anywhere = np.column_stack([random.uniform(-180, 180, 40), random.uniform(-90, 90, 40)])
    inside = shapely.get_coordinates(shapely.point_on_surface(present))
    points = np.r_[
        vertices, on_edge, near, anywhere, inside, [(0, 90), (77, 90), (180, -90), (180, 5), (-180, 5)]
    ]
    return np.column_stack([points[:, 0], np.clip(points[:, 1], -90, 90)])


@pytest.mark.parametrize("name", AREAS)
def test_the_containing_area_is_the_first_whose_own_polygon_holds_the_point(name):
    areas = AREAS[name]
    points = places_for(areas, len(name))
    expected = np.full(len(points), -1)
    for row in range(len(areas) - 1, -1, -1):
        expected[holds(areas[row], points)] = row
    assert containing(points, areas).tolist() == expected.tolist()
    assert set(expected) - {-1}


@pytest.mark.parametrize("name", AREAS)
def test_the_distance_to_areas_is_that_of_the_reference(name):
    areas = AREAS[name]
    points = places_for(areas, len(name) + 1)
    points = points[np.abs(points[:, 1]) < 90]
    expected = table(points, areas).least_m(len(points))
    found = nearest(points, areas)
    assert np.abs(found.distance_m - expected).max() <= LINES_M
    inside = np.logical_or.reduce([holds(area, points) for area in areas])
    assert (found.distance_m[inside] == 0).all()


def test_a_vertex_and_a_place_on_an_edge_belong_to_the_first_of_the_areas_that_meet_there():
    areas = [
        shapely.box(0, 0, 1, 1),
        shapely.box(1, 0, 2, 1),
        shapely.box(0, 1, 1, 2),
        shapely.box(1, 1, 2, 2),
    ]
    points = [(1, 1), (1, 0.25), (0.25, 1), (1, 1.5), (1.5, 1)]
    assert containing(points, areas).tolist() == [0, 0, 0, 2, 1]
    assert containing(points, areas[::-1]).tolist() == [0, 2, 1, 0, 0]
    assert nearest(points, areas).distance_m.tolist() == [0] * 5


def test_an_enclave_is_outside_its_neighbour_by_the_way_to_its_edge():
    around, enclave, _ = AREAS["a country with an enclave"]
    edge = shapely.LineString(around.interiors[0].coords)
    places = [(3.5, 4.5), (4.5, 4.5), (3.1, 3.1)]
    assert np.abs(distance_to(places, around) - distance_to(places, edge)).max() <= LINES_M
    assert distance_to(places, enclave).tolist()[::2] == [0, 0]


def test_an_area_is_the_same_however_it_is_written_across_the_antimeridian():
    same = [
        shapely.box(170, 50, 190, 60),
        shapely.box(-190, 50, -170, 60),
        shapely.Polygon([(170, 50), (-170, 50), (-170, 60), (170, 60)]),
        shapely.MultiPolygon([shapely.box(170, 50, 180, 60), shapely.box(-180, 50, -170, 60)]),
    ]
    random = np.random.default_rng(1)
    points = np.column_stack([random.uniform(150, 210, 300), random.uniform(40, 70, 300)])
    metres = np.array([distance_to(points, area) for area in same])
    assert np.abs(metres - metres[0]).max() <= LINES_M
    # The cut is an edge of the fourth alone, inside all: it must not be seen.
    assert {tuple(containing(points, [area])) for area in same} == {tuple(np.where(metres[0] == 0, 0, -1))}
