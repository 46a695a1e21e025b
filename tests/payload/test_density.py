"""Counts by square and time: those of a count one by one, whatever the squares."""

import calendar
import math
from collections import Counter
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest

from geodata.analysis import analyse
from geodata.dataset import empty_dataset
from geodata.dates import interval
from mapapp.blocks import encode
from mapapp.errors import UnreadableBlock
from mapapp.payload import density
from mapapp.payload.density import density_blocks, tile_numbers
from mapapp.payload.read_density import Density
from mapapp.view import View, point_of
from tests.builders import feature, make_dataset

TIMES = [
    {"start": "2024-02-17"},
    {"start": "2024-02"},
    {"start": "2024-02-28", "end": "2024-04-02"},
    {"start": "2023"},
    {},
]
SHAPES = [None, [30.5, 50.4], [30.6, 50.4], [-180, 0], [180, 89.9], [37.44, 44.86], [37.45, -86]]


def view_of(count, seed=5):
    """A view of incidents at few places and times, so that many share both."""
    draws = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        place = SHAPES[draws.integers(len(SHAPES))]
        geometry = place and {"type": "Point", "coordinates": place}
        rows.append(
            feature(
                {"id": f"i{number}", "title": "x", **TIMES[draws.integers(len(TIMES))]}, geometry=geometry
            )
        )
    return View(analyse(make_dataset(incidents=rows)))


def read(view, *, by_time):
    return Density({name: encode(content) for name, content in density_blocks(view).items()}, by_time=by_time)


def square_of(lon, lat, level):
    """The tile of a place, by the formula of the OpenStreetMap wiki."""
    size = 2**level
    lat = math.radians(max(-85.0511287798, min(85.0511287798, lat)))
    column = math.floor((lon + 180) / 360 * size)
    row = math.floor((1 - math.asinh(math.tan(lat)) / math.pi) / 2 * size)
    return min(max(column, 0), size - 1), min(max(row, 0), size - 1)


def whole_months(start, end):
    """From the first day of the first month to the last day of the last one."""
    lies = interval(start, end)
    if lies is None:
        return None, None
    first, last = lies
    length = calendar.monthrange(last.year, last.month)[1]
    return first.replace(day=1).isoformat(), last.replace(day=length).isoformat()


def one_by_one(view, level, *, by_time):
    """Incidents by square and months, counted one after the other."""
    found = Counter()
    incidents = view.dataset.incidents
    for shape, start, end in zip(incidents.geometry, incidents["start"], incidents["end"], strict=True):
        mark = point_of(shape)
        months = whole_months(start, end) if by_time else (None, None)
        found[(mark and square_of(*mark, level), months)] += 1
    return found


def counted(table):
    """The same counts, as a page holds them."""
    level, squares = table.header["level"], table.squares
    found = {}
    for row, (times, count) in enumerate(zip(table.times, table.incidents.tolist(), strict=True)):
        square = None
        if row < len(squares):
            west, south, east, north = squares[row]
            square = square_of((west + east) / 2, (south + north) / 2, level)
        assert (square, times) not in found
        found[square, times] = count
    return found


@pytest.mark.parametrize("by_time", [False, True])
@pytest.mark.parametrize("most", [500_000, 8, 5])
def test_counts_are_those_of_a_count_one_by_one(by_time, most, monkeypatch):
    monkeypatch.setattr(density, "MOST_ROWS", most)
    monkeypatch.setattr(density, "_COARSEST_BY_MONTH", 0)
    view = view_of(300)
    table = read(view, by_time=by_time)
    assert counted(table) == one_by_one(view, table.header["level"], by_time=by_time)
    assert table.incidents.sum() == table.header["incidents"] == 300
    assert table.header["unit"] == ("month" if by_time else None)


@pytest.mark.parametrize("most", [1, 3, 6, 20, 60])
def test_squares_are_as_small_as_the_rows_allow(most, monkeypatch):
    monkeypatch.setattr(density, "MOST_ROWS", most)
    view = view_of(200)
    for by_time in (False, True):
        header = read(view, by_time=by_time).header
        level, rows = header["level"], header["located"]
        assert rows <= most or level == 0
        if level < density.FINEST and header["unit"] != "year":
            finer = one_by_one(view, level + 1, by_time=by_time)
            assert sum(square is not None for square, _ in finer) > most


def test_the_squares_of_a_place_hold_it_and_follow_the_curve():
    draws = np.random.default_rng(3)
    lon, lat = draws.uniform(-180, 180, 500), draws.uniform(-85, 85, 500)
    for level in (0, 1, 9, 22):
        for x, y, one_lon, one_lat in zip(*tile_numbers(lon, lat, level), lon, lat, strict=True):
            assert (x, y) == square_of(one_lon, one_lat, level)
    table = read(view_of(100), by_time=False)
    keys = [
        sum((x >> bit & 1) << 2 * bit | (y >> bit & 1) << 2 * bit + 1 for bit in range(22))
        for x, y in (square_of((w + e) / 2, (s + n) / 2, 22) for w, s, e, n in table.squares)
    ]
    assert keys == sorted(set(keys))


def test_where_months_leave_only_large_squares_years_are_counted(monkeypatch):
    monkeypatch.setattr(density, "MOST_ROWS", 12)
    view = view_of(300)
    table = read(view, by_time=True)
    assert table.header["unit"] == "year"
    assert {times for times in table.times if times[0]} == {
        ("2023-01-01", "2023-12-31"),
        ("2024-01-01", "2024-12-31"),
    }
    assert table.incidents.sum() == 300


def test_the_same_incidents_give_the_same_bytes_in_any_order_and_the_query_changes_none():
    view = view_of(200)
    incidents = view.dataset.incidents
    turned = incidents.iloc[::-1].reset_index(drop=True)
    other = View(
        replace(view.analysis, dataset=replace(view.dataset, incidents=gpd.GeoDataFrame(turned))),
        replace(view.query, start="2030"),
    )
    assert density_blocks(other) == density_blocks(view)


def test_many_times_leave_room_for_squares():
    keys = np.arange(1000, dtype=np.uint64)
    codes = np.arange(1000, dtype=np.uint64) << np.uint64(30)  # 40 bits: 24 are left for squares
    found = density._counted(keys << np.uint64(30), codes)
    assert found.level == 12
    assert found.codes.tolist() == codes.tolist()


@pytest.mark.parametrize(
    "rows", [[], [feature({"id": "a", "title": "x"}, geometry=None)], [feature({"id": "a", "title": "x"})]]
)
def test_a_dataset_with_hardly_anything_in_it_is_counted(rows):
    view = View(analyse(make_dataset(incidents=rows) if rows else empty_dataset()))
    for by_time in (False, True):
        table = read(view, by_time=by_time)
        assert table.incidents.tolist() == [1] * len(rows)
        assert table.times == [(None, None)] * len(rows)
        assert len(table.squares) == sum(row["geometry"] is not None for row in rows)


def test_the_last_year_that_there_is_has_a_last_day():
    view = View(analyse(make_dataset(incidents=[feature({"id": "a", "title": "x", "start": "9999-12-31"})])))
    assert read(view, by_time=True).times == [("9999-12-01", "9999-12-31")]


def test_a_page_without_counts_says_so():
    with pytest.raises(UnreadableBlock, match="no block 'density'"):
        _ = Density({}).header
