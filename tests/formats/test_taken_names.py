"""A property may have a name that files, tables or this program use for themselves: none is lost."""

import json
import os
import string

import geopandas as gpd
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geodata.formats.foreign import Wish, import_file
from geodata.formats.generic import format_from
from geodata.schema import FACILITY, INCIDENT
from geodata.stores import load
from tests.builders import PLACED, STATION, collection, feature
from tests.stores.datasets import TAKEN, anything

EXAMPLES = int(os.environ.get("EXAMPLES", "15"))

DOORS = {"opened": load, "imported": lambda path: import_file(path).dataset}
KINDS = {"incidents": PLACED, "facilities": {**STATION, "operator": "CPC"}}
NEVER_FIELDS = set(TAKEN) - {*FACILITY.names, *INCIDENT.names}

stated = anything.filter(lambda value: value is not None and value != "")
unknown = st.dictionaries(
    st.sampled_from(sorted(NEVER_FIELDS)) | st.text(string.ascii_lowercase, min_size=9, max_size=9),
    stated,
    max_size=4,
)


def written(path, *rows):
    path.write_text(json.dumps(collection(*map(feature, rows))))
    return path


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", KINDS)
@given(properties=unknown)
@example(properties=dict.fromkeys(sorted(NEVER_FIELDS), "mine"))
@settings(max_examples=EXAMPLES)
def test_a_property_of_any_name_is_kept(properties, kind, door, tmp_path_factory):
    path = written(tmp_path_factory.mktemp("names") / "a.geojson", {**KINDS[kind], **properties})
    table = getattr(DOORS[door](path), kind)
    assert json.dumps(table["extra"][0], sort_keys=True) == json.dumps(properties, sort_keys=True)
    assert not table.geometry.is_empty.any()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("id_", [[1, "a"], {"a": 1}])
def test_what_can_be_no_id_is_kept_beside_the_one_that_stands_in(id_, door, tmp_path):
    path = written(tmp_path / "a.geojson", {**PLACED, "id": "x"}, {**PLACED, "id": id_, "id~2": "mine"})
    dataset = DOORS[door](path)
    assert dataset.incidents["extra"][1] == {"id~3": id_, "id~2": "mine"}
    (said,) = (item for item in dataset.reports[0].findings if item.rule == "field-type")
    assert str(said).endswith(
        f"id is {id_!r}; expected text. The value is kept as 'id~3', and 'feature-1' stands in for it."
    )


def test_a_column_called_geometry_stands_beside_the_geometry(tmp_path):
    rows = gpd.GeoDataFrame({"name": ["A"], "about": ["roughly there"], "place": [shapely.Point(1, 2)]})
    rows = rows.set_geometry("place", crs="OGC:CRS84").rename(columns={"about": "geometry"})
    rows.to_parquet(tmp_path / "a.parquet")
    facilities = import_file(tmp_path / "a.parquet").dataset.facilities
    assert facilities["extra"][0] == {"geometry": "roughly there"}
    assert facilities.geometry[0] == shapely.Point(1, 2)


def test_what_stands_in_extra_and_in_a_column_is_kept_twice(tmp_path):
    extra = '{"name": "B", "ship": "Koala"}'
    rows = gpd.GeoDataFrame({"name": ["A"], "extra": [extra]}, geometry=[shapely.Point(1, 2)])
    rows.set_crs("OGC:CRS84").to_file(tmp_path / "a.gpkg", driver="GPKG")
    facilities = import_file(tmp_path / "a.gpkg").dataset.facilities
    assert (facilities["name"][0], facilities["extra"][0]) == ("A", {"extra": extra})


def test_a_mapping_leaves_a_file_its_own_geometry_and_every_property(tmp_path):
    given = {"No.": "1", "geometry": "rough", "name": "mine", "table_name": "too"}
    mapping = format_from({"holds": "facilities", "fields": {"id": "No."}}, file="m.toml")
    path = written(tmp_path / "a.geojson", given)
    facilities = import_file(path, Wish(mapping)).dataset.facilities
    assert facilities["extra"][0] == {
        "table_geometry": "rough",
        "table_name~2": "mine",
        "table_name": "too",
    }
    assert facilities.geometry[0] is not None


def test_a_row_that_is_left_out_is_told_with_its_geometry(tmp_path):
    fields = {"id": "No.", "geometry": {"longitude": "x", "latitude": "y"}}
    mapping = format_from({"holds": "facilities", "fields": fields}, file="m.toml")
    path = written(
        tmp_path / "a.geojson", {"No.": "1", "x": "1", "y": "2"}, {"No.": "2", "x": "far", "y": "2"}
    )
    (left,) = import_file(path, Wish(mapping)).left_out
    assert dict(left.cells) == {"No.": "2", "x": "far", "y": "2", "geometry": shapely.Point(39.1, 45.2)}


def test_sources_that_a_column_names_stand_before_that_of_the_table(tmp_path):
    fields = {"id": "No.", "name": "Name", "sources": "Read in"}
    mapping = format_from({"holds": "facilities", "fields": fields}, file="m.toml")
    (tmp_path / "a.csv").write_text("No.,Name,Read in\n1,A,s1;s2\n")
    facilities = import_file(tmp_path / "a.csv", Wish(mapping)).dataset.facilities
    assert facilities["sources"][0] == ("s1", "s2", "table")


def test_a_property_called_coordinates_makes_no_placemark_of_a_feature(tmp_path):
    path = written(tmp_path / "a.geojson", {"name": "A", "operator": "B", "coordinates": "as in the report"})
    facilities = import_file(path).dataset.facilities
    assert facilities["extra"].tolist() == [{"coordinates": "as in the report"}]
