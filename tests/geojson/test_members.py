import pytest

POINT = {"type": "Point", "coordinates": [30, 50]}
FEATURE = {"type": "Feature", "geometry": POINT, "properties": {}}
COLLECTION = {"type": "FeatureCollection", "features": [FEATURE]}


def named(name):
    return {"type": "name", "properties": {"name": name}}


@pytest.mark.parametrize(
    "name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326", "WGS84"]
)
def test_a_crs_that_names_wgs84_is_left_out(repairs, name):
    assert repairs(COLLECTION | {"crs": named(name)}) == [("crs-member", "/crs")]


@pytest.mark.parametrize(
    "name", ["EPSG:3857", "urn:ogc:def:crs:EPSG::32637", "http://127.0.0.1:9/crs", "EPSG:43260"]
)
def test_another_crs_refuses_the_file(fault, name):
    rule, pointer, sentence = fault(COLLECTION | {"crs": named(name)})
    assert (rule, pointer) == ("crs-not-wgs84", "/crs")
    assert "Reproject the data" in sentence


@pytest.mark.parametrize(
    "crs",
    [
        "EPSG:4326",
        {},
        {"type": "name"},
        {"type": "link", "properties": {"href": "file:///etc/passwd"}},
        named(4326),
    ],
)
def test_a_crs_that_cannot_be_read_refuses_the_file(fault, crs):
    assert fault(COLLECTION | {"crs": crs})[:2] == ("crs-unreadable", "/crs")


def test_a_crs_inside_a_geometry_counts_for_that_feature(read):
    bad = FEATURE | {"geometry": POINT | {"crs": named("EPSG:3857")}}
    table = read({"type": "FeatureCollection", "features": [FEATURE, bad]})
    assert table.report.findings[0].pointer == "/features/1/geometry/crs"
    assert len(table.features) == 1


def test_a_null_crs_is_noted(read):
    assert [item.rule for item in read(POINT | {"crs": None}).report.findings] == ["crs-null"]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (COLLECTION, "properties"),
        (COLLECTION, "coordinates"),
        (FEATURE, "features"),
        (FEATURE, "geometries"),
        (POINT, "properties"),
        (POINT, "features"),
    ],
)
def test_a_member_of_another_kind_of_object_is_left_out(repairs, value, name):
    assert repairs(value | {name: []}) == [("reserved-member", f"/{name}")]


@pytest.mark.parametrize("bbox", ["1,2,3,4", [1, 2, 3], [1, 2, 3, "4"], [1, 2, 3, True], None])
def test_a_malformed_bbox_is_left_out(repairs, bbox):
    assert repairs(COLLECTION | {"bbox": bbox}) == [("bbox", "/bbox")]


def test_other_members_of_a_geometry_are_noted(read):
    (note,) = read(POINT | {"source": "survey"}).report.findings
    assert (note.severity, note.rule, note.pointer) == ("note", "geometry-member", "/source")
