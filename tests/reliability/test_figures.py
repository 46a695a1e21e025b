"""The document of figures has a place for each section, and its tables say what was counted."""

import pytest

from tests.reliability import figures
from tests.reliability.figures import SECTIONS, Figures, above


def test_each_section_has_its_place_in_the_document():
    text = figures.DOCUMENT.read_text("utf-8")
    assert [name for name in SECTIONS if f"<!-- figures: {name} -->" not in text] == []


def test_no_two_rows_share_a_key():
    keys = [row.key for rows in SECTIONS.values() for row in rows]
    assert len(keys) == len({*keys})


def test_counts_are_added_and_peaks_kept():
    found = Figures()
    for seconds in (0.2, 3.0, 0.1):
        found.add("fuzz-crashed", 0, 5, None)
        found.add("fuzz-seconds", 0, 0, seconds)
    table = found.table("fuzz")
    assert "| mutated files that end in a traceback | – | 0 of 15 |" in table
    assert "| under 5 s |" in table
    assert "| not counted |" in table


@pytest.mark.parametrize(("value", "step"), [(0, 1), (0.99, 1), (1, 2), (4.9, 5), (5, 10), (499, 500)])
def test_a_value_is_below_its_step(value, step):
    assert above(value) == step


def test_what_a_run_did_not_count_stays(tmp_path, monkeypatch):
    place = tmp_path / "a.md"
    place.write_text(figures.DOCUMENT.read_text("utf-8"))
    monkeypatch.setattr(figures, "DOCUMENT", place)
    for key, hits in (("fuzz-crashed", 3), ("left-files", 4)):
        found = Figures()
        found.add(key, hits, 987, None)
        figures.write(found)
    assert "3 of 987" in place.read_text()
    assert "4 of 987" in place.read_text()
