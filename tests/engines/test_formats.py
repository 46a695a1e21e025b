"""The four kinds of file: each read back by another program's reader and compared with what was measured."""

import csv
import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geodata.engines import FrameSource
from geodata.engines.columns import TYPES, arrow_table
from geodata.geojson import read_features
from mapapp.exporters.measured import FORMATS
from tests.engines.made_up import measured, rows_of


def cell(text):
    """A cell of CSV as what it stands for."""
    for read in (json.loads, {"": None, "True": True, "False": False}.__getitem__):
        try:
            return read(text)
        except (ValueError, KeyError):
            pass
    return text.removeprefix("'")


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return [{name: cell(value) for name, value in row.items()} for row in csv.DictReader(stream)]


def read_geojson(path):
    return [feature["properties"] for feature in json.loads(path.read_bytes())["features"]]


def read_parquet(path):
    return rows_of(gpd.read_parquet(path))


def read_geopackage(path):
    table = gpd.read_file(path, layer="measured").astype({"interception_agrees": object})
    table["named_facilities"] = [json.loads(text) for text in table["named_facilities"]]
    return rows_of(table)


READERS = {".csv": read_csv, ".geojson": read_geojson, ".parquet": read_parquet, ".gpkg": read_geopackage}


def test_every_format_has_its_reader_here():
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("chunk_rows", [12, 1000], ids=["parts", "one part"])
def test_a_file_has_every_row_in_order_with_every_column(job, at_once, tmp_path, ending, chunk_rows):
    target = tmp_path / f"out{ending}"
    found = READERS[ending](measured(job(format=FORMATS[ending], target=target, chunk_rows=chunk_rows)))
    assert list(found[0]) == list(at_once.columns)
    assert found == rows_of(at_once)
    assert [file.name for file in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("ending", [".geojson", ".parquet", ".gpkg"])
def test_a_file_has_the_geometry_of_every_row(job, incidents, tmp_path, ending):
    target = measured(job(format=FORMATS[ending], target=tmp_path / f"out{ending}"))
    if ending == ".geojson":
        found = gpd.GeoSeries([feature.geometry for feature in read_features(target).features])
    else:
        found = (gpd.read_parquet if ending == ".parquet" else gpd.read_file)(target).geometry
    for one, other in zip(found, incidents.geometry, strict=True):
        nowhere = one is None or one.is_empty
        assert nowhere if other is None or other.is_empty else shapely.equals(one, other)


@pytest.mark.parametrize("ending", [".csv", ".geojson", ".parquet"])
def test_parts_joined_are_as_one_part(job, tmp_path, ending):
    one = job(format=FORMATS[ending], target=tmp_path / f"one{ending}", chunk_rows=1000)
    many = job(format=FORMATS[ending], target=tmp_path / f"many{ending}")
    if ending == ".parquet":
        pd.testing.assert_frame_equal(gpd.read_parquet(measured(one)), gpd.read_parquet(measured(many)))
    else:
        assert measured(one).read_bytes() == measured(many).read_bytes()


@pytest.mark.parametrize("ending", FORMATS)
def test_a_table_without_rows_is_a_file_that_can_be_read(job, incidents, tmp_path, ending):
    nothing = FrameSource(incidents.iloc[:0])
    target = measured(job(incidents=nothing, format=FORMATS[ending], target=tmp_path / f"out{ending}"))
    if ending == ".csv":
        assert target.read_text().startswith("id,nearest_facility_id,")
    elif ending == ".geojson":
        assert json.loads(target.read_bytes()) == {"type": "FeatureCollection", "features": []}
    else:
        table = (gpd.read_parquet if ending == ".parquet" else gpd.read_file)(target)
        assert (len(table), "country" in table.columns) == (0, True)


def test_every_measured_column_fits_its_fixed_type(sample):
    from geodata.borders import load_borders
    from geodata.measures import measure

    found = measure(sample.incidents, sample.facilities, load_borders())
    assert set(TYPES) <= set(found.columns)
    assert rows_of(arrow_table(found).to_pandas()) == rows_of(found)


@pytest.mark.parametrize("ending", FORMATS)
def test_odd_texts_arrive_whole(job, incidents, tmp_path, ending):
    texts = ['a "quoted", text', "two\nlines", "50 % of it", "наливной пункт", "a\\b", ""]
    odd = incidents.iloc[:6].assign(id=texts)
    target = measured(
        job(incidents=FrameSource(odd), format=FORMATS[ending], target=tmp_path / f"out{ending}")
    )
    assert [row["id"] for row in READERS[ending](target)] == [*texts[:5], "feature-5"]


def test_half_of_a_surrogate_pair_is_kept_where_the_format_can_and_an_escape_elsewhere(
    job, incidents, tmp_path
):
    odd = FrameSource(incidents.iloc[:1].assign(id=pd.Series(["a\ud800"], dtype=object)))
    ids = {
        ending: READERS[ending](
            measured(job(incidents=odd, format=FORMATS[ending], target=tmp_path / f"out{ending}"))
        )[0]["id"]
        for ending in FORMATS
    }
    assert ids.pop(".geojson") == "a\ud800"
    assert set(ids.values()) == {"a\\ud800"}


def test_a_cell_that_a_spreadsheet_would_run_is_text(job, tmp_path):
    target = measured(job(format=FORMATS[".csv"], target=tmp_path / "out.csv"))
    assert ",'=Region," in target.read_text()
