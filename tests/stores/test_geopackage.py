"""A dataset as a GeoPackage: what other programs see in it, and what is refused."""

import sqlite3

import geopandas as gpd
import pyogrio
import pytest
import shapely

from geodata.errors import InvalidArgument, UnreadableFile
from geodata.stores import load, save
from geodata.stores.selection import Selection


@pytest.fixture
def file(sample, tmp_path):
    save(sample, tmp_path / "a.gpkg")
    return tmp_path / "a.gpkg"


def change(file, *statements):
    """Change a file as another program would; without its triggers, which need functions of GDAL."""
    connection = sqlite3.connect(file)
    with connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)
    connection.close()


def refused(file, match):
    with pytest.raises(UnreadableFile, match=match) as caught:
        load(file)
    assert str(caught.value).startswith(str(file))
    assert str(caught.value).endswith(".")


def test_gdal_finds_layers_tables_and_the_spatial_index(file, sample):
    layers = dict(pyogrio.list_layers(file).tolist())
    assert layers.keys() == {"facilities", "incidents", "claims", "sources", "flows", "dataset"}
    incidents = gpd.read_file(file, layer="incidents")
    assert incidents["title"].tolist() == sample.incidents["title"].tolist()
    assert shapely.equals(incidents.geometry, sample.incidents.geometry.to_numpy()).all()
    assert pyogrio.read_info(file, layer="incidents")["capabilities"]["fast_spatial_filter"]
    assert incidents["first_day"].notna().all()


def test_a_selection_is_looked_up_in_the_indices(file):
    connection = sqlite3.connect(file)
    where = "last_day >= '2025-10-01' AND first_day <= '2025-10-31'"
    plan = str(connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM incidents WHERE {where}").fetchall())
    connection.close()
    assert "incidents_days" in plan


@pytest.mark.parametrize("content", [b"", b"a diary", b"SQLite format 3\0"])
def test_a_file_of_another_kind_does_not_come_to_sqlite(tmp_path, content, monkeypatch):
    file = tmp_path / "diary.gpkg"
    file.write_bytes(content)
    monkeypatch.setattr(sqlite3, "connect", lambda *_, **__: pytest.fail("SQLite was asked"))
    refused(file, "is no GeoPackage: it does not begin as one|is cut off")


def test_a_folder_is_refused(tmp_path):
    (tmp_path / "a.gpkg").mkdir()
    refused(tmp_path / "a.gpkg", "is no file")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_truncated_file_is_refused(file, share):
    content = file.read_bytes()
    file.write_bytes(content[: int(share * len(content))])
    refused(file, r"is cut off: it has [\d,]+ bytes, expected [\d,]+")


def test_a_damaged_file_is_refused(file):
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)
    refused(file, r"could not be read as a GeoPackage \(.+\)")


def test_a_geopackage_of_another_program_is_refused_and_kept(sample, tmp_path):
    file = tmp_path / "other.gpkg"
    gpd.GeoDataFrame({"name": ["x"]}, geometry=[shapely.Point(1, 2)], crs="EPSG:4326").to_file(file)
    before = file.read_bytes()
    refused(file, "does not hold a dataset of this program; import it with `mapapp convert`")
    with pytest.raises(InvalidArgument, match="holds something else than a dataset"):
        save(sample, file)
    assert file.read_bytes() == before


def test_a_missing_table_is_named(file):
    change(file, "DROP TABLE claims")
    refused(file, "the table 'claims' is missing")


def test_a_view_is_not_read(file):
    change(
        file,
        "ALTER TABLE claims RENAME TO other",
        "CREATE VIEW claims AS SELECT * FROM other",
    )
    refused(file, "the table 'claims' is missing")


def test_a_column_of_another_type_is_named(file):
    change(file, "UPDATE incidents SET uncertainty_m = 'about a mile' WHERE fid = 3")
    refused(
        file, "the table 'incidents' has str 'about a mile' in the column 'uncertainty_m', expected double"
    )


def test_a_claim_without_a_number_is_refused(file):
    change(file, "UPDATE claims SET number = NULL WHERE fid = 3")
    refused(file, "a claim has no number")


@pytest.mark.parametrize(
    "value", ["'POINT (1 2)'", "x'00'", "x'4750000f00000000000000000000'", "x'47500001e6100000ff'"]
)
def test_a_geometry_that_is_none_is_refused(file, value):
    change(file, f"UPDATE facilities SET geometry = {value} WHERE fid = 3")
    refused(file, "geometry")


def test_a_file_that_another_program_is_changing_is_refused(file):
    (file.parent / "a.gpkg-wal").write_bytes(b"changes")
    refused(file, "is being changed by another program.*a.gpkg-wal holds changes")


def test_nothing_is_written_beside_a_file_that_is_read(file):
    file.chmod(0o400)
    before = file.read_bytes()
    load(file, Selection(start="2025"))
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]
    assert file.read_bytes() == before


def test_rows_that_another_program_added_are_read(file, sample):
    change(
        file,
        "ALTER TABLE incidents ADD COLUMN ship TEXT",
        "INSERT INTO incidents (title, start, ship) VALUES ('Added by hand', '2025-10-09', 'Koala')",
        "INSERT INTO incidents (id, title) VALUES ('feature-54', 'Another')",
    )
    read = load(file)
    count = len(sample.incidents)
    assert read.incidents["id"].tolist()[count:] == ["feature-54~2", "feature-54"]
    assert read.incidents["extra"][count] == {"ship": "Koala"}
    assert [
        finding.rule for report in read.reports for finding in report.findings if finding.severity == "repair"
    ] == ["row-id"]
    october = load(file, Selection(start="2025-10-09", end="2025-10-09"))
    assert "Added by hand" in october.incidents["title"].tolist()
