"""Parts of owners, capacities, interceptions and the like that hold something else than expected. Pure."""

from collections.abc import Iterator
from typing import Any

from geodata.checks.check import Check, note, stated
from geodata.dataset import Dataset
from geodata.fields import fits, missing, unfitting
from geodata.report import Finding
from geodata.schema import FACILITY, INCIDENT, Field


def _run(dataset: Dataset) -> Iterator[Finding]:
    for table, record in (("facilities", FACILITY), ("incidents", INCIDENT)):
        for field in record.fields:
            # Claims are a table of their own, whose fields were looked at when it was read.
            if field.members and field.name != "claims":
                yield from _column(dataset, table, field)


def _column(dataset: Dataset, table: str, field: Field) -> Iterator[Finding]:
    for row, value in stated(getattr(dataset, table)[field.name]):
        for number, item in enumerate(value if field.many else [value]):
            path = f"{field.name}/{number}" if field.many else field.name
            for name, rule, message, hint in _faults(field, item):
                yield note(dataset, table, row, rule, f"{path}/{name}", message, hint)


def _faults(field: Field, item: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the name of each member that is at fault, with the rule, the message and the hint."""
    for member in field.members:
        value = item.get(member.name)
        if value is None and member.required:
            yield member.name, "missing-field", *missing(member)
        elif not fits(member, value):
            hint = "The value is kept, but not used."
            yield member.name, "field-type", unfitting(member, value), hint


MEMBERS = Check(
    "members",
    "parts of owners, capacities, interceptions and other objects that are missing or of another type",
    _run,
)
