"""Maps that ours is compared with, built and opened with few incidents; not part of `make test`."""

import re

import pytest

from benchmarks.rendering.build import build
from benchmarks.rendering.implementations import IMPLEMENTATIONS
from benchmarks.rendering.incidents import make_incidents
from benchmarks.rendering.rounds import compare
from benchmarks.rendering.serve import localised
from benchmarks.rendering.table import size_tables

BY_KEY = {one.key: one for one in IMPLEMENTATIONS}


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    path = tmp_path_factory.mktemp("rendering") / "incidents.parquet"
    make_incidents(40).to_parquet(path)
    return path


@pytest.mark.parametrize("key", ["fastmarkercluster", "geojson", "heatmap", "timestamped", "pydeck"])
def test_a_peers_map_holds_every_incident(table, tmp_path, key):
    built = build(BY_KEY[key], table, tmp_path / "map.html", rounds=1)
    text = (tmp_path / "map.html").read_text("utf-8")
    titles = make_incidents(40)["title"]
    assert all(title in text for title in titles) == (key != "heatmap")
    assert built.file_bytes == len(text.encode())
    assert len(built.seconds) == 1
    assert built.peak_mb > 0


@pytest.mark.parametrize("key", ["fastmarkercluster", "geojson", "timestamped", "pydeck"])
def test_a_bare_map_holds_place_and_time_alone(table, tmp_path, key):
    build(BY_KEY[key], table, tmp_path / "map.html", rounds=1, bare=True)
    text = (tmp_path / "map.html").read_text("utf-8")
    first = make_incidents(40).iloc[0]
    assert str(first["lon"]) in text
    assert first["date"] in text
    assert first["title"] not in text
    assert first["url"] not in text


def test_what_pages_load_from_elsewhere_is_served_here(table, tmp_path):
    for key in ("fastmarkercluster", "heatmap", "timestamped", "pydeck"):
        build(BY_KEY[key], table, tmp_path / "map.html", rounds=1)
        page = localised((tmp_path / "map.html").read_text("utf-8"))
        left = re.findall(r'<script[^>]* src="(https:[^"]*)"', page)
        assert [address for address in left if "mapbox" not in address] == []
        assert "/elsewhere/" in page


@pytest.mark.parametrize(
    "key", ["fastmarkercluster", "geojson", "heatmap", "timestamped", "pydeck", "lonboard"]
)
def test_a_peers_page_gets_ready_and_is_measured(key):
    (found,) = compare(50, [BY_KEY[key]], rounds=1, sample=1, say=print)
    assert found.absent is None
    assert found.seen[0].interactive_s > 0
    assert len(found.seen[0].frames_ms) > 10
    assert BY_KEY[key].name in size_tables(50, [found])
