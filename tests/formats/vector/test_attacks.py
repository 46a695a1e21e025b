"""Files made to do harm open no other file, call no address, and get a sentence."""

import shutil
import sqlite3

import pytest

from geodata.formats.vector import VectorLimits, read_vector
from tests.formats.vector import making
from tests.formats.vector.watching import Canary, Listener, refusal


@pytest.fixture
def canary(tmp_path):
    folder = tmp_path / "canary"
    folder.mkdir()
    canary = Canary(folder / "canary.geojson")
    yield canary
    canary.close()


@pytest.fixture
def listener():
    listener = Listener()
    yield listener
    listener.close()


def test_the_watchers_see_what_they_watch_for(canary, listener):
    import contextlib
    import urllib.request

    canary.path.read_text()
    with contextlib.suppress(OSError):
        urllib.request.urlopen(listener.address, timeout=2)
    assert canary.opens > 0
    assert canary.opens == 0
    assert listener.calls == 1


VRT = """<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>{source}</SrcDataSource>
<SrcLayer>canary</SrcLayer></OGRVRTLayer></OGRVRTDataSource>"""
GML = """<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml"
xmlns:xlink="http://www.w3.org/1999/xlink"><gml:featureMember><a gml:id="a">
<geom xlink:href="{source}"/></a></gml:featureMember></gml:FeatureCollection>"""
GDALG = '{{"type": "gdal_streamed_alg", "command_line": "gdal vector read {source}"}}'
WFS = "<OGRWFSDataSource><URL>{source}</URL></OGRWFSDataSource>"
MAPINFO = '!table\n!version 300\nDefinition Table\n  File "{source}"\n  Type NATIVE Charset "Neutral"\n'
GEOJSON = '{{"type": "FeatureCollection", "features": []}}'
KINDS = {"vrt": VRT, "gml": GML, "gdalg": GDALG, "wfs": WFS, "tab": MAPINFO, "geojson": GEOJSON}


@pytest.mark.parametrize("ending", ["kml", "gpkg", "shp", "fgb", "vrt"])
@pytest.mark.parametrize("kind", KINDS)
def test_other_kinds_are_refused_whatever_they_are_called(tmp_path, canary, listener, kind, ending):
    for source in (canary.path, listener.address, f"/vsicurl/{listener.address}"):
        file = tmp_path / f"a.{ending}"
        file.write_text(KINDS[kind].format(source=source))
        assert "Files that are read: KML, KMZ, GPX, GeoPackage" in refusal(file)
    assert canary.opens == 0
    assert listener.calls == 0


@pytest.mark.parametrize(
    "name",
    [
        "PG:host=127.0.0.1",
        "/vsicurl/{listener}",
        "{listener}",
        "WFS:{listener}",
        "/vsizip/{canary}",
        "OAPIF:{listener}",
    ],
)
def test_names_that_gdal_would_follow_are_names_of_files_only(canary, listener, name):
    name = name.format(listener=listener.address, canary=canary.path)
    assert "addresses and connections are not opened" in refusal(name)
    assert canary.opens == 0
    assert listener.calls == 0


def test_a_layer_name_cannot_open_anything(tmp_path, canary, listener):
    file = making.write(making.places(), tmp_path / "a.gpkg")
    for layer in (str(canary.path), listener.address, "a' UNION SELECT load_extension('x') --"):
        with pytest.raises(KeyError, match="unknown layer"):
            read_vector(file, layer=layer)
    assert (canary.opens, listener.calls) == (0, 0)


DOCTYPES = {
    "external entity": '<!DOCTYPE kml [<!ENTITY x SYSTEM "file://{canary}">]>',
    "external entity by address": '<!DOCTYPE kml [<!ENTITY x SYSTEM "{listener}">]>',
    "external document type": '<!DOCTYPE kml SYSTEM "{listener}">',
    "parameter entity": '<!DOCTYPE kml [<!ENTITY % x SYSTEM "{listener}"> %x;]>',
    "billion laughs": '<!DOCTYPE kml [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghix", strict=True))
    + "]>",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("root", ["kml", "gpx"])
@pytest.mark.parametrize("attack", DOCTYPES)
def test_document_types_and_entities_are_refused_with_their_line(
    tmp_path, canary, listener, attack, root, encoding
):
    file = tmp_path / f"a.{root}"
    doctype = DOCTYPES[attack].format(canary=canary.path, listener=listener.address)
    file.write_text(f'<?xml version="1.0"?>\n\n{doctype}<{root}><name>&x;</name></{root}>', encoding)
    assert "line 3: a document type or an entity is declared" in refusal(file)
    assert (canary.opens, listener.calls) == (0, 0)


def test_an_entity_that_is_not_declared_is_no_xml(tmp_path):
    file = tmp_path / "a.kml"
    file.write_text(making.kml("<name>&x;</name>"))
    assert "line 3, column" in refusal(file)


def test_links_in_kml_are_not_followed_and_noted(tmp_path, canary, listener):
    links = "".join(
        f"<NetworkLink><Link><href>{source}</href></Link></NetworkLink>"
        f"<GroundOverlay><Icon><href>{source}</href></Icon></GroundOverlay>"
        f"<Placemark><styleUrl>{source}#a</styleUrl><Model><Link><href>{source}</href></Link></Model></Placemark>"
        for source in (canary.path, listener.address, f"/vsicurl/{listener.address}")
    )
    style = (
        f"<StyleMap id='m'><Pair><key>normal</key><styleUrl>{listener.address}#b</styleUrl></Pair></StyleMap>"
    )
    file = tmp_path / "a.kml"
    file.write_text(making.kml(style + links + making.PLACEMARK))
    read = read_vector(file)
    assert any(feature.properties.get("Name") == "Depot" for feature in read.features)
    assert "3 NetworkLinks to other files are not followed (line 3)" in read.notes
    assert "9 addresses (href) are not opened (line 3)" in read.notes
    assert (canary.opens, listener.calls) == (0, 0)


def test_a_deeply_nested_kml_is_refused(tmp_path):
    file = tmp_path / "a.kml"
    file.write_text("<kml>" + "<Folder>" * 100_000 + "</Folder>" * 100_000 + "</kml>")
    assert "more than 100 deep" in refusal(file)


def test_a_tag_without_an_end_is_refused_soon(tmp_path):
    file = tmp_path / "a.kml"
    file.write_text("<kml><a b='" + "x" * 40_000_000)
    assert "a tag is longer" in refusal(file)


DEGREES = 'CS[ellipsoidal,2],AXIS["lat",north],AXIS["lon",east],ANGLEUNIT["degree",0.0174532925199433]'
BOUND = (
    f'BOUNDCRS[SOURCECRS[GEOGCRS["x",DATUM["d",ELLIPSOID["s",6378137,298.257]],{DEGREES}]],'
    'TARGETCRS[GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",'
    f'ELLIPSOID["WGS 84",6378137,298.257223563]],'
    f'{DEGREES}]],ABRIDGEDTRANSFORMATION["t",METHOD["NTv2",ID["EPSG",9615]],'
    'PARAMETERFILE["Latitude and longitude difference file","{}"]]]'
)


def test_a_reference_system_that_names_a_file_opens_none(tmp_path, canary):
    file = making.write(making.places(2, 32636), tmp_path / "a.shp")
    grid = f'EXTENSION["PROJ4","+proj=longlat +ellps=GRS80 +nadgrids={canary.path} +no_defs"]'
    datum = (
        'DATUM["d",SPHEROID["s",6378137,298.257],{}],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]'
    )
    for text in (
        f"+proj=longlat +nadgrids={canary.path}",
        f"+init={canary.path}:1",
        f'GEOGCS["x",{datum.format("TOWGS84[0,0,0,0,0,0,0]")},{grid}]',
        f'GEOGCS["x",{datum.format(grid)}]',
        BOUND.format(canary.path),
    ):
        file.with_suffix(".prj").write_text(text)
        assert refusal(file) is not None
        assert canary.opens == 0, text


def gpkg(tmp_path, *statements):
    """A GeoPackage into whose schema somebody wrote."""
    file = making.write(making.places(), tmp_path / "a.gpkg", layer="towns")
    connection = sqlite3.connect(file)
    connection.create_function("ST_IsEmpty", 1, lambda _: 0)
    for function in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
        connection.create_function(function, 1, lambda _: 0.0)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return file


AS_LAYER = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) "
    "VALUES ('{0}', 'features', '{0}', 4326)",
    "INSERT INTO gpkg_geometry_columns VALUES ('{0}', 'geom', 'POINT', 4326, 0, 0)",
)


def test_a_view_in_a_geopackage_is_not_run(tmp_path, canary):
    calls = "load_extension('{0}') AS a, gdal_get_pixel_value('{0}', 1, 'georef', 0, 0) AS b"
    view = f"CREATE VIEW evil AS SELECT fid, geom, {calls} FROM towns"
    file = gpkg(tmp_path, view.format(canary.path), *(line.format("evil") for line in AS_LAYER))
    read = read_vector(file)
    assert (read.layers, len(read.features)) == (("towns",), 3)
    assert "layer 'evil' is a view, and views are not read" in read.notes
    with pytest.raises(KeyError, match="unknown layer 'evil'"):
        read_vector(file, layer="evil")
    assert canary.opens == 0


def test_a_trigger_in_a_geopackage_is_not_run(tmp_path, canary):
    triggers = [
        f"CREATE TRIGGER t{event} AFTER {event} ON {table} BEGIN SELECT load_extension('{canary.path}'); END"
        for table, event in (
            ("towns", "INSERT"),
            ("gpkg_contents", "UPDATE"),
            ("gpkg_ogr_contents", "DELETE"),
        )
    ]
    assert len(read_vector(gpkg(tmp_path, *triggers)).features) == 3
    assert canary.opens == 0


@pytest.mark.parametrize(
    "table", ["gpkg_contents", "gpkg_extensions", "gpkg_metadata", "layer_styles", "sqlite_x"]
)
def test_a_view_in_the_place_of_a_table_of_its_own_is_refused(tmp_path, table):
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS table_name FROM n"
    steps = ["PRAGMA writable_schema = ON", f"CREATE VIEW v AS {endless}"]
    steps += [
        f"UPDATE sqlite_master SET name = '{table}_old', tbl_name = '{table}_old' WHERE name = '{table}'"
    ]
    steps += [f"UPDATE sqlite_master SET name = '{table}', tbl_name = '{table}' WHERE name = 'v'"]
    assert refusal(gpkg(tmp_path, *steps)) is not None


def test_a_view_without_end_is_not_started(tmp_path):
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x AS fid, 0 AS geom FROM n"
    file = gpkg(tmp_path, f"CREATE VIEW evil AS {endless}", *(line.format("evil") for line in AS_LAYER))
    assert refusal(file) is None


def test_a_column_that_is_computed_cannot_fill_the_memory(tmp_path):
    column = "ALTER TABLE towns ADD COLUMN big BLOB GENERATED ALWAYS AS (zeroblob(900000000)) VIRTUAL"
    refused = refusal(gpkg(tmp_path, column), limits=VectorLimits(max_memory=1_000_000_000))
    assert refused is None or "memory" in refused


@pytest.mark.parametrize("ending", ["kml", "shp", "fgb", "parquet", "zip", "vrt", "csv"])
def test_a_file_is_what_its_bytes_say(tmp_path, ending):
    file = making.write(making.places(), tmp_path / "a.gpkg")
    shutil.copy(file, tmp_path / f"b.{ending}")
    assert read_vector(tmp_path / f"b.{ending}").driver == "GeoPackage"


def test_an_sqlite_database_is_no_geopackage(tmp_path):
    connection = sqlite3.connect(tmp_path / "a.gpkg")
    connection.execute("CREATE TABLE a (b)")
    connection.commit()
    connection.close()
    assert "an SQLite database, but not a GeoPackage" in refusal(tmp_path / "a.gpkg")
