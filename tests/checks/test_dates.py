import pytest

from geodata.checks.dates import DATES
from tests.builders import PLACED, make_dataset


def found(**properties):
    return [(item.rule, item.pointer) for item in DATES.run(make_dataset(incidents=[PLACED | properties]))]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2025-02-17", "2025-02-16"),
        ("2025-02-17", "2025-01"),
        ("2025-02-17T01:00+03:00", "2025-02-16T21:59Z"),
    ],
)
def test_an_end_before_its_start_is_named(start, end):
    assert found(start=start, end=end) == [("end-before-start", "/features/0/properties/end")]


@pytest.mark.parametrize(
    ("start", "end"),
    [("2025-02-17", "2025-02-17"), ("2025-02-17", "2025-02"), ("2025-02", "2025-02-10"), (None, "2025")],
)
def test_an_end_that_can_lie_after_its_start_is_not_remarked(start, end):
    assert found(start=start, end=end) == []


def test_an_end_that_is_no_date_is_left_to_the_fields():
    assert found(end="yesterday") == []


@pytest.mark.parametrize(
    ("claimed", "start", "end"),
    [
        ("minute", "2025-02-17", None),
        ("hour", "2025-02-17", None),
        ("day", "2025-02", None),
        ("week", "2025-02", None),
        ("month", "2025", None),
        ("month", "2025-02-17", None),
        ("week", "2025-02-17", "2025-02-17"),
        ("day", "2025-02-17T00:22+03:00", "2025-02-17T00:22+03:00"),
    ],
)
def test_a_precision_that_the_dates_contradict_is_named(claimed, start, end):
    assert found(date_precision=claimed, start=start, end=end) == [
        ("date-precision", "/features/0/properties/date_precision")
    ]


@pytest.mark.parametrize(
    ("claimed", "start", "end"),
    [
        ("minute", "2025-02-17T00:22Z", None),
        ("hour", "2025-02-17T00:00Z", None),
        ("day", "2025-02-17", None),
        ("day", "2025-02-17", "2025-02-18"),
        ("day", "2025-02-17T18:00Z", "2025-02-18T06:00Z"),
        ("week", "2025-02-10", "2025-02-16"),
        ("month", "2025-02", None),
        ("month", "2025-02-01", "2025-02-28"),
        ("year", "2025", None),
        ("fortnight", "2025-02-17", None),
        ("day", None, None),
    ],
)
def test_a_precision_that_fits_the_dates_is_not_remarked(claimed, start, end):
    assert found(date_precision=claimed, start=start, end=end) == []


@pytest.mark.parametrize(
    ("start", "other"),
    [("2025-02-17", "2025-02-17"), ("2025-02-17T00:22+03:00", "2025-02-17"), ("2025", "2025")],
)
def test_another_date_that_is_the_same_is_named(start, other):
    assert found(start=start, alternative_dates=[{"date": "2024"}, {"date": other}]) == [
        ("same-alternative-date", "/features/0/properties/alternative_dates/1/date")
    ]


@pytest.mark.parametrize("other", ["2025-02-18", "2025-02", "2025-02-17T03:00Z", "yesterday", 7, None])
def test_another_date_that_differs_is_not_remarked(other):
    assert found(start="2025-02-17T00:22Z", alternative_dates=[{"date": other}]) == []
