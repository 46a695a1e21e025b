import pytest

SQUARE = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]


def collection(*geometries):
    return {"type": "GeometryCollection", "geometries": list(geometries)}


POINT = {"type": "Point", "coordinates": [1, 2]}


@pytest.mark.parametrize(
    ("value", "wkt"),
    [
        (POINT, "POINT (1 2)"),
        ({"type": "Point", "coordinates": [1, 2, 3.5]}, "POINT Z (1 2 3.5)"),
        ({"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]}, "MULTIPOINT ((1 2), (3 4))"),
        ({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, "LINESTRING (1 2, 3 4)"),
        ({"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]]]}, "MULTILINESTRING ((1 2, 3 4))"),
        ({"type": "Polygon", "coordinates": SQUARE}, "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"),
        ({"type": "MultiPolygon", "coordinates": [SQUARE]}, "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)))"),
        (collection(POINT), "GEOMETRYCOLLECTION (POINT (1 2))"),
    ],
)
def test_every_type_of_geometry_is_read(read, value, wkt):
    table = read(value)
    assert table.report.verdict == "accept"
    assert table.features[0].geometry.wkt == wkt


@pytest.mark.parametrize(
    ("value", "rule", "pointer"),
    [
        ({"type": "Point"}, "missing-coordinates", "/coordinates"),
        ({"type": "GeometryCollection"}, "missing-geometries", "/geometries"),
        ({"type": "LineString", "coordinates": [[1, 2]]}, "line-size", "/coordinates"),
        ({"type": "LineString", "coordinates": 5}, "coordinates-nesting", "/coordinates"),
        ({"type": "LineString", "coordinates": SQUARE[0][0]}, "coordinates-nesting", "/coordinates/0"),
        ({"type": "Polygon", "coordinates": SQUARE[0]}, "coordinates-nesting", "/coordinates/0/0"),
        ({"type": "MultiPolygon", "coordinates": SQUARE}, "coordinates-nesting", "/coordinates/0/0/0"),
        ({"type": "LineString", "coordinates": [[1, 2], [1, 2]]}, "collapsed-geometry", "/coordinates"),
        (collection(POINT, {"type": "Line"}), "unknown-type", "/geometries/1/type"),
        (collection({"type": "Feature"}), "misplaced-type", "/geometries/0/type"),
        (collection(None), "not-an-object", "/geometries/0"),
        (collection({"coordinates": [1, 2]}), "missing-type", "/geometries/0"),
    ],
)
def test_a_faulty_geometry_is_refused_at_its_place(fault, value, rule, pointer):
    assert fault(value)[:2] == (rule, pointer)


@pytest.mark.parametrize("kind", ["Point", "MultiPoint", "LineString", "Polygon", "MultiPolygon"])
def test_empty_coordinates_are_read_as_no_location(read, repairs, kind):
    value = {"type": kind, "coordinates": []}
    assert repairs(value) == [("empty-geometry", "/coordinates")]
    assert read(value).features[0].geometry is None


def test_an_empty_part_is_left_out(read, repairs):
    value = {"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]], []]}
    assert repairs(value) == [("empty-part", "/coordinates/1")]
    assert read(value).features[0].geometry.wkt == "MULTILINESTRING ((1 2, 3 4))"


def test_an_empty_collection_is_no_location(read):
    table = read(collection())
    assert (table.report.verdict, table.features[0].geometry) == ("accept", None)


def test_nested_collections_are_flattened(read, repairs):
    value = collection(POINT, collection(POINT, collection(POINT)))
    assert repairs(value) == [("nested-collection", "/geometries/1")]
    assert (
        read(value).features[0].geometry.wkt == "GEOMETRYCOLLECTION (POINT (1 2), POINT (1 2), POINT (1 2))"
    )


def test_an_area_that_crosses_itself_is_rebuilt(read, repairs):
    value = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 3], [0, 0]]]}
    assert ("invalid-geometry", "/coordinates") in repairs(value)
    geometry = read(value).features[0].geometry
    assert geometry.is_valid
    assert geometry.geom_type == "MultiPolygon"


def test_an_area_whose_boundary_runs_along_itself_is_rebuilt_as_one(read):
    ring = [[0, 3], [0, 0], [3, 0], [3, 7], [5, 1], [3, 1], [3, 3], [0, 3]]
    geometry = read({"type": "Polygon", "coordinates": [ring]}).features[0].geometry
    assert geometry.is_valid
    assert (geometry.geom_type, geometry.area) == ("Polygon", 9 + 6)


def test_a_point_at_zero_zero_is_noted(read):
    (note,) = read({"type": "Point", "coordinates": [0, 0]}).report.findings
    assert (note.severity, note.rule) == ("note", "null-island")
