"""Coordinates of any reference system become longitude and latitude, or the row says why not."""

import json
import re
import warnings

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geodata.errors import UnreadableFile
from geodata.formats.vector import VectorLimits, read_vector
from tests.formats.vector import making


def shapes(read):
    return np.array([feature.geometry for feature in read.features])


@pytest.mark.parametrize("ending", ["gpkg", "fgb", "shp", "parquet"])
@pytest.mark.parametrize("crs", [3857, 32636])
def test_a_layer_in_another_system_is_reprojected_and_says_so(tmp_path, ending, crs):
    data = making.places(3, crs)
    read = read_vector(making.write(data, tmp_path / f"a.{ending}"))
    expected = data.to_crs(4326).geometry.to_numpy()
    assert shapely.equals_exact(shapes(read), expected, tolerance=1e-9).all()
    assert any(note.startswith(f"reprojected from EPSG:{crs} (") for note in read.notes)


def test_another_datum_is_moved_to_wgs_84(tmp_path):
    data = making.places(2, 4284)  # Pulkovo 1942, a hundred metres off
    read = read_vector(making.write(data, tmp_path / "a.gpkg"))
    assert shapely.equals_exact(shapes(read), data.to_crs(4326).geometry.to_numpy(), tolerance=1e-9).all()
    assert re.fullmatch(r"reprojected from EPSG:4284 \(Pulkovo 1942\), within \d+ m", read.notes[-1])


def test_a_system_by_its_text_alone_is_read(tmp_path):
    data = making.places(2, "+proj=laea +lat_0=50 +lon_0=30 +datum=WGS84")
    read = read_vector(making.write(data, tmp_path / "a.gpkg"))
    assert shapely.equals_exact(shapes(read), data.to_crs(4326).geometry.to_numpy(), tolerance=1e-9).all()


def test_heights_stay_as_they_are(tmp_path):
    data = gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(30, 50, 7)], crs=4326).to_crs(3857)
    assert read_vector(making.write(data, tmp_path / "a.gpkg")).features[0].geometry.z == 7


@pytest.mark.parametrize("ending", ["fgb", "shp", "parquet"])
def test_degrees_are_assumed_where_nothing_is_said_and_all_fit(tmp_path, ending):
    data = making.places(2).set_crs(None, allow_override=True)
    read = read_vector(write_silently(data, tmp_path / f"a.{ending}"))
    assert len(read.features) == 2
    assert any(note.startswith("no reference system is stated") for note in read.notes)


@pytest.mark.parametrize("ending", ["fgb", "shp", "parquet"])
def test_metres_without_a_system_are_refused(tmp_path, ending):
    data = making.places(2, 3857).set_crs(None, allow_override=True)
    file = write_silently(data, tmp_path / f"a.{ending}")
    with pytest.raises(
        UnreadableFile, match=r"no reference system, and row 0 is at 3.3\d+e\+06, 6.4\d+e\+06"
    ):
        read_vector(file)


def write_silently(data, path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return making.write(data, path)


def test_rows_outside_the_world_are_left_out_and_the_others_kept(tmp_path):
    points = [shapely.Point(30, 50), shapely.Point(50, 190.5), shapely.Point(31, 50), shapely.Point(200, 5)]
    data = gpd.GeoDataFrame({"a": range(4)}, geometry=points, crs=4326)
    read = read_vector(making.write(data, tmp_path / "a.gpkg"))
    assert [feature.index for feature in read.features] == [0, 2]
    assert read.left_out == (
        (1, "geometry", "longitude 50, latitude 190.5 is outside the world"),
        (3, "geometry", "longitude 200, latitude 5 is outside the world"),
    )


def test_what_cannot_be_reprojected_is_left_out(tmp_path):
    points = [shapely.Point(500_000, 5_500_000), shapely.Point(1e30, 1e30)]
    data = gpd.GeoDataFrame({"a": [1, 2]}, geometry=points, crs=32636)
    read = read_vector(making.write(data, tmp_path / "a.gpkg"))
    assert [(row, column) for row, column, _ in read.left_out] == [(1, "geometry")]
    assert "reprojected" in read.left_out[0].reason or "outside" in read.left_out[0].reason


def wkb_file(path, values):
    table = pa.table({"a": pa.array(range(len(values))), "geometry": pa.array(values, pa.binary())})
    column = {"encoding": "WKB", "geometry_types": []}
    geo = json.dumps({"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}})
    pq.write_table(table.replace_schema_metadata({b"geo": geo}), path)
    return path


def test_a_geometry_that_cannot_be_read_is_left_out(tmp_path):
    good = shapely.to_wkb(shapely.Point(1, 2))
    huge = b"\x01\x02\x00\x00\x00\xff\xff\xff\xff" + bytes(32)
    infinite = shapely.to_wkb(shapely.Point(float("inf"), 2))
    read = read_vector(wkb_file(tmp_path / "a.parquet", [good, b"nonsense", good[:9], huge, infinite, good]))
    assert [feature.index for feature in read.features] == [0, 5]
    assert [(row, reason) for row, _, reason in read.left_out] == [
        (1, "the geometry cannot be read: it is damaged, nested too deep, or a curve"),
        (2, "the geometry cannot be read: it is damaged, nested too deep, or a curve"),
        (3, "the geometry cannot be read: it is damaged, nested too deep, or a curve"),
        (4, "a coordinate is no finite number"),
    ]


def test_measures_are_left_out_and_heights_kept(tmp_path):
    values = [
        shapely.to_wkb(shapely.from_wkt(text), flavor="iso", output_dimension=4)
        for text in ("POINT ZM (1 2 3 4)", "POINT M (1 2 4)", "LINESTRING (1 2, 3 4)")
    ]
    read = read_vector(wkb_file(tmp_path / "a.parquet", values))
    assert [feature.geometry.wkt for feature in read.features] == [
        "POINT Z (1 2 3)",
        "POINT (1 2)",
        "LINESTRING (1 2, 3 4)",
    ]
    assert "measures (M) of vertices are left out" in read.notes


def test_a_curve_is_left_out(tmp_path):
    curve = shapely.to_wkb(shapely.LineString([(0, 0), (1, 1), (2, 0)]))
    circular = curve[:1] + b"\x08" + curve[2:]
    read = read_vector(wkb_file(tmp_path / "a.parquet", [circular, curve]))
    assert read.left_out == (
        (0, "geometry", "the geometry cannot be read: it is damaged, nested too deep, or a curve"),
    )
    assert len(read.features) == 1


def test_rows_beyond_the_vertices_that_are_allowed_are_left_out(tmp_path):
    lines = [
        shapely.LineString([(0, 0), (1, 1)]),
        shapely.LineString(np.zeros((50, 2)) + np.arange(50)[:, None]),
    ]
    data = gpd.GeoDataFrame({"a": [1, 2]}, geometry=lines, crs=4326)
    read = read_vector(making.write(data, tmp_path / "a.gpkg"), limits=VectorLimits(max_vertices=20))
    assert [feature.index for feature in read.features] == [0]
    assert read.left_out[0].reason == "all geometries up to this one have more than 20 vertices"


def test_the_epoch_of_coordinates_is_noted(tmp_path):
    data = making.places(1)
    data.to_parquet(tmp_path / "a.parquet")
    table = pq.read_table(tmp_path / "a.parquet")
    geo = table.schema.metadata[b"geo"].replace(b'"encoding"', b'"epoch": 2021.5, "encoding"')
    pq.write_table(
        table.replace_schema_metadata({**table.schema.metadata, b"geo": geo}), tmp_path / "a.parquet"
    )
    note = "coordinates are of the epoch 2021.5, and are not moved to another"
    assert note in read_vector(tmp_path / "a.parquet").notes


def test_a_hair_beyond_the_edge_of_the_world_is_rounding(tmp_path):
    points = [shapely.Point(180.00000000000017, 71.5), shapely.Point(-180.0000001, -90.0000001, 5)]
    data = gpd.GeoDataFrame({"a": [1, 2]}, geometry=points, crs=4326)
    read = read_vector(making.write(data, tmp_path / "a.parquet"))
    assert [feature.geometry.wkt for feature in read.features] == ["POINT (180 71.5)", "POINT Z (-180 -90 5)"]
