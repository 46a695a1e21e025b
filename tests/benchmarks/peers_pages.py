"""The comparison of maps in a real browser, with few incidents: each gets ready and can be measured."""

import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.answers import NotThere
from benchmarks.rendering.build import build
from benchmarks.rendering.exact import look_for
from benchmarks.rendering.implementations import IMPLEMENTATIONS, OURS
from benchmarks.rendering.incidents import make_incidents
from benchmarks.rendering.serve import served
from benchmarks.rendering.visit import chromium_path, visit

BY_KEY = {one.key: one for one in IMPLEMENTATIONS}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium_path() is None, reason="no Chromium here: install it, or set CHROMIUM"),
]


def apart(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test in a thread of its own: the browser of other tests keeps the main thread's loop running."""

    @functools.wraps(test)
    def run(*arguments: object, **fixtures: object) -> None:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(test, *arguments, **fixtures).result()

    return run


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """A page of ours on a loopback port, and the table it was made from."""
    folder, table = tmp_path_factory.mktemp("pages"), make_incidents(200)
    table.to_parquet(folder / "incidents.parquet")
    build(BY_KEY[OURS], folder / "incidents.parquet", folder / "ours.html", rounds=1)
    with served(folder) as address:
        yield f"{address}ours.html", table


@apart
def test_a_visit_of_ours_takes_all_figures(ours):
    seen = visit(ours[0], OURS)
    assert 0 < seen.interactive_s < 60
    assert seen.heap_mb > 1
    assert seen.buffers_mb > 0
    assert len(seen.frames_ms) > 20
    assert seen.filter_ms > 0
    assert seen.point_ms > 0


@apart
def test_incidents_of_ours_are_found_where_they_are_and_told_as_stated(ours):
    found = look_for(ours[0], OURS, ours[1], sample=5)
    assert found.is_exact, found


@apart
def test_an_incident_that_is_elsewhere_is_not_found(ours):
    moved = ours[1].assign(lat=ours[1]["lat"] + 0.01)
    found = look_for(ours[0], OURS, moved, sample=3)
    assert (found.in_place, found.found, found.same_text) == (0, 0, 3)


@apart
def test_a_text_that_differs_is_seen(ours):
    other = ours[1].assign(url="https://news-1.example/2022/01/01/1000000")
    assert look_for(ours[0], OURS, other, sample=3).same_text == 0


@apart
def test_a_page_that_does_not_get_ready_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr("benchmarks.rendering.visit.PATIENCE_S", 1.0)
    (tmp_path / "empty.html").write_text("<!DOCTYPE html><title>Nothing</title>")
    with served(tmp_path) as address, pytest.raises(NotThere, match="not ready after 1 s"):
        visit(f"{address}empty.html", "heatmap")


@apart
def test_a_map_that_takes_too_long_is_left_with_what_was_measured(ours):
    seen = visit(ours[0], OURS, most_s=1.0)
    assert seen.was_left
    assert seen.interactive_s > 0
    assert seen.heap_mb > 1
    assert seen.filter_ms is None
