import gc
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.geojson import parse_features, read_features
from geodata.geojson.members import ALL_TYPES

POINT = {"type": "Point", "coordinates": [30, 50]}
FEATURE = {"type": "Feature", "geometry": POINT, "properties": {}}


def collection(count):
    return {"type": "FeatureCollection", "features": [FEATURE] * count}


def test_a_file_is_named_as_the_caller_names_it(tmp_path):
    file = tmp_path / "upload-1.geojson"
    file.write_text("{}")
    assert read_features(file).report.file == str(file)
    assert read_features(file, name="incidents.geojson").report.findings[0].file == "incidents.geojson"


def test_a_refused_file_has_one_finding_and_no_features(read):
    table = read('{"type": "FeatureCollection", "features": [' + json.dumps(FEATURE) + ", oops]}")
    assert (table.features, table.kind, len(table.report.findings)) == ((), None, 1)
    assert (table.report.verdict, table.report.findings[0].feature) == ("reject", None)


@pytest.mark.parametrize(
    ("limits", "rule"), [({"max_features": 2}, "feature-count"), ({"max_vertices": 2}, "vertex-count")]
)
def test_a_file_beyond_a_limit_is_refused(fault, limits, rule):
    assert fault(collection(3), **limits)[0] == rule


def test_a_file_at_the_limits_is_read(read):
    assert len(read(collection(3), max_features=3, max_vertices=3).features) == 3


def test_features_keep_order_across_batches(read):
    features = [FEATURE | {"id": i, "properties": {"text": "x" * 500}} for i in range(2000)]
    table = read({"type": "FeatureCollection", "features": features})
    assert [feature.id for feature in table.features] == list(range(2000))
    assert [feature.index for feature in table.features] == list(range(2000))


def test_the_collector_runs_again_after_reading(read):
    read(POINT)
    assert gc.isenabled()


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)
JSON = LEAVES | st.lists(LEAVES, max_size=3) | st.dictionaries(st.text(max_size=3), LEAVES, max_size=3)
NUMBERS = st.sampled_from([0, 1, 89.5, 90, -90, 91, 179, 180, -180, -179, 190, 360, 400])
POSITIONS = st.lists(st.lists(NUMBERS, min_size=2, max_size=3), max_size=7)
COORDINATES = (
    st.recursive(NUMBERS | LEAVES, lambda inner: st.lists(inner, max_size=4), max_leaves=9) | POSITIONS
)
TYPES = st.sampled_from(ALL_TYPES)
MEMBERS = ("coordinates", "geometries", "geometry", "properties", "features", "id", "bbox", "crs")


@settings(deadline=None)
@given(data=st.binary())
def test_no_bytes_raise(data):
    table = parse_features(data, name="a.geojson")
    assert table.report.features_kept == len(table.features)


@settings(deadline=None)
@given(
    kind=TYPES,
    coordinates=COORDINATES
    | st.lists(POSITIONS, max_size=3)
    | st.lists(st.lists(POSITIONS, max_size=2), max_size=2),
)
def test_no_coordinates_raise_and_what_is_kept_is_valid_and_on_the_globe(kind, coordinates):
    geometry = {"type": kind, "coordinates": coordinates}
    value = {"type": "FeatureCollection", "features": [FEATURE, FEATURE | {"geometry": geometry}]}
    table = parse_features(json.dumps(value).encode(), name="a.geojson")
    for feature in table.features:
        if feature.geometry is not None:
            west, south, east, north = feature.geometry.bounds
            assert feature.geometry.is_valid
            assert -180 <= west <= east <= 180
            assert -90 <= south <= north <= 90


@settings(deadline=None)
@given(kind=TYPES, members=st.dictionaries(st.sampled_from(MEMBERS), JSON))
def test_no_members_raise_and_every_refusal_has_a_finding(kind, members):
    table = parse_features(json.dumps({"type": kind, **members}).encode(), name="a.geojson")
    refused = table.report.features_read - table.report.features_kept
    rejects = [item for item in table.report.findings if item.severity == "reject"]
    assert len(rejects) == refused or (table.kind is None and len(rejects) == 1)
