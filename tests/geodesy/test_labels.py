"""The grid of labels gives what the polygons themselves give, also on and beside their outlines."""

import numpy as np
import pytest
import shapely

from geodata.borders import load_borders
from geodata.geodesy import containing, index_areas
from geodata.geodesy.compiled import using

STAR = shapely.Polygon([(0, 0), (4, 1), (8, 0), (5, 3), (8, 8), (4, 5), (0, 8), (3, 3)])
RING = shapely.box(1, 1, 3, 3).difference(shapely.box(1.5, 1.5, 2.5, 2.5))
ACROSS = shapely.Polygon([(178, -5), (-178, -5), (-177, 4), (179, 5)])
SETS = {
    "overlapping, with a hole": [STAR, RING, shapely.box(2, 2, 6, 6)],
    "across the antimeridian": [ACROSS, shapely.box(179.5, -1, 180, 1), shapely.box(-180, -1, -179.05, 1)],
    "an enclave and its filling": [RING, shapely.box(1.5, 1.5, 2.5, 2.5)],
    "smaller than a cell": [shapely.Point(0.05, 0.05).buffer(0.01), shapely.box(0.02, 0.02, 0.04, 0.08)],
    "a polar cap": [shapely.box(-180, 80, 180, 90), shapely.box(-180, -90, 180, -80)],
    "parts of one area": [shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(1.04, 0, 2, 1)]), STAR],
}


def _by_shapely(points, areas):
    """Row of the first area that intersects each point, polygon by polygon, on three turns of longitude."""
    found = np.full(len(points), -1)
    for row, area in reversed(list(enumerate(areas))):
        shape = shapely.Polygon([(178, -5), (182, -5), (183, 4), (179, 5)]) if area is ACROSS else area
        for turn in (-360, 0, 360):
            found[shapely.intersects_xy(shape, points[:, 0] + turn, points[:, 1])] = row
    return found


def _points(areas):
    random = np.random.default_rng(4)
    vertices = shapely.get_coordinates(areas)
    share = random.random((4000, 1))
    pick = random.integers(0, len(vertices) - 1, 4000)
    on_edges = vertices[pick] + (vertices[pick + 1] - vertices[pick]) * share
    beside = on_edges + 10.0 ** random.uniform(-16, -1, (4000, 1)) * random.normal(size=(4000, 2))
    west, south, east, north = shapely.total_bounds(areas)
    around = np.column_stack([random.uniform(west, east, 4000), random.uniform(south, north, 4000)])
    points = np.concatenate(
        [vertices, on_edges, beside, around, np.round(around, 1), np.round(around) + 0.05]
    )
    inside = (points[:, 0] >= -180) & (points[:, 0] < 180) & (np.abs(points[:, 1]) <= 90)
    return points[inside]


@pytest.mark.parametrize("mode", ["never", "always"])
@pytest.mark.parametrize("areas", SETS.values(), ids=SETS)
def test_the_grid_gives_what_the_polygons_give(areas, mode):
    points, index = _points(areas), index_areas(np.array(areas, dtype=object))
    assert index.labels.shape == (1800, 3600)  # built: the next call uses it
    with using(mode):
        assert np.array_equal(containing(points, index), _by_shapely(points, areas))


def test_the_grid_knows_the_countries():
    countries = load_borders(viewpoint="de_facto").countries.geometry
    points = _points(np.asarray(countries.array))
    index, exact = index_areas(countries), containing(points[::10], countries)
    assert index.labels.shape == (1800, 3600)
    for mode in ("never", "always"):
        with using(mode):
            assert np.array_equal(containing(points, index)[::10], exact), mode
