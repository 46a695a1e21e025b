"""When the compiled searches are taken, what they are given, and how exact their own geodesics are."""

import os
import pickle
import subprocess
import sys

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic

from geodata.errors import InvalidArgument, UnknownName
from geodata.geodesy import containing, index_areas, index_points, index_targets, nearest, radius_join, within
from geodata.geodesy.compiled import cache, choice, kernels, load_kernels, using
from geodata.geodesy.compiled.kernels.ellipsoid import FARTHEST_M, SHORT_M, ecef, inverse, short_m
from geodata.geodesy.compiled.kernels.walk import limit2_of
from geodata.geodesy.ellipsoid import most_chord_m, most_distance_m
from geodata.geodesy.threads import over_slices, thread_count, using_threads

POINTS = np.random.default_rng(1).uniform((50, 48), (60, 55), (400, 2))
MIXED = np.array(
    [
        *shapely.points(POINTS[:20] + 0.01),
        shapely.LineString([(50, 50), (60, 51)]),
        shapely.box(54, 49, 55, 50),
    ],
    dtype=object,
)


def test_small_searches_do_without(monkeypatch):
    monkeypatch.setattr(choice, "_KERNELS", "geodata.not_loaded")
    assert kernels(choice.CACHED_FROM - 1) is None


def test_what_is_not_compiled_yet_is_compiled_for_very_large_searches_only(monkeypatch):
    monkeypatch.setattr(choice, "_KERNELS", "geodata.not_loaded")
    monkeypatch.setattr(choice, "is_kept", lambda: False)
    assert kernels(choice.COLD_FROM - 1) is None
    with pytest.raises(ModuleNotFoundError, match=r"geodata\.not_loaded"):
        kernels(choice.COLD_FROM)


def test_without_numba_no_search_is_compiled(monkeypatch):
    monkeypatch.setattr(choice, "_KERNELS", "geodata.not_loaded")
    monkeypatch.setattr(choice, "find_spec", lambda name: None)
    assert kernels(10**9) is None


def test_an_unknown_mode_names_the_choices():
    with pytest.raises(UnknownName, match="always"), using("alway"):
        pass


@pytest.mark.parametrize("hidden", ["", "numba"])
def test_the_bundled_dataset_is_measured_without_numba(hidden):
    script = (
        "import sys\n"
        f"if {hidden!r}: sys.modules[{hidden!r}] = None\n"
        "from geodata.borders import load_borders\n"
        "from geodata.measures import measure\n"
        "from geodata.sample import SAMPLE\n"
        "from geodata.stores.folder import open_dataset\n"
        "dataset = open_dataset(SAMPLE)\n"
        "measured = measure(dataset.incidents, dataset.facilities, load_borders())\n"
        "assert sys.modules.get('numba') is None\n"
        "print(len(measured), measured['nearest_facility_m'].sum())\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("54 ")


def test_large_searches_do_without_numba_where_it_is_missing():
    script = (
        "import sys\n"
        "sys.modules['numba'] = None\n"
        "import numpy as np\n"
        "from geodata.geodesy import nearest, radius_join\n"
        "points = np.random.default_rng(1).uniform((50, 48), (60, 55), (6000, 2))\n"
        "print(nearest(points, points[:50] + 0.01).distance_m.max() > 0)\n"
        "print(len(radius_join(points[:500], points[:50], radius_m=1000).point))\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert run.stdout.startswith("True"), run.stderr


def test_what_is_older_than_the_source_is_thrown_away(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    folder = tmp_path / "kernels_of_this_checkout"
    folder.mkdir()
    version = f"py{sys.version_info.major}{sys.version_info.minor}"
    old, new, foreign = (
        folder / f"{name}.{version}.nbi" for name in ("points.a-1", "points.b-1", "other.c-1")
    )
    for file in (old, new, foreign):
        file.touch()
    os.utime(old, (0, 0))
    os.utime(foreign, (0, 0))
    assert cache.is_kept()
    cache.drop_stale()
    assert sorted(file.name for file in folder.iterdir()) == sorted([new.name, foreign.name])
    os.utime(new, (0, 0))
    assert not cache.is_kept()


@pytest.mark.parametrize("count", [0, 1, 4096, 4097, 100_000])
@pytest.mark.parametrize("threads", [1, 2, 5])
def test_slices_cover_every_row_once(count, threads):
    seen = np.zeros(count, dtype=int)

    def part(start, stop):
        seen[start:stop] += 1

    with using_threads(threads):
        assert thread_count() == threads
        over_slices(part, count)
    assert (seen == 1).all()


def test_an_error_in_a_thread_is_raised():
    def part(start, stop):
        raise InvalidArgument("points: here")

    with using_threads(2), pytest.raises(InvalidArgument, match="points: here"):
        over_slices(part, 100_000)


def test_no_threads_at_all_are_refused():
    with pytest.raises(InvalidArgument, match="got 0"), using_threads(0):
        pass


def test_any_layout_of_memory_gives_the_same():
    frozen = POINTS.copy()
    frozen.setflags(write=False)
    wide = np.column_stack([POINTS, POINTS])[:, 2:]
    with using("always"):
        expected = nearest(POINTS, MIXED).distance_m
        for points in (frozen, wide, np.asfortranarray(POINTS), POINTS.tolist()):
            assert np.array_equal(nearest(points, MIXED).distance_m, expected)


@pytest.mark.parametrize("mode", ["never", "always"])
def test_prepared_targets_points_and_areas_can_be_sent_to_another_process(mode):
    with using(mode):
        targets, points, areas = index_targets(MIXED), index_points(POINTS), index_areas(MIXED[-1:])
        first = (
            nearest(POINTS, targets).distance_m,
            radius_join(points, MIXED, radius_m=20_000).point,
            containing(POINTS, areas),
        )
        sent = [pickle.loads(pickle.dumps(one)) for one in (targets, points, areas)]
        assert all(not {"tree", "nodes", "labels"} & set(vars(one)) for one in sent)
        again = (
            nearest(POINTS, sent[0]).distance_m,
            radius_join(sent[1], MIXED, radius_m=20_000).point,
            containing(POINTS, sent[2]),
        )
    for one, other in zip(first, again, strict=True):
        assert np.array_equal(one, other)


def test_more_candidates_than_there_is_room_for_are_decided_all_the_same():
    azimuths = np.linspace(0, 360, 3000, endpoint=False)
    around = [Geodesic.WGS84.Direct(51, 55, azimuth, 300_000) for azimuth in azimuths]
    lines = [
        shapely.LineString([(place["lon2"], place["lat2"]), (place["lon2"] + 1e-4, place["lat2"])])
        for place in around
    ]
    with using("always"):
        found = nearest([(55.0, 51.0)], np.array(lines, dtype=object))
    with using("never"):
        expected = nearest([(55.0, 51.0)], np.array(lines, dtype=object))
    assert found.index == expected.index
    assert abs(found.distance_m - expected.distance_m) <= 1e-8


def _pair(random):
    lat, azimuth = np.degrees(np.arcsin(random.uniform(-1, 1))), random.uniform(0, 360)
    metres = 10 ** random.uniform(-3, np.log10(FARTHEST_M))
    end = Geodesic.WGS84.Direct(lat, random.uniform(-180, 180), azimuth, metres)
    back = Geodesic.WGS84.Inverse(end["lat1"], end["lon1"], end["lat2"], end["lon2"])
    return end["lon1"], end["lat1"], end["lon2"], end["lat2"], back["s12"], back["azi2"]


def test_both_formulas_agree_with_geographiclib_where_they_are_used():
    load_kernels()
    random = np.random.default_rng(2)
    for lon1, lat1, lon2, lat2, metres, azimuth in (_pair(random) for _ in range(3000)):
        by_series, east, north = inverse(lon1, lat1, lon2, lat2)
        assert abs(by_series - metres) <= 5e-8
        if metres > 1:
            assert abs(np.degrees(np.arctan2(-east, -north)) - azimuth + 180) % 360 - 180 <= 1e-6
        if metres <= SHORT_M:
            assert abs(short_m(*ecef(lon1, lat1), *ecef(lon2, lat2)) - metres) <= 5e-8


def test_the_limit_of_a_search_leaves_out_nothing_that_the_bounds_allow():
    for chord_m in np.geomspace(1e-3, 1.27e7, 2000):
        reachable_m = most_chord_m(most_distance_m(np.array([chord_m])))[0]
        assert limit2_of(chord_m, 0.0) >= min(reachable_m, 1.28e7) ** 2


@pytest.mark.parametrize("mode", ["never", "always"])
def test_nothing_to_look_up_gives_nothing(mode):
    with using(mode):
        assert len(nearest(np.empty((0, 2)), MIXED).index) == 0
        assert len(within(np.empty((0, 2)), MIXED, radius_m=1).point) == 0
        assert radius_join(np.empty((0, 2)), MIXED, radius_m=1).offset.tolist() == [0] * (len(MIXED) + 1)
