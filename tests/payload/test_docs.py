"""The format's page: what it shows runs, and reads what is in a page."""

import re
from pathlib import Path

from mapapp.blocks import blocks_in
from mapapp.payload.read import Incidents

PAGE = Path(__file__).resolve().parents[2] / "docs" / "format.md"


def test_the_lines_shown_read_a_page(exported):
    shown = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1]
    assert shown.count("\n") < 35
    names = {}
    exec(shown, names)
    page = exported.read_text(encoding="utf-8")
    records = Incidents(blocks_in(page)).records()
    assert names["incidents"](page) == [
        ((round(one["lon"], 5), round(one["lat"], 5)), one["first_day"], one["kind"], one["standing"])
        for one in records
    ]
