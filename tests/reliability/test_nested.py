"""Geometry nested so deep that building it would end the process is a sentence at every door."""

import struct

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geodata.jsontext import from_json
from geodata.stores import load, save
from geodata.wkx import from_wkb, from_wkt
from tests.formats.vector import making
from tests.reliability.originals import small
from tests.reliability.worker import working

DEEP = 50_000
LITTLE, BIG, WITH_CRS = "<BII", ">BII", "<BIII"
HEADS = [
    (LITTLE, (1, 7, 1)),
    (BIG, (0, 7, 1)),
    (WITH_CRS, (1, 7 | 0x2000_0000, 4326, 1)),
    (LITTLE, (1, 1007, 1)),
    (LITTLE, (1, 4, 1)),
    (LITTLE, (1, 11, 1)),
]


def nested(depth, head=HEADS[0]):
    """A point in so many collections, as WKB."""
    return struct.pack(head[0], *head[1]) * depth + shapely.to_wkb(shapely.Point(1, 2))


@pytest.mark.parametrize("head", HEADS, ids=str)
def test_binary_nested_too_deep_is_none(head):
    assert from_wkb([nested(DEEP, head), nested(129, head)]).tolist() == [None, None]


def test_what_may_be_nested_is_built():
    for depth in (1, 128):
        (found,) = from_wkb([nested(depth)])
        assert shapely.get_num_coordinates(found) == 1
    many = shapely.MultiPolygon([shapely.box(i, 0, i + 0.5, 1) for i in range(5000)])
    mixed = shapely.GeometryCollection([many, *many.geoms, shapely.LineString([(0, 0, 5), (1, 1, 7)])] * 3)
    for shape in (many, mixed):
        for options in ({}, {"flavor": "iso"}, {"byte_order": 0}, {"include_srid": True}):
            wkb = shapely.to_wkb(shapely.set_srid(shape, 4326), **options)
            assert shapely.equals_identical(from_wkb([wkb])[0], shape)
    high = nested(60) * 3  # what follows the first is not looked at
    assert from_wkb([struct.pack("<BII", 1, 7, 3) + high])[0] is not None
    assert shapely.equals_identical(from_wkt(many.wkt), many)


def test_text_nested_too_deep_is_refused():
    with pytest.raises(ValueError, match="nested more than 128 deep"):
        from_wkt("GEOMETRYCOLLECTION(" * DEEP)


def test_a_table_with_a_nested_route_ends_nothing(tmp_path):
    header = "ProjectID,PipelineName,Fuel,Status,Countries,WKTFormat\n"
    (tmp_path / "a.csv").write_text(
        header + 'p1,Pipe,Oil,Operating,Kazakhstan,"' + "GEOMETRYCOLLECTION(" * DEEP + '"\n'
    )
    (tmp_path / "a.toml").write_text(
        'holds = "facilities"\n[fields]\nname = "PipelineName"\ngeometry = {wkt = "WKTFormat"}'
    )
    with working("tests.reliability.depth:at_a_door") as worker:
        for job in ({"door": "upload"}, {"door": "mapping", "mapping": str(tmp_path / "a.toml")}):
            answer = worker.ask({**job, "path": str(tmp_path / "a.csv")})
            assert "none of its 1 rows can be used" in answer["gives"]["said"], answer


def test_a_nested_geometry_in_a_vector_file_is_left_out(tmp_path):
    making.write(making.places(2), tmp_path / "a.parquet")
    table = pq.read_table(tmp_path / "a.parquet")
    cells = [nested(DEEP), shapely.to_wkb(shapely.Point(1, 2))]
    place = table.column_names.index("geometry")
    changed = table.set_column(place, "geometry", pa.array(cells, pa.binary()))
    pq.write_table(changed.replace_schema_metadata(table.schema.metadata), tmp_path / "a.parquet")
    with working("tests.reliability.depth:at_a_door") as worker:
        answer = worker.ask({"door": "upload", "path": str(tmp_path / "a.parquet")})
    assert answer["gives"]["said"] == "", answer


def test_json_nested_too_deep_in_a_cell_stays_text(tmp_path):
    for ending in (".gpkg", ".geoparquet"):
        place = tmp_path / f"a{ending}"
        save(small(), place)
        assert load(place).digest == small().digest
    for depth in (200, 100_000):
        with pytest.raises(ValueError, match="nested more than 128 deep"):
            from_json("[" * depth + "]" * depth)
    assert from_json("[" * 128 + "]" * 128)
    for text in ("NaN", "[1e400]", '{"a": -Infinity}'):
        with pytest.raises(ValueError, match=r"not JSON|beyond the range"):
            from_json(text)
