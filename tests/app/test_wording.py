"""Numbers and distances as people read them."""

import json
import math
from pathlib import Path

import pytest

import mapapp
from mapapp.wording import country_label, distance, distance_with_interval, interval, number, visible

SCRIPT = Path(mapapp.__file__).parent / "web" / "src" / "format.js"

METRES = (
    0,
    0.4,
    0.5,
    4.5,
    9.99,
    10,
    14.9,
    15,
    994,
    995,
    1_050,
    7_449,
    7_450,
    99_949,
    99_950,
    312_400,
    2_345_678,
)
SPREADS = (0, 0.3, 5, 260, 994, 995, 1_000, 1_049, 8_460, 9_940, 9_950, 12_300, 150_000)


def test_a_distance_is_written_in_the_unit_that_fits():
    assert [distance(metres) for metres in (4.5, 848, 994.9, 995, 84_200, 312_400)] == [
        "5 m",
        "850 m",
        "990 m",
        "1.0 km",
        "84.2 km",
        "312 km",
    ]


def test_thousands_are_parted_by_a_thin_space():
    assert number(2_345_678) == "2\u202f345\u202f678"


def test_a_distance_comes_with_its_interval():
    assert distance_with_interval(84_200, 75_200, 93_200) == "84.2 km ± 9 km"
    assert distance_with_interval(3_000, 0, 16_000) == "3.0 km, within location error (0 to 16 km)"


def test_what_was_placed_at_another_is_not_said_to_have_been_measured_from_it():
    for write in (interval, distance_with_interval):
        assert write(0, 0, 16_000) == "placed there, location error up to 16 km"
        assert write(0.9, math.nan, math.nan) == "placed there, location error unknown"
        assert write(0, 0, 0) == "placed there"
        assert "placed" not in write(1, 0, 16_000)


def test_an_unknown_location_error_is_said():
    assert distance_with_interval(84_200, math.nan, math.nan) == "84.2 km (location error unknown)"
    assert interval(84_200, math.nan, math.nan) == "location error unknown"


def test_what_was_not_measured_is_said():
    assert distance_with_interval(math.nan, math.nan, math.nan) == "not measured"
    assert interval(math.nan, math.nan, math.nan) == ""


def test_an_exact_distance_has_no_interval():
    assert distance_with_interval(84_200, 84_200, 84_200) == "84.2 km"


def test_an_unknown_country_keeps_its_code():
    assert (country_label("UA"), country_label("X9")) == ("Ukraine", "X9")


def test_other_signs_than_those_of_direction_and_control_stay():
    assert visible("Орск, محطة, \u200b\t\n") == "Орск, محطة, \u200b\t\n"
    assert visible("\0\x07\x1b[2J\x9f") == "[U+0000][U+0007][U+001B][2J[U+009F]"


@pytest.fixture
def in_script(chromium):
    """Call a function of the page's script on several rows of arguments."""
    page = chromium.new_page()
    code = SCRIPT.read_text(encoding="utf-8").replace("export function", "function")

    def call(name, rows):
        return page.evaluate(f"() => {{ {code}; return {json.dumps(rows)}.map((row) => {name}(...row)); }}")

    yield call
    page.close()


@pytest.mark.browser
def test_the_map_document_writes_distances_in_the_same_form(in_script):
    rows = [(metres, max(0, metres - spread), metres + spread) for metres in METRES for spread in SPREADS]
    assert in_script("distanceWithInterval", rows) == [distance_with_interval(*row) for row in rows]


@pytest.mark.browser
def test_the_map_document_shows_the_same_signs(in_script):
    signs = [[f"a{chr(code)}b"] for code in (*range(0xA1), *range(0x600, 0x620), *range(0x2000, 0x2070))]
    assert in_script("visible", signs) == [visible(text) for (text,) in signs]


@pytest.mark.browser
def test_the_map_document_writes_numbers_of_all_sizes_in_the_same_form(in_script):
    rows = [[sign * 10.0**power * 1.5] for power in range(-3, 308, 7) for sign in (1, -1)]
    rows += [[value] for value in (9.99e20, 1e21, 1.7e308)]
    assert in_script("number", rows) == [number(*row) for row in rows]
