"""Generated data: the same every time, and what it is said to be."""

import numpy as np
import pytest
import shapely

from benchmarks.data import GLOBE, REGION, WGS84, Segments, pipelines, scattered, segments
from benchmarks.workloads import WORKLOADS, facilities, make_inputs


def test_the_same_seed_gives_the_same_points():
    first = scattered(1_000, REGION, seed=1)
    assert np.array_equal(first, scattered(1_000, REGION, seed=1))
    assert not np.array_equal(first, scattered(1_000, REGION, seed=2))


@pytest.mark.parametrize("box", [REGION, GLOBE], ids=lambda box: box.name)
def test_points_lie_in_their_box(box):
    lon, lat = scattered(20_000, box, seed=1).T
    assert lon.min() >= box.west
    assert lon.max() <= box.east
    assert lat.min() >= box.south
    assert lat.max() <= box.north


def test_incidents_cluster_where_facilities_do():
    def cells(points):
        return np.histogram2d(*points.T, bins=(33, 23), range=((22, 88), (43, 66)))[0].ravel()

    incidents, places = (scattered(20_000, REGION, seed=seed) for seed in (1, 2))
    assert np.corrcoef(cells(incidents), cells(places))[0, 1] > 0.9
    assert (cells(incidents) == 0).mean() < 0.1


def test_pipelines_are_the_same_every_time_and_have_50_to_500_vertices():
    lines = pipelines(40, REGION, seed=3)
    assert shapely.equals(lines, pipelines(40, REGION, seed=3)).all()
    count = shapely.get_num_coordinates(lines)
    assert 50 <= count.min() < count.max() <= 500


def test_no_pipeline_crosses_the_antimeridian():
    for line in pipelines(200, GLOBE, seed=3):
        assert np.abs(np.diff(shapely.get_coordinates(line)[:, 0])).max() < 180


def test_facilities_mix_points_and_lines():
    mixed = facilities(100, REGION, line_share=0.3)
    assert len(mixed) == 100
    assert (shapely.get_type_id(mixed) == 1).sum() == 30


def test_targets_are_taken_apart_and_know_their_row():
    found = segments(np.array([
        shapely.Point(1, 2),
        shapely.LineString([(0, 0), (1, 0), (1, 0), (1, 1)]),
        shapely.MultiLineString([[(5, 5), (6, 6)], [(7, 7), (8, 8)]]),
    ]))  # fmt: skip
    assert found.row.tolist() == [0, 1, 1, 2, 2]
    assert found.begin.tolist() == [[1, 2], [0, 0], [1, 0], [5, 5], [7, 7]]
    assert found.end.tolist() == [[1, 2], [1, 0], [1, 1], [6, 6], [8, 8]]
    assert found.is_point.tolist() == [True, False, False, False, False]


def test_a_segment_is_no_longer_than_said():
    draws = np.random.default_rng(0)
    begin = draws.uniform((-170, -80), (170, 80), (1_000, 2))
    end = begin + draws.uniform(-3, 3, (1_000, 2))
    true_m = WGS84.inv(*begin.T, *end.T)[2]
    assert (Segments(begin, end, np.arange(1_000)).length_m() >= true_m).all()


def test_parts_are_short_and_make_up_the_whole():
    whole = Segments(
        np.array([[0.0, 50.0], [9.0, 9.0]]), np.array([[1.0, 51.0], [9.0, 9.0]]), np.array([4, 7])
    )
    parts = whole.split(2_000)
    assert parts.length_m().max() <= 2_000
    assert parts.row.tolist() == [4] * (len(parts.row) - 1) + [7]
    assert parts.begin[1:-1] == pytest.approx(parts.end[:-2])
    assert parts.end[-2] == pytest.approx([1, 51])


def test_every_workload_has_data():
    for workload in WORKLOADS:
        small = workload.limited(10)
        assert small.whole is False
        if workload.line_share < 0.2 and workload.facilities < 10_000:
            inputs = make_inputs(small)
            assert len(inputs.points) == 10
            assert len(inputs.targets) >= 1
