import copy
import json
import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import InvalidArgument
from geodata.geojson import Feature, dump_features, parse_features, read_features, write_features

DEPOT = Feature(0, "A7", shapely.Point(30.5, 50.4), {"name": "Нефтебаза", "n": 1, "share": 1.0, "ok": True})

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=[])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
LON, LAT = st.floats(-180, 180), st.floats(-90, 90)
POSITIONS = st.tuples(LON, LAT) | st.tuples(LON, LAT, st.floats(-1e4, 1e4))
BOXES = st.tuples(
    st.integers(-170, 160), st.integers(-85, 75), st.integers(1, 10), st.integers(1, 10), st.booleans()
).map(lambda box: shapely.box(box[0], box[1], box[0] + box[2], box[1] + box[3], ccw=box[4]))
GEOMETRIES = (
    st.none()
    | POSITIONS.map(shapely.Point)
    | st.lists(POSITIONS.map(lambda p: p[:2]), min_size=1).map(shapely.MultiPoint)
    | BOXES
)
FEATURES = st.lists(
    st.builds(
        lambda id_, geometry, properties, place: Feature(0, id_, geometry, properties, place),
        st.none() | st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
        GEOMETRIES,
        st.dictionaries(st.text(), VALUES, max_size=4),
        st.dictionaries(st.sampled_from(["place", "time", "links"]), VALUES, max_size=2),
    ),
    max_size=5,
)


def exactly(value):
    """A value with its types: 1, 1.0 and True are three things."""
    if isinstance(value, dict):
        return {name: exactly(member) for name, member in value.items()}
    if isinstance(value, list):
        return [exactly(element) for element in value]
    return type(value).__name__, repr(value)


@settings(deadline=None)
@given(features=FEATURES, members=st.dictionaries(st.sampled_from(["licence", "name"]), VALUES))
def test_what_is_written_is_read_back_exactly(features, members):
    before = copy.deepcopy((features, members))
    table = parse_features(dump_features(features, members=members), name="a.geojson")
    assert table.report.verdict == "accept"
    assert exactly(table.members) == exactly(members)
    for written, read in zip(features, table.features, strict=True):
        assert exactly(read.id) == exactly(written.id)
        assert exactly(read.properties) == exactly(written.properties)
        assert exactly(read.foreign) == exactly(written.foreign)
        if written.geometry is None:
            assert read.geometry is None
        else:
            assert shapely.orient_polygons(written.geometry).equals_exact(read.geometry, tolerance=0)
    assert exactly([[f.id, f.properties, f.foreign] for f in before[0]]) == exactly(
        [[f.id, f.properties, f.foreign] for f in features]
    )
    assert before[1] == members


@settings(deadline=None)
@given(features=FEATURES)
def test_writing_twice_gives_the_same_bytes(features):
    assert dump_features(features) == dump_features(features)


def test_a_ring_ends_at_the_height_at_which_it_begins():
    area = shapely.from_wkt("POLYGON Z ((0 0 1, 1 0 1, 1 1 1, 0 0 2))")
    table = parse_features(dump_features([Feature(0, None, area, {})]), name="a.geojson")
    assert table.report.verdict == "accept"


def test_each_feature_has_its_line():
    assert dump_features([DEPOT, DEPOT]).decode().count("\n") == 4


def test_indented_and_compact_hold_the_same():
    indented = dump_features([DEPOT], members={"licence": "CC0"}, indent=2)
    assert b'\n  "licence": "CC0"' in indented
    assert json.loads(indented) == json.loads(dump_features([DEPOT], members={"licence": "CC0"}))


def test_no_features_give_an_empty_collection():
    assert dump_features([]) == b'{"type":"FeatureCollection","features":[]}\n'


@pytest.mark.parametrize(
    ("properties", "message"),
    [
        ({"a": math.nan}, "/features/0/properties/a: nan is not JSON"),
        ({"a": [{"b": -math.inf}]}, "/features/0/properties/a/0/b: -inf is not JSON"),
        ({"a": np.int64(1)}, "/features/0/properties/a: int64 is not a JSON type"),
        ({"a": {1: 2}}, "/features/0/properties/a: the name 1 is not text"),
        ({"a": {1, 2}}, "set is not a JSON type"),
    ],
)
def test_what_json_does_not_have_is_refused_with_its_place(properties, message):
    with pytest.raises(InvalidArgument) as error:
        dump_features([Feature(0, None, None, properties)])
    assert message in str(error.value)


@pytest.mark.parametrize("geometry", [shapely.Point(181, 0), shapely.Point(0, 91), shapely.Point(4e6, 7e6)])
def test_a_position_outside_the_world_is_refused(geometry):
    with pytest.raises(InvalidArgument, match="/features/0/geometry: position"):
        dump_features([Feature(0, None, geometry, {})])


@pytest.mark.parametrize("id_", [True, (1, 2), math.nan])
def test_an_id_that_is_neither_text_nor_number_is_refused(id_):
    with pytest.raises(InvalidArgument, match="/features/0/id"):
        dump_features([Feature(0, id_, None, {})])


def test_reserved_names_are_no_foreign_members():
    with pytest.raises(InvalidArgument, match="'features' has a meaning of its own"):
        dump_features([], members={"features": []})
    with pytest.raises(InvalidArgument, match="/features/0/coordinates"):
        dump_features([Feature(0, None, None, {}, {"coordinates": []})])


@pytest.mark.parametrize(
    ("wkt", "coordinates"),
    [
        ("POLYGON ((0 0, 0 1, 1 1, 1 0, 0 0))", [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]),
        ("LINEARRING (0 0, 1 0, 1 1, 0 0)", [[0, 0], [1, 0], [1, 1], [0, 0]]),
        ("MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))", [[[0, 0], [1, 1]], [[2, 2], [3, 3]]]),
        ("POINT Z (1 2 3)", [1, 2, 3]),
        ("POINT Z (1 2 NaN)", [1, 2]),
    ],
)
def test_coordinates_follow_the_format(wkt, coordinates):
    (feature,) = json.loads(dump_features([Feature(0, None, shapely.from_wkt(wkt), {})]))["features"]
    assert feature["geometry"]["coordinates"] == coordinates


@pytest.mark.parametrize("wkt", ["POINT EMPTY", "POLYGON EMPTY", "GEOMETRYCOLLECTION EMPTY"])
def test_an_empty_geometry_is_written_as_null(wkt):
    assert b'"geometry":null' in dump_features([Feature(0, None, shapely.from_wkt(wkt), {})])


def test_nested_collections_are_written_flat():
    geometry = shapely.from_wkt("GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION (POINT (3 4)))")
    assert parse_features(dump_features([Feature(0, None, geometry, {})]), name="a").report.findings == ()


def test_half_of_a_surrogate_pair_is_written_as_an_escape():
    data = dump_features([Feature(0, None, None, {"a": "x\ud800y"})])
    assert rb'"x\ud800y"' in data


def test_a_file_is_written_and_read_back(tmp_path):
    write_features(tmp_path / "out.geojson", [DEPOT], members={"licence": "CC0"})
    table = read_features(tmp_path / "out.geojson")
    assert (table.features, table.members) == ((DEPOT,), {"licence": "CC0"})


def test_a_refused_write_leaves_the_file_as_it_was(tmp_path):
    target = tmp_path / "out.geojson"
    target.write_text("before")
    with pytest.raises(InvalidArgument):
        write_features(target, [Feature(0, None, None, {"a": math.nan})])
    assert target.read_text() == "before"
