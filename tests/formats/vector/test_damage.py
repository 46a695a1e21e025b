"""Damaged, cut and invented files, and limits that are reached: a sentence each, never more."""

import os
import random
import struct
import subprocess

import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geodata.errors import GeoDataError, UnreadableFile
from geodata.formats.vector import VectorLimits, process, read_vector
from tests.formats.vector import making
from tests.formats.vector.watching import refusal

FORMATS = ("gpkg", "fgb", "shp", "parquet", "kml", "gpx")
HEADER = '{"layer": "a", "layers": [], "notes": [], "geometry": null, "crs": null, "encoding": "WKB"}'
EXAMPLES = int(os.environ.get("EXAMPLES", "2"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Two thousand places in every format."""
    folder = tmp_path_factory.mktemp("whole")
    return {ending: making.write(making.places(2000), folder / f"a.{ending}") for ending in FORMATS}


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_that_breaks_off_is_refused(tmp_path, whole, ending, share):
    data = whole[ending].read_bytes()
    file = tmp_path / f"b.{ending}"
    file.write_bytes(data[: int(len(data) * share)])
    assert refusal(file) is not None


@pytest.mark.parametrize("part", [".dbf", ".shx"])
def test_a_shapefile_of_which_a_part_breaks_off_is_refused(tmp_path, whole, part):
    for file in making.parts(whole["shp"]):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    cut = tmp_path / f"a{part}"
    cut.write_bytes(cut.read_bytes()[:-1000])
    assert refusal(tmp_path / "a.shp") is not None


@pytest.mark.parametrize("seed", range(EXAMPLES))
@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_with_other_bytes_in_it_is_read_or_refused(tmp_path, whole, ending, seed):
    chance = random.Random(f"{ending} {seed}")
    data = bytearray(whole[ending].read_bytes())
    for _ in range(30):
        place = chance.randrange(len(data)) if chance.random() < 0.5 else chance.randrange(1000)
        data[place] = chance.randrange(256)
    file = tmp_path / f"b.{ending}"
    file.write_bytes(data)
    refusal(file)


@pytest.mark.parametrize(
    "head", [b"", b"SQLite format 3\0", b"fgb\x03fgb\x00", b"PAR1", b"PK\x03\x04", b"<kml>"]
)
def test_random_bytes_are_refused(tmp_path, head):
    file = tmp_path / "a.gpkg"
    data = bytearray(head + random.Random(1).randbytes(50_000))
    if head.startswith(b"SQLite"):
        data[68:72] = b"GPKG"
    file.write_bytes(data)
    assert refusal(file) is not None


@pytest.mark.parametrize("ending", [*FORMATS, "zip", "kmz"])
def test_an_empty_file_is_refused(tmp_path, ending):
    file = tmp_path / f"a.{ending}"
    file.touch()
    assert "the file is empty" in refusal(file)


def test_what_is_no_file_is_refused(tmp_path):
    assert "there is no such file" in refusal(tmp_path / "none.kml")
    assert "this is a folder" in refusal(tmp_path)
    os.mkfifo(tmp_path / "pipe.kml")
    assert "a pipe or a device" in refusal(tmp_path / "pipe.kml")


def test_a_flatgeobuf_that_claims_billions_of_rows_is_bounded(tmp_path, whole):
    data = bytearray(whole["fgb"].read_bytes())
    count = struct.pack("<Q", 2000)
    place = data.index(count)
    data[place : place + 8] = struct.pack("<Q", 2**40)
    file = tmp_path / "a.fgb"
    file.write_bytes(data)
    assert refusal(file) is not None


def test_a_flatgeobuf_that_claims_a_huge_header_is_refused(tmp_path, whole):
    data = bytearray(whole["fgb"].read_bytes())
    data[8:12] = struct.pack("<I", 2**31)
    file = tmp_path / "a.fgb"
    file.write_bytes(data)
    assert "breaks off in its header" in refusal(file)


@pytest.mark.parametrize(("ending", "place", "code"), [("shp", 24, ">I"), ("dbf", 4, "<I")])
def test_a_shapefile_that_claims_more_than_it_has_is_refused(tmp_path, whole, ending, place, code):
    for file in making.parts(whole["shp"]):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    file = tmp_path / f"a.{ending}"
    data = bytearray(file.read_bytes())
    struct.pack_into(code, data, place, 2**31 - 1)
    file.write_bytes(data)
    assert f"the .{ending} breaks off" in refusal(tmp_path / "a.shp")


def test_parquet_that_unpacks_without_end_is_stopped(tmp_path):
    geo = b'{"primary_column": "g", "columns": {"g": {"encoding": "WKB"}}}'
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 4000, pa.int32()), pa.array(["x" * 1_000_000]))
    point = shapely.to_wkb(shapely.Point(1, 2))
    table = pa.table({"a": column, "g": pa.array([point] * 4000)})
    options = {"compression": "zstd", "store_schema": False}
    with pq.ParquetWriter(tmp_path / "a.parquet", table.schema, **options) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({b"geo": geo})
    assert (tmp_path / "a.parquet").stat().st_size < 100_000
    refused = refusal(tmp_path / "a.parquet", limits=VectorLimits(max_memory=800_000_000))
    assert "memory" in refused or "fill more than" in refused


@pytest.mark.parametrize("ending", FORMATS)
def test_more_rows_than_allowed_are_refused(whole, ending):
    assert "1,000" in refusal(whole[ending], limits=VectorLimits(max_features=1000))


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_that_is_too_large_is_refused(whole, ending):
    assert "are read at most" in refusal(whole[ending], limits=VectorLimits(max_bytes=3000))


@pytest.mark.parametrize("most", [150, 200, 250])
def test_a_file_that_needs_too_much_memory_gives_a_sentence(whole, most):
    refused = refusal(whole["kml"], limits=VectorLimits(max_memory=most * 1_000_000))
    assert f"{most} MB of memory" in refused


def test_a_large_document_in_little_memory_gives_a_sentence(tmp_path):
    file = tmp_path / "a.kml"
    file.write_text(making.kml(making.PLACEMARK * 60_000))
    assert "330 MB of memory" in refusal(file, limits=VectorLimits(max_memory=330_000_000))


def test_a_file_that_takes_too_long_gives_a_sentence(tmp_path, monkeypatch, whole):
    monkeypatch.setattr(process, "_START", script(tmp_path, "import time; time.sleep(60)"))
    assert "took longer than 1 s and was stopped" in refusal(
        whole["gpkg"], limits=VectorLimits(max_seconds=1)
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os; os.kill(os.getpid(), 11)", r"crashed \(SIGSEGV\)"),
        (
            "import os; os.kill(os.getpid(), 9)",
            r"stopped \(SIGKILL\), most likely because it needs more than",
        ),
        ("import os; os.abort()", r"stopped \(SIGABRT\)"),
        ("raise SystemExit(3)", r"crashed \(exit code 3\)"),
        ("print('nonsense')", r"crashed"),
        ("print('[1, 2')", r"crashed"),
        (f"print({HEADER!r})", r"crashed"),
        ('print(\'{"layer": 1, "layers": [[]], "notes": 3}\')', r"crashed"),
        ("print('{\"end\": [1]}')", r"crashed"),
        ("import sys; sys.stdout.write('x' * 10_000_000)", r"crashed"),
    ],
)
def test_a_reading_process_that_dies_gives_a_sentence(tmp_path, monkeypatch, whole, code, said):
    monkeypatch.setattr(process, "_START", script(tmp_path, code))
    with pytest.raises(UnreadableFile, match=said):
        read_vector(whole["gpkg"])


def script(folder, code):
    file = folder / "start.py"
    file.write_text(code)
    return file


def test_nothing_is_left_behind(tmp_path, monkeypatch, whole):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    before = children()
    for ending in ("gpkg", "kml"):
        read_vector(whole[ending])
    with pytest.raises(GeoDataError):
        read_vector(whole["gpkg"], layer="none")
    assert list(tmp_path.iterdir()) == []
    assert children() <= before


def children():
    """The processes that this one has started; other tests may have left a browser or a server."""
    return {child.pid for child in psutil.Process().children()}


def test_the_reading_process_has_nothing_of_our_environment(monkeypatch, whole):
    seen = {}
    real = subprocess.Popen

    def spy(command, **options):
        seen.update(options["env"], command=" ".join(command), cwd=str(options["cwd"]))
        return real(command, **options)

    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setattr(process.subprocess, "Popen", spy)
    read_vector(whole["gpkg"])
    assert "AWS_SECRET_ACCESS_KEY" not in seen
    assert str(whole["gpkg"]) not in seen["command"]
    assert seen["HOME"] == seen["cwd"]
