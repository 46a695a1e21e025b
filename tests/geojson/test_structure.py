import json

import pytest

POINT = {"type": "Point", "coordinates": [30, 50]}
GOOD = {"type": "Feature", "id": "good", "geometry": POINT, "properties": {"n": 1}}


def collection(*features, **members):
    return {"type": "FeatureCollection", "features": list(features), **members}


@pytest.mark.parametrize(
    ("change", "rule", "pointer"),
    [
        ({"type": None}, "unknown-type", "/type"),
        ({"type": "feature"}, "unknown-type", "/type"),
        ({"type": "Point"}, "misplaced-type", "/type"),
        ({"id": None}, "id-type", "/id"),
        ({"id": True}, "id-type", "/id"),
        ({"id": ["A7"]}, "id-type", "/id"),
        ({"geometry": "POINT (30 50)"}, "not-an-object", "/geometry"),
        ({"properties": []}, "properties-type", "/properties"),
        ({"properties": {"a": [{"b": float("inf")}]}}, "number-size", "/properties/a/0/b"),
        ({"properties": {"a": float("-inf")}}, "number-size", "/properties/a"),
        ({"place": {"a": float("inf")}}, "number-size", "/place/a"),
        ({"id": float("inf")}, "number-size", "/id"),
    ],
)
def test_a_faulty_feature_is_refused_alone(read, change, rule, pointer):
    text = json.dumps(collection(GOOD, GOOD | change, GOOD | {"id": "last"}))
    table = read(text.replace("Infinity", "1e999"))
    (finding,) = table.report.findings
    assert (finding.rule, finding.feature, finding.pointer) == (rule, 1, f"/features/1{pointer}")
    assert [feature.index for feature in table.features] == [0, 2]
    assert (table.report.features_read, table.report.features_kept) == (3, 2)


@pytest.mark.parametrize(("missing", "pointer"), [("type", ""), ("geometry", "/geometry")])
def test_a_missing_member_refuses_the_feature(read, missing, pointer):
    bad = {name: value for name, value in GOOD.items() if name != missing}
    table = read(collection(GOOD, bad))
    assert table.report.findings[0].pointer == f"/features/1{pointer}"
    assert len(table.features) == 1


@pytest.mark.parametrize("value", [None, 7, "Feature", []])
def test_what_is_no_object_is_no_feature(read, value):
    table = read(collection(value, GOOD))
    assert (table.report.findings[0].rule, table.report.findings[0].pointer) == (
        "not-an-object",
        "/features/0",
    )


def test_a_sentence_names_file_feature_id_and_place(read):
    bad = GOOD | {"id": "A7", "geometry": {"type": "LineString", "coordinates": [[30, 50], [50, 190.2]]}}
    assert str(read(collection(GOOD, bad)).report.findings[0]) == (
        "a.geojson, feature 1 (id 'A7'), /features/1/geometry/coordinates/1: "
        "latitude 190.2 is outside -90..90; "
        "were longitude and latitude swapped? Write each position as [longitude, latitude] in degrees."
    )


def test_missing_properties_are_repaired(repairs):
    assert repairs({"type": "Feature", "geometry": None}) == [("missing-properties", "/properties")]


def test_null_geometry_and_null_properties_are_accepted(read):
    table = read({"type": "Feature", "geometry": None, "properties": None})
    assert table.report.verdict == "accept"
    assert (table.features[0].geometry, table.features[0].properties) == (None, {})


@pytest.mark.parametrize("id_", ["A7", "", 0, 7, 7.0, 2**60 + 1])
def test_an_id_keeps_its_type(read, id_):
    kept = read(GOOD | {"id": id_}).features[0].id
    assert (kept, type(kept)) == (id_, type(id_))


def test_unknown_members_are_kept_where_they_stand(read):
    table = read(
        collection(GOOD | {"place": {"a": 1}, "bbox": [1, 2, 3, 4]}, licence="CC0", bbox=[1, 2, 3, 4])
    )
    assert table.members == {"licence": "CC0", "bbox": [1, 2, 3, 4]}
    assert table.features[0].foreign == {"place": {"a": 1}, "bbox": [1, 2, 3, 4]}
    assert table.report.findings == ()


def test_ids_that_two_features_share_are_noted_and_both_stay(read):
    table = read(collection(GOOD, GOOD, GOOD | {"id": 1}, GOOD | {"id": "1"}))
    assert [(item.severity, item.rule, item.pointer) for item in table.report.findings] == [
        ("note", "duplicate-id", "/features/1/id")
    ]
    assert len(table.features) == 4


@pytest.mark.parametrize("value", [[], [GOOD], '"text"', 7, None, True])
def test_a_root_that_is_no_object_is_refused(fault, value):
    assert fault(value)[:2] == ("not-an-object", "")


@pytest.mark.parametrize("features", [None, {}, "none"])
def test_features_that_are_no_array_refuse_the_file(fault, features):
    assert fault({"type": "FeatureCollection", "features": features})[:2] == ("missing-features", "/features")


def test_a_collection_without_features_member_is_refused(fault):
    assert fault({"type": "FeatureCollection"})[:2] == ("missing-features", "/features")


def test_an_empty_collection_is_accepted(read):
    assert read(collection()).report.verdict == "accept"


def test_a_near_miss_in_the_type_gets_a_guess(fault):
    assert "did you mean 'FeatureCollection'?" in fault({"type": "featurecollection", "features": []})[2]


@pytest.mark.parametrize(
    ("value", "what", "pointer"),
    [
        ({"type": "Topology", "objects": {}, "arcs": []}, "TopoJSON", "/type"),
        ({"geometryType": "esriGeometryPoint", "features": []}, "Esri JSON", ""),
        ({"rings": [[[0, 0]]]}, "Esri JSON polygon", ""),
        ({"version": 0.6, "elements": []}, "OpenStreetMap", ""),
        ({"error": {"code": 400}}, "error message", ""),
    ],
)
def test_another_kind_of_json_is_named(fault, value, what, pointer):
    rule, found, sentence = fault(value)
    assert (rule, found) == ("other-json", pointer)
    assert what in sentence


@pytest.mark.parametrize("kind", ["Feature", "Point"])
def test_a_file_of_one_feature_or_one_geometry_is_read(read, kind):
    table = read(GOOD if kind == "Feature" else POINT)
    assert (table.kind, table.report.features_read, table.features[0].geometry.wkt) == (
        kind,
        1,
        "POINT (30 50)",
    )
