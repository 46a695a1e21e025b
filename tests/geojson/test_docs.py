import re
from pathlib import Path

import geodata.geojson

ROOMS = Path(geodata.geojson.__file__).parent
PAGE = Path(__file__).resolve().parents[2] / "docs" / "geojson.md"


def test_the_page_lists_every_rule_and_no_other():
    source = "".join(room.read_text(encoding="utf-8") for room in ROOMS.glob("*.py"))
    raised = set(re.findall(r'(?:Fault|repair|note)\(\s*"([a-z0-9-]+)"|rule, message = "([a-z-]+)"', source))
    listed = set(re.findall(r"^\| `([a-z0-9-]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == {literal or assigned for literal, assigned in raised}
