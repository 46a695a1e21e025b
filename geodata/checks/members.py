"""Parts of owners, capacities, interceptions and the like that are missing. Pure.

Those that hold something else than expected are named when they are read.
"""

from collections.abc import Iterator
from typing import Any

from geodata.checks.check import Check, note, stated
from geodata.dataset import Dataset
from geodata.fields import missing
from geodata.report import Finding
from geodata.schema import FACILITY, INCIDENT, Field


def _run(dataset: Dataset) -> Iterator[Finding]:
    for table, record in (("facilities", FACILITY), ("incidents", INCIDENT)):
        for field in record.fields:
            # Claims are a table of their own, whose fields were looked at when it was read.
            if field.members and field.name != "claims":
                yield from _column(dataset, table, field)


def _column(dataset: Dataset, table: str, field: Field) -> Iterator[Finding]:
    rows = getattr(dataset, table)
    extras = rows["extra"].tolist()
    for row, value in stated(rows[field.name]):
        for number, item in enumerate(value if field.many else [value]):
            path = f"{field.name}/{number}" if field.many else field.name
            for member in _lacking(field, item):
                where = f"{path}/{member.name}"
                if where not in extras[row]:  # as something else than expected
                    yield note(dataset, table, row, "missing-field", where, *missing(member))


def _lacking(field: Field, item: dict[str, Any]) -> list[Field]:
    """Give the members that must be stated and are not."""
    return [member for member in field.members if member.required and item.get(member.name) is None]


MEMBERS = Check(
    "members",
    "parts of owners, capacities, interceptions and other objects that are missing",
    _run,
)
