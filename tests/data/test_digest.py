"""The digest of tables: equal for equal content, however it is held."""

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point

from geodata.digest import digest_of
from geodata.jsontext import to_json

ROWS = 70_000  # more than are written at a time


@pytest.fixture(scope="module")
def table():
    numbers = np.arange(ROWS)
    return gpd.GeoDataFrame(
        {
            "id": pd.Series([f"i{number}" for number in numbers], dtype=object),
            "title": pd.Series([None, "Пожар"] * (ROWS // 2), dtype=object),
            "uncertainty_m": np.where(numbers % 3, 500.0, np.nan),
            "facility_ids": pd.Series([("f1",), None] * (ROWS // 2), dtype=object),
            "extra": [{"tide": int(number)} for number in numbers],
        },
        geometry=gpd.points_from_xy(numbers / 1e3, numbers / 2e3),
        crs="OGC:CRS84",
    )


def test_rows_in_any_order_give_the_same_digest(table):
    shuffled = table.sample(frac=1, random_state=7).reset_index(drop=True)
    assert digest_of({"incidents": shuffled}) == digest_of({"incidents": table})


def test_columns_in_any_order_and_texts_of_any_kind_give_the_same_digest(table):
    other = table[table.columns[::-1]].astype({"id": "str", "title": "str"})
    assert digest_of({"incidents": other}) == digest_of({"incidents": table})


def test_a_column_that_states_nothing_says_no_more_than_none_at_all(table):
    silent = table.assign(end=None, capacity=np.nan)
    assert digest_of({"incidents": silent}) == digest_of({"incidents": table})


@pytest.mark.parametrize("row", [0, ROWS // 2, ROWS - 1])
@pytest.mark.parametrize(
    ("column", "value"),
    [("title", "Fire"), ("uncertainty_m", 499.0), ("facility_ids", ("f1", "f2")), ("extra", {"tide": "1"})],
)
def test_any_changed_cell_gives_another_digest(table, row, column, value):
    changed = table.copy()
    changed.at[row, column] = value  # noqa: PD008 (a list as one cell)
    assert digest_of({"incidents": changed}) != digest_of({"incidents": table})


def test_a_line_in_place_of_a_point_gives_another_digest(table):
    moved, lined = table.copy(), table.copy()
    moved.loc[5, "geometry"] = Point(0.005, 0.0025000001)
    lined.loc[5, "geometry"] = LineString([(0.005, 0.0025), (1, 1)])
    assert len({digest_of({"incidents": one}) for one in (table, moved, lined)}) == 3


def test_values_do_not_slip_from_one_column_or_row_into_the_next():
    tables = [
        pd.DataFrame({"a": ["x", None], "b": [None, "x"]}),
        pd.DataFrame({"a": [None, "x"], "b": [None, "x"]}),
        pd.DataFrame({"a": ["x", "x"], "b": [None, None]}),
        pd.DataFrame({"a": [None, None], "b": ["x", "x"]}),
        pd.DataFrame({"a": ["x,x", None]}),
    ]
    assert len({digest_of({"flows": one}) for one in tables}) == len(tables)


def test_rows_without_a_name_or_with_the_same_are_told_by_all_they_say():
    rows = [{"id": None, "title": "b"}, {"id": "a", "title": "d"}, {"id": "a", "title": "c"}]
    digests = {
        digest_of({"flows": pd.DataFrame([rows[row] for row in order])}) for order in ([0, 1, 2], [2, 1, 0])
    }
    assert len(digests) == 1


def test_names_that_are_no_unicode_are_digested():
    one = pd.DataFrame({"id": pd.Series(["\ud800", "a"], dtype=object)})
    assert digest_of({"flows": one}) == digest_of({"flows": one.iloc[::-1]})


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(values)
def test_what_is_written_as_json_is_read_back(value):
    assert json.loads(to_json(value)) == value
    assert json.loads(to_json(value, sort_keys=True)) == value


@pytest.mark.parametrize("beside", ["plain", "\ud800", 2**70])
def test_numbers_that_json_does_not_know_become_null(beside):
    content = {"a": [float("nan"), float("inf"), beside], "b": np.array([1.5, np.nan])}
    assert json.loads(to_json(content)) == {"a": [None, None, beside], "b": [1.5, None]}


def test_deep_nesting_is_written():
    value = []
    for _ in range(600):
        value = [value]
    assert to_json(value) == b"[" * 601 + b"]" * 601


def test_a_value_without_a_form_in_json_is_refused():
    with pytest.raises(TypeError):
        to_json({1, 2})
