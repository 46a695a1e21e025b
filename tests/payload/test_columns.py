"""The columns of incidents: what is packed is read back, and nothing else is."""

import json
from contextlib import suppress

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.errors import UnreadableBlock
from mapapp.payload.codes import from_planes, to_dictionary, to_planes
from mapapp.payload.container import DICTIONARY, MORTON_DELTA, PLANES, Column, pack, unpack
from mapapp.payload.curve import STEPS_PER_DEGREE, morton_keys, places
from mapapp.payload.order import order_along_curve
from mapapp.payload.written import derived

numbers = st.lists(st.integers(0, 2**64 - 1)).map(lambda values: np.array(values, dtype=np.uint64))
longitudes = st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, 180.0, 0.0, 179.999995]))
latitudes = st.one_of(st.floats(-90, 90), st.sampled_from([-90.0, 90.0, 0.0]))


@given(numbers)
def test_planes_hold_every_number(values):
    planes, content = to_planes(values)
    assert len(content) == planes * len(values)
    if planes:
        assert from_planes(content, planes).tolist() == values.tolist()
    else:
        assert not values.any()


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", "b", None, 1.5, ("RU", "KZ"), "ж", "\ud800"])))
def test_a_dictionary_names_every_value_the_frequent_ones_first(values):
    codes, found = to_dictionary(pd.Series(values, dtype=object))
    assert [found[code] for code in codes.tolist()] == values
    order = [(-values.count(value), json.dumps(value)) for value in found]
    assert order == sorted(order)


def test_seventy_thousand_different_values_take_three_planes():
    codes, found = to_dictionary(np.arange(70_000))
    assert len(found) == 70_000
    assert to_planes(codes)[0] == 3


@given(st.lists(st.tuples(longitudes, latitudes)))
def test_places_come_back_to_half_a_step(points):
    lon, lat = np.array(points, dtype=np.float64).reshape(-1, 2).T
    keys = morton_keys(lon, lat)
    assert (keys < 2**52).all()
    back = places(keys)
    for given_, got in zip((lon, lat), back, strict=True):
        assert np.abs(given_ - got).max(initial=0) <= 0.5000001 / STEPS_PER_DEGREE


@settings(deadline=None)
@given(st.integers(-18_000_000, 18_000_000), st.integers(-9_000_000, 9_000_000))
def test_five_decimal_digits_come_back_exactly(x, y):
    lon, lat = float(f"{x / 1e5:.5f}"), float(f"{y / 1e5:.5f}")
    back = places(morton_keys(np.array([lon]), np.array([lat])))
    assert [float(one[0]) for one in back] == [lon, lat]


@given(st.lists(st.one_of(st.none(), st.tuples(longitudes, latitudes))))
def test_the_order_names_every_row_once_places_first(points):
    lon, lat = np.array([point or (np.nan, np.nan) for point in points]).reshape(-1, 2).T
    order = order_along_curve(lon, lat)
    assert sorted(order.rows.tolist()) == list(range(len(points)))
    assert order.located == sum(point is not None for point in points)
    assert (np.diff(order.keys.astype(np.int64)) >= 0).all()
    assert order.page_rows()[order.rows].tolist() == list(range(len(points)))
    assert (
        order.keys.tolist() == morton_keys(*(one[order.rows[: order.located]] for one in (lon, lat))).tolist()
    )


def test_rows_at_one_place_keep_the_order_they_came_in():
    assert order_along_curve(np.full(4, 37.44), np.full(4, 44.86)).rows.tolist() == [0, 1, 2, 3]


@given(numbers)
def test_a_container_gives_back_its_columns(values):
    keys = np.sort(values)
    codes, found = to_dictionary(values)
    columns = [
        Column("place", MORTON_DELTA, keys),
        Column("days", PLANES, values),
        Column("kind", DICTIONARY, codes, found),
    ]
    header, read = unpack(pack(columns, rows=len(values)))
    assert header["rows"] == len(values)
    assert [read[one.name].numbers.tolist() for one in columns] == [one.numbers.tolist() for one in columns]
    assert read["kind"].values == found  # noqa: PD011 (a column of a page, no Series)


CONTENT = pack(
    [
        Column("place", MORTON_DELTA, np.array([5, 9], dtype=np.uint64)),
        Column("kind", DICTIONARY, np.array([0, 1], dtype=np.uint64), ["fire", "other"]),
    ],
    rows=2,
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "ends within its header"),
        (CONTENT[:40], "ends within its header"),
        (CONTENT[:-1], "ends within its column 'kind'"),
        (CONTENT + b"\0", "has 1 bytes after its last column"),
        (CONTENT[:-1] + b"\x07", "names a value in its column 'kind' that is not in the list"),
        (CONTENT.replace(b'"version":1', b'"version":2'), "is of version 2, and only 1 is known"),
        (CONTENT.replace(b"map columns", b"map accidnt"), "is of another format"),
        (
            CONTENT.replace(b"morton-delta", b"hilbert-plan"),
            "has a coding 'hilbert-plan' in its column 'place'",
        ),
        (CONTENT.replace(b'"count":2', b'"count":?'), "has no readable header"),
        (CONTENT.replace(b'"planes":1', b'"planes":9'), "does not describe its columns"),
    ],
)
def test_an_altered_container_is_refused_in_a_sentence(content, sentence):
    with pytest.raises(UnreadableBlock, match=sentence):
        unpack(content)


@given(st.integers(0, len(CONTENT) - 1), st.integers(0, 255))
def test_one_altered_byte_never_raises_anything_else(position, octet):
    altered = bytearray(CONTENT)
    altered[position] = octet
    with suppress(UnreadableBlock):
        unpack(bytes(altered))


def test_a_number_that_is_too_large_to_be_rounded_stays():
    columns = {"border_m_max": np.array([1.23456, 1.7e308, np.nan])}
    found = derived(columns, slice(3), names=columns, digits=lambda name: 3)
    assert found == {"border_m_max": [1.235, 1.7e308, None]}
