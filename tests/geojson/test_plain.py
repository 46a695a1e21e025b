"""Batches in which nothing is unusual are read as the strict way reads them, and no other batches are."""

import json
import os
import re

import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geodata.geojson import Limits
from geodata.geojson.plain import Unusual, read_plain
from geodata.geojson.reader import FeatureList, read_into, read_strictly
from geodata.geojson.reading import Reading
from geodata.geojson.stream import read_plainly

EXAMPLES = int(os.environ.get("EXAMPLES", "150"))
SMALL = 120
"""Bytes of a batch: one or two features."""

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**63 - 1, 2**63, 2**64, -(2**63) - 1, 10**30, 1e19, -0.0])
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=4)
    | st.sampled_from(['":', " :", 'a":', "\\", "\ud800", '}, {"type": "Feature"', "[", "]}", "ü"])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=2) | LEAVES.map(str), inner, max_size=3)
    ),
    max_leaves=4,
)
NUMBERS = st.sampled_from([0, -0.0, 1, 7.25, 90, -90.5, 180, -180, 181, 2**70, 1e300, True, None])
COORDINATES = st.lists(st.floats(-90, 90) | NUMBERS, min_size=1, max_size=4)
POINTS = st.fixed_dictionaries({"type": st.just("Point"), "coordinates": COORDINATES})
GEOMETRIES = (
    POINTS
    | st.none()
    | st.sampled_from(
        [
            {"type": "Point", "coordinates": [30, 50]},
            {"coordinates": [30.5, 50, 7], "type": "Point"},
            {"type": "Point", "coordinates": [30, 50], "note": 1},
            {"type": "LineString", "coordinates": [[0, 0], [1, 1]]},
            {"type": "Point"},
        ]
    )
)
PROPERTIES = st.dictionaries(st.sampled_from(["id", "title", "a/b", "n"]), VALUES, max_size=3) | st.none()
FEATURES = st.fixed_dictionaries(
    {"type": st.just("Feature"), "geometry": GEOMETRIES, "properties": PROPERTIES},
    optional={"id": st.sampled_from(["a", "b", 1, 2**70]) | VALUES, "bbox": st.just([0, 0, 1, 1])},
)
PLAIN = st.fixed_dictionaries(
    {
        "type": st.just("Feature"),
        "id": st.sampled_from(["a", "b", "c", 7]),
        "geometry": st.just({"type": "Point", "coordinates": [30, 50]}),
        "properties": st.dictionaries(st.sampled_from(["title", "n"]), LEAVES, max_size=2),
    }
)
MEMBERS = st.dictionaries(st.sampled_from(["name", "crs", "bbox", "geometry"]), VALUES, max_size=2)
SPACING = st.sampled_from([(",", ":"), (", ", ": "), (" ,\n", "\t: ")])


@st.composite
def texts(draw):
    """Collections as texts, some of them damaged."""
    features = draw(st.lists(PLAIN | FEATURES, max_size=7))
    if draw(st.booleans()):  # as they mostly are written, and must be for the text to be cut between them
        features = [{"type": "Feature"} | feature for feature in features]
    before, after = draw(MEMBERS), draw(MEMBERS)
    root = {**before, "type": "FeatureCollection", "features": features, **after}
    text = json.dumps(root, separators=draw(SPACING), ensure_ascii=draw(st.booleans()))
    data = text.encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 9)) == 0:
        data = re.sub(rb'"(n|title|type)"', rb'"\1":0,"\1"', data, count=draw(st.integers(1, 9)))
    if draw(st.booleans()):
        at, cut = draw(st.integers(0, len(data))), draw(st.integers(0, 3))
        data = data[:at] + draw(st.sampled_from(MISHAPS)) + data[at + cut :]
    return data


MISHAPS = [
    b"",
    b"}",
    b",",
    b'"',
    b":",
    b" :",
    b"\\",
    b"\xff",
    b"NaN",
    b'"n":1,"n":1',
    b"9" * 20,
    b"1e999",
    b"0",
]


def both(data, limits=Limits()):  # noqa: B008 (frozen)
    """Read in both ways; give what each found and kept, as texts. The plain way may decline."""
    plain, strict = FeatureList(), FeatureList()
    decided = strict.table(read_strictly(lambda: data, Reading("a.geojson", limits, strict)))
    blocks = (data[start : start + 100] for start in range(0, len(data), 100))
    try:
        source = read_plainly(blocks, Reading("a.geojson", limits, plain), size=SMALL)
    except Unusual:
        return None, decided
    return plain.table(source), decided


@settings(deadline=None, max_examples=EXAMPLES)
@given(texts())
@example(b'{"type":"FeatureCollection","features":[]}')
def test_both_ways_read_the_same(data):
    plain, strict = both(data)
    if plain is None:
        return
    assert repr(plain) == repr(strict)  # tells 1 from 1.0 and from True, and the names' order
    shapes = [[feature.geometry for feature in table.features] for table in (plain, strict)]
    assert shapely.to_wkb(shapes[0]).tolist() == shapely.to_wkb(shapes[1]).tolist()


@settings(deadline=None, max_examples=EXAMPLES)
@given(st.lists(PLAIN, min_size=1, max_size=9), st.sampled_from([(",", ":"), (", ", ": ")]))
def test_the_plain_way_does_not_decline_what_is_whole(features, separators):
    root = {"type": "FeatureCollection", "features": [{"type": "Feature"} | item for item in features]}
    plain, strict = both(json.dumps(root, separators=separators).encode())
    assert repr(plain) == repr(strict)


@pytest.mark.parametrize("limits", [{"max_features": 2}, {"max_vertices": 2}, {"max_bytes": 90}])
def test_what_is_beyond_the_limits_is_left_to_the_strict_way(limits):
    feature = '{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{}}'
    data = f'{{"type":"FeatureCollection","features":[{",".join([feature] * 9)}]}}'.encode()
    plain, strict = both(data, Limits(**limits))
    assert plain is None
    assert strict.report.unusable


FEATURE = '{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[30,50]},"properties":{"n":1}}'


def test_a_plain_feature_is_read_at_once():
    batch = read_plain(f"{FEATURE},{FEATURE}".encode(), 3, Limits())
    assert (list(batch.indices), batch.ids, batch.properties) == ([3, 4], ["a", "a"], [{"n": 1}, {"n": 1}])


@pytest.mark.parametrize(
    ("part", "unusual"),
    [
        ('"n":1', '"n":1,"n":1'),
        ('"n":1', '"n":{"a":[{"b":1,"b":1}]}'),
        ('"n":1', '"n":1,"n" :2'),
        ('"n":1', '"n":18446744073709551616'),
        ('"n":1', '"n":[{"a":-9223372036854775809}]'),
        ('"n":1', '"n":NaN'),
        ('"n":1', '"n":"\\ud800"'),
        ('"n":1', '"n":' + "[" * 130 + "]" * 130),
        ('"id":"a"', '"id":null'),
        ('"id":"a"', '"id":true'),
        ('"id":"a"', '"id":"a","bbox":[0,0,1,1]'),
        ('"Feature"', '"feature"'),
        ("[30,50]", "[30]"),
        ("[30,50]", "[30,50,1,1]"),
        ("[30,50]", "[30,true]"),
        ("[30,50]", "[190,50]"),
        ("[30,50]", "[30,-90.5]"),
        ("[30,50]", "[0,-0.0]"),
        ("[30,50]", "[]"),
        ('"Point"', '"LineString"'),
        ('{"n":1}', "null"),
    ],
)
def test_what_is_unusual_is_left_to_the_strict_way(part, unusual):
    with pytest.raises(Unusual):
        read_plain(f"{FEATURE},{FEATURE.replace(part, unusual)}".encode(), 0, Limits())


def test_a_large_file_is_read_as_its_features_are_written(tmp_path):
    features = [FEATURE.replace('"a"', str(number)) for number in range(20_000)]
    features[15_000] = features[15_000].replace("[30,50]", "[30,95]")
    file = tmp_path / "large.geojson"
    file.write_text(f'{{"type":"FeatureCollection","features":[{",".join(features)}],"name":"n"}}')
    sink = FeatureList()
    source = read_into(sink, file)
    assert [feature.id for feature in sink.features] == [*range(15_000), *range(15_001, 20_000)]
    assert [(item.rule, item.feature) for item in source.report.findings] == [("latitude-range", 15_000)]
    assert source.members == {"name": "n"}
    assert re.search("latitude 95", source.report.findings[0].message)
