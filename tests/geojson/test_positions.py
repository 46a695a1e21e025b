import pytest

GOOD = [30, 50]


@pytest.mark.parametrize(
    ("position", "rule"),
    [
        ([], "position-size"),
        ([30], "position-size"),
        (7, "coordinates-nesting"),
        ("30,50", "coordinates-nesting"),
        (None, "coordinates-nesting"),
        ({"lon": 30}, "coordinates-nesting"),
        ([[30, 50]], "coordinates-nesting"),
        (["30", "50"], "not-a-number"),
        ([30, None], "not-a-number"),
        ([True, 50], "not-a-number"),
        ([30, 50, "0"], "not-a-number"),
        ([30, 90.0000001], "latitude-range"),
        ([30, -91], "latitude-range"),
        ([361, 50], "longitude-range"),
        ([10**400, 50], "number-size"),
    ],
)
def test_a_faulty_position_is_named_by_its_place(fault, position, rule):
    assert fault({"type": "LineString", "coordinates": [GOOD, GOOD, position]})[:2] == (
        rule,
        "/coordinates/2",
    )


@pytest.mark.parametrize("number", ["1e999", "-1e999"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_coordinate_beyond_a_double_is_refused(fault, number, place):
    numbers = ["1", "2", "3"]
    numbers[place] = number
    position = f"[{','.join(numbers)}]"
    assert fault(f'{{"type": "Point", "coordinates": {position}}}')[:2] == ("number-size", "/coordinates")
    line = f'{{"type": "LineString", "coordinates": [[1, 2, 3], {position}]}}'
    assert fault(line)[:2] == ("number-size", "/coordinates/1")


@pytest.mark.parametrize(
    ("position", "question"),
    [
        ([48.5, 135.1], "were longitude and latitude swapped?"),
        ([4187591.1, 7509137.6], "are these metres of a projected system?"),
        ([120.5, 95.5], "is the number mistyped?"),
        (["37,61", "55,75"], "a decimal point: 37.5, not 37,5"),
        ([37, 61, 55, 75], "are these two numbers with decimal commas?"),
    ],
)
def test_a_likely_mistake_is_asked_about(fault, position, question):
    assert question in fault({"type": "Point", "coordinates": position})[2]


def test_numbers_after_the_third_are_left_out(read, repairs):
    value = {"type": "Point", "coordinates": [30, 50.5, 100, 7, 8]}
    assert repairs(value) == [("extra-coordinates", "/coordinates")]
    assert read(value).features[0].geometry.wkt == "POINT Z (30 50.5 100)"


def test_heights_that_only_some_positions_have_are_kept(read):
    table = read({"type": "LineString", "coordinates": [[1, 2, 3], [4, 5]]})
    assert table.report.verdict == "accept"
    assert table.features[0].geometry.coords[0] == (1, 2, 3)


def test_the_edges_of_the_world_are_inside(read):
    edges = [[180, 90], [-180, -90], [180, -90], [-180, 90]]
    assert read({"type": "MultiPoint", "coordinates": edges}).report.verdict == "accept"
