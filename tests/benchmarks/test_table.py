"""The table's arithmetic, its words, and how it gets into a document."""

import pytest

from benchmarks.answers import Errors
from benchmarks.peers import OURS, PEERS, Peer
from benchmarks.report import between, write_figures
from benchmarks.rounds import Result, candidates, rows_of
from benchmarks.table import metres, number, ratio, workload_table
from benchmarks.worker import Memory
from benchmarks.workloads import WORKLOADS, Goal, Workload

OWN = Peer(OURS, OURS, "ours", ("W1",))
OTHER = Peer("PostGIS, 1 connection", "PostGIS", "postgis", ("W1",), most_rows={"W1": 10})
WORKLOAD = Workload(
    "W1z", "nearest of few", "nearest", 100, facilities=7, goals={"PostGIS": Goal(10, 30)}, aim_s=0.5
)


def cells(text, name):
    line = next(line for line in text.splitlines() if line.startswith(f"| {name}"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_ratio_is_the_median_of_the_rounds_ratios():
    assert ratio([10, 30, 50], [1, 10, 2]) == 10  # not 30 / 2


def test_a_row_shows_median_spread_ratio_goals_memory_and_errors():
    results = [
        Result(OWN, (1.0, 2.0, 4.0), 100, Memory(100, 350.4), Errors(0.0, 2e-9, 0.0, 100)),
        Result(OTHER, (20.0, 50.0, 40.0), 100, Memory(None, None), Errors(0.5, 1500.0, 0.00061, 100)),
    ]
    text = workload_table(WORKLOAD, results)
    assert cells(text, "ours") == [
        "ours", "2.00 (1.00..4.00)", "1", "–", "0.5 s miss", "350 (+250)", "0 / 2.00 nm", "0",
    ]  # fmt: skip
    assert cells(text, "PostGIS") == [
        "PostGIS, 1 connection", "40.0 (20.0..50.0)", "20.0×", "10× pass", "30× miss", "–",
        "500 mm / 1.50 km", "0.061 %",
    ]  # fmt: skip


def test_goals_are_not_judged_on_fewer_rows():
    text = workload_table(WORKLOAD.limited(50), [Result(OWN, (1.0,), 50), Result(OTHER, (5.0,), 50)])
    assert cells(text, "PostGIS")[3:5] == ["10×", "30×"]
    assert "not judged" in text


def test_a_subset_is_stated():
    text = workload_table(WORKLOAD, [Result(OWN, (1.0,), 100), Result(OTHER, (5.0,), 10)])
    assert "PostGIS, 1 connection: per-row cost on 10 rows, scaled to 100." in text


def test_a_missing_peer_is_a_sentence_and_a_missing_ours_leaves_no_ratio():
    results = [Result(OWN, absent="`nearest` is not there"), Result(OTHER, (5.0,), 100)]
    text = workload_table(WORKLOAD, results)
    assert "- ours: `nearest` is not there." in text
    assert cells(text, "PostGIS")[2:5] == ["–", "–", "–"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (3e-9, "3.00 nm"),
        (9e-5, "90.0 µm"),
        (0.25, "250 mm"),
        (38, "38.0 m"),
        (2_040_000, "2,040 km"),
    ],
)
def test_metres_are_given_in_a_unit_that_suits(value, words):
    assert metres(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(1234.5, "1,234"), (98.76, "98.8"), (1.234, "1.23"), (0.1234, "0.123"), (0.00012, "0.0001")],
)
def test_numbers_have_three_digits(value, words):
    assert number(value) == words


def test_a_peer_is_measured_on_no_more_rows_than_it_can_bear():
    assert rows_of(OWN, WORKLOAD) == 100
    assert rows_of(OTHER, WORKLOAD) == 10
    assert rows_of(Peer("x", "x", "geod", ("W1",), most_pairs=70), WORKLOAD) == 10


def test_every_workload_runs_ours_first_and_at_least_two_peers():
    for workload in WORKLOADS:
        names = [peer.name for peer in candidates(PEERS, workload)]
        assert names[0] == OURS
        assert len(names) > 2


def test_every_goal_names_peers_that_run():
    for workload in WORKLOADS:
        assert set(workload.goals) <= {peer.family for peer in candidates(PEERS, workload)}


def test_keys_of_workloads_are_unique():
    assert len({workload.key for workload in WORKLOADS}) == len(WORKLOADS)


def test_figures_replace_what_stood_between_the_two_lines(tmp_path):
    path = tmp_path / "doc.md"
    path.write_text("Above.\n<!-- figures: a -->\nold\n<!-- end: a -->\nBelow.\n")
    write_figures(path, "a", "new\n")
    write_figures(path, "a", "newer\n")
    assert path.read_text() == "Above.\n<!-- figures: a -->\n\nnewer\n\n<!-- end: a -->\nBelow.\n"


def test_a_document_without_the_two_lines_is_refused():
    with pytest.raises(ValueError, match="write them first"):
        between("text", "a", "new")
