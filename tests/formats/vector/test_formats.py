"""A file of every format gives what another reader gives."""

import json
import math

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geodata.errors import UnknownName
from geodata.formats.vector import read_vector
from tests.formats.vector import making

TYPED = ("gpkg", "fgb", "shp", "parquet")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The same rows in every format that keeps types."""
    folder = tmp_path_factory.mktemp("formats")
    data = making.frame()
    written = {ending: making.write(data, folder / f"rows.{ending}") for ending in TYPED if ending != "shp"}
    # A Shapefile has no times.
    return written | {"shp": making.write(data.drop(columns="moment"), folder / "rows.shp")}


def oracle(path):
    """What geopandas reads, as plain values."""
    read = gpd.read_parquet if path.suffix == ".parquet" else gpd.read_file
    # FlatGeobuf not through Arrow: GDAL 3.12 writes wrong offsets after a row without geometry, and pandas
    # crashes on them.
    options = {} if path.suffix == ".parquet" else {"use_arrow": path.suffix == ".gpkg"}
    data = read(path, **options)
    rows = data.drop(columns="geometry").to_dict("records")
    return [{name: plain(value) for name, value in row.items()} for row in rows], data.geometry.tolist()


def plain(value):
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value


def same_moments(rows):
    return [{**row, "moment": row.get("moment") and pd.Timestamp(row["moment"])} for row in rows]


@pytest.mark.parametrize("ending", TYPED)
def test_properties_and_geometry_are_those_that_geopandas_reads(files, ending):
    read = read_vector(files[ending])
    rows, shapes = oracle(files[ending])
    own = [feature.properties for feature in read.features]
    # Through pandas, whole numbers with a gap become floats: these are looked at by themselves below.
    for row in (*rows, *own):
        row.pop("big")
    assert same_moments(own) == same_moments(rows)
    assert [feature.geometry for feature in read.features] == shapes


@pytest.mark.parametrize("ending", TYPED)
def test_types_are_kept(files, ending):
    read = read_vector(files[ending])
    assert [feature.properties["big"] for feature in read.features] == [2**53 + 1, None, -5]
    first, second, _ = (feature.properties for feature in read.features)
    assert (first["name"], first["flag"], first["ratio"], first["day"]) == (
        "Депо «Світло»",
        True,
        1.5,
        "2025-01-02",
    )
    assert first["flag"] is True
    assert set(second.values()) == {None}
    assert read.features[0].geometry.equals_exact(shapely.Point(30.5, 50.4, 12.5))
    assert read.features[0].geometry.has_z
    assert read.features[1].geometry is None
    assert [feature.index for feature in read.features] == [0, 1, 2]
    assert read.left_out == ()
    json.dumps([feature.properties for feature in read.features])


@pytest.mark.parametrize("ending", ["gpkg", "fgb", "parquet"])
def test_a_moment_keeps_its_zone(files, ending):
    moment = read_vector(files[ending]).features[0].properties["moment"]
    assert moment in ("2025-01-02T03:04:05.678+02:00", "2025-01-02T03:04:05.678000+02:00")


@pytest.mark.parametrize(
    ("ending", "driver"),
    [("gpkg", "GeoPackage"), ("fgb", "FlatGeobuf"), ("shp", "Shapefile"), ("parquet", "GeoParquet")],
)
def test_a_file_is_named_for_what_it_is(files, ending, driver):
    read = read_vector(files[ending])
    assert (read.driver, read.layer, read.layers) == (driver, "rows", ("rows",))


def test_kml_gives_its_placemarks_with_what_they_say_and_no_more(tmp_path):
    file = tmp_path / "a.kml"
    data = "<ExtendedData><Data name='owner'><value>Газ</value></Data></ExtendedData>"
    line = "<LineString><coordinates>1,2,3 4,5,6</coordinates></LineString>"
    second = f"<Placemark><name>B</name>{data}{line}</Placemark>"
    file.write_text(making.kml(making.PLACEMARK + second + "<Placemark><name>C</name></Placemark>"), "utf-8")
    read = read_vector(file)
    assert [feature.properties for feature in read.features] == [
        {"Name": "Depot"},
        {"Name": "B", "owner": "Газ"},
        {"Name": "C"},
    ]
    assert [feature.geometry and feature.geometry.wkt for feature in read.features] == [
        "POINT (30.5 50.4)",
        "LINESTRING Z (1 2 3, 4 5 6)",
        None,
    ]


def test_kmz_is_unpacked(tmp_path):
    doc = tmp_path / "doc.kml"
    doc.write_text(making.kml(making.PLACEMARK))
    read = read_vector(making.pack(tmp_path / "a.kmz", doc))
    assert (read.driver, read.features[0].geometry) == ("KMZ", shapely.Point(30.5, 50.4))


GPX = """<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="50.4" lon="30.5"><ele>120.5</ele><time>2025-01-02T03:04:05Z</time><name>Депо</name></wpt>
<rte><name>way</name><rtept lat="1" lon="2"/><rtept lat="3" lon="4"/></rte>
<trk><name>track</name><trkseg><trkpt lat="1" lon="2"/><trkpt lat="3" lon="4"/></trkseg></trk>
</gpx>"""


def test_gpx_gives_waypoints_and_names_tracks_and_routes(tmp_path):
    file = tmp_path / "a.gpx"
    file.write_text(GPX, "utf-8")
    read = read_vector(file)
    assert read.layers[:3] == ("waypoints", "tracks", "routes")
    assert read.notes == ("layer 'waypoints' chosen: it is the first of 5 that has rows",)
    (point,) = read.features
    assert point.geometry.wkt == "POINT Z (30.5 50.4 120.5)"
    assert point.properties == {"ele": 120.5, "time": "2025-01-02T03:04:05Z", "name": "Депо"}
    assert read_vector(file, layer="tracks").features[0].geometry.wkt == "MULTILINESTRING ((2 1, 4 3))"
    assert read_vector(file, layer="routes").features[0].geometry.wkt == "LINESTRING (2 1, 4 3)"


def test_a_gpx_of_tracks_alone_gives_its_tracks(tmp_path):
    file = tmp_path / "a.gpx"
    file.write_text(GPX.replace(GPX.splitlines()[1], ""), "utf-8")
    assert read_vector(file).layer == "tracks"


def test_of_several_layers_the_first_with_rows_is_read_and_named(tmp_path):
    file = tmp_path / "a.gpkg"
    making.write(making.places().iloc[:0], file, layer="empty")
    making.write(making.places(), file, layer="towns")
    making.write(making.places(1), file, layer="depots")
    read = read_vector(file)
    assert (read.layer, read.layers) == ("towns", ("empty", "towns", "depots"))
    assert read.notes == ("layer 'towns' chosen: it is the first of 3 that has rows",)
    assert len(read_vector(file, layer="depots").features) == 1
    assert read_vector(file, layer="empty").features == ()


def test_an_unknown_layer_names_the_nearest(tmp_path):
    file = making.write(making.places(), tmp_path / "a.gpkg", layer="towns")
    with pytest.raises(UnknownName, match=r"unknown layer 'twons'; did you mean 'towns'\?"):
        read_vector(file, layer="twons")


def test_a_zip_of_shapefiles_has_a_layer_for_each(tmp_path):
    for name, count in (("towns", 3), ("depots", 1)):
        making.write(making.places(count), tmp_path / f"{name}.shp")
    packed = [part for name in ("towns", "depots") for part in making.parts(tmp_path / f"{name}.shp")]
    file = making.pack(tmp_path / "a.zip", *packed)
    read = read_vector(file)
    assert (read.driver, read.layer, read.layers, len(read.features)) == (
        "Shapefile",
        "towns",
        ("towns", "depots"),
        3,
    )
    assert len(read_vector(file, layer="depots").features) == 1
    with pytest.raises(UnknownName, match="Choose from: depots, towns"):
        read_vector(file, layer="roads")


@pytest.mark.parametrize("ending", ["gpkg", "fgb", "shp", "parquet"])
def test_an_empty_geometry_is_a_row_without_a_location(tmp_path, ending):
    empty = shapely.Point() if ending == "parquet" else shapely.Polygon()
    shape = shapely.Point(1, 2) if ending == "parquet" else shapely.box(0, 0, 1, 1)
    data = gpd.GeoDataFrame({"a": [1, 2]}, geometry=[empty, shape], crs=4326)
    read = read_vector(making.write(data, tmp_path / f"a.{ending}"))
    assert [feature.geometry is None for feature in read.features] == [True, False]


@pytest.mark.parametrize("ending", ["gpkg", "fgb"])
def test_an_empty_layer_has_no_rows(tmp_path, ending):
    assert read_vector(making.write(making.places().iloc[:0], tmp_path / f"a.{ending}")).features == ()


def test_lists_and_objects_of_geoparquet_are_kept(tmp_path):
    data = making.places(2).assign(tags=[["a", "b"], None], about=[{"n": 2**60, "x": None}, None])
    read = read_vector(making.write(data, tmp_path / "a.parquet"))
    assert [feature.properties["tags"] for feature in read.features] == [["a", "b"], None]
    assert [feature.properties["about"] for feature in read.features] == [{"n": 2**60, "x": None}, None]


def test_geoparquet_in_the_encoding_of_geoarrow_is_read(tmp_path):
    data = gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.box(0, 0, 1, 1)], crs=4326)
    data.to_parquet(tmp_path / "a.parquet", geometry_encoding="geoarrow")
    assert read_vector(tmp_path / "a.parquet").features[0].geometry.equals(shapely.box(0, 0, 1, 1))
