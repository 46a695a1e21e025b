"""The format's page: what it shows runs, and reads what is in a page."""

import re
from pathlib import Path

import pytest

from mapapp.blocks import blocks_in
from mapapp.document import render
from mapapp.payload import selection
from mapapp.payload.read import Incidents
from mapapp.payload.read_density import Density
from mapapp.view import View

PAGE = Path(__file__).resolve().parents[2] / "docs" / "format.md"


@pytest.fixture
def shown():
    """What the page's lines define."""
    names = {}
    for lines in re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        assert lines.count("\n") < 35
        exec(lines, names)
    return names


def test_the_lines_shown_read_a_page(exported, shown):
    page = exported.read_text(encoding="utf-8")
    records = Incidents(blocks_in(page)).records()
    assert shown["incidents"](page) == [
        ((round(one["lon"], 5), round(one["lat"], 5)), one["first_day"], one["kind"], one["standing"])
        for one in records
    ]


def test_the_lines_shown_read_counts(analysis, shown, monkeypatch):
    monkeypatch.setattr(selection, "MOST", 20)
    page = render(View(analysis))
    density = Density(blocks_in(page))
    read = list(shown["counts"](page))
    assert [count for _, count in read] == density.incidents.tolist()
    corners = [number for corner, _ in read for number in corner]
    assert corners == pytest.approx([number for box in density.squares for number in box[:2]], abs=1e-9)
