"""Text that would run if taken for markup, script, template or formula, in every field of the data."""

import json
from pathlib import Path
from typing import Any

from geodata.sample import SAMPLE

PAYLOADS = (
    "{{ 7*7 }}",
    "${alert(1)}",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a link](javascript:alert(1))",
    ":red[x]",
    ":material/home:",
    "$x^2$",
    "**bold** `code` -> :smile:",
    '=HYPERLINK("x")',
)
HOSTILE = " ".join(PAYLOADS)

KEPT = {"type", "id", "start", "end", "facility_ids", "facility_id", "sources", "source", "from", "to", "via"}
"""What must keep its value for the records to find each other and to be drawn."""


def poisoned(value: Any, key: str | None = None) -> Any:
    """Put the payloads into every text, and add them as a key of every object."""
    if isinstance(value, dict):
        swapped = {name: value[name] if name in KEPT else poisoned(value[name], name) for name in value}
        return swapped if key in ("geometry", "names") else {**swapped, HOSTILE: HOSTILE}
    if isinstance(value, list):
        return [poisoned(item, key) for item in value]
    return f"{value} {HOSTILE}" if isinstance(value, str) else value


def hostile_sample(folder: Path) -> Path:
    """Write the bundled dataset with the payloads in every text and as a key of every object."""
    for file in SAMPLE.glob("*json"):
        content = json.loads(file.read_text(encoding="utf-8"))
        if file.suffix == ".geojson":
            for feature in content["features"]:
                feature["properties"] = poisoned(feature["properties"])
        else:
            content = poisoned(content)
        (folder / file.name).write_text(json.dumps(content), encoding="utf-8")
    return folder
