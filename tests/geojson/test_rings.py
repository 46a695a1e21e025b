import pytest

OUTER = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
HOLE = [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def test_rings_by_the_right_hand_rule_are_accepted(read):
    assert read(polygon(OUTER, HOLE)).report.verdict == "accept"


@pytest.mark.parametrize(
    ("rings", "pointer"), [((OUTER[::-1],), "/coordinates/0"), ((OUTER, HOLE[::-1]), "/coordinates/1")]
)
def test_a_ring_wound_the_wrong_way_is_reversed(read, repairs, rings, pointer):
    assert repairs(polygon(*rings)) == [("ring-winding", pointer)]
    area = read(polygon(*rings)).features[0].geometry
    assert area.exterior.is_ccw
    assert not any(hole.is_ccw for hole in area.interiors)


def test_many_rings_wound_the_wrong_way_are_one_finding_with_a_count(read):
    (finding,) = read(polygon(OUTER[::-1], HOLE[::-1])).report.findings
    assert "2 places" in finding.message


def test_an_open_ring_is_closed(read, repairs):
    assert repairs(polygon(OUTER[:-1])) == [("ring-not-closed", "/coordinates/0")]
    assert read(polygon(OUTER[:-1])).features[0].geometry.area == 100


def test_a_ring_that_ends_at_another_height_is_closed(read, repairs):
    ring = [[0, 0, 1], [1, 0, 1], [1, 1, 1], [0, 0, 2]]
    assert repairs(polygon(ring)) == [("ring-not-closed", "/coordinates/0")]
    assert len(read(polygon(ring)).features[0].geometry.exterior.coords) == 4


def test_measures_after_the_height_do_not_open_a_ring(repairs):
    ring = [[0, 0.5, 0, 1], [1, 0, 0, 2], [1, 1, 0, 3], [0, 0.5, 0, 4]]
    assert repairs(polygon(ring)) == [("extra-coordinates", "/coordinates/0/0")]


def test_heights_that_only_some_positions_have_do_not_open_a_ring(read):
    assert read(polygon([[0, 0], [1, 0, 5], [1, 1, 5], [0, 0]])).report.verdict == "accept"


def test_a_ring_of_three_positions_is_refused(fault):
    assert fault(polygon(OUTER, [[2, 2], [2, 4], [2, 2]]))[:2] == ("ring-size", "/coordinates/1")


def test_a_sliver_thinner_than_rounding_keeps_its_winding(read):
    sliver = [[7.4, 43.7], [7.5, 43.7], [7.6, 43.7000000000000001], [7.4, 43.7]]
    rules = [item.rule for item in read(polygon(sliver)).report.findings]
    assert "ring-winding" not in rules
