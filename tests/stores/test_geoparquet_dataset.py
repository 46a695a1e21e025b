"""A dataset as a folder of GeoParquet: what is read of it, what other programs see in it, what is refused."""

import json
import shutil

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from click.testing import CliRunner

from geodata.dataset import Dataset
from geodata.errors import UnreadableFile
from geodata.fields import read_columns
from geodata.order import order_of
from geodata.places import Place
from geodata.sample import SAMPLE
from geodata.schema import CLAIM, INCIDENT
from geodata.stores import load, row_groups, save
from geodata.stores.row_groups import arranged
from geodata.stores.selection import Selection, cut
from mapapp.cli import main


@pytest.fixture
def folder(sample, tmp_path):
    save(sample, tmp_path / "a.geoparquet")
    return tmp_path / "a.geoparquet"


def refused(folder, match):
    with pytest.raises(UnreadableFile, match=match) as caught:
        load(folder)
    assert str(caught.value).startswith(str(folder))


class Counted:
    """A file that counts the bytes that are read of it."""

    read_bytes = 0

    def __init__(self, path):
        self.stream = path.open("rb")

    def read(self, size=-1):
        content = self.stream.read(size)
        Counted.read_bytes += len(content)
        return content

    def __getattr__(self, name):
        return getattr(self.stream, name)


@pytest.fixture
def counted(monkeypatch):
    monkeypatch.setattr(Counted, "read_bytes", 0)
    monkeypatch.setattr("geodata.stores.geoparquet_reader.opened", lambda path: pa.PythonFile(Counted(path)))
    return Counted


def three_years(sample, count) -> Dataset:
    """Incidents of three years in no order, each with a claim, whose titles do not compress."""
    draws = np.random.default_rng(7)
    day = np.datetime64("2023-01-01") + draws.integers(0, 3 * 365, count)
    ids = [f"i{number}" for number in range(count)]
    titles = [draws.bytes(300).hex() for _ in range(count)]
    stated = {"id": ids, "title": titles, "start": day.astype(str).tolist()}
    stated["end"] = ["2025-12-31" if number % 97 == 0 else None for number in range(count)]
    tables = {}
    for record, given in ((INCIDENT, stated), (CLAIM, {"what": titles, "by": ids})):
        cells = {name: given.get(name, [None] * count) for name in record.names}
        tables[record.name] = read_columns(record, cells, [{} for _ in ids], Place("").note)[0]
    claims = tables["claim"]
    claims.insert(0, "incident_id", tables["incident"]["id"])
    claims.insert(1, "number", np.ones(count, dtype=np.int64))
    places = gpd.GeoSeries(shapely.points(draws.uniform(20, 90, (count, 2))), crs="OGC:CRS84")
    incidents = gpd.GeoDataFrame(tables["incident"].drop(columns="claims"), geometry=places)
    return Dataset(sample.facilities, incidents, claims, sample.sources, sample.flows)


def test_a_filter_for_one_of_36_months_reads_a_tenth_of_the_bytes_at_most(
    sample, tmp_path, counted, monkeypatch
):
    monkeypatch.setattr(row_groups, "GROUP_ROWS", 328)  # two groups for each month
    dataset = three_years(sample, 20_000)
    save(dataset, tmp_path / "a.geoparquet")
    size = sum(file.stat().st_size for file in (tmp_path / "a.geoparquet").iterdir())
    may = Selection(start="2024-05", end="2024-05")
    read = load(tmp_path / "a.geoparquet", may)
    assert 0 < counted.read_bytes <= 0.1 * size
    assert read.digest == cut(dataset, may).digest
    assert len(read.claims) == len(read.incidents) > 400


def test_a_small_box_leaves_row_groups_out(sample, tmp_path, counted, monkeypatch):
    monkeypatch.setattr(row_groups, "GROUP_ROWS", 16)
    dataset = three_years(sample, 4_000)
    save(dataset, tmp_path / "a.geoparquet")
    size = sum(file.stat().st_size for file in (tmp_path / "a.geoparquet").iterdir())
    box = Selection(bbox=(30, 30, 33, 33))
    assert load(tmp_path / "a.geoparquet", box).digest == cut(dataset, box).digest
    assert counted.read_bytes < 0.6 * size


def test_incidents_stand_by_month_then_those_of_several_months_then_those_without_a_date():
    first = np.array(["2025-02-09", "2025-01-30", "NaT", "2025-01-02", "2025-02-01"], dtype="datetime64[D]")
    last = np.array(["2025-02-09", "2025-02-02", "NaT", "2025-01-02", "2025-02-03"], dtype="datetime64[D]")
    place = order_of(np.array([[10.0, 10], [0, 0], [0, 0], [50, 50], [-10, -10]]), 0)
    order, groups = arranged(first, last, place)
    assert order.tolist() == [3, 4, 0, 1, 2]
    assert groups == [5]


def test_a_group_ends_with_a_month_where_that_leaves_no_small_group(monkeypatch):
    monkeypatch.setattr(row_groups, "GROUP_ROWS", 10)
    months = np.repeat(np.arange("2025-01", "2025-06", dtype="datetime64[M]"), [7, 2, 2, 25, 3])
    days = months.astype("datetime64[D]")
    _, groups = arranged(days, days, order_of(np.zeros((39, 2)), 0))
    assert groups == [7, 10, 10, 9, 3]


def test_geopandas_reads_incidents_within_a_box(folder, sample):
    whole = gpd.read_parquet(folder / "incidents.parquet").sort_values("row")
    assert whole["title"].tolist() == sample.incidents["title"].tolist()
    some = gpd.read_parquet(folder / "incidents.parquet", bbox=(45, 44, 60, 56))
    assert 0 < len(some) < len(whole)


def test_the_incidents_are_measured_as_those_of_the_dataset(folder, sample, tmp_path):
    ways = {
        "folder": [SAMPLE],
        "store": [folder],
        "files": [folder / "incidents.parquet", "--facilities", folder / "facilities.parquet"],
    }
    measured = {}
    for name, arguments in ways.items():
        target = tmp_path / f"{name}.csv"
        done = CliRunner().invoke(main, ["measure", *map(str, arguments), "-o", str(target)])
        assert done.exit_code == 0, done.output
        measured[name] = sorted(target.read_text().splitlines())
    assert measured["folder"] == measured["store"] == measured["files"]
    assert len(measured["folder"]) == 1 + len(sample.incidents)


@pytest.mark.parametrize("name", ["incidents", "claims", "sources"])
@pytest.mark.parametrize("content", [b"", b"a diary", None], ids=["empty", "text", "truncated"])
def test_a_damaged_file_is_named(folder, name, content):
    file = folder / f"{name}.parquet"
    file.write_bytes(file.read_bytes()[:-50] if content is None else content)
    refused(folder, f"{name}.parquet: could not be read as Parquet")


@pytest.mark.parametrize("name", ["claims.parquet", "facilities.parquet"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    refused(folder, f"the file {name} is missing; write the dataset anew")


def test_files_that_this_program_has_not_written_are_refused(folder):
    (folder / "dataset.json").unlink()
    refused(folder, "holds no dataset.json, so it was not written by this program.*`mapapp convert`")


@pytest.mark.parametrize("content", ["", "[", '"text"', "{}", '{"layout": "1"}', '{"layout": true}'])
def test_a_dataset_json_that_is_none_is_refused(folder, content):
    (folder / "dataset.json").write_text(content)
    refused(folder, "dataset.json|does not hold a dataset of this program")


def test_parquet_without_geometry_is_refused(folder):
    file = folder / "incidents.parquet"
    table = pq.read_table(file)
    pq.write_table(table.drop_columns("geometry").replace_schema_metadata(None), file)
    refused(folder, "incidents.parquet: has no geometry: expected GeoParquet")


def test_a_column_of_another_type_is_named(folder):
    file = folder / "claims.parquet"
    table = pq.read_table(file)
    at = table.column_names.index("value")
    pq.write_table(table.set_column(at, "value", table["value"].cast(pa.string())), file)
    refused(folder, "claims.parquet: the column 'value' is string, expected double")


def test_a_geometry_that_is_none_is_refused(folder):
    file = folder / "facilities.parquet"
    table = pq.read_table(file)
    at = table.column_names.index("geometry")
    pq.write_table(table.set_column(at, "geometry", pa.array([b"x"] * len(table))), file)
    refused(folder, "facilities.parquet: row 0: the geometry is no well-known binary")


def test_what_other_programs_wrote_anew_is_read(folder, sample):
    """Through pandas come large texts, and a table without the columns by which rows are picked."""
    for name in ("incidents", "claims"):
        file = folder / f"{name}.parquet"
        table = pq.read_table(file)
        own = [
            one
            for one in ("first_day", "last_day", "bbox", "row", "incident_row")
            if one in table.column_names
        ]
        pq.write_table(table.drop_columns(own), file)
    spring = Selection(start="2025-03", end="2025-05")
    assert load(folder, spring).digest == cut(sample, spring).digest


def test_a_revision_log_that_is_missing_is_empty(folder, sample):
    (folder / "changes.json").unlink()
    read = load(folder)
    assert read.changes == ()
    assert read.digest == sample.digest


def test_a_folder_under_another_name_is_known_by_its_files(folder, sample):
    other = folder.parent / "other"
    shutil.move(folder, other)
    assert load(other).digest == sample.digest
    assert json.loads((other / "dataset.json").read_text())["layout"] == 1
