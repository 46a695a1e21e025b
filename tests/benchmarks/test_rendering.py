"""The comparison of maps: its data, its builds, its arithmetic and its words."""

import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.answers import NotThere
from benchmarks.rendering import goals
from benchmarks.rendering.__main__ import DOCUMENT
from benchmarks.rendering.build import Built, build
from benchmarks.rendering.exact import Exact
from benchmarks.rendering.goals import GOALS, RATIOS, judged
from benchmarks.rendering.implementations import IMPLEMENTATIONS, OURS, Implementation
from benchmarks.rendering.incidents import make_incidents
from benchmarks.rendering.rounds import Result
from benchmarks.rendering.serve import SUBSTITUTES, localised
from benchmarks.rendering.table import size_tables
from benchmarks.rendering.visit import SCRIPTS, Seen
from benchmarks.report import between
from geodata.dataset import Dataset
from geodata.vocabulary import INCIDENT_KINDS, STANDINGS

BY_KEY = {one.key: one for one in IMPLEMENTATIONS}
BUILT = Built((2.0, 1.0, 4.0), None, 100.0, 350.0, 60_000_000, 8_000_000)
SEEN = Seen(0.5, 20.0, 30.0, 200.0, (16.0, 17.0, 30.0), 40.0, 2.0)


def result(key, count=1_000_000, **changes):
    return replace(Result(BY_KEY[key], count, BUILT, (SEEN,)), **changes)


def cells(text, name, table=0):
    lines = [line for line in text.splitlines() if line.startswith(f"| {name} ")]
    return [cell.strip() for cell in lines[table].strip("|").split("|")]


def test_incidents_are_the_same_every_time():
    assert make_incidents(300).equals(make_incidents(300))


def test_incidents_are_what_they_are_said_to_be():
    table = make_incidents(2_000)
    assert table["id"].is_unique
    assert set(table["title"].str.len()) == {80}
    assert table["url"].str.match(r"https://[\w.-]+/\d{4}/\d\d/\d\d/\d+$").all()
    assert "2022-02-24" <= table["date"].min() < "2022-03-10"
    assert "2026-02-10" < table["date"].max() <= "2026-02-24"
    assert set(table["kind"]) == {term.name for term in INCIDENT_KINDS}
    assert set(table["standing"]) == {term.name for term in STANDINGS}
    assert table["uncertainty_m"].nunique() > 1
    assert np.allclose(table[["lon", "lat"]], table[["lon", "lat"]].round(5), atol=0)


def test_titles_have_thousands_of_words():
    words = make_incidents(5_000)["title"].str.lower().str.split().explode()
    assert words.nunique() > 4_000


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    path = tmp_path_factory.mktemp("rendering") / "incidents.parquet"
    make_incidents(40).to_parquet(path)
    return path


def test_ours_holds_what_the_table_states():
    table = make_incidents(40)
    view = BY_KEY[OURS].load()(table).view
    assert isinstance(view.dataset, Dataset)
    assert view.dataset.incidents["title"].tolist() == table["title"].tolist()
    assert view.dataset.incidents["start"].tolist() == table["date"].tolist()
    assert view.dataset.incidents["uncertainty_m"].tolist() == table["uncertainty_m"].tolist()
    assert [extra["url"] for extra in view.dataset.incidents["extra"]] == table["url"].tolist()
    assert view.analysis.standings["standing"].tolist() == table["standing"].tolist()


def test_ours_analysed_has_claims_sources_and_measures():
    table = make_incidents(40)
    maker = BY_KEY["analysed"].load()(table)
    assert maker.analysis_s > 0
    assert maker.view.dataset.sources["url"].tolist() == table["url"].tolist()
    assert len(maker.view.dataset.claims) == 40
    assert (maker.view.analysis.measured("un")["border_m"] > 0).all()


def test_what_is_not_installed_is_left_out(table, tmp_path):
    absent = Implementation("none", "none", "decks.Pydeck", package="no_such_package")
    with pytest.raises(NotThere, match="no_such_package is not installed"):
        build(absent, table, tmp_path / "map.html", rounds=1)


def test_a_map_that_fails_says_why(tmp_path):
    with pytest.raises(NotThere, match="failed with FileNotFoundError"):
        build(BY_KEY["heatmap"], tmp_path / "none.parquet", tmp_path / "map.html", rounds=1)


def test_addresses_in_the_data_are_left_alone():
    given = 'href="https://news-1.example/2024/01/02/1234567"'
    assert localised(given) == given


def test_every_substitute_has_an_ending_of_its_own():
    endings = [ending for ending, _ in SUBSTITUTES]
    assert len({*endings}) == len(endings)


def test_every_implementation_has_hooks_in_the_page():
    hooks = next(path for path in SCRIPTS if path.name == "hooks.js").read_text("utf-8")
    for one in IMPLEMENTATIONS:
        assert re.search(rf"^  {one.page_hooks}: {{", hooks, re.MULTILINE), one.key


def test_a_row_shows_medians_spread_ratios_and_frames():
    rival = result(
        "fastmarkercluster",
        built=replace(BUILT, seconds=(30.0,), file_bytes=184_000_000, bare_bytes=40_000_000),
        seen=(replace(SEEN, interactive_s=14.0, heap_mb=900.0, filter_ms=None, point_ms=None),),
    )
    text = size_tables(1_000_000, [result(OURS), rival])
    assert cells(text, "FastMarkerCluster") == [
        "FastMarkerCluster", "30.0 (30.0..30.0)", "15.0×", "350 (+250)", "184", "184", "40.0",
    ]  # fmt: skip
    assert cells(text, "ours")[1:3] == ["2.00 (1.00..4.00)", "1"]
    assert cells(text, "FastMarkerCluster", 1) == [
        "FastMarkerCluster", "14.0 (14.0..14.0)", "28.0×", "930", "18.6×", "200",
        "17.0 / 28.7 / 30.0", "–", "–",
    ]  # fmt: skip


def test_goals_are_judged_one_by_one():
    rival = result("fastmarkercluster", seen=(replace(SEEN, interactive_s=14.0, heap_mb=2000.0),))
    said = "\n".join(judged([result(OURS), rival]))
    assert "ours: build: 2.00 s, must ≤ 10: pass" in said
    assert "ours: 95 of 100 frames: 28.7 ms, must ≤ 25: miss" in said
    assert "ours: sooner interactive: 28.0 times against FastMarkerCluster, must ≥ 8: pass" in said
    assert "ours: fewer bytes of place and time: 1.00 times" in said


def test_goals_are_judged_only_on_their_number_of_incidents():
    assert judged([result(OURS, count=10_000)]) == []
    assert len(judged([result(OURS, count=100_000)])) == 2


def test_what_was_not_measured_has_missed():
    said = judged([result(OURS, built=None, seen=())])
    assert len(said) == len([goal for goal in GOALS if goal.count == 1_000_000]) + len(RATIOS)
    assert all(line.endswith("miss") for line in said)


@pytest.mark.parametrize(("found", "verdict"), [(1_000, "pass"), (999, "miss")])
def test_exact_means_all_of_them(found, verdict):
    (said,) = judged([result(OURS, count=1_000, exact=Exact(1_000, 1_000, found, 1_000, 0.7))])
    assert said.endswith(verdict)


def test_what_cannot_be_had_is_a_sentence():
    text = size_tables(1_000, [Result(BY_KEY["geojson"], 1_000, absent="building given up after 120 s")])
    assert "- GeoJson: building given up after 120 s." in text


def test_the_memory_of_a_page_is_heap_and_buffers():
    assert goals.memory_mb(result(OURS)) == 50


def test_the_document_has_its_place_for_the_figures():
    assert "new" in between(DOCUMENT.read_text("utf-8"), "rendering", "new")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sizes", "1q"], "'1q' is no number of incidents"),
        (["--only", "heat"], "unknown implementation 'heat'. Choose from: ours, analysed"),
        (["--rounds", "0"], "expected 1 or more"),
    ],
)
def test_a_wrong_argument_is_refused(arguments, message):
    command = [sys.executable, "-m", "benchmarks.rendering", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert message in done.stderr


def test_a_map_that_was_left_is_told_with_what_was_measured():
    left = replace(SEEN, frames_ms=(), filter_ms=None, point_ms=None, was_left=True)
    text = size_tables(1_000_000, [result("ours"), result("pydeck", seen=(left,))])
    assert "pydeck: left after 180 s of being dragged, filtered and pointed at" in text
    assert "nan" not in text
