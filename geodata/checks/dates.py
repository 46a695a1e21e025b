"""Dates that contradict each other. Pure: no clock, so that a dataset is judged alike on every day."""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from geodata.checks.check import Check, note, stated
from geodata.dataset import Dataset
from geodata.dates import days, interval, is_before, is_iso_date, precision
from geodata.report import Finding

_FINENESS: Final = {"minute": 0, "hour": 1, "day": 2, "week": 3, "month": 4, "year": 5}


def _run(dataset: Dataset) -> Iterator[Finding]:
    yield from _ends(dataset)
    yield from _precisions(dataset)
    yield from _alternatives(dataset)


def _ends(dataset: Dataset) -> Iterator[Finding]:
    starts = dataset.incidents["start"].tolist()
    for row, end in stated(dataset.incidents["end"]):
        if starts[row] and is_before(end, starts[row]):
            message = f"the end {end} lies before the start {starts[row]}; they are read as one interval."
            hint = "Exchange them, or correct one."
            yield note(dataset, "incidents", row, "end-before-start", "end", message, hint)


def _precisions(dataset: Dataset) -> Iterator[Finding]:
    starts, ends = (dataset.incidents[name].tolist() for name in ("start", "end"))
    for row, claimed in stated(dataset.incidents["date_precision"]):
        start = starts[row]
        if claimed not in _FINENESS or not start:
            continue
        message = _contradiction(start, ends[row] or start, claimed)
        if message:
            hint = "Write the date as exactly as it is known, as an interval from start to end."
            yield note(dataset, "incidents", row, "date-precision", "date_precision", message, hint)


@lru_cache(maxsize=1 << 14)  # of a million incidents, many share a day
def _contradiction(start: str, end: str, claimed: str) -> str:
    """Say how the precision that is claimed contradicts the one that is written; "" where it does not."""
    written = precision(start)
    if _FINENESS[claimed] < _FINENESS[written]:
        return f"date_precision is {claimed}, but the start {start} names no more than a {written}."
    first, last = interval(start, end) or (dt.date.min, dt.date.max)
    if _FINENESS[claimed] > _FINENESS["day"] and first == last:
        return f"date_precision is {claimed}, but start and end name the one day {first}."
    if claimed == "day" and written == "minute" and start == end:
        return f"date_precision is day, but start and end name the one time {start}."
    return ""


def _alternatives(dataset: Dataset) -> Iterator[Finding]:
    starts = dataset.incidents["start"].tolist()
    for row, others in stated(dataset.incidents["alternative_dates"]):
        for number, other in enumerate(others):
            date = other.get("date")
            if starts[row] and _is_same(date, starts[row]):
                message = f"the other date {date} is that of the start {starts[row]}."
                hint = "Remove it, or write the date that the source gives."
                path = f"alternative_dates/{number}/date"
                yield note(dataset, "incidents", row, "same-alternative-date", path, message, hint)


def _is_same(date: Any, start: str) -> bool:
    if not isinstance(date, str) or not is_iso_date(date):
        return False
    both_are_times = precision(date) == precision(start) == "minute"
    return date == start or (not both_are_times and days(date) == days(start))


DATES = Check(
    "dates",
    "an end before its start, a stated precision that the written date contradicts, another date that is"
    " the same date",
    _run,
)
