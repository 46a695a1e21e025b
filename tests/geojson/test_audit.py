import pytest


def feature(**properties):
    return {"type": "Feature", "geometry": None, "properties": properties}


def nested(depth):
    value = 0
    for _ in range(depth):
        value = [value]
    return value


def test_nesting_up_to_the_limit_is_accepted(read):
    assert read(feature(a=nested(8)), max_nesting=10).report.verdict == "accept"


def test_nesting_beyond_the_limit_refuses_the_file(fault):
    assert fault(feature(a=nested(9)), max_nesting=10)[0] == "nesting"


def test_one_feature_nested_too_deep_refuses_the_whole_collection(read):
    table = read({"type": "FeatureCollection", "features": [feature(a=1), feature(a=nested(200))]})
    assert (table.features, table.report.findings[0].feature) == ((), None)


def test_nested_collections_count_towards_the_limit(fault):
    geometry = {"type": "Point", "coordinates": [1, 2]}
    for _ in range(200):
        geometry = {"type": "GeometryCollection", "geometries": [geometry]}
    assert fault(geometry)[0] == "nesting"


@pytest.mark.parametrize("properties", [{"a": "x" * 101}, {"x" * 101: 1}, {"a": [{"b": "x" * 101}]}])
def test_a_string_beyond_the_limit_refuses_the_file(fault, properties):
    assert fault(feature(**properties), max_string=100)[0] == "string-size"


def test_half_of_a_surrogate_pair_is_noted_and_kept(read):
    table = read(
        r'{"type": "Feature", "geometry": null, "properties": {"a": "x\ud800y", "b": "\ud83d\ude00"}}'
    )
    assert [(item.severity, item.rule, item.pointer) for item in table.report.findings] == [
        ("note", "lone-surrogate", "/properties/a")
    ]
    assert table.features[0].properties == {"a": "x\ud800y", "b": "😀"}


def test_a_finding_about_half_of_a_surrogate_pair_can_be_printed(read):
    table = read(r'{"type": "Feature", "geometry": null, "properties": {"\ud800": {"a": 1e999}}}')
    assert str(table.report.findings[0]).encode()
