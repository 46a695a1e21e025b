import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.dates import interval
from geodata.measures.dated import date_rows


def days(**columns):
    dated = date_rows(pd.DataFrame({name: [value] for name, value in columns.items()}))
    return str(dated.first[0]), str(dated.last[0])


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"start": "2025-02-17"}, ("2025-02-17", "2025-02-17")),
        ({"start": "2025-02-17T23:50+03:00", "end": "2025-02-18"}, ("2025-02-17", "2025-02-18")),
        ({"start": "2025-02", "end": None}, ("2025-02-01", "2025-02-28")),
        ({"end": "2025"}, ("2025-01-01", "2025-12-31")),
        ({"start": "2025-03-02", "end": "2025-03-01"}, ("2025-03-01", "2025-03-02")),
        ({"start": "2025-02-19", "date_precision": "day"}, ("2025-02-19", "2025-02-19")),
        ({"start": "2025-02-19", "date_precision": "week"}, ("2025-02-17", "2025-02-23")),
        ({"start": "2025-02-17", "date_precision": "week"}, ("2025-02-17", "2025-02-23")),
        ({"start": "1969-12-31", "date_precision": "week"}, ("1969-12-29", "1970-01-04")),
        ({"start": "2024-02-19", "date_precision": "month"}, ("2024-02-01", "2024-02-29")),
        ({"start": "2025-02-19", "date_precision": "year"}, ("2025-01-01", "2025-12-31")),
        (
            {"start": "2025-02-18", "end": "2025-02-20", "date_precision": "week"},
            ("2025-02-18", "2025-02-20"),
        ),
        ({"start": None, "end": None, "date_precision": "month"}, ("NaT", "NaT")),
        ({"id": "a"}, ("NaT", "NaT")),
    ],
)
def test_a_row_happened_between_its_first_and_its_last_day(columns, expected):
    assert days(**columns) == expected


def test_a_table_without_rows_has_no_days():
    dated = date_rows(pd.DataFrame({"start": [], "end": []}))
    assert dated.first.shape == dated.last.shape == (0,)


@given(st.lists(st.tuples(*[st.none() | st.dates().map(str)] * 2), min_size=1, max_size=8))
def test_rows_are_read_as_each_by_itself(pairs):
    dated = date_rows(pd.DataFrame(pairs, columns=["start", "end"]))
    for row, pair in enumerate(pairs):
        first, last = interval(*pair) or (None, None)
        assert str(dated.first[row]) == str(np.datetime64(first, "D"))
        assert str(dated.last[row]) == str(np.datetime64(last, "D"))
