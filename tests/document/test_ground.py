"""The blocks of borders and coasts: they hold what is bundled, and the land's outline encloses the land."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.borders import border_arcs
from mapapp.blocks import decode
from mapapp.layers.arcs import coarse_arcs, fine_arcs
from mapapp.layers.outline import land_outline, outline
from mapapp.payload.container import unpack

SIDE = 6


def signed(numbers):
    """Numbers out of the order 0, -1, 1, -2, 2, …"""
    return np.where(numbers % 2 == 1, -(numbers.astype(np.int64) + 1) // 2, numbers.astype(np.int64) // 2)


def words(column):
    return [column.values[code] for code in column.numbers.astype(int)]


def vertices(content):
    """The header, the columns, and where the vertices lie in degrees."""
    header, columns = unpack(decode(content))
    steps = np.stack([signed(columns[axis].numbers) for axis in "xy"], axis=1)
    return columns, np.cumsum(steps, axis=0) * header["scale"] + header["translate"]


def test_the_coarse_block_holds_every_vertex_and_what_each_arc_is():
    arcs = border_arcs("50m")
    columns, degrees = vertices(coarse_arcs())
    assert np.abs(degrees - arcs.degrees()).max() < 1e-3  # the poles and the seam are clipped by a step
    assert (columns["vertices"].numbers == np.diff(arcs.arc_offsets)).all()
    coast = (arcs.arc_units[:, 1] < 0) & ~arcs.seam
    assert [word == "coast" for word in words(columns["shore"])] == coast.tolist()
    for viewpoint in ("un", "de_facto"):
        assert [bool(word) for word in words(columns[f"border:{viewpoint}"])] == [
            pair is not None for pair in arcs.arc_pairs(viewpoint)
        ]
    disputed = np.array([word == "disputed" for word in words(columns["border:un"])])
    assert disputed.any()
    assert not (disputed & ~arcs.disputed).any()


def test_the_fine_block_is_whole_around_the_data_and_keeps_all_ends():
    west, south, east, north = extent = (30.0, 44.0, 40.0, 50.0)
    arcs = border_arcs("10m")
    columns, kept = vertices(fine_arcs(extent))
    every = {tuple(place) for place in kept.round(4).tolist()}
    whole = arcs.degrees()
    inside = (whole[:, 0] > west) & (whole[:, 0] < east) & (whole[:, 1] > south) & (whole[:, 1] < north)
    ends = np.concatenate([arcs.arc_offsets[:-1], arcs.arc_offsets[1:] - 1])
    wanted = whole[np.union1d(np.flatnonzero(inside), ends)]
    wanted = wanted[(np.abs(wanted) < [179.9, 89.9]).all(axis=1)]
    assert {tuple(place) for place in wanted.round(4).tolist()} <= every
    assert len(kept) == columns["vertices"].numbers.sum() < len(whole) / 2


@pytest.mark.parametrize("scale", ["50m", "10m"])
def test_the_outline_encloses_as_much_as_all_areas_together(scale):
    arcs = border_arcs(scale)
    degrees, parts = arcs.degrees(), arcs.arc_offsets

    def area(edges):
        """Signed, in square degrees; what two areas share goes out."""
        runs = [
            degrees[parts[i] : parts[i + 1]] if i >= 0 else degrees[parts[~i] : parts[~i + 1]][::-1]
            for i in edges
        ]
        x, y = np.concatenate(runs).T
        return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)

    rings = np.split(arcs.ring_arcs, arcs.ring_offsets[1:-1])
    joined = land_outline(arcs)
    assert sum(map(area, joined)) == pytest.approx(sum(map(area, rings)), rel=1e-9)
    assert sum(map(len, joined)) < len(arcs.ring_arcs)


@given(st.lists(st.integers(-1, 2), min_size=SIDE * SIDE, max_size=SIDE * SIDE))
def test_the_outline_of_squares_encloses_the_land_and_nothing_else(owners):
    """Squares of countries (-1 is sea) on a board; arcs lie along their sides."""
    arcs, walked = {}, []
    for square, owner in enumerate(owners):
        x, y = square % SIDE, square // SIDE
        corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
            arc = arcs.setdefault((min(a, b), max(a, b)), len(arcs))
            if owner >= 0:
                walked.append(arc if a < b else ~arc)
    begins, ends = (np.array([arc[end] for arc in arcs]) for end in (0, 1))
    rings = outline(np.array(walked, dtype=np.int64), begins, ends)
    place = [[begins[i] if i >= 0 else ends[~i] for i in ring] for ring in rings]
    last = [[ends[i] if i >= 0 else begins[~i] for i in ring] for ring in rings]
    for firsts, lasts in zip(place, last, strict=True):
        assert [tuple(one) for one in lasts] == [tuple(one) for one in [*firsts[1:], firsts[0]]]
    for square, owner in enumerate(owners):
        middle = np.array([square % SIDE + 0.5, square // SIDE + 0.5])
        assert sum(turns(np.array(ring), middle) for ring in place) == (owner >= 0)
    land = shapely.union_all(
        [
            shapely.box(i % SIDE, i // SIDE, i % SIDE + 1, i // SIDE + 1)
            for i, owner in enumerate(owners)
            if owner >= 0
        ]
    )
    assert sum(map(len, rings)) == pytest.approx(land.length)


def turns(ring, middle):
    """How often a ring turns around a point, counter-clockwise."""
    x, y = (ring - middle).T
    angles = np.diff(np.unwrap(np.arctan2(y, x)), append=np.nan)[:-1]
    first, last = np.arctan2(y[0], x[0]), np.arctan2(y[-1], x[-1])
    closing = (first - last + np.pi) % (2 * np.pi) - np.pi
    return round((angles.sum() + closing) / (2 * np.pi))
