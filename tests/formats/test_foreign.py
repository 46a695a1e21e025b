"""Whatever a file is called, its content tells how it is read."""

import json

import geopandas as gpd
import pytest
import shapely

from geodata.errors import UnreadableFile
from geodata.formats.foreign import Wish, import_file
from tests.formats.cases import GOLDEN

STATIONS = gpd.GeoDataFrame(
    {"name": ["Kropotkinskaya", "Atyrau"], "operator": ["CPC", None], "depth": [2**53 + 1, 5]},
    geometry=[shapely.Point(40.6, 45.4), shapely.Point(51.9, 47.1)],
    crs="OGC:CRS84",
)


@pytest.mark.parametrize("ending", ["gpkg", "fgb", "shp", "kml"])
def test_a_vector_file_is_taken_as_it_stands(tmp_path, ending):
    path = tmp_path / f"stations.{ending}"
    table = STATIONS.rename(columns={"name": "Name"}) if ending == "kml" else STATIONS
    table.to_file(
        path, driver={"gpkg": "GPKG", "fgb": "FlatGeobuf", "shp": "ESRI Shapefile", "kml": "KML"}[ending]
    )
    found = import_file(path)
    assert (found.read, found.kept) == (2, 2)
    assert len(found.dataset.facilities) == 2
    assert sorted(shape.x for shape in found.dataset.facilities.geometry) == [40.6, 51.9]


def test_properties_with_names_of_fields_are_fields(tmp_path):
    STATIONS.to_file(tmp_path / "stations.gpkg", driver="GPKG")
    rows = import_file(tmp_path / "stations.gpkg").dataset.facilities
    assert rows["name"].tolist() == ["Kropotkinskaya", "Atyrau"]
    assert rows["operator"].tolist() == ["CPC", None]
    assert rows["extra"][0]["depth"] == 2**53 + 1


def test_a_file_with_the_wrong_ending_is_read_as_what_it_is(tmp_path):
    (tmp_path / "table.gpkg").write_bytes((GOLDEN / "wri.csv").read_bytes())
    assert "Global Power Plant Database" in import_file(tmp_path / "table.gpkg").title


def test_geojson_of_no_tool_keeps_the_ids_of_its_features(tmp_path):
    feature = {"type": "Feature", "id": "A7", "geometry": None, "properties": {"title": "a", "start": "2025"}}
    (tmp_path / "a.json").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert import_file(tmp_path / "a.json").dataset.incidents["id"].tolist() == ["A7"]


def test_a_table_of_no_format_and_without_geometry_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("one,two\n1,2\n")
    with pytest.raises(UnreadableFile, match=r"--draft mapping.toml .* Columns: 'one', 'two'"):
        import_file(tmp_path / "a.csv")


def test_an_attack_is_no_table_either(tmp_path):
    (tmp_path / "a.csv").write_text("<OGRVRTDataSource><OGRVRTLayer name='a'/></OGRVRTDataSource>")
    with pytest.raises(UnreadableFile, match="Files that are read: KML"):
        import_file(tmp_path / "a.csv")


def test_what_is_left_out_is_a_finding_with_its_row():
    report = import_file(GOLDEN / "gem_fields.csv", name="fields.csv").dataset.reports[0]
    assert (report.features_read, report.features_kept, report.verdict.value) == (3, 2, "reject")
    assert str(report.findings[0]).startswith("fields.csv, record 4, lng, lat: '59.03, 98.67' is outside")


def test_a_layer_can_be_named(tmp_path):
    for layer in ("one", "two"):
        STATIONS[: 1 if layer == "one" else 2].to_file(tmp_path / "a.gpkg", layer=layer, driver="GPKG")
    assert import_file(tmp_path / "a.gpkg", Wish(layer="two")).kept == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("features.json", '[{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}]'),
        ("table.csv", 'id,geometry\n1,"POINT (1 2)"\n'),
        ("numbers.json", '[{"geometry": 5}]'),
    ],
)
def test_a_geometry_that_is_no_shape_is_a_sentence(tmp_path, name, content):
    file = tmp_path / name
    file.write_text(content)
    with pytest.raises(UnreadableFile, match="are those of no format that is known here"):
        import_file(file)
