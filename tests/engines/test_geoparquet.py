"""Reading GeoParquet in pieces, and what is said of files that cannot be used."""

import json

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geodata.engines.tables import open_facilities, open_incidents
from geodata.errors import InvalidArgument, UnreadableFile
from geodata.stores.columns import INTERCEPTION, as_type
from tests.engines.made_up import measured


def write(path, shapes, crs="OGC:CRS84", **columns):
    gpd.GeoDataFrame(columns, geometry=list(shapes), crs=crs).to_parquet(path)
    return path


def points(*places):
    return [shapely.Point(place) for place in places]


@pytest.mark.parametrize("size", [1, 7, 25, 1000])
def test_pieces_of_any_size_give_the_rows_in_order(source_file, incidents, size):
    source = open_incidents(source_file)
    frames = [source.piece(at, at + size).frame() for at in range(0, source.rows, size)]
    ids = [name for frame in frames for name in frame["id"]]
    assert ids == [name or f"feature-{row}" for row, name in enumerate(incidents["id"])]
    assert ids[8] == "feature-8"


def test_a_piece_reaches_over_the_end_of_a_file(tmp_path):
    for number in range(3):
        write(tmp_path / f"part-{number}.parquet", points((number, 1), (number, 2)), id=[f"{number}a", None])
    write(tmp_path / "_hidden.parquet", points((9, 9)))
    source = open_incidents(tmp_path)
    assert source.rows == 6
    assert source.piece(1, 5).frame()["id"].tolist() == ["feature-1", "1a", "feature-3", "2a"]
    assert source.piece(1, 5).place(1) == "part-1.parquet, row 0"


def test_files_of_a_folder_need_not_have_the_same_columns(tmp_path):
    write(tmp_path / "a.parquet", points((1, 1)), id=[7])
    write(tmp_path / "b.parquet", points((2, 2)), uncertainty_m=[500])
    frame = open_incidents(tmp_path).piece(0, 2).frame()
    assert frame["id"].tolist() == ["7", "feature-1"]
    np.testing.assert_array_equal(frame["uncertainty_m"], [np.nan, 500.0])


@pytest.mark.parametrize("encoding", ["WKB", "geoarrow"])
def test_both_encodings_of_geometry_are_read(tmp_path, encoding):
    places = points((50.5, 51.5), (51, 52))
    frame = gpd.GeoDataFrame({"id": ["a", "b"]}, geometry=places, crs="EPSG:4326")
    frame.to_parquet(tmp_path / "a.parquet", geometry_encoding=encoding)
    assert open_incidents(tmp_path / "a.parquet").piece(0, 2).frame().geometry.tolist() == places


def test_json_stands_for_a_struct(tmp_path):
    texts = ['{"distance_km": 7, "facility_id": "f1", "seen": true}', '{"distance_km": "84 km"}', "[1]", None]
    column = as_type(pa.array(texts), INTERCEPTION)
    assert column.type == INTERCEPTION
    first, second, *rest = column.to_pylist()
    assert (first["distance_km"], first["facility_id"], first["claimed_by"]) == (7.0, "f1", None)
    assert set(second.values()) == {None}
    assert rest == [None, None]


def test_text_that_is_no_json_is_no_struct():
    with pytest.raises(UnreadableFile, match=r"is text that is no JSON \('7 km'\), expected struct"):
        as_type(pa.array(["7 km"]), INTERCEPTION)


def test_dates_and_lists_are_brought_to_the_types_that_measures_read(tmp_path):
    table = pa.table(
        {
            "geometry": shapely.to_wkb(points((50, 51))),
            "start": pa.array([1_740_000_000], pa.timestamp("s")).cast(pa.date32()),
            "facility_ids": pa.array([["f1"]], pa.large_list(pa.large_string())),
            "interception": [{"facility_id": "f1", "distance_km": 3, "of_no_use": [1]}],
        },
        metadata={
            "geo": json.dumps({"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB"}}})
        },
    )
    pq.write_table(table, tmp_path / "a.parquet")
    row = open_incidents(tmp_path / "a.parquet").piece(0, 1).frame().iloc[0]
    assert (row["start"], list(row["facility_ids"])) == ("2025-02-19", ["f1"])
    assert row["interception"]["distance_km"] == 3.0


def damaged(path):
    write(path, points((50, 51), (51, 52)), id=["a", "b"])
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 3] + bytes(200) + data[len(data) // 3 + 200 :])


def cut_off(path):
    write(path, points((50, 51)))
    path.write_bytes(path.read_bytes()[:-50])


def without_geometry(path):
    pq.write_table(pa.table({"id": ["a"]}), path)


def in_metres(path):
    write(path, points((500_000, 5_700_000)), crs="EPSG:32640")


def of_another_type(path):
    write(path, points((50, 51)), facility_ids=[7])


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (damaged, "could not be read as Parquet"),
        (cut_off, "could not be read as Parquet"),
        (without_geometry, "has no geometry"),
        (in_metres, "is in 'WGS 84 / UTM zone 40N'.*convert it to OGC:CRS84"),
        (of_another_type, "column 'facility_ids' is int64, expected list"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(tmp_path, facilities, job, fault, said):
    write(tmp_path / "a.parquet", points((50, 51)))
    fault(tmp_path / "b.parquet")
    with pytest.raises(UnreadableFile, match=f"b.parquet: {said}"):
        measured(job(incidents=open_incidents(tmp_path)))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.parquet", "b.parquet"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ((50, 190.2), "latitude 190.2 is outside -90..90; were longitude and latitude swapped"),
        ((200, 50), "longitude 200 is outside -180..180"),
        ((float("inf"), 50), "got \\(inf, 50.0\\), expected finite degrees"),
        ((50, float("nan")), "got \\(50.0, nan\\), expected finite degrees"),
    ],
)
def test_a_bad_coordinate_is_named_with_file_and_row(tmp_path, job, place, said):
    write(tmp_path / "a.parquet", points(*[(50, 51)] * 30))
    write(tmp_path / "b.parquet", points((50, 51), place))
    source = open_incidents(tmp_path)
    with pytest.raises(InvalidArgument, match=f"incidents: b.parquet, row 1: {said}"):
        measured(job(incidents=source))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.parquet", "b.parquet"]


def test_a_bad_coordinate_of_a_line_is_named_as_well(tmp_path, job):
    lines = [shapely.LineString([(50, 51), (51, 52)]), shapely.LineString([(50, 51), (51, 99)])]
    source = open_incidents(write(tmp_path / "a.parquet", lines))
    with pytest.raises(InvalidArgument, match=r"a.parquet, row 1: latitude 99"):
        measured(job(incidents=source))


def test_a_negative_uncertainty_is_named_with_file_and_row(tmp_path, job):
    source = open_incidents(write(tmp_path / "a.parquet", points((50, 51)), uncertainty_m=[-5.0]))
    with pytest.raises(InvalidArgument, match=r"a.parquet, row 0: uncertainty_m is -5.0"):
        measured(job(incidents=source))


def test_facilities_say_where_they_are_wrong(tmp_path):
    file = write(tmp_path / "f.parquet", points((50, 51), (50, 95)), id=["a", "b"])
    with pytest.raises(InvalidArgument, match=r"facilities: f.parquet, row 1: latitude 95"):
        open_facilities(file)


def test_facilities_need_ids_of_their_own(tmp_path):
    file = write(tmp_path / "f.parquet", points((50, 51), (50, 52), (50, 53)), id=["a", "b", "a"])
    with pytest.raises(InvalidArgument, match=r"f.parquet, row 2: the id 'a' is that of an earlier row"):
        open_facilities(file)


def test_a_file_or_folder_that_is_not_there_is_said_to_be_missing(tmp_path):
    with pytest.raises(UnreadableFile, match="does not exist"):
        open_incidents(tmp_path / "none.parquet")
    with pytest.raises(UnreadableFile, match=r"holds no file ending in .parquet"):
        open_incidents(tmp_path)
