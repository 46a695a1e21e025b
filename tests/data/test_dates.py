import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.dates import days, interval, is_before, is_iso_date, precision
from geodata.errors import InvalidArgument

DATES = st.dates().map(dt.date.isoformat)
TIMES = st.datetimes(timezones=st.none() | st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=3))])).map(
    lambda time: time.replace(microsecond=0).isoformat()
)
ANY = DATES | TIMES | DATES.map(lambda text: text[:7]) | DATES.map(lambda text: text[:4])


@given(ANY)
def test_a_date_means_days_in_order(text):
    first, last = days(text)
    assert first <= last
    assert first.isoformat()[:4] == last.isoformat()[:4] == text[:4]


@given(st.dates())
def test_a_month_ends_on_the_day_before_the_next(date):
    _, last = days(date.isoformat()[:7])
    assert last.month == date.month
    assert last == dt.date.max or (last + dt.timedelta(days=1)).day == 1


@given(st.text())
def test_any_text_is_a_date_or_refused_in_words(text):
    if not is_iso_date(text):
        with pytest.raises(InvalidArgument, match="date"):
            days(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25-02-17",
        "17.02.2025",
        "2025-02-30",
        "2025-13",
        "0000",
        "2025-02-17T24:30",
        "2025-02-17T00:22:61",
        "2025-02-17T00:22+25:00",
        "2025-02-17T00:22+03:75",
        "２０２５-02-17",
        "2025-02-17 ",
        "2025-02-17\n",
    ],
)
def test_what_is_no_date_is_refused(text):
    assert not is_iso_date(text)


@pytest.mark.parametrize("text", ["2025-12-31T23:59:60Z", "2025-02-17 00:22", "2025-02-17T00:22:10.5+03:00"])
def test_unusual_times_are_dates(text):
    assert is_iso_date(text)


def test_a_time_keeps_the_day_that_the_source_wrote():
    assert days("2025-02-17T00:22+03:00") == (dt.date(2025, 2, 17), dt.date(2025, 2, 17))


def test_a_february_of_a_leap_year_has_29_days():
    assert days("2024-02")[1] == dt.date(2024, 2, 29)


def test_a_year_lasts_from_january_to_december():
    assert days("2025") == (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def test_a_month_starts_on_its_first_day():
    assert days("2025-02")[0] == dt.date(2025, 2, 1)


def test_the_last_month_of_the_calendar_ends():
    assert days("9999-12")[1] == dt.date.max


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2025", "year"), ("2025-02", "month"), ("2025-02-17", "day"), ("2025-02-17T00:22", "minute")],
)
def test_precision_is_that_of_the_writing(text, expected):
    assert precision(text) == expected


@given(ANY, ANY)
def test_an_interval_holds_both_dates_whatever_their_order(one, other):
    first, last = interval(one, other)
    assert (first, last) == interval(other, one)
    assert all(first <= day <= last for day in (*days(one), *days(other)))


@given(ANY)
def test_one_date_stands_for_both_ends(text):
    assert interval(text, None) == interval(None, text) == days(text)


def test_no_dates_make_no_interval():
    assert interval(None, None) is None


@given(ANY, ANY)
def test_two_dates_are_not_each_before_the_other(one, other):
    assert not (is_before(one, other) and is_before(other, one))


def test_times_with_offsets_are_compared_as_moments():
    assert is_before("2025-02-17T01:00+03:00", "2025-02-16T23:00Z")


def test_a_time_without_offset_is_compared_with_one_that_has_it_by_day():
    assert not is_before("2025-02-17T01:00", "2025-02-17T23:00Z")


def test_a_day_within_a_month_is_not_before_it():
    assert not is_before("2025-02-01", "2025-02")
