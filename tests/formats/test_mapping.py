"""Tables of any tool, through a mapping file; several imports as one dataset."""

import pytest

from geodata.errors import UnknownName, UnreadableFile
from geodata.formats import format_named
from geodata.formats.draft import draft_mapping
from geodata.formats.generic import read_mapping
from geodata.formats.importing import import_table
from geodata.formats.merging import merged
from geodata.formats.tables.reading import read_table
from tests.builders import make_dataset

TABLE = """No.;Headline;Date;Type;Lat;Lon;Error (km);Weather
1;Drone over a station;05/02/2025;Drone;45,4;40,6;7,5;fog
2;Fire at a depot;17/02/2025;Fire;45.9;41.1;;
3;Something;31/02/2025;Drone;45.9;41.1;1;
4;Something else;01/03/2025;Balloon;45.9;410;1;
5;Still something;01/03/2025;Balloon;45.9;41;-1;
"""
MAPPING = """
holds = "incidents"
[fields]
id = "No."
title = "Headline"
start = { column = "Date", dates = "day/month/year" }
geometry = { longitude = "Lon", latitude = "Lat" }
uncertainty_m = { column = "Error (km)", unit = "km" }
kind = { column = "Type", words = { Drone = "uav_strike", Fire = "fire" } }
date_precision = { value = "day" }
[source]
id = "my-table"
url = "https://example.org/"
publisher = "A made-up desk"
redistribution = false
"""


@pytest.fixture
def table(tmp_path):
    (tmp_path / "table.csv").write_text(TABLE)
    return tmp_path / "table.csv"


def mapping(tmp_path, text=MAPPING):
    (tmp_path / "mapping.toml").write_text(text)
    return read_mapping(tmp_path / "mapping.toml")


def test_a_table_is_read_through_its_mapping(table, tmp_path):
    found = import_table(read_table(table), mapping(tmp_path))
    first, _, last = found.dataset.incidents.to_dict("records")
    assert (first["start"], first["kind"], first["uncertainty_m"]) == ("2025-02-05", "uav_strike", 7500)
    assert (first["date_precision"], first["extra"]["Weather"]) == ("day", "fog")
    assert (first["geometry"].x, first["geometry"].y) == (40.6, 45.4)
    assert [str(left).split(":")[0] for left in found.left_out] == [
        "row 4, column 'Date'",
        "row 5, column 'Lon, Lat'",
    ]
    assert [(one.number, one.field) for one in found.remarks] == [(6, "uncertainty_m"), (6, "kind")]
    assert last["extra"]["Error (km)"] == "-1"
    assert found.dataset.claims["by"].tolist() == ["A made-up desk"] * 3
    assert found.dataset.sources["redistribution"].tolist() == [False]


@pytest.mark.parametrize(
    ("column", "line"),
    [
        ("Error (km)", 'uncertainty_m = { column = "Error (km)", unit = "km" }'),
        ("coordinateUncertaintyInMeters", '{ column = "coordinateUncertaintyInMeters", unit = "m" }'),
        ("Radius", '{ column = "Radius", unit = "m" }  # its name tells no unit; one of m, km, mi, nmi, ft'),
    ],
)
def test_a_draft_takes_a_length_in_the_unit_of_its_name(column, line):
    assert line in draft_mapping(["Headline", "Date", column])


def test_a_draft_is_a_mapping_that_reads_the_table(table, tmp_path):
    drafted = mapping(tmp_path, draft_mapping(read_table(table).columns))
    found = import_table(read_table(table), drafted)
    assert found.read == 5
    assert found.dataset.incidents["title"].tolist()[0] == "Fire at a depot"


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("holds = 'events'", UnreadableFile, "holds is 'events'; expected one of: facilities, incidents"),
        ("holds = 'incidents'", UnreadableFile, r"has no table \[fields\]"),
        ("holds = 'incidents'\n[fields]\ntitel = 'A'", UnknownName, "did you mean 'title'"),
        (
            "holds = 'incidents'\n[fields]\ntitle = 3",
            UnreadableFile,
            "title is 3; expected the name of a column",
        ),
        (
            "holds = 'incidents'\n[fields]\ngeometry = 'A'",
            UnreadableFile,
            "the columns of longitude and latitude",
        ),
        ("holds = 'incidents'\n[fields]\nstart = {column='A', dates='ymd'}", UnknownName, "order of dates"),
        ("holds = ", UnreadableFile, "cannot be read as TOML"),
    ],
)
def test_a_faulty_mapping_is_refused_with_a_sentence(tmp_path, text, error, said):
    with pytest.raises(error, match=said):
        mapping(tmp_path, text)


def test_a_missing_column_names_the_nearest(tmp_path):
    (tmp_path / "a.csv").write_text("gppd_idnr,name,primary_fuel,latitud,longitude\n1,A,Gas,1,2\n")
    with pytest.raises(
        UnreadableFile, match=r"has no column 'latitude', from which .* The nearest is 'latitud'"
    ):
        import_table(read_table(tmp_path / "a.csv"), format_named("wri"))


def test_a_table_without_a_usable_row_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("gppd_idnr,name,primary_fuel,latitude,longitude\n1,A,Gas,north,2\n")
    with pytest.raises(UnreadableFile, match="none of its 1 rows can be used; the first: row 2"):
        import_table(read_table(tmp_path / "a.csv"), format_named("wri"))


def test_datasets_are_put_together_with_ids_of_their_own():
    one = make_dataset(facilities=[{"id": "f1", "name": "A"}], incidents=[{"id": "i1", "title": "a"}])
    claim = {"by": "B", "stance": "asserts", "about": "event", "what": "b", "source": "s1"}
    other = make_dataset(
        facilities=[{"id": "f1", "name": "B"}],
        incidents=[{"id": "i1", "title": "b", "facility_ids": ["f1"], "claims": [claim]}],
        flows=[{"id": "w1", "from": "f1", "to": "f1", "via": ["f1"]}],
    )
    both = merged([one, other])
    assert both.facilities["id"].tolist() == ["f1", "f1~2"]
    assert both.incidents["facility_ids"].tolist() == [None, ("f1~2",)]
    assert both.claims["incident_id"].tolist() == ["i1~2"]
    assert both.flows[["from", "to"]].to_numpy().tolist() == [["f1~2", "f1~2"]]
    assert both.flows["via"].tolist() == [("f1~2",)]
