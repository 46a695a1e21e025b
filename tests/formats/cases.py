"""Files of other tools, made up, and what becomes of them."""

import json
from pathlib import Path
from typing import Any

from geodata.dataset import to_records
from geodata.formats import format_of
from geodata.formats.importing import Imported, import_table
from geodata.formats.tables.reading import read_table

GOLDEN = Path(__file__).parent / "golden"


def imported(path: Path) -> Imported:
    table = read_table(path)
    found = format_of(table.columns)
    assert found is not None, table.columns
    return import_table(table, found)


def told(found: Imported) -> dict[str, Any]:
    """All that an import says, as JSON has it."""
    dataset = found.dataset
    tables = ("facilities", "incidents", "claims", "sources")
    told = {
        "format": found.title,
        "counts": [found.read, found.kept],
        "left out": [str(left) for left in found.left_out],
        "remarks": [f"row {one.number}, {one.column!r}: {one.got!r} {one.reason}" for one in found.remarks],
        "notes": list(found.notes),
        **{name: _records(getattr(dataset, name)) for name in tables},
    }
    return json.loads(json.dumps(told, default=str))


def _records(table: Any) -> list[dict[str, Any]]:
    records = list(to_records(table.drop(columns="geometry", errors="ignore")))
    if "geometry" in table:
        shapes = [None if shape is None else shape.wkt for shape in table.geometry]
        return [{**record, "geometry": shape} for record, shape in zip(records, shapes, strict=True)]
    return records
