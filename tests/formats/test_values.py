"""Cells that can be read are read in one way only; all others are refused with a reason."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.formats.countries import countries, country
from geodata.formats.values import (
    BadCell,
    american_date,
    date,
    european_date,
    latitude,
    longitude,
    number,
    point,
)


@given(st.dates(min_value=dt.date(1955, 1, 1), max_value=dt.date(2100, 1, 1)))
def test_a_day_is_read_from_every_way_of_writing_it(day):
    serial = (day - dt.date(1899, 12, 30)).days
    spellings = [
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day:%d.%m.%Y}",
        f"{day:%d %B %Y}",
        f"{day:%b %d, %Y}",
        serial,
    ]
    assert {date(one) for one in spellings} == {day.isoformat()}
    assert american_date(f"{day:%m/%d/%Y}") == european_date(f"{day:%d/%m/%Y}") == day.isoformat()


def test_a_date_of_two_orders_is_refused():
    with pytest.raises(BadCell, match="day/month or month/day"):
        date("05/02/2025")


def test_a_date_of_one_possible_order_is_read():
    assert date("17/02/2025") == date("02/17/2025") == "2025-02-17"


@pytest.mark.parametrize("cell", ["2025-02-30", "30.02.2025", "20250230"])
def test_a_day_that_does_not_exist_is_refused(cell):
    with pytest.raises(BadCell, match="does not exist"):
        date(cell)


@given(st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 4)))
def test_a_decimal_comma_is_a_decimal_point(value):
    written = f"{value:.4f}"
    assert number(written.replace(".", ",")) == number(written) == float(written)


def test_a_comma_that_can_part_thousands_is_refused():
    with pytest.raises(BadCell, match="decimal comma or a thousand"):
        number("1,234")


@pytest.mark.parametrize(
    ("written", "value"), [("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1 234,5", 1234.5), ("−3", -3)]
)
def test_thousands_are_parted_in_many_ways(written, value):
    assert number(written) == value


@pytest.mark.parametrize("cell", ["", "north", True, "1_000", "nan", "inf", "0x10"])
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(BadCell, match="is no number"):
        number(cell)


def test_degrees_outside_the_world_are_refused():
    with pytest.raises(BadCell, match=r"outside -90..90.*swapped"):
        latitude("98,67")
    with pytest.raises(BadCell, match=r"outside -180..180"):
        longitude(190)


def test_a_point_at_nought_and_a_missing_one_have_no_location():
    assert point("0", "0.0") is None
    assert point(None, "51.5") is None


def test_countries_are_known_by_name_and_by_every_code():
    assert {country(one) for one in ("RU", "rus", 643, "Russia", "Russian Federation")} == {"RU"}
    assert countries("Kuwait-Saudi Arabia-Iran") == ["KW", "SA", "IR"]
    assert countries("Timor-Leste") == ["TL"]
